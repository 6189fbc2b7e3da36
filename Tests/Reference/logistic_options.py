"""Write logistic-options.json: intercept, class weights, no penalty, probabilities.

The optima are polished as in `logistic.py`; class weights are computed here and
compared with scikit-learn's own `class_weight`, probabilities with its
`predict_proba`.
"""

import numpy as np
from common import data_set, row_weights, write_json
from logistic import difference, one_vs_rest, solve
from scipy.optimize import linprog
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier

EXACT = {"solver": "newton-cholesky", "tol": 1e-12, "max_iter": 20_000}


def balanced(y, s):
    """Row weights with every class weighted w_k = S / (K S_k)."""
    totals = np.bincount(y, weights=s)
    return s * (s.sum() / (len(totals) * totals))[y]


def by_label(y, s, weights):
    return s * np.array([weights[label] for label in y])


def has_optimum(x, y):
    """Whether the unpenalised multinomial loss has a minimum.

    It has none exactly if some direction raises no row's loss and lowers one:
    a linear program finds the best such direction in a box.
    """
    x = (x - x.mean(axis=0)) / x.std(axis=0)
    a = np.column_stack([x, np.ones(len(x))])
    classes = y.max() + 1
    margins = []
    for row, label in zip(a, y):
        for other in set(range(classes)) - {label}:
            margin = np.zeros((classes, a.shape[1]))
            margin[label], margin[other] = row, -row
            margins.append(margin.ravel())
    margins = np.array(margins)
    best = linprog(
        -margins.sum(axis=0), A_ub=-margins, b_ub=np.zeros(len(margins)), bounds=(-1, 1)
    )
    assert best.status == 0
    return -best.fun < 1e-6


def case(name, dataset, multi_class, answer, **settings):
    defaults = {
        "preparation": "raw",
        "features": None,
        "labels": None,
        "weighted": False,
        "c": 1.0,
        "fitIntercept": True,
        "classWeight": "none",
        "labelWeights": None,
    }
    assert not set(settings) - set(defaults), settings
    if "labelWeights" in settings:
        settings["classWeight"] = "byLabel"
    head = {"name": name, "dataset": dataset, "multiClass": multi_class}
    print(name, dataset, multi_class, settings,
          *(f"{key}={answer[key]}" for key in ("gradientNorm", "sklearnDifference") if key in answer))
    return head | defaults | settings | answer


def without_intercept():
    for preparation in ("raw", "standardised"):
        x, y = data_set("iris", preparation)
        s = np.ones(len(y))
        settings = {"preparation": preparation, "fitIntercept": False}
        yield case("no intercept", "iris", "multinomial", solve(x, y, s, 1.0, False), **settings)
        yield case(
            "no intercept", "iris", "ovr", one_vs_rest(x, y, lambda k: s, 1.0, False), **settings
        )


def with_class_weights():
    for dataset, preparation in (("iris", "raw"), ("wine", "standardised")):
        x, y = data_set(dataset, preparation)
        for weighted in (False, True):
            s = row_weights(len(y)) if weighted else np.ones(len(y))
            settings = {"preparation": preparation, "weighted": weighted}

            answer = solve(x, y, balanced(y, s), 1.0)
            own = LogisticRegression(class_weight="balanced", **EXACT).fit(x, y, s)
            agree(answer, own.coef_, own.intercept_ - own.intercept_.mean())
            yield case(
                "class weights", dataset, "multinomial", answer, classWeight="balanced", **settings
            )

            answer = one_vs_rest(x, y, lambda k: balanced((y == k).astype(int), s), 1.0)
            parts = [
                LogisticRegression(class_weight="balanced", **EXACT).fit(x, y == k, s)
                for k in range(3)
            ]
            agree(
                answer,
                np.vstack([part.coef_ for part in parts]),
                np.hstack([part.intercept_ for part in parts]),
            )
            yield case("class weights", dataset, "ovr", answer, classWeight="balanced", **settings)

            weights = {0: 1.0, 1: 2.0, 2: 0.5}
            answer = solve(x, y, by_label(y, s, weights), 1.0)
            own = LogisticRegression(class_weight=weights, **EXACT).fit(x, y, s)
            agree(answer, own.coef_, own.intercept_ - own.intercept_.mean())
            yield case(
                "class weights", dataset, "multinomial", answer, labelWeights=weights, **settings
            )
            answer = one_vs_rest(x, y, lambda k: by_label(y, s, weights), 1.0)
            yield case("class weights", dataset, "ovr", answer, labelWeights=weights, **settings)


def agree(answer, w, b):
    """scikit-learn's `class_weight` means the same."""
    gap = difference(np.array(answer["coefficients"]), np.array(answer["intercepts"]), w, b)
    assert gap < 1e-7, gap


def without_penalty():
    x, y = data_set("iris")
    columns = [0, 1]
    keep = y > 0
    settings = {"features": columns, "c": None}
    x2, y2 = x[keep][:, columns], y[keep] - 1
    assert has_optimum(x2, y2)
    yield case(
        "no penalty", "iris", "multinomial", solve(x2, y2, np.ones(len(y2)), np.inf),
        labels=[1, 2], **settings,
    )
    s2 = row_weights(len(y2))
    yield case(
        "no penalty", "iris", "multinomial", solve(x2, y2, s2, np.inf),
        labels=[1, 2], weighted=True, **settings,
    )

    # Setosa lies apart from the others even in the two sepal columns.
    assert not has_optimum(x[:, columns], y)
    yield case("no penalty, no optimum", "iris", "multinomial", {}, **settings)

    x, y = data_set("wine")
    x = x[:, columns]
    s = np.ones(len(y))
    assert has_optimum(x, y)
    yield case("no penalty", "wine", "multinomial", solve(x, y, s, np.inf), **settings)
    assert all(has_optimum(x, (y == k).astype(int)) for k in range(3))
    yield case(
        "no penalty", "wine", "ovr", one_vs_rest(x, y, lambda k: s, np.inf), **settings
    )


def predictions(multi_class, x, answer):
    """Scores, probabilities and their logarithms in long doubles (semantics 6 and 8)."""
    z = x.astype(np.longdouble) @ np.array(answer["coefficients"]).T + answer["intercepts"]
    if z.shape[1] == 1:
        log_p = -np.logaddexp(np.longdouble(0), np.column_stack([z, -z]))
        return z, np.exp(log_p), log_p
    logs = -np.logaddexp(np.longdouble(0), -z) if multi_class == "ovr" else z
    log_p = logs - logs.max(axis=1, keepdims=True)
    log_p = log_p - np.log(np.exp(log_p).sum(axis=1, keepdims=True))
    return z, np.exp(log_p), log_p


def with_probabilities():
    for dataset, preparation, multi_class, rows in (
        ("iris", "raw", "multinomial", [0, 50, 77, 100, 133]),
        ("iris", "raw", "ovr", [0, 50, 77, 100, 133]),
        ("breast-cancer", "standardised", "multinomial", [0, 1, 19, 100, 568]),
    ):
        x, y = data_set(dataset, preparation)
        s = np.ones(len(y))
        model = LogisticRegression(C=0.1, **EXACT)
        if multi_class == "ovr":
            answer = one_vs_rest(x, y, lambda k: s, 0.1)
            model = OneVsRestClassifier(model).fit(x, y)
        else:
            answer = solve(x, y, s, 0.1)
            model = model.fit(x, y)
        # The five rows, then the first of them far out, where scikit-learn underflows.
        sample = np.vstack([x[rows], 1000 * x[rows[0]]])
        z, p, log_p = predictions(multi_class, sample, answer)
        assert np.abs(model.predict_proba(sample[:5]) - p[:5]).max() < 1e-12
        own_z = model.decision_function(sample[:5]).reshape(5, -1)
        if z.shape[1] > 1 and multi_class == "multinomial":
            own_z = own_z - own_z.mean(axis=1, keepdims=True)
        assert np.abs(own_z - z[:5]).max() < 1e-11
        assert np.isfinite(log_p.astype(float)).all()
        yield case(
            "probabilities", dataset, multi_class,
            answer | {"rows": sample, "decision": z, "probabilities": p, "logProbabilities": log_p},
            preparation=preparation, c=0.1,
        )


def main():
    write_json(
        "logistic-options.json",
        [*without_intercept(), *with_class_weights(), *without_penalty(), *with_probabilities()],
    )


if __name__ == "__main__":
    main()
