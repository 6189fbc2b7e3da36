"""Write classifiers.json: small classifiers on iris, wine and breast cancer."""

import numpy as np
from common import data_set, row_weights, write_json
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.dummy import DummyClassifier
from sklearn.linear_model import LogisticRegression, RidgeClassifier
from sklearn.multiclass import OneVsOneClassifier, OneVsRestClassifier
from sklearn.naive_bayes import GaussianNB, MultinomialNB


def answers(name, data, weighted, model, rows, x):
    answer = {"name": name, "data": data, "weighted": weighted, "predicted": model.predict(x)}
    for key, method in (("decision", "decision_function"), ("logProbabilities", "predict_log_proba")):
        if hasattr(model, method):
            values = getattr(model, method)(x[rows])
            answer[key] = values if values.ndim == 2 else values[:, None]
    for key, attribute in (
        ("coefficients", "coef_"),
        ("intercepts", "intercept_"),
        ("means", "theta_"),
        ("variances", "var_"),
        ("featureLogProbabilities", "feature_log_prob_"),
    ):
        if hasattr(model, attribute):
            value = getattr(model, attribute)
            answer[key] = np.atleast_2d(value) if key == "coefficients" else np.atleast_1d(value)
    if "decision" in answer and not np.all(np.isfinite(answer["decision"])):
        del answer["decision"]
    if "logProbabilities" in answer and not np.all(np.isfinite(answer["logProbabilities"])):
        del answer["logProbabilities"]
    return answer


def cases():
    rows = np.array([0, 7, 60, 75, 110, 140])
    logistic = lambda: LogisticRegression(C=0.5, solver="newton-cholesky", tol=1e-12)
    for data in ("iris", "wine", "breast-cancer"):
        x, y = data_set(data)
        models = {
            "gaussianNB": (GaussianNB(), True),
            "multinomialNB": (MultinomialNB(), True),
            "multinomialNB equal": (MultinomialNB(alpha=0.25, fit_prior=False), False),
            "ridge": (RidgeClassifier(alpha=2.0, solver="cholesky"), True),
            "ridge no intercept": (RidgeClassifier(alpha=2.0, fit_intercept=False, solver="cholesky"), False),
            "ridge balanced": (RidgeClassifier(alpha=2.0, class_weight="balanced", solver="cholesky"), False),
            "lda": (LinearDiscriminantAnalysis(), False),
            "prior": (DummyClassifier(strategy="prior"), True),
            "stratified": (DummyClassifier(strategy="stratified", random_state=7), True),
            "uniform": (DummyClassifier(strategy="uniform", random_state=7), True),
        }
        for name, (model, takes_weights) in models.items():
            for weighted in (False, True) if takes_weights else (False,):
                s = {"sample_weight": row_weights(len(y))} if weighted else {}
                if name == "gaussianNB":
                    # scikit-learn smooths by the largest variance without weights; ours is with them.
                    mean = np.average(x, axis=0, weights=s.get("sample_weight"))
                    variance = np.average((x - mean) ** 2, axis=0, weights=s.get("sample_weight"))
                    model.var_smoothing = 1e-9 * variance.max() / x.var(axis=0).max()
                model.fit(x, y, **s)
                yield answers(name, data, weighted, model, rows, x)
        standardised, _ = data_set(data, "standardised")
        for name, wrapper in (("oneVsRest", OneVsRestClassifier), ("oneVsOne", OneVsOneClassifier)):
            yield answers(name, data, False, wrapper(logistic()).fit(standardised, y), rows, standardised)


def main():
    write_json("classifiers.json", list(cases()))


if __name__ == "__main__":
    main()
