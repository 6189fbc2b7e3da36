"""Write random-state.json: what NumPy's legacy `RandomState` draws, by seed.

Every answer comes from a fresh generator.
"""

import math

import numpy as np
from common import write_json

SEEDS = (0, 42, 123456789, 4294967295)


def shuffled(r):
    values = np.arange(10)
    r.shuffle(values)
    return values


DRAWS = {
    "random(5)": lambda r: r.random(5),
    "uniform(-2, 3, 5)": lambda r: r.uniform(-2, 3, 5),
    # An odd count, then two more: the second normal of a pair waits in the generator.
    "standard_normal(7)": lambda r: r.standard_normal(7),
    "standard_normal(3) + standard_normal(4)": lambda r: np.concatenate(
        [r.standard_normal(3), r.standard_normal(4)]
    ),
    "standard_normal(1) + random(2) + standard_normal(2)": lambda r: np.concatenate(
        [r.standard_normal(1), r.random(2), r.standard_normal(2)]
    ),
    "normal(1.5, 2, 4)": lambda r: r.normal(1.5, 2, 4),
    "randint(0, 10, 20)": lambda r: r.randint(0, 10, 20),
    "randint(0, 1000003, 5)": lambda r: r.randint(0, 1000003, 5),
    "randint(0, 2**40, 3)": lambda r: r.randint(0, 2**40, 3),
    "permutation(10)": lambda r: r.permutation(10),
    "shuffle(arange(10))": shuffled,
    "choice(60000, 5)": lambda r: r.choice(60000, 5),
    "choice(100, 8, replace=False)": lambda r: r.choice(100, 8, replace=False),
    "choice(60000, 20)": lambda r: r.choice(60000, 20),
    "fsum(random(100000))": lambda r: math.fsum(r.random(100_000)),
}


def main():
    write_json(
        "random-state.json",
        [
            {"seed": seed} | {
                name: draw(np.random.RandomState(seed)) for name, draw in DRAWS.items()
            }
            for seed in SEEDS
        ],
    )


if __name__ == "__main__":
    main()
