"""Write metrics.json: what scikit-learn's metrics say of small fixed lists.

Weights are multiples of 1/4, so that every weighted count is exact and the
printed reports do not depend on the order of a sum.
"""

import warnings
from fractions import Fraction

import numpy as np
from common import write_json
from sklearn import metrics

warnings.simplefilter("ignore")  # zero_division=0 is passed where it can be

# Class 3 is never predicted.
INTEGERS = {
    "yTrue": [0, 1, 2, 2, 1, 0, 3, 0, 1, 2, 2, 3, 0, 0, 1, 2, 1, 2, 0, 3, 2, 1, 0, 2, 2, 1, 0, 3, 1, 2, 2],
    "yPred": [0, 1, 2, 1, 1, 0, 2, 0, 0, 2, 2, 0, 0, 1, 1, 2, 2, 2, 0, 1, 2, 1, 2, 2, 0, 1, 0, 2, 1, 2, 0],
    "targetNames": ["zero", "one", "two", "a never predicted one"],
}

STRINGS = {
    "yTrue": "cat dog fish fish dog cat cat dog fish cat dog dog fish cat fish dog cat cat dog fish "
             "fish fish cat dog cat dog fish cat dog fish cat".split(),
    "yPred": "cat dog fish dog dog cat fish dog fish cat cat dog fish cat fish dog cat dog dog fish "
             "cat fish cat dog cat fish fish cat dog fish cat".split(),
    "targetNames": ["Felis", "Canis", "Pisces"],
}

# Class 2 is predicted twice but never true.
ABSENT = {
    "yTrue": [0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 1, 0, 1, 0, 1],
    "yPred": [0, 1, 1, 0, 0, 0, 2, 1, 1, 0, 1, 0, 1, 2, 0, 1, 1, 0, 1, 1, 0, 0, 1, 0, 0, 1, 0, 1, 0, 1],
    "targetNames": ["no", "yes", "unsure"],
}

BINARY = {
    "yTrue": [0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 1, 0, 0, 1, 0, 1, 1, 0, 1, 0, 1],
    "yPred": [0, 1, 1, 0, 0, 0, 1, 1, 1, 0, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 0, 1, 0, 0, 1, 0, 1, 0, 1],
    "targetNames": ["no", "yes"],
}


def quarter_weights(n):
    """Between 1/4 and 3, multiples of 1/4."""
    return np.array([1 + (7 * i) % 12 for i in range(n)]) / 4


def probabilities(y, classes):
    """Rows of sixteenths that sum to 1; the row before the last gives its own class 0."""
    rows = []
    for i, label in enumerate(y):
        own = list(classes).index(label)
        counts = np.array([1 + (5 * i + 3 * k * k) % 4 for k in range(len(classes))])
        counts[own] += 16 - counts.sum()
        rows.append(counts / 16)
        if i % 5 == 2:
            rows[-1] = np.roll(rows[-1], 1)
    own = list(classes).index(y[-2])
    rows[-2] = np.eye(len(classes))[(own + 1) % len(classes)]
    return np.array(rows)


def scores(y, p, classes, s):
    """Everything that has one value, or one a class, for one choice of weights."""
    yt, yp = np.array(y["yTrue"]), np.array(y["yPred"])
    options = {"sample_weight": s, "zero_division": 0}
    per_class = metrics.precision_recall_fscore_support(yt, yp, labels=classes, **options)
    answer = {
        "accuracy": metrics.accuracy_score(yt, yp, sample_weight=s),
        "zeroOneLoss": metrics.zero_one_loss(yt, yp, sample_weight=s),
        "hammingLoss": metrics.hamming_loss(yt, yp, sample_weight=s),
        "balancedAccuracy": metrics.balanced_accuracy_score(yt, yp, sample_weight=s),
        "cohenKappa": metrics.cohen_kappa_score(yt, yp, sample_weight=s),
        "matthews": metrics.matthews_corrcoef(yt, yp, sample_weight=s),
        "confusion": metrics.confusion_matrix(yt, yp, labels=classes, sample_weight=s),
    }
    for by in ("true", "pred", "all"):
        answer["confusion" + by.capitalize()] = metrics.confusion_matrix(
            yt, yp, labels=classes, sample_weight=s, normalize=by
        )
    for name, values in zip(("precision", "recall", "f1", "support"), per_class):
        answer[name] = values
    for average in ("macro", "weighted", "micro"):
        values = metrics.precision_recall_fscore_support(
            yt, yp, labels=classes, average=average, **options
        )
        answer |= dict(zip((f"{average}Precision", f"{average}Recall", f"{average}F1"), values))
    if p is not None:
        answer["logLoss"] = metrics.log_loss(yt, p, sample_weight=s, labels=classes)
        one_hot = np.array([[label == c for c in classes] for label in yt], dtype=float)
        answer["brier"] = np.average(((p - one_hot) ** 2).sum(axis=1), weights=s)
        if len(classes) > 2:
            answer["top2Accuracy"] = metrics.top_k_accuracy_score(
                yt, p, k=2, labels=classes, sample_weight=s
            )
            for average in ("macro", "weighted"):
                answer[f"rocAucOvr{average.capitalize()}"] = metrics.roc_auc_score(
                    yt, p, multi_class="ovr", average=average, labels=classes, sample_weight=s
                )
            if s is None:
                answer["rocAucOvoMacro"] = metrics.roc_auc_score(
                    yt, p, multi_class="ovo", average="macro", labels=classes
                )
        else:
            answer["rocAuc"] = metrics.roc_auc_score(yt, p[:, 1], sample_weight=s)
            p1 = p[:, 1]
            assert np.isclose(
                answer["brier"], 2 * metrics.brier_score_loss(yt, p1, sample_weight=s)
            )
    return answer


def check_ties(y, s, digits):
    """No printed score is so near to a tie that the last bit decides its last digit."""
    rows = metrics.classification_report(
        y["yTrue"], y["yPred"], sample_weight=s, output_dict=True, zero_division=0
    )
    for row in rows.values():
        for value in row.values() if isinstance(row, dict) else [row]:
            distance = abs((Fraction(float(value)) * 10**digits) % 1 - Fraction(1, 2))
            assert distance == 0 or distance > 1e-9, (value, digits)


def reports(y, weights):
    """The printed reports, character by character."""
    for digits in (2, 4):
        for names in (None, y["targetNames"]):
            for weighted in (False, True):
                text = metrics.classification_report(
                    y["yTrue"], y["yPred"], digits=digits, target_names=names,
                    sample_weight=weights if weighted else None, zero_division=0,
                )
                check_ties(y, weights if weighted else None, digits)
                yield {
                    "digits": digits, "namesGiven": names is not None,
                    "weighted": weighted, "text": text,
                }


def case(name, y, with_probabilities):
    classes = sorted(set(y["yTrue"]) | set(y["yPred"]))
    weights = quarter_weights(len(y["yTrue"]))
    p = probabilities(y["yTrue"], classes) if with_probabilities else None
    answer = {"name": name} | y | {"classes": classes, "weights": weights}
    if p is not None:
        answer["probabilities"] = p
    answer["unweighted"] = scores(y, p, classes, None)
    answer["weighted"] = scores(y, p, classes, weights)
    answer["reports"] = list(reports(y, weights))
    return answer


def main():
    write_json(
        "metrics.json",
        [
            case("integers", INTEGERS, True),
            case("strings", STRINGS, True),
            case("a class never true", ABSENT, False),
            case("binary", BINARY, True),
        ],
    )


if __name__ == "__main__":
    main()
