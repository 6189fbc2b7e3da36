"""Write logistic-dual.json: optima of one-vs-rest L2 logistic regression with fewer rows than features.

    F(w, b) = (1/S) sum_i s_i l(y_i, w x_i + b) + sum_j f_j w_j^2 / (2 S C)

The first rows of standardised data sets. A penalty factor f_j is a column divided by
sqrt(f_j), and its weight too. The optimum is that of logistic_optimum.py; scikit-learn's
liblinear (dual=True) confirms those without intercept, its newton-cg the others.
"""

import warnings

import numpy as np
from common import data_set, row_weights, write_json
from logistic_optimum import Problem
from sklearn.linear_model import LogisticRegression


def scikit_learn(x, y, s, c, intercept):
    settings = {"solver": "newton-cg"} if intercept else {"solver": "liblinear", "dual": True}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = LogisticRegression(
            C=c, tol=1e-12, max_iter=200_000, fit_intercept=intercept, random_state=0, **settings
        ).fit(x, y, sample_weight=s)
    return model.coef_[0]


def one_vs_rest(name, rows, weighted, c, factored, intercept):
    x, y = data_set(name, "standardised")
    x, y = x[:rows], y[:rows]
    s = row_weights(rows) if weighted else np.ones(rows)
    factors = 0.5 + np.arange(x.shape[1]) % 4 if factored else np.ones(x.shape[1])
    scaled = x / np.sqrt(factors)
    positive = [1] if y.max() == 1 else range(int(y.max()) + 1)
    coefficients, intercepts, objectives, worst = [], [], [], 0.0
    for k in positive:
        own = (y == k).astype(int)
        problem = Problem(scaled, own, s, c, intercept=intercept)
        w, b = problem.optimum()
        assert problem.gradient_norm(w, b) < 1e-16
        found = scikit_learn(scaled, own, s, c, intercept)
        worst = max(worst, np.abs(found - w[0]).max() / max(1, np.abs(w).max()))
        coefficients.append(np.asarray(w[0] / np.sqrt(factors), dtype=float))
        intercepts.append(float(b[0]))
        objectives.append(float(problem.value_and_gradient(w, b)[0]))
    print(name, rows, weighted, c, factored, intercept, "off", float(worst))
    return {
        "dataset": name,
        "rows": rows,
        "weighted": weighted,
        "c": c,
        "factors": factors if factored else None,
        "fitIntercept": intercept,
        "coefficients": coefficients,
        "intercepts": intercepts,
        "objectives": objectives,
        "sklearnDifference": float(worst),
    }


write_json(
    "logistic-dual.json",
    [
        one_vs_rest(name, rows, weighted, c, factored, intercept)
        for name, rows in (("digits", 40), ("breast-cancer", 25))
        for c in (0.01, 1.0, 100.0)
        for weighted, factored, intercept in (
            (False, False, True),
            (True, True, True),
            (True, False, False),
        )
    ],
)
