"""Write least-squares.json: LinearRegression, Ridge and RidgeCV in closed form.

The answers are scikit-learn's; the script requires that long doubles agree with them where the
solution is unique. The polynomial, whose columns are nearly dependent, is solved in fractions.
"""

from fractions import Fraction

import numpy as np
from common import row_weights, write_json
from sklearn.datasets import load_diabetes
from sklearn.linear_model import LinearRegression, Ridge, RidgeCV


def rows(n, p, kind="plain"):
    """The numbers of generalized_linear.py, which a test repeats."""
    state, numbers = 12345, []
    for _ in range(n * p):
        state = (1103515245 * state + 12345) % 2**31
        numbers.append(((state >> 16) % 256) / 255 - 0.5)
    x = np.array(numbers).reshape(n, p)
    if kind == "sparse":
        x = np.where(np.abs(x) < 0.3, 0, x)
    if kind == "bytes":
        x = np.round((x + 0.5) * 255)
    if kind == "collinear":
        x[:, -1] = x[:, 0] - x[:, 1]
    return x


def data(n, p, kind):
    """Rows and their numbers: a weighted sum with noise, of six digits."""
    if kind == "diabetes":
        return load_diabetes(return_X_y=True, scaled=False)
    x = rows(n, p, kind)
    j, i = np.arange(p), np.arange(n)
    return x, np.round((x / np.abs(x).max()) @ (((j * 5) % 7 - 3) / 2) + 1.5 + ((i * 37) % 23 - 11) / 20, 6)


def check(x, y, s, alpha, intercept, w, b):
    """The gradient at the answer, in long doubles, is rounding."""
    x, y, s, w = (np.asarray(v, dtype=np.longdouble) for v in (x, y, s, w))
    r = s * (y - x @ w - b)
    size = (np.abs(x.T) @ np.abs(s * y)).max()
    assert np.abs(x.T @ r - alpha * w).max() < 1e-11 * size
    assert not intercept or abs(r.sum()) < 1e-11 * np.abs(s * y).sum()


SHAPES = [
    # n, p, kind, intercept, weighted
    (442, 10, "diabetes", True, False),
    (442, 10, "diabetes", False, True),
    (120, 5, "plain", True, True),
    (200, 30, "sparse", True, True),
    (150, 12, "bytes", True, True),
    (40, 60, "plain", True, False),
    (40, 60, "plain", False, True),
    (90, 6, "collinear", True, True),
]
ALPHAS = [0.01, 0.3, 2.0, 50.0]


def solved(matrix, b):
    """Elimination without rounding."""
    a = [[*row, value] for row, value in zip(matrix, b)]
    for i in range(len(a)):
        for k in range(i + 1, len(a)):
            factor = a[k][i] / a[i][i]
            a[k] = [u - factor * v for u, v in zip(a[k], a[i])]
    for i in reversed(range(len(a))):
        for k in range(i):
            factor = a[k][i] / a[i][i]
            a[k] = [u - factor * v for u, v in zip(a[k], a[i])]
    return [row[-1] / row[i] for i, row in enumerate(a)]


def polynomial(n=40, degree=11):
    """y = sin(3x) by powers of x, as Doubles that are multiplied up."""
    x = np.empty((n, degree))
    x[:, 0] = np.arange(n) / 64
    for j in range(1, degree):
        x[:, j] = x[:, j - 1] * x[:, 0]
    y = np.round(np.sin(3 * x[:, 0]), 6)
    a = [[Fraction(float(v)) for v in row] for row in np.column_stack([x, np.ones(n)])]
    w = solved(
        [[sum(r[i] * r[j] for r in a) for j in range(degree + 1)] for i in range(degree + 1)],
        [sum(r[i] * Fraction(float(v)) for r, v in zip(a, y)) for i in range(degree + 1)],
    )
    return {"rows": n, "degree": degree, "targets": y, "coefficients": [float(v) for v in w]}


def main():
    cases = []
    for n, p, kind, intercept, weighted in SHAPES:
        x, y = data(n, p, kind)
        s = row_weights(n) if weighted else np.ones(n)
        plain = LinearRegression(fit_intercept=intercept, tol=1e-13).fit(x, y, sample_weight=s)
        check(x, y, s, 0, intercept, plain.coef_, plain.intercept_)
        bounded = LinearRegression(fit_intercept=intercept, positive=True).fit(x, y, sample_weight=s)
        ridges = []
        for alpha in ALPHAS:
            ridge = Ridge(alpha=alpha, fit_intercept=intercept, solver="svd").fit(x, y, sample_weight=s)
            check(x, y, s, alpha, intercept, ridge.coef_, ridge.intercept_)
            ridges.append([*ridge.coef_, ridge.intercept_])
        chosen = RidgeCV(ALPHAS, fit_intercept=intercept, store_cv_results=True).fit(x, y, sample_weight=s)
        cases.append(
            {
                "rows": n,
                "columns": p,
                "kind": kind,
                "fitIntercept": intercept,
                "weighted": weighted,
                "targets": y,
                "rank": plain.rank_,
                "leastSquares": [*plain.coef_, plain.intercept_],
                "nonNegative": [*bounded.coef_, bounded.intercept_],
                "ridge": ridges,
                "chosen": chosen.alpha_,
                # scikit-learn's squares have the weights in them.
                "errors": chosen.cv_results_.sum(axis=0) / s.sum(),
            }
        )
    write_json("least-squares.json", {"alphas": ALPHAS, "cases": cases, "polynomial": polynomial()})


if __name__ == "__main__":
    main()
