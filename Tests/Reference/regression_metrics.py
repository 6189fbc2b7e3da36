"""Write regression-metrics.json: scikit-learn's metrics of regression, SciPy's paired test and the adjusted R² of fixed
lists, with and without weights."""

import warnings

import numpy as np
from common import row_weights, write_json
from scipy.stats import ttest_rel
from sklearn import metrics

warnings.simplefilter("ignore")


def lists():
    """Three kinds of targets: of any sign, counts with zeros, amounts above 0."""
    random = np.random.RandomState(0)
    signed = random.normal(size=41) * 3
    counts = random.poisson(2.0, size=60).astype(float)
    amounts = np.exp(random.normal(size=50))
    return {
        "signed": (signed, signed + random.normal(size=41), [0]),
        "counts": (counts, np.abs(counts + random.normal(size=60)) + 0.1, [0, 1, 1.5]),
        "amounts": (amounts, amounts * np.exp(0.3 * random.normal(size=50)), [-1, 0, 1, 1.3, 2, 3, 2.5]),
    }


def adjusted(r2, rows, features):
    return 1 - (1 - r2) * (rows - 1) / (rows - features - 1)


def answers(y, p, w, powers):
    def of(function, **more):
        return function(y, p, sample_weight=w, **more)

    r2 = of(metrics.r2_score)
    result = {
        "r2": r2,
        "adjustedR2": adjusted(r2, len(y), 5),
        "explainedVariance": of(metrics.explained_variance_score),
        "meanSquared": of(metrics.mean_squared_error),
        "rootMeanSquared": of(metrics.root_mean_squared_error),
        "meanAbsolute": of(metrics.mean_absolute_error),
        "meanAbsolutePercentage": of(metrics.mean_absolute_percentage_error),
        "medianAbsolute": of(metrics.median_absolute_error),
        "max": metrics.max_error(y, p),
        "d2Absolute": of(metrics.d2_absolute_error_score),
        "pinball": [of(metrics.mean_pinball_loss, alpha=a) for a in (0, 0.1, 0.5, 0.9, 1)],
        "d2Pinball": [of(metrics.d2_pinball_score, alpha=a) for a in (0.1, 0.5, 0.9)],
        "tweedie": [of(metrics.mean_tweedie_deviance, power=q) for q in powers],
        "d2Tweedie": [of(metrics.d2_tweedie_score, power=q) for q in powers],
    }
    if y.min() >= 0:
        result["meanSquaredLog"] = of(metrics.mean_squared_log_error)
    return result


def main():
    cases = []
    for name, (y, p, powers) in lists().items():
        w = row_weights(len(y))
        other = p + 0.5
        test = ttest_rel((y - p) ** 2, (y - other) ** 2)
        cases.append({
            "name": name, "yTrue": y, "yPred": p, "weights": w, "powers": powers,
            "unweighted": answers(y, p, None, powers), "weighted": answers(y, p, w, powers),
            "statistic": test.statistic, "pValue": test.pvalue,
        })
    write_json("regression-metrics.json", cases)


if __name__ == "__main__":
    main()
