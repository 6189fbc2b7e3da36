"""Write ranking-metrics.json: curves, areas, averages, intervals and tests by scikit-learn and SciPy.

ECE by equal width has no function in scikit-learn; NumPy computes it here from its definition. Equal mass is built so
that every bin gets the same rows by any rule.
"""

import warnings

import numpy as np
from common import write_json
from scipy import stats
from sklearn import metrics
from sklearn.calibration import calibration_curve


def sample(n, k, seed, step):
    """Labels, probabilities (multiples of 1 / step before they are normalised, so ties occur), predictions, weights."""
    r = np.random.RandomState(seed)
    y = r.randint(0, k, n)
    logits = r.standard_normal((n, k)) + 1.2 * np.eye(k)[y]
    p = np.exp(logits)
    p = np.round(p / p.sum(axis=1, keepdims=True) * step) / step
    p[np.arange(n), p.argmax(axis=1)] += 1 - p.sum(axis=1)
    weights = r.randint(0, 9, n) / 4
    return y, p, p.argmax(axis=1), weights


def ece(y, p, s, bins=15):
    s = np.ones(len(y)) if s is None else s
    confidence, right = p.max(axis=1), p.argmax(axis=1) == y
    place = np.searchsorted(np.linspace(0, 1, bins + 1)[1:-1], confidence)
    total = 0.0
    for b in range(bins):
        m = place == b
        if s[m].sum() > 0:
            gap = np.average(right[m], weights=s[m]) - np.average(confidence[m], weights=s[m])
            total += s[m].sum() / s.sum() * abs(gap)
    return total


def scores(y, p, predicted, s, k):
    options = {"sample_weight": s, "zero_division": 0}
    answer = {
        "balancedAdjusted": metrics.balanced_accuracy_score(y, predicted, adjusted=True, sample_weight=s),
        "kappaLinear": metrics.cohen_kappa_score(y, predicted, weights="linear", sample_weight=s),
        "kappaQuadratic": metrics.cohen_kappa_score(y, predicted, weights="quadratic", sample_weight=s),
        "ece": ece(y, p, s),
    }
    for average in ("macro", "weighted", "micro"):
        a = average.capitalize()
        answer[f"precision{a}"] = metrics.precision_score(y, predicted, average=average, **options)
        answer[f"recall{a}"] = metrics.recall_score(y, predicted, average=average, **options)
        for beta, name in ((0.5, "fHalf"), (2, "fTwo")):
            answer[f"{name}{a}"] = metrics.fbeta_score(y, predicted, beta=beta, average=average, **options)
    answer["fTwoOfClass1"] = metrics.fbeta_score(
        y, predicted, beta=2, average=None, labels=list(range(k)), **options
    )[1]
    if k > 2:
        answer["top2"] = metrics.top_k_accuracy_score(y, p + 1e-9 * np.arange(k)[::-1], k=2, sample_weight=s)
        for average in ("macro", "weighted"):
            a = average.capitalize()
            answer[f"aucOvr{a}"] = metrics.roc_auc_score(
                y, p, multi_class="ovr", average=average, sample_weight=s
            )
            if s is None:
                answer[f"aucOvo{a}"] = metrics.roc_auc_score(y, p, multi_class="ovo", average=average)
            one_hot = np.eye(k)[y]
            answer[f"averagePrecision{a}"] = metrics.average_precision_score(
                one_hot, p, average=average, sample_weight=s
            )
    else:
        p1 = p[:, 1]
        answer["auc"] = metrics.roc_auc_score(y, p1, sample_weight=s)
        answer["averagePrecision"] = metrics.average_precision_score(y, p1, sample_weight=s)
        answer["brier"] = 2 * metrics.brier_score_loss(y, p1, sample_weight=s)
        for name, drop in (("roc", True), ("rocAll", False)):
            fpr, tpr, thresholds = metrics.roc_curve(y, p1, sample_weight=s, drop_intermediate=drop)
            answer[name] = [fpr, tpr, thresholds[1:]]
        answer["precisionRecall"] = list(metrics.precision_recall_curve(y, p1, sample_weight=s))
        if s is None:
            observed, expected = calibration_curve(y, p1, n_bins=7)
            answer["calibration"] = [expected, observed]
    return answer


def case(name, n, k, seed, step):
    y, p, predicted, weights = sample(n, k, seed, step)
    return {
        "name": name,
        "truth": y,
        "predicted": predicted,
        "probabilities": p,
        "weights": weights,
        "unweighted": scores(y, p, predicted, None, k),
        "weighted": scores(y, p, predicted, weights, k),
    }


def wilson(successes, trials, confidence):
    interval = stats.binomtest(successes, trials).proportion_ci(confidence, method="wilson")
    return {
        "successes": successes,
        "trials": trials,
        "confidence": confidence,
        "low": interval.low,
        "high": interval.high,
    }


def mcnemar(b, c):
    statistic = max(0, abs(b - c) - 1) ** 2 / (b + c)
    return {
        "b": b,
        "c": c,
        "p": stats.binomtest(b, b + c).pvalue,
        "statistic": statistic,
        "asymptoticP": stats.chi2.sf(statistic, 1),
    }


def main():
    warnings.simplefilter("ignore")
    write_json(
        "ranking-metrics.json",
        {
            "cases": [
                case("binary", 60, 2, 0, 16),
                case("binary, few ties", 60, 2, 1, 4096),
                case("three classes", 60, 3, 2, 16),
                case("five classes", 80, 5, 3, 32),
            ],
            "wilson": [
                wilson(*a) for a in ((95, 100, 0.95), (0, 10, 0.95), (10, 10, 0.9), (1, 3, 0.99), (500, 1797, 0.5))
            ],
            "mcnemar": [mcnemar(*a) for a in ((10, 2), (5, 5), (0, 1), (40, 70), (1, 300), (499_000, 501_000))],
        },
    )


if __name__ == "__main__":
    main()
