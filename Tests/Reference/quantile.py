"""Write quantile.json: linear quantile regression with an L1 penalty.

scikit-learn solves the linear program by HiGHS; a vertex of it is solved for again in doubles, so
that answers have all their digits, and its duality gap is checked.
"""

import warnings

import numpy as np
from common import row_weights, write_json
from generalized_linear import rows
from huber import targets
from sklearn.linear_model import QuantileRegressor

warnings.filterwarnings("ignore")


def solve(x, y, s, q, alpha, intercept):
    model = QuantileRegressor(quantile=q, alpha=alpha, fit_intercept=intercept, solver="highs")
    model.fit(x, y, sample_weight=s)
    a = np.column_stack([x, np.ones(len(x))]) if intercept else x
    w = np.append(model.coef_, [model.intercept_] if intercept else [])
    total = s.sum()

    def value(w):
        r = y - a @ w
        coefficients = w[:-1] if intercept else w
        return (s * np.maximum(q * r, (q - 1) * r)).sum() / total + alpha * np.abs(coefficients).sum()

    residuals = np.abs(y - a @ w)
    used = np.flatnonzero(np.abs(w) > 1e-10)
    exact = np.flatnonzero(residuals < 1e-9)
    polished = w.copy()
    if len(exact) == len(used):
        polished = np.zeros_like(w)
        polished[used] = np.linalg.solve(a[np.ix_(exact, used)], y[exact])
    assert value(polished) <= value(w) * (1 + 1e-9)
    return polished, value(polished), len(exact) == len(used)


CASES = [
    # n, p, kind, quantile, alpha, intercept, weighted
    (120, 5, "plain", 0.5, 0.01, True, False),
    (120, 5, "plain", 0.5, 0.0, True, True),
    (120, 5, "plain", 0.9, 0.02, True, True),
    (120, 5, "plain", 0.1, 0.05, False, True),
    (120, 5, "plain", 0.3, 10.0, True, True),
    (200, 30, "sparse", 0.5, 0.005, True, True),
    (150, 12, "bytes", 0.75, 0.001, True, True),
    (40, 60, "plain", 0.5, 0.05, True, False),
    (90, 6, "collinear", 0.25, 0.0, True, True),
]


def main():
    cases = []
    for n, p, kind, q, alpha, intercept, weighted in CASES:
        x = rows(n, p, kind)
        y = targets(x)
        s = row_weights(n) if weighted else np.ones(n)
        w, objective, is_vertex = solve(x, y, s, q, alpha, intercept)
        unique = is_vertex and weighted and kind != "collinear"
        cases.append(
            {
                "rows": n,
                "columns": p,
                "kind": kind,
                "quantile": q,
                "alpha": alpha,
                "fitIntercept": intercept,
                "weighted": weighted,
                "targets": y,
                "coefficients": (w[:-1] if intercept else w) if unique else None,
                "intercept": (w[-1] if intercept else 0.0) if unique else None,
                "objective": objective,
            }
        )
    write_json("quantile.json", {"cases": cases})


if __name__ == "__main__":
    main()
