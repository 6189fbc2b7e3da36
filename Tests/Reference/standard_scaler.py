"""Write standard-scaler.json: moments and scaled rows of StandardScaler."""

from fractions import Fraction

import numpy as np
from common import data_set, row_weights, write_json
from sklearn.preprocessing import StandardScaler

# The second column is constant.
SMALL = np.array([[1.0, 7.0, -2.0], [2.0, 7.0, 0.5], [4.0, 7.0, 3.25], [8.0, 7.0, -1.0], [16.0, 7.0, 0.0]])

# Means near 1e8 and 1e9 with variances near 1e-2 and 1e-6.
FAR = np.column_stack(
    [1e8 + 0.125 * np.array([0, 1, 3, -2, 2]), 1e9 + 2.0**-10 * np.array([1, 0, -1, 2, 0])]
)

# So far out that scikit-learn takes the column for a constant.
TOO_FAR = 1e12 + 2.0**-12 * np.array([[0.0], [1.0], [2.0], [0.0], [3.0]])

OPTIONS = ((True, True), (False, True), (True, False), (False, False))


def exact_moments(x, s):
    """Mean and population variance of each column, rounded once at the end."""
    s = [Fraction(v) for v in s]
    means, variances = [], []
    for column in x.T:
        values = [Fraction(v) for v in column]
        mean = sum(a * b for a, b in zip(s, values)) / sum(s)
        means.append(float(mean))
        variances.append(float(sum(a * (b - mean) ** 2 for a, b in zip(s, values)) / sum(s)))
    return means, variances


def cases():
    wine, _ = data_set("wine")
    for name, x in (("wine", wine), ("small", SMALL), ("far", FAR), ("too far", TOO_FAR)):
        for weighted in (False, True):
            s = row_weights(len(x)) if weighted else None
            for with_mean, with_std in OPTIONS:
                scaler = StandardScaler(with_mean=with_mean, with_std=with_std)
                scaler.fit(x, sample_weight=s)
                exact = exact_moments(x, np.ones(len(x)) if s is None else s)
                yield {
                    "data": name,
                    "weighted": weighted,
                    "withMean": with_mean,
                    "withStd": with_std,
                    "rows": None if name == "wine" else x,
                    "mean": scaler.mean_,
                    "variance": scaler.var_,
                    "scale": scaler.scale_,
                    "exactMean": exact[0],
                    "exactVariance": exact[1],
                    "transformed": scaler.transform(x[:3]),
                }


def main():
    write_json("standard-scaler.json", list(cases()))


if __name__ == "__main__":
    main()
