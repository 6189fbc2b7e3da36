"""Write model-selection.json: cross-validation, search and curves by scikit-learn, and Student's t by SciPy.

Inner fits run to tol=1e-10 with L-BFGS, far beyond what moves a score by a sample.
"""

import warnings

import numpy as np
from common import data_set, row_weights, write_json
from scipy import stats
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, log_loss
from sklearn.model_selection import (
    GridSearchCV,
    GroupKFold,
    StratifiedKFold,
    cross_val_predict,
    cross_validate,
    learning_curve,
    validation_curve,
)
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

SCORING = ["accuracy", "neg_log_loss", "f1_macro"]


def logistic(c=1.0):
    return LogisticRegression(C=c, tol=1e-10, max_iter=20000)


def scaled(c=1.0):
    return Pipeline([("scaler", StandardScaler()), ("classifier", logistic(c))])


def cross_validation():
    x, y = data_set("wine")
    cv = StratifiedKFold(5, shuffle=True, random_state=42)
    result = cross_validate(scaled(), x, y, cv=cv, scoring=SCORING, return_train_score=True)
    predicted = cross_val_predict(scaled(), x, y, cv=cv)
    probabilities = cross_val_predict(scaled(), x, y, cv=cv, method="predict_proba")
    return {
        "test": {name: result[f"test_{name}"] for name in SCORING},
        "train": {name: result[f"train_{name}"] for name in SCORING},
        "predicted": predicted,
        "probabilities": [[float(f"{v:.8g}") for v in row] for row in probabilities],
    }


def weighted_groups():
    """Weights for scaler, classifier and score; groups of 7 rows in turn."""
    x, y = data_set("wine")
    weights = row_weights(len(y))
    groups = np.arange(len(y)) % 11
    accuracies, losses = [], []
    for train, test in GroupKFold(4).split(x, y, groups):
        model = scaled().fit(
            x[train],
            y[train],
            scaler__sample_weight=weights[train],
            classifier__sample_weight=weights[train],
        )
        p = model.predict_proba(x[test])
        accuracies.append(accuracy_score(y[test], model.predict(x[test]), sample_weight=weights[test]))
        losses.append(log_loss(y[test], p, sample_weight=weights[test]))
    return {"accuracy": accuracies, "logLoss": losses}


def grid():
    """Scaler on or off × C × multinomial or one-vs-rest on the digits: per-fold accuracies, in the order of the axes."""
    x, y = data_set("digits")
    candidates = []
    for scaler in (StandardScaler(), "passthrough"):
        for c in (0.001, 0.1):
            for classifier in (logistic(c), OneVsRestClassifier(logistic(c))):
                candidates.append((scaler, c, classifier))
    pipeline = Pipeline([("scaler", StandardScaler()), ("classifier", logistic())])
    search = GridSearchCV(
        pipeline,
        [{"scaler": [s], "classifier": [m]} for s, _, m in candidates],
        cv=StratifiedKFold(5),
    ).fit(x, y)
    results = search.cv_results_
    return [
        {
            "scaled": scaler != "passthrough",
            "c": c,
            "multiClass": "ovr" if isinstance(m, OneVsRestClassifier) else "multinomial",
            "folds": [results[f"split{f}_test_score"][i] for f in range(5)],
            "mean": results["mean_test_score"][i],
            "standardDeviation": results["std_test_score"][i],
            "rank": results["rank_test_score"][i],
        }
        for i, (scaler, c, m) in enumerate(candidates)
    ]


def curves():
    x, y = data_set("wine")
    cv = StratifiedKFold(3, shuffle=True, random_state=1)
    sizes, train, test = learning_curve(
        scaled(), x, y, train_sizes=[0.2, 0.6, 1.0], cv=cv, shuffle=True, random_state=7
    )
    c_train, c_test = validation_curve(
        scaled(), x, y, param_name="classifier__C", param_range=[0.001, 1, 1000], cv=cv
    )
    return {
        "sizes": sizes,
        "sizeTrain": train,
        "sizeTest": test,
        "c": [0.001, 1, 1000],
        "cTrain": c_train,
        "cTest": c_test,
    }


def students():
    return [
        {"degrees": v, "p": p, "t": stats.t.ppf(p, v), "cumulative": stats.t.cdf(1.5, v)}
        for v in (1, 2, 4, 9, 29, 99.5, 1000)
        for p in (0.6, 0.9, 0.975, 0.999)
    ]


def main():
    warnings.simplefilter("ignore")
    write_json(
        "model-selection.json",
        {
            "crossValidation": cross_validation(),
            "weightedGroups": weighted_groups(),
            "grid": grid(),
            "curves": curves(),
            "students": students(),
        },
    )


if __name__ == "__main__":
    main()
