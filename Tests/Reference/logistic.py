"""Write logistic-*.json: optima of LogisticRegression on four data sets.

Each answer is scikit-learn's optimum, polished: the independent Newton method
of `logistic_optimum.py` goes to the last digit, scikit-learn has to agree, and
`sklearnDifference` says how closely its own answer did.
"""

import warnings

import numpy as np
from common import data_set, digits_of, row_weights, write_json
from logistic_optimum import Problem
from sklearn.linear_model import LogisticRegression

SOLVERS = ("newton-cholesky", "newton-cg")
DIGITS = {"iris": 17, "wine": 17, "breast-cancer": 17, "digits": 12}
EXTRA_C = {"iris": (0.1, 10.0), "wine": (0.1, 10.0)}


def scikit_learn(x, y, s, c, intercept=True, solver="newton-cholesky"):
    """scikit-learn's coefficients and intercepts (sum b = 0 when K > 2)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = LogisticRegression(
            C=c, solver=solver, tol=1e-12, max_iter=20_000, fit_intercept=intercept
        ).fit(x, y, sample_weight=s)
    w, b = model.coef_, model.intercept_
    return (w, b) if len(w) == 1 else (w - w.mean(axis=0), b - b.mean())


def difference(w, b, w_other, b_other):
    return float(max(np.abs(w - w_other).max(), np.abs(b - b_other).max()))


def solve(x, y, s, c, intercept=True, digits=17):
    """One problem: the polished optimum and how far scikit-learn was from it."""
    problem = Problem(x, y, s, c, intercept)
    w, b = problem.optimum()
    w, b = np.array(digits_of(w, digits)), np.array(digits_of(b, digits))
    own = {
        solver: difference(w, b, *scikit_learn(x, y, s, c, intercept, solver))
        for solver in SOLVERS
    }
    best = min(own, key=own.get)
    return {
        "coefficients": w,
        "intercepts": b,
        "objectives": [float(problem.value_and_gradient(w, b)[0])],
        "gradientNorm": float(problem.gradient_norm(w, b)),
        "sklearnDifference": own[best],
        "sklearnSolver": best,
    }


def one_vs_rest(x, y, weights_of_class, c, intercept=True, digits=17):
    """The K problems y == k; `weights_of_class(k)` are the row weights of problem k."""
    classes = int(y.max()) + 1
    if classes == 2:
        parts = [solve(x, y, weights_of_class(1), c, intercept, digits)]
    else:
        parts = [
            solve(x, (y == k).astype(int), weights_of_class(k), c, intercept, digits)
            for k in range(classes)
        ]
    worst = max(parts, key=lambda part: part["sklearnDifference"])
    return {
        "coefficients": [part["coefficients"][0] for part in parts],
        "intercepts": [part["intercepts"][0] for part in parts],
        "objectives": [part["objectives"][0] for part in parts],
        "gradientNorm": max(part["gradientNorm"] for part in parts),
        "sklearnDifference": worst["sklearnDifference"],
        "sklearnSolver": worst["sklearnSolver"],
    }


def cases(name):
    for preparation in ("raw", "standardised"):
        x, y = data_set(name, preparation)
        for multi_class in ("multinomial", "ovr"):
            for weighted in (False, True):
                s = row_weights(len(y)) if weighted else np.ones(len(y))
                for c in sorted((1e-3, 1.0, 1e3) + EXTRA_C.get(name, ())):
                    if multi_class == "multinomial":
                        answer = solve(x, y, s, c, digits=DIGITS[name])
                    else:
                        answer = one_vs_rest(x, y, lambda k: s, c, digits=DIGITS[name])
                    case = {
                        "dataset": name,
                        "preparation": preparation,
                        "multiClass": multi_class,
                        "weighted": weighted,
                        "c": c,
                    } | answer
                    report(case)
                    yield case


def report(case):
    largest = max(np.abs(row).max() for row in case["coefficients"])
    print(
        case["dataset"], case["preparation"], case["multiClass"],
        "weighted" if case["weighted"] else "unweighted", f"C={case['c']:g}",
        f"largest={largest:.2g} gradient={case['gradientNorm']:.1e}",
        f"difference={case['sklearnDifference']:.1e} ({case['sklearnSolver']})",
        flush=True,
    )


def main():
    for name in DIGITS:
        write_json(f"logistic-{name}.json", list(cases(name)))


if __name__ == "__main__":
    main()
