"""Write logistic-sparse.json: optima of one-vs-rest logistic regression with an L1 part.

    F(w, b) = (1/S) sum_i s_i l(y_i, w x_i + b) + ((1 - r)/2 ||w||^2 + r ||w||_1) / (S C)

scikit-learn's saga finds which weights are 0; Newton's method on the others, whose
signs are then known, with gradients in 80-bit floats, goes on until its steps vanish.
The weights at 0 have to stay there: their slope must be below r / (S C).
"""

import warnings

import numpy as np
from common import data_set, row_weights, write_json
from logistic_optimum import LONG, Problem
from sklearn.linear_model import LogisticRegression


def scikit_learn(x, y, s, c, ratio):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = LogisticRegression(
            C=c, l1_ratio=ratio, solver="saga", tol=1e-10, max_iter=50_000, random_state=0
        ).fit(x, y, sample_weight=s)
    return model.coef_[0], model.intercept_[0]


def polish(x, y, s, c, ratio, w):
    """The optimum with the zeros and signs of `w`, and the largest slope left."""
    kept = np.flatnonzero(w)
    problem = Problem(x[:, kept], y, s, np.inf)
    strength = LONG(1) / (problem.total * LONG(c))
    signs = np.sign(w[kept])
    point = np.append(w[kept].astype(LONG), LONG(0))
    design = np.column_stack([x[:, kept], np.ones(len(x))])
    for _ in range(200):
        z = problem.x @ point[:-1] + point[-1]
        p = np.exp(-np.logaddexp(LONG(0), -z))
        slope = design.T.astype(LONG) @ (problem.s * (p - y)) / problem.total
        slope[:-1] += strength * ((1 - LONG(ratio)) * point[:-1] + LONG(ratio) * signs)
        curvature = np.asarray(problem.s * p * (1 - p) / problem.total, dtype=float)
        hessian = design.T @ (curvature[:, None] * design)
        hessian[:-1, :-1] += float(strength) * (1 - ratio) * np.eye(len(kept))
        step = np.linalg.solve(hessian, np.asarray(slope, dtype=float))
        size = np.abs(step).max()
        point = point - step * min(1, 1 / size if size > 0 else 1)
        if size < 1e-16:
            break
    weights = np.zeros(x.shape[1])
    weights[kept] = np.asarray(point[:-1], dtype=float)
    intercept = float(point[-1])
    assert (np.sign(weights) == np.sign(w)).all(), "the signs have changed"
    full = Problem(x, y, s, np.inf)
    loss, p = full.terms((full.x @ weights + intercept)[:, None], y)
    slope = full.x.T @ (full.s * (p[:, 0] - y)) / full.total
    bound = strength * LONG(ratio)
    assert (np.abs(slope[weights == 0]) < bound * LONG(1 - 1e-6)).all(), "a zero has to move"
    value = (full.s * loss).sum() / full.total + strength * (
        (1 - LONG(ratio)) / 2 * (weights.astype(LONG) ** 2).sum() + LONG(ratio) * np.abs(weights).sum()
    )
    return weights, intercept, float(value)


def one_vs_rest(name, weighted, c, ratio):
    x, y = data_set(name, "standardised")
    s = row_weights(len(y)) if weighted else np.ones(len(y))
    positive = [1] if y.max() == 1 else range(int(y.max()) + 1)
    parts, worst = [], 0.0
    for k in positive:
        own = (y == k).astype(int)
        w, b = scikit_learn(x, own, s, c, ratio)
        parts.append(polish(x, own, s, c, ratio, w))
        worst = max(worst, np.abs(parts[-1][0] - w).max(), abs(parts[-1][1] - b))
    print(name, weighted, c, ratio, "zeros", sum((w == 0).sum() for w, _, _ in parts), "off", worst)
    return {
        "dataset": name,
        "weighted": weighted,
        "c": c,
        "l1Ratio": ratio,
        "coefficients": [w for w, _, _ in parts],
        "intercepts": [b for _, b, _ in parts],
        "objectives": [value for _, _, value in parts],
        "sklearnDifference": float(worst),
    }


write_json(
    "logistic-sparse.json",
    [
        one_vs_rest(name, weighted, c, ratio)
        for name in ("iris", "wine", "breast-cancer")
        for weighted in (False, True)
        for c in (0.1, 1.0)
        for ratio in (1.0, 0.5)
    ],
)
