"""Write power-likelihood.json: the power of the greatest likelihood and the standardised results, to 60 digits."""

import mpmath as mp
import numpy as np
from common import data_set, write_json
from sklearn.preprocessing import PowerTransformer

mp.mp.dps = 60


def heights():
    """300 heights in centimetres, skewed to the tall."""
    return np.round(150 + np.random.RandomState(7).lognormal(3.1, 0.35, 300), 2)


def bent(x, power, method, origin):
    """y and dy/dλ of one number, as the papers write it for origin 0; else over eᵒ to the power, which moves all of them.

    Far from 0 the logarithms o of an origin among the numbers saves millions of digits, and changes nothing that counts.
    """
    if method == "box-cox":
        l, sign, e = mp.log(x), 1, power
    elif x >= 0:
        l, sign, e = mp.log1p(x), 1, power
    else:
        l, sign, e = mp.log1p(-x), -1, 2 - power
    l -= origin
    if e == 0:
        return sign * l, l * l / 2
    raised = mp.exp(e * l)
    # The sign of the branch and that of d(2 − λ)/dλ cancel in the slope.
    return sign * (raised - 1) / e, (l * raised * e - raised + 1) / e**2


def logarithm(x, method, origin):
    return mp.log(x) - origin if method == "box-cox" else mp.sign(x) * (mp.log1p(abs(x)) - origin)


def slope(power, x, weights, method, origin):
    pairs = [bent(v, power, method, origin) for v in x]
    total = mp.fsum(weights)
    mean = [mp.fsum(w * p[k] for w, p in zip(weights, pairs)) / total for k in (0, 1)]
    variance = mp.fsum(w * (p[0] - mean[0]) ** 2 for w, p in zip(weights, pairs))
    covariance = mp.fsum(w * (p[0] - mean[0]) * (p[1] - mean[1]) for w, p in zip(weights, pairs))
    return mp.fsum(w * logarithm(v, method, origin) for w, v in zip(weights, x)) / total - covariance / variance


def root(x, weights, method, origin):
    """ℓ′ falls: bisection, then secants."""
    low, high = mp.mpf(-1), mp.mpf(1)
    while slope(low, x, weights, method, origin) < 0:
        low *= 2
    while slope(high, x, weights, method, origin) > 0:
        high *= 2
    for _ in range(20):
        middle = (low + high) / 2
        if slope(middle, x, weights, method, origin) > 0:
            low = middle
        else:
            high = middle
    return mp.findroot(lambda p: slope(p, x, weights, method, origin), (low, high), solver="anderson", tol=mp.mpf(10) ** -45)


def case(name, numbers, method, weights=None, far=False):
    x = [mp.mpf(float(v)) for v in numbers]
    w = [mp.mpf(1)] * len(x) if weights is None else [mp.mpf(float(v)) for v in weights]
    origin = abs(logarithm(x[0], method, 0)) if far else mp.mpf(0)
    power = root(x, w, method, origin)
    y = [bent(v, power, method, origin)[0] for v in x]
    total = mp.fsum(w)
    mean = mp.fsum(a * b for a, b in zip(w, y)) / total
    deviation = mp.sqrt(mp.fsum(a * (b - mean) ** 2 for a, b in zip(w, y)) / total)
    sklearn = None
    if weights is None and not far:
        sklearn = float(PowerTransformer(method).fit(np.asarray(numbers, float)[:, None]).lambdas_[0])
    print(name, method, mp.nstr(power, 15), sklearn)
    return {
        "name": name,
        "method": method,
        "numbers": [float(v) for v in numbers],
        "weights": None if weights is None else [float(v) for v in weights],
        "power": float(power),
        "standardized": [float((v - mean) / deviation) for v in y[:12]],
        "sklearn": sklearn,
    }


def cases():
    tall = heights()
    cancer, _ = data_set("breast-cancer")
    far = 1.7e9 + np.arange(30.0) ** 2
    weights = 0.25 + (7919 * np.arange(300) % 101) / 50
    yield case("heights", tall, "yeo-johnson")
    yield case("heights", tall, "box-cox")
    yield case("heights below zero", -tall, "yeo-johnson")
    yield case("heights around zero", tall - 174, "yeo-johnson")
    yield case("heights, weighted", tall, "yeo-johnson", weights)
    yield case("breast cancer, column 14", cancer[:, 14], "yeo-johnson")
    yield case("breast cancer, column 19", cancer[:, 19], "yeo-johnson")
    yield case("far from zero", far, "yeo-johnson", far=True)
    yield case("far from zero", far, "box-cox", far=True)
    yield case("far below zero", -far, "yeo-johnson", far=True)


def main():
    write_json("power-likelihood.json", list(cases()))


if __name__ == "__main__":
    main()
