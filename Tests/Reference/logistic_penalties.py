"""Write logistic-penalties.json: optima with L1 norms, elastic nets, factors and bounds.

Each answer is that of the independent method of `penalized_optimum.py`. For
L1 and elastic net scikit-learn's saga (tol 1e-12, 3000 epochs) has to agree on
the objective, and where it does not get there, as for factors and bounds,
SciPy's L-BFGS-B: `peerDifference` is how far above ours theirs is, relative.
"""

import warnings

import numpy as np
from common import data_set, digits_of, row_weights, write_json
from penalized_optimum import PenalizedProblem
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

ROWS = {"iris": 150, "wine": 178, "breast-cancer": 569, "digits": 400}


def saga(problem, x, y, s, c, ratio):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = LogisticRegression(
            C=c, l1_ratio=ratio, solver="saga", tol=1e-12, max_iter=3000, random_state=0
        ).fit(x, y, sample_weight=s)
    return problem.value(np.hstack([model.coef_, model.intercept_[:, None]]))


def l_bfgs_b(problem):
    """L-BFGS-B on w = u - v, u and v >= 0, so that the L1 norm is linear."""
    shape = problem.l1.shape
    size = problem.l1.size
    lower, upper = problem.lower.ravel(), problem.upper.ravel()
    # u carries what is above 0 and v what is below; limits that exclude 0 stay with their side.
    bounds = [(max(lo, 0), max(hi, 0)) for lo, hi in zip(lower, upper)]
    bounds += [(max(-hi, 0), max(-lo, 0)) for lo, hi in zip(lower, upper)]
    l1 = np.tile(problem.l1.ravel(), 2)

    def value_and_gradient(uv):
        w = (uv[:size] - uv[size:]).reshape(shape)
        g = problem.gradient(w).ravel()
        smooth = problem.value(w) - (problem.l1 * np.abs(w)).sum()
        return float(smooth + l1 @ uv), np.concatenate([g, -g]) + l1

    start = np.array([min(max(0, lo), hi) for lo, hi in bounds], float)
    options = {"maxiter": 50_000, "maxfun": 200_000, "ftol": 1e-16, "gtol": 1e-12, "maxcor": 30}
    answer = minimize(value_and_gradient, start, jac=True, method="L-BFGS-B", bounds=bounds, options=options)
    return problem.value((answer.x[:size] - answer.x[size:]).reshape(shape))


def solve(x, y, s, c, ratio, factors, lower, upper, peer):
    problem = PenalizedProblem(x, y, s, c, ratio, factors, lower, upper)
    v, violation = problem.optimum()
    assert violation < 1e-13, violation
    value = problem.value(v)
    difference = np.inf
    if peer == "saga":
        difference = float((saga(problem, x, y, s, c, ratio) - value) / value)
    if abs(difference) > 1e-9:  # saga is slow where columns go together
        difference = min(difference, float((l_bfgs_b(problem) - value) / value))
    assert -1e-14 < difference < 1e-8, difference
    b = v[:, -1] - (v[:, -1].mean() if len(v) > 1 else 0)
    return {
        "coefficients": digits_of(v[:, :-1], 14),
        "intercepts": digits_of(b, 14),
        "objectives": [float(value)],
        "identified": problem.is_identified(v),
        "surelyZero": [np.flatnonzero(row) for row in problem.surely_zero(v)[:, :-1]],
        "violation": float(violation),
        "peerDifference": difference,
    }


def answer(x, y, multi_class, s, c, ratio, factors, lower, upper, peer):
    classes = int(y.max()) + 1
    if multi_class == "multinomial" or classes == 2:
        return solve(x, y, s, c, ratio, factors, lower, upper, peer)
    rows = lambda limit: np.broadcast_to(limit, (classes, x.shape[1]))
    parts = [
        solve(x, (y == k).astype(int), s, c, ratio, factors, rows(lower)[k], rows(upper)[k], peer)
        for k in range(classes)
    ]
    joined = {
        key: [part[key][0] for part in parts]
        for key in ("coefficients", "intercepts", "objectives", "surelyZero")
    }
    return joined | {
        "identified": all(part["identified"] for part in parts),
        "violation": max(part["violation"] for part in parts),
        "peerDifference": max(part["peerDifference"] for part in parts),
    }


def case(dataset, multi_class, weighted, c, ratio, factors=None, lower=None, upper=None, peer="saga"):
    """Limits: `None`, p numbers, or one list of p numbers per row of coefficients."""
    rows = ROWS[dataset]
    x, y = data_set(dataset, "standardised")
    x, y = x[:rows], y[:rows]
    s = row_weights(rows) if weighted else np.ones(rows)
    result = {
        "dataset": dataset, "rows": rows, "multiClass": multi_class, "weighted": weighted, "c": c, "l1Ratio": ratio,
        "factors": factors,
        "lower": None if lower is None else np.where(np.isfinite(lower), lower, -1e300),
        "upper": None if upper is None else np.where(np.isfinite(upper), upper, 1e300),
    } | answer(
        x, y, multi_class, s, c, ratio, factors, -np.inf if lower is None else np.asarray(lower, float),
        np.inf if upper is None else np.asarray(upper, float), peer)
    zeros = sum(len(row) for row in result["surelyZero"])
    print(dataset, multi_class, weighted, c, ratio, peer, f"zeros {zeros} identified {result['identified']}",
          f"violation {result['violation']:.1e} peer {result['peerDifference']:.1e}", flush=True)
    return result


def cases():
    for dataset in ROWS:
        for multi_class in ("multinomial", "ovr"):
            if dataset == "breast-cancer" and multi_class == "ovr":
                continue
            for weighted in (False, True):
                for ratio in (1.0, 0.3):
                    for c in (0.05, 1.0) if dataset != "digits" else (0.1,):
                        yield case(dataset, multi_class, weighted, c, ratio)
    for dataset, p, k in (("iris", 4, 3), ("wine", 13, 3), ("breast-cancer", 30, 1)):
        factors = [(0.0, 1.0, 3.0, 0.5)[j % 4] for j in range(p)]
        positive = [0.0] * p
        open_above = [np.inf] * p
        box_low, box_high = [(-0.2, 0.1, -np.inf)[j % 3] for j in range(p)], [(0.3, np.inf, 0.25)[j % 3] for j in range(p)]
        class_low = [[-0.1 * (row + 1)] * p for row in range(k)]
        class_high = [[0.15 * (k - row)] * p for row in range(k)]
        for multi_class in ("multinomial", "ovr") if k > 1 else ("multinomial",):
            for ratio in (0.0, 1.0, 0.3):
                yield case(dataset, multi_class, True, 1.0, ratio, factors, peer="L-BFGS-B")
                yield case(dataset, multi_class, False, 1.0, ratio, None, positive, open_above, peer="L-BFGS-B")
                yield case(dataset, multi_class, True, 1.0, ratio, factors, box_low, box_high, peer="L-BFGS-B")
                yield case(dataset, multi_class, False, 0.5, ratio, None, class_low, class_high, peer="L-BFGS-B")


if __name__ == "__main__":
    write_json("logistic-penalties.json", list(cases()))
