"""scikit-learn's confusion matrices, classification reports and log-loss (1.9.1).

Labels are text or whole numbers; NaN is written as null.
"""

import math
import warnings

import numpy as np
from common import row_weights, write_json
from sklearn.metrics import (
    accuracy_score,
    classification_report,
    confusion_matrix,
    log_loss,
    precision_recall_fscore_support,
)

warnings.simplefilter("ignore")
rng = np.random.default_rng(18)


def null(value):
    if isinstance(value, (list, tuple, np.ndarray)):
        return [null(v) for v in value]
    value = float(value)
    return None if math.isnan(value) else value


def sets():
    truth = rng.integers(0, 10, 300)
    noisy = np.where(rng.random(300) < 0.3, rng.integers(0, 10, 300), truth)
    yield "ten digits", truth.astype(str), noisy.astype(str), None, None
    animals = np.array(["cat", "dog", "eel", "a very long name"])
    truth = animals[rng.integers(0, 3, 60)]
    noisy = np.where(rng.random(60) < 0.5, animals[rng.integers(0, 3, 60)], truth)
    yield "animals", truth, noisy, ["eel", "cat", "a very long name", "dog"], None
    yield "two names", np.array(list("abba")), np.array(list("abab")), None, ["Straße", "ürü"]
    yield "one class", np.array(list("aaa")), np.array(list("aaa")), None, None
    yield "never predicted", np.array(list("aabbc")), np.array(list("abbba")), None, None
    yield "never true", np.array(list("aabb")), np.array(list("acbb")), ["a", "b", "c", "d"], None
    yield "nothing but a", np.array(list("aaaabbc")), np.array(list("aaaaaaa")), None, None


cases = []
for name, truth, predicted, classes, names in sets():
    for weights in (None, row_weights(len(truth))):
        for policy, zero in (("zero", 0.0), ("one", 1.0), ("notANumber", np.nan)):
            digits = {"zero": 2, "one": 4, "notANumber": 0}[policy]
            settings = {"sample_weight": weights, "labels": classes}
            p, r, f, s = precision_recall_fscore_support(truth, predicted, zero_division=zero, **settings)
            averages = {
                kind: null(
                    precision_recall_fscore_support(truth, predicted, zero_division=zero, average=kind, **settings)[:3]
                )
                for kind in ("macro", "weighted")
            }
            cases.append(
                {
                    "name": name,
                    "truth": list(truth),
                    "predicted": list(predicted),
                    "classes": classes,
                    "names": names,
                    "weights": weights,
                    "zeroDivision": policy,
                    "digits": digits,
                    "report": classification_report(
                        truth, predicted, target_names=names, digits=digits, zero_division=zero, **settings
                    ),
                    "precision": null(p),
                    "recall": null(r),
                    "f1": null(f),
                    "support": null(s),
                    "accuracy": accuracy_score(truth, predicted, sample_weight=weights),
                    "averages": averages,
                    "counts": confusion_matrix(truth, predicted, **settings),
                    "byTruth": confusion_matrix(truth, predicted, normalize="true", **settings),
                    "byPredicted": confusion_matrix(truth, predicted, normalize="pred", **settings),
                    "byAll": confusion_matrix(truth, predicted, normalize="all", **settings),
                }
            )
for case in cases:
    case["truth"] = "|".join(case["truth"])
    case["predicted"] = "|".join(case["predicted"])
write_json("classification-report.json", cases)

losses = []
for k in (2, 3, 5):
    scores = 3 * rng.standard_normal((40, k))
    p = np.exp(scores)
    p /= p.sum(axis=1, keepdims=True)
    p[0] = np.eye(k)[0]  # certain and, unless the truth is 0, certainly wrong
    y = rng.integers(0, k, 40)
    y[0] = k - 1
    for weights in (None, row_weights(40)):
        losses.append(
            {
                "probabilities": p,
                "truth": y,
                "classes": list(range(k)),
                "weights": weights,
                "loss": log_loss(y, p, sample_weight=weights, labels=list(range(k))),
            }
        )
write_json("log-loss.json", losses)
