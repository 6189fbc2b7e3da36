"""The rows of the second table: data, the library's setting, the peer that the goal is against, and all other peers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace

import numpy as np

from ..jobs import CORES, Contender, Options, every_setting, other, ours, sklearn, sklearnex
from .data import Table, dense, lognormal, pictures, smooth, sparse

# Both sides go by it, each in its own way.
TOLERANCE = 1e-4
LIMIT: Options = {"max_iter": 5000}

STORED = {"uint8": "UInt8", "float": "Float", "double": "Double"}


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    key: str
    title: str
    goal: float
    ours: Contender
    # The peer of the goal, on all threads and in the type that the rows are stored in.
    reference: Contender

    @property
    def tighter(self) -> list[Contender]:
        """The library's setting with tighter tolerances, for where the best peer goes further down."""
        name, options = self.ours.name, self.ours.options
        steps = [options["tolerance"] * factor for factor in (0.1, 0.01)]
        return [
            replace(self.ours, name=f"{name}, tolerance {step:g}", options=options | {"tolerance": step})
            for step in steps
        ]


@dataclass(frozen=True)
class Problem:
    """One set of data with the rows of the table that fit it, and the peers of all of them."""

    table: Table
    rows: tuple[Row, ...]
    peers: tuple[Contender, ...]
    # `fit` where a fit takes seconds, so that nobody waits for repetitions; `path` for many values of C.
    kind: str = "repeatedFit"
    # What the job says besides: the penalty, C.
    more: Options = field(default_factory=dict)


def row(table: Table, key: str, title: str, goal: float, method: str = "lbfgs", reference: str = "lbfgs") -> Row:
    stored = "CSR" if table.numbers else STORED[table.storage]
    setting = ours(
        f"{method}, {stored}", storage=table.storage, method=method, tolerance=TOLERANCE, maxIterations=5000
    )
    options = dict(LIBLINEAR) if reference == "liblinear" else LIMIT
    return Row(key, title, goal, setting, sklearn(reference, table.dtype, CORES, quick=True, **options))


# Its intercept is penalised; a large constant makes the penalty small.
LIBLINEAR: Options = {"intercept_scaling": 1e3, "max_iter": 5000}


def peers(table: Table, references: Collection[Contender]) -> tuple[Contender, ...]:
    """Every peer that can fit such data: first the references, then peer by peer, on all threads before one, and looser
    tolerances before tighter ones, which run only where those do not reach the library's objective."""
    found = [*references, *tolerances("lbfgs", (1e-4, 1e-5, 1e-6, 1e-7))]
    found += tolerances("newton-cg", (1e-4, 1e-5, 1e-6))
    if table.columns * table.score_columns <= 2_000 and table.numbers is None:
        found += tolerances("newton-cholesky", (1e-4,))
    if table.numbers is None:
        found += intelex() + glmnet(table)
    if table.classes == 2:
        found += liblinear()
    found += cyanure()
    return tuple({peer.name: peer for peer in found}.values())


def tolerances(solver: str, steps: Collection[float]) -> list[Contender]:
    """A solver of scikit-learn in both precisions, on all threads and on one."""
    quick = [("float32", CORES), ("float64", CORES)]
    return [
        peer for tol in steps
        for peer in every_setting(solver, quick, suffix="" if tol == TOLERANCE else f" tol {tol:g}", tol=tol, **LIMIT)
    ]


def intelex() -> list[Contender]:
    """scikit-learn-intelex measures the end of a fit otherwise, so it begins with looser tolerances."""
    return [
        sklearnex(dtype, threads, suffix=f" tol {tol:g}", tol=tol, **LIMIT)
        for tol in (1e-2, 1e-3, 1e-4, 1e-5, 1e-6) for threads in sorted({CORES, 1}, reverse=True)
        for dtype in ("float32", "float64")
    ]


def liblinear() -> list[Contender]:
    """For two classes: scikit-learn's LIBLINEAR and the newer one of its authors, in the primal and in the dual."""
    found = [sklearn("liblinear", "float64", 1, **LIBLINEAR)]
    return found + [
        other("liblinear", f"-s {method} -e {tol:g}", "liblinear", method=method, tol=tol, constant=1000)
        for method in (0, 7) for tol in (1e-3, 1e-4)
    ]


def cyanure() -> list[Contender]:
    """Its tolerance is on the relative duality gap, and it often ends far below."""
    return [
        other("cyanure", f"tol {tol:g}", "cyanure", dtype=dtype, threads=threads, tol=tol, **LIMIT)
        for tol in (1e-3, 1e-4, 1e-5) for threads in sorted({CORES, 1}, reverse=True)
        for dtype in ("float32", "float64")
    ]


def glmnet(table: Table) -> list[Contender]:
    """R's glmnet, one path of 8 down to the penalty, in a process of R each time."""
    if table.rows * table.columns > 5_000_000:
        return []
    return [
        other("R glmnet", f"path of 8, thresh {tol:g}", "R glmnet", peer="glmnet", tol=tol, path=8, kind="fit")
        for tol in (1e-7, 1e-9)
    ]


def problem(table: Table, *rows: Row, kind: str = "repeatedFit") -> Problem:
    return Problem(table, rows, peers(table, [one.reference for one in rows]), kind)


def size(table: Table) -> str:
    return f"{table.rows:,} × {table.columns:,}, K {table.classes}"


def growth(axis: str, number: int, goal: float) -> Problem:
    """A point of the pictures: n, p or K grows, the other two stay."""
    table = {
        "n": lambda: dense(number, 50, 5), "p": lambda: dense(5_000, number, 5), "k": lambda: dense(20_000, 50, number),
    }[axis]()
    return problem(table, row(table, f"{axis}-{number}", size(table), goal), *solvers(table))


def solvers(table: Table) -> list[Row]:
    """The rows of other solvers on the data of a point of the pictures."""
    if (table.rows, table.columns, table.classes) != (20_000, 50, 2):
        return []
    title = f"{size(table)}, coordinateDescent"
    return [row(table, "coordinate-descent", title, 10, "coordinateDescent", "liblinear")]


def five_classes() -> Problem:
    """The solvers of several classes, all on the same rows."""
    table = dense(20_000, 50, 5)
    named = (("newtonCholesky", "newton-cholesky", 4), ("newtonCG", "newton-cg", 6), ("saga", "saga", 10))
    rows = [row(table, peer, f"{size(table)}, {method}", goal, method, peer) for method, peer, goal in named]
    return problem(table, *rows)


def two_classes(storage: str, goal: float) -> Problem:
    table = dense(200_000, 200, 2, storage)
    return problem(table, row(table, f"wide-{storage}", f"{size(table)}, {STORED[storage]}", goal))


def special() -> list[Problem]:
    pictures, words, skewed = smooth(), sparse(), lognormal()
    return [
        problem(pictures, row(pictures, "smooth", f"smooth pictures, {size(pictures)}", 10), kind="fit"),
        problem(words, row(words, "sparse", f"20 numbers a row, {size(words)}", 8, reference="newton-cg")),
        problem(skewed, row(skewed, "lognormal", f"lognormal columns as they are, {size(skewed)}", 15)),
    ]


def l1_path() -> Problem:
    """50 values of the penalty on standardised pictures, judged at the last; glmnet is made for this."""
    table = pictures()
    penalties = np.geomspace(0.35, 0.0033, 50)
    cs = (1 / (table.rows * penalties)).tolist()
    setting = ours("path, Double", storage="double", tolerance=3e-4, maxIterations=5000)
    glmnets = [
        other(
            "R glmnet", f"path of 50, thresh {tol:g}", "R glmnet", quick=True, peer="glmnet", tol=tol, path=50,
            kind="fit",
        )
        for tol in (1e-7, 1e-6, 1e-5)
    ]
    title = f"L1 path of 50, {size(table)}, MNIST standardised, tolerance 3e-4"
    return Problem(
        table, (Row("l1-path", title, 10, setting, glmnets[0]),), tuple(glmnets), "path",
        {"penalty": "l1", "c": cs[-1], "cs": cs},
    )


def problems() -> list[Problem]:
    """All of them, as the table shows them."""
    return [
        *(growth("n", n, goal) for n, goal in ((1_000, 6), (10_000, 7), (100_000, 7), (1_000_000, 7))),
        *(growth("p", p, goal) for p, goal in ((10, 7), (100, 5), (1_000, 4), (5_000, 3), (20_000, 3))),
        *(growth("k", k, goal) for k, goal in ((2, 4), (10, 5), (100, 4), (500, 3))),
        two_classes("float", 2.5), two_classes("double", 2), five_classes(), *special(), l1_path(),
    ]


def keys() -> list[str]:
    return [one.key for problem in problems() for one in problem.rows]


def chosen(wanted: Collection[str]) -> list[Problem]:
    """The problems of these rows, each with those rows alone."""
    found = []
    for one in problems():
        rows = tuple(line for line in one.rows if line.key in wanted)
        if rows:
            # The peers of a goal that nobody asks for stay away.
            found.append(one if rows == one.rows else problem(one.table, *rows, kind=one.kind))
    return found
