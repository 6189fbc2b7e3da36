"""Write huber.json: Huber's regression with its scale.

The objective is scikit-learn's, its sum divided by the weight of all rows. Newton's method in
coefficients, intercept and scale takes scikit-learn's answers to the last digits, in long doubles.
"""

import warnings

import numpy as np
from common import row_weights, write_json
from generalized_linear import rows
from sklearn.linear_model import HuberRegressor

warnings.filterwarnings("ignore")


def targets(x):
    """A weighted sum of the features with some noise, and every ninth row far away."""
    j = np.arange(x.shape[1])
    i = np.arange(len(x))
    y = (x / np.abs(x).max()) @ (((j * 5) % 7 - 3) / 2) + 1.5 + ((i * 37) % 23 - 11) / 40
    return np.round(np.where(i % 9 == 4, y + 6 * ((i % 4) - 1), y), 6)


def solve(x, y, s, epsilon, alpha, intercept):
    model = HuberRegressor(epsilon=epsilon, alpha=alpha, fit_intercept=intercept, tol=1e-12, max_iter=20000)
    model.fit(x, y, sample_weight=s)
    a = np.column_stack([x, np.ones(len(x))]) if intercept else x
    a, y, s = (np.asarray(v, dtype=np.longdouble) for v in (a, y, s))
    ridge = np.full(a.shape[1], np.longdouble(alpha))
    if intercept:
        ridge[-1] = 0
    start = np.append(model.coef_, [model.intercept_] if intercept else [])
    w, sigma = start.astype(np.longdouble), np.longdouble(model.scale_)
    total = s.sum()

    def parts(w, sigma):
        r = y - a @ w
        near = np.abs(r) <= epsilon * sigma
        value = total * sigma + (s * r * r)[near].sum() / sigma + (ridge * w * w).sum()
        value += (s * (2 * epsilon * np.abs(r) - sigma * epsilon**2))[~near].sum()
        pull = s * np.where(near, 2 * r / sigma, 2 * epsilon * np.sign(r))
        gradient = np.append(
            -a.T @ pull + 2 * ridge * w,
            total - (s * r * r)[near].sum() / sigma**2 - epsilon**2 * s[~near].sum(),
        )
        c = s * near
        cross = 2 * a.T @ (c * r) / sigma**2
        hessian = np.empty((len(w) + 1, len(w) + 1))
        hessian[:-1, :-1] = 2 * (a * c[:, None]).T @ a / sigma + np.diag(2 * ridge)
        hessian[:-1, -1] = hessian[-1, :-1] = cross
        hessian[-1, -1] = 2 * (c * r * r).sum() / sigma**3
        return value, gradient, hessian

    for _ in range(200):
        value, gradient, hessian = parts(w, sigma)
        step = -np.linalg.lstsq(hessian, gradient.astype(float), rcond=1e-14)[0].astype(np.longdouble)
        t = np.longdouble(1)
        while t > 1e-10:
            if sigma + t * step[-1] > 0:
                there = parts(w + t * step[:-1], sigma + t * step[-1])
                if there[0] < value or np.abs(there[1]).max() < np.abs(gradient).max():
                    break
            t /= 2
        if t <= 1e-10:
            break
        w, sigma = w + t * step[:-1], sigma + t * step[-1]
    value, gradient, _ = parts(w, sigma)
    assert np.abs(gradient).max() < 1e-13 * total, np.abs(gradient).max()
    found = float(value / total)
    sklearn_value = float(parts(start.astype(np.longdouble), np.longdouble(model.scale_))[0] / total)
    assert -1e-15 <= sklearn_value - found < 1e-6 * found, (sklearn_value, found)
    r = np.abs(y - a @ w)
    return w.astype(float), float(sigma), found, [bool(v) for v in r > epsilon * sigma]


CASES = [
    # n, p, kind, epsilon, alpha, intercept, weighted
    (120, 5, "plain", 1.35, 1e-4, True, False),
    (120, 5, "plain", 1.35, 0.5, True, True),
    (120, 5, "plain", 1.1, 0.01, False, True),
    (120, 5, "plain", 3.0, 0.0, True, False),
    (200, 30, "sparse", 1.35, 0.01, True, True),
    (150, 12, "bytes", 1.5, 1.0, True, True),
    (40, 60, "plain", 1.35, 2.0, True, False),
    (90, 6, "collinear", 1.35, 0.0, True, True),
]


def main():
    cases = []
    for n, p, kind, epsilon, alpha, intercept, weighted in CASES:
        x = rows(n, p, kind)
        y = targets(x)
        s = row_weights(n) if weighted else np.ones(n)
        w, sigma, objective, outliers = solve(x, y, s, epsilon, alpha, intercept)
        unique = kind != "collinear"
        cases.append(
            {
                "rows": n,
                "columns": p,
                "kind": kind,
                "epsilon": epsilon,
                "alpha": alpha,
                "fitIntercept": intercept,
                "weighted": weighted,
                "targets": y,
                "coefficients": (w[:-1] if intercept else w) if unique else None,
                "intercept": (w[-1] if intercept else 0.0) if unique else None,
                "scale": sigma,
                "objective": objective,
                "outliers": outliers,
            }
        )
    write_json("huber.json", {"cases": cases})


if __name__ == "__main__":
    main()
