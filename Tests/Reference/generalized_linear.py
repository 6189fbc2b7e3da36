"""Write generalized-linear.json: Poisson, gamma and Tweedie regression with an L2 penalty.

The objective is scikit-learn's, half the mean deviance plus alpha/2 times the squared weights,
the intercept left out. Newton's method takes the answers to the last digits in long doubles; the
script requires that scikit-learn and, without a penalty, statsmodels agree with them.

Data are made of small whole numbers, so that a test can make them itself: see `rows`.
"""

import warnings

import numpy as np
import statsmodels.api as sm
from common import row_weights, write_json
from sklearn.linear_model import TweedieRegressor

warnings.filterwarnings("ignore")


def rows(n, p, kind="plain"):
    """n x p numbers in -0.5..0.5, from a linear congruence that a test repeats."""
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


def targets(x, power):
    """Numbers of a wide range that depend on x: counts with zeros below power 2."""
    scale = np.abs(x).max()
    j = np.arange(x.shape[1])
    eta = (x / scale) @ (((j * 5) % 7 - 3) / (2 + j)) + 0.4
    noise = ((np.arange(len(x)) * 37) % 23) / 11.5
    y = np.exp(eta) * (0.1 + noise)
    if power < 2:
        y = np.where(noise < 0.35, 0, np.round(y * 4) / 4)
    return y


def half_deviance(y, mu, power):
    if power == 0:
        return (y - mu) ** 2 / 2
    if power == 1:
        return mu - y + np.where(y > 0, y * np.log(np.where(y > 0, y, 1) / mu), 0)
    if power == 2:
        return y / mu - 1 - np.log(y / mu)
    own = np.where(y > 0, np.where(y > 0, y, 1) ** (2 - power), 0)
    return own / ((1 - power) * (2 - power)) - y * mu ** (1 - power) / (1 - power) + mu ** (2 - power) / (2 - power)


def solve(x, y, s, power, link, alpha, intercept):
    """The minimum by Newton's method; long doubles, steps halved until the objective falls."""
    x, y, s = (np.asarray(a, dtype=np.longdouble) for a in (x, y, s))
    a = np.column_stack([x, np.ones(len(x))]) if intercept else x
    total = s.sum()
    ridge = np.full(a.shape[1], np.longdouble(alpha))
    if intercept:
        ridge[-1] = 0

    def parts(w):
        z = a @ w
        mu = np.exp(z) if link == "log" else z
        if power != 0 and not (mu > 0).all():
            return np.longdouble(np.inf), None, None
        d1 = mu if link == "log" else np.ones_like(mu)
        slope = d1 * mu**-power * (mu - y)
        if link == "log":
            curve = (2 - power) * mu ** (2 - power) - (1 - power) * y * mu ** (1 - power)
        else:
            curve = (1 - power) * mu**-power + power * y * mu ** (-power - 1)
        value = (s * half_deviance(y, mu, power)).sum() / total + (ridge * w * w).sum() / 2
        gradient = a.T @ (s * slope) / total + ridge * w
        return value, gradient, (a * (s * curve)[:, None]).T @ a / total + np.diag(ridge)

    w = np.zeros(a.shape[1], dtype=np.longdouble)
    mean = (s * y).sum() / total
    if intercept:
        w[-1] = np.log(mean) if link == "log" else mean
    for _ in range(200):
        value, gradient, hessian = parts(w)
        h = hessian.astype(float)
        lowest = np.linalg.eigvalsh(h)[0]
        if lowest < 1e-10:
            h += (1e-10 - min(lowest, 0) * 2) * np.eye(len(h))
        step = -np.linalg.solve(h, gradient.astype(float)).astype(np.longdouble)
        t = np.longdouble(1)
        while t > 1e-12:
            new = parts(w + t * step)[0]
            if new <= value + 1e-18 * abs(value):
                break
            t /= 2
        w = w + t * step
        if np.abs(t * step).max() < 1e-17 * max(1, np.abs(w).max()):
            break
    value, gradient, _ = parts(w)
    assert np.abs(gradient).max() < 1e-15, np.abs(gradient).max()
    coefficients = w[:-1] if intercept else w
    return coefficients.astype(float), float(w[-1]) if intercept else 0.0, float(value)


CASES = [
    # n, p, kind, power, link, alpha, intercept, weighted
    (120, 5, "plain", 1, "log", 0.01, True, False),
    (120, 5, "plain", 1, "log", 1.0, True, True),
    (120, 5, "plain", 1, "log", 0.0, True, True),
    (120, 5, "plain", 1, "log", 0.1, False, True),
    (40, 60, "plain", 1, "log", 0.05, True, False),
    (200, 30, "sparse", 1, "log", 0.01, True, True),
    (150, 12, "bytes", 1, "log", 10.0, True, True),
    (90, 6, "collinear", 1, "log", 0.0, True, True),
    (120, 5, "plain", 2, "log", 0.01, True, False),
    (120, 5, "plain", 2, "log", 0.0, True, True),
    (120, 5, "plain", 2, "log", 0.1, False, False),
    (40, 60, "plain", 2, "log", 0.05, True, True),
    (200, 30, "sparse", 2, "log", 0.01, True, False),
    (150, 12, "bytes", 2, "log", 10.0, True, False),
    (120, 5, "plain", 0, "identity", 0.1, True, True),
    (120, 5, "plain", 0, "log", 0.1, True, False),
    (120, 5, "plain", 1, "identity", 0.2, True, True),
    (120, 5, "plain", 1.5, "log", 0.01, True, True),
    (120, 5, "plain", 1.2, "log", 0.0, True, False),
    (40, 60, "plain", 1.7, "log", 0.05, True, False),
    (120, 5, "plain", 3, "log", 0.1, True, True),
]


def against_scikit_learn(x, y, s, power, link, alpha, intercept, answer):
    """D2 of scikit-learn's score, after a check of the coefficients; None where it fails itself."""
    model = TweedieRegressor(
        power=power, link=link, alpha=alpha, fit_intercept=intercept, solver="newton-cholesky", tol=1e-12, max_iter=500
    )
    model.fit(x, y, sample_weight=s)
    coefficients, intercept, _ = answer
    error = np.abs(model.coef_ - coefficients).max() / max(1e-3, np.abs(coefficients).max())
    assert error < 1e-6, (power, link, error)
    model.coef_, model.intercept_ = coefficients, intercept
    return float(model.score(x, y, sample_weight=s))


def against_statsmodels(x, y, s, power, link, answer):
    family = sm.families.Tweedie(
        var_power=power, link=sm.families.links.Log() if link == "log" else sm.families.links.Identity()
    )
    family = {1: sm.families.Poisson(), 2: sm.families.Gamma(sm.families.links.Log())}.get(power, family)
    fit = sm.GLM(y, sm.add_constant(x, prepend=False), family=family, var_weights=s).fit(tol=1e-14, maxiter=500)
    expected = np.append(answer[0], answer[1])
    assert np.abs(fit.params - expected).max() < 1e-7 * np.abs(expected).max()


def main():
    cases = []
    for n, p, kind, power, link, alpha, intercept, weighted in CASES:
        x = rows(n, p, kind)
        y = targets(x, power)
        s = row_weights(n) if weighted else np.ones(n)
        answer = solve(x, y, s, power, link, alpha, intercept)
        unique = kind != "collinear" or alpha > 0
        checked = unique and not (link == "identity" and power > 0)
        d2 = None
        if checked:
            d2 = against_scikit_learn(x, y, s, power, link, alpha, intercept, answer)
        if checked and alpha == 0 and intercept:
            against_statsmodels(x, y, s, power, link, answer)
        cases.append(
            {
                "rows": n,
                "columns": p,
                "kind": kind,
                "power": power,
                "link": link,
                "alpha": alpha,
                "fitIntercept": intercept,
                "weighted": weighted,
                "targets": y,
                "coefficients": answer[0] if unique else None,
                "intercept": answer[1] if unique else None,
                "objective": answer[2],
                "dSquared": d2,
            }
        )
    write_json("generalized-linear.json", {"cases": cases})


if __name__ == "__main__":
    main()
