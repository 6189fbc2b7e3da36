"""Write thresholds.json: decision thresholds tuned by cross-validation, and fixed ones, on breast cancer."""

import numpy as np
from common import data_set, row_weights, write_json
from sklearn import config_context
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import balanced_accuracy_score, f1_score, make_scorer, zero_one_loss
from sklearn.model_selection import FixedThresholdClassifier, StratifiedKFold, TunedThresholdClassifierCV


def bases():
    return {
        "lda": LinearDiscriminantAnalysis(),
        "logistic": LogisticRegression(C=0.01, solver="newton-cholesky", tol=1e-12),
    }


SCORERS = {
    "balancedAccuracy": make_scorer(balanced_accuracy_score),
    "f1": make_scorer(f1_score, average="macro"),
    "zeroOneLoss": make_scorer(zero_one_loss, greater_is_better=False),
}
LISTED = [0.05, 0.2, 0.35, 0.5, 0.8]


def tuned():
    x, y = data_set("breast-cancer", "standardised")
    folds = StratifiedKFold(4, shuffle=True, random_state=3)
    for base, scorer, thresholds, response, weighted in [
        ("lda", "balancedAccuracy", 100, "predict_proba", False),
        ("lda", "f1", 57, "decision_function", False),
        ("lda", "zeroOneLoss", 100, "decision_function", False),
        ("logistic", "balancedAccuracy", 100, "predict_proba", True),
        ("logistic", "zeroOneLoss", 80, "decision_function", False),
        ("lda", "f1", LISTED, "predict_proba", False),
    ]:
        with config_context(enable_metadata_routing=True):
            estimator, metric = bases()[base], SCORERS[scorer]
            s = {}
            if weighted:
                s = {"sample_weight": row_weights(len(y))}
                estimator = estimator.set_fit_request(sample_weight=True)
                metric = metric.set_score_request(sample_weight=True)
            model = TunedThresholdClassifierCV(
                estimator, scoring=metric, response_method=response, thresholds=thresholds, cv=folds,
                store_cv_results=True,
            ).fit(x, y, **s)
        yield {
            "base": base,
            "scorer": scorer,
            "count": thresholds if isinstance(thresholds, int) else None,
            "listed": thresholds if isinstance(thresholds, list) else None,
            "response": {"predict_proba": "probability"}.get(response, "decisionFunction"),
            "weighted": weighted,
            "thresholds": model.cv_results_["thresholds"],
            "scores": model.cv_results_["scores"],
            "bestThreshold": model.best_threshold_,
            "bestScore": model.best_score_,
            "predicted": model.predict(x),
        }


def fixed():
    x, y = data_set("breast-cancer", "standardised")
    for threshold, response, positive in [
        (0.05, "predict_proba", 1),
        (0.8, "predict_proba", 0),
        (-3.5, "decision_function", 1),
        (2.0, "decision_function", 0),
    ]:
        model = FixedThresholdClassifier(
            bases()["lda"], threshold=threshold, response_method=response, pos_label=positive
        ).fit(x, y)
        yield {
            "threshold": threshold,
            "response": {"predict_proba": "probability"}.get(response, "decisionFunction"),
            "positive": positive,
            "predicted": model.predict(x),
        }


def main():
    write_json("thresholds.json", {"tuned": list(tuned()), "fixed": list(fixed())})


if __name__ == "__main__":
    main()
