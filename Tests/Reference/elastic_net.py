"""Write elastic-net.json: Lasso and ElasticNet at the optimum, paths and cross-validation.

The optima are scikit-learn's coordinate descent at tolerance 1e-14, and each is required to meet
the conditions of the optimum in long doubles.
"""

import numpy as np
from common import row_weights, write_json
from least_squares import data
from sklearn.linear_model import ElasticNet, ElasticNetCV, enet_path
from sklearn.model_selection import KFold

SHAPES = [
    # n, p, kind, intercept, weighted
    (442, 10, "diabetes", True, False),
    (120, 8, "plain", True, True),
    (200, 30, "sparse", True, True),
    (150, 12, "bytes", True, True),
    (40, 60, "plain", True, False),
    (60, 250, "plain", False, True),
    (90, 6, "collinear", True, True),
]


def slopes(x, y, s, w, b):
    """The gradient of the loss with its sign turned, in long doubles."""
    x, y, s, w = (np.asarray(v, dtype=np.longdouble) for v in (x, y, s, w))
    return x.T @ (s * (y - x @ w - b)) / s.sum()


def check(x, y, s, alpha, ratio, w, b):
    """No component of the smallest subgradient is above rounding."""
    g = slopes(x, y, s, w, b) - alpha * (1 - ratio) * w
    size = np.abs(slopes(x, y, s, 0 * w, (s @ y) / s.sum())).max()
    l1 = alpha * ratio
    wrong = np.where(w != 0, np.abs(g - l1 * np.sign(w)), np.maximum(np.abs(g) - l1, 0))
    assert wrong.max() < 1e-9 * size, wrong.max() / size


def objective(x, y, s, alpha, ratio, w, b):
    r = y - x @ w - b
    penalty = ratio * np.abs(w).sum() + (1 - ratio) / 2 * (w @ w)
    return float(s @ (r * r) / s.sum() / 2 + alpha * penalty)


def fit(x, y, s, intercept, alpha, ratio, positive=False):
    model = ElasticNet(
        alpha=alpha, l1_ratio=ratio, fit_intercept=intercept, positive=positive, tol=1e-14, max_iter=1_000_000
    ).fit(x, y, sample_weight=s)
    return model.coef_, float(model.intercept_)


def case(n, p, kind, intercept, weighted):
    x, y = data(n, p, kind)
    n, p = x.shape
    s = row_weights(n) if weighted else np.ones(n)
    centre = (s @ y) / s.sum() if intercept else 0
    largest = float(np.abs(slopes(x, y, s, np.zeros(p), centre)).max())
    fits = []
    for ratio in (1.0, 0.5):
        for share in (0.3, 0.02):
            alpha = share * largest / ratio
            w, b = fit(x, y, s, intercept, alpha, ratio)
            check(x, y, s, alpha, ratio, w, b)
            v, c = fit(x, y, s, intercept, alpha, ratio, positive=True)
            fits.append(
                {
                    "alpha": alpha,
                    "l1Ratio": ratio,
                    "answer": [*w, b],
                    "objective": objective(x, y, s, alpha, ratio, w, b),
                    "nonNegative": objective(x, y, s, alpha, ratio, v, c),
                }
            )
    return {
        "rows": n, "columns": p, "kind": kind, "fitIntercept": intercept, "weighted": weighted,
        "targets": y, "largestAlpha": largest, "fits": fits,
    }  # fmt: skip


def cross_validation():
    x, y = data(442, 10, "diabetes")
    model = ElasticNetCV(
        l1_ratio=[0.5, 1.0], alphas=20, eps=1e-3, cv=KFold(5), tol=1e-12, max_iter=1_000_000
    ).fit(x, y)
    alphas, coefs, _ = enet_path(x - x.mean(0), y - y.mean(), l1_ratio=1.0, alphas=10, eps=1e-2, tol=1e-12)
    return {
        "alpha": float(model.alpha_), "l1Ratio": float(model.l1_ratio_), "coefficients": model.coef_,
        "errors": model.mse_path_.mean(axis=2).ravel(), "pathAlphas": alphas, "path": coefs.T.ravel(),
    }  # fmt: skip


def main():
    write_json(
        "elastic-net.json", {"cases": [case(*shape) for shape in SHAPES], "crossValidation": cross_validation()}
    )


if __name__ == "__main__":
    main()
