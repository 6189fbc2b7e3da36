"""Write logistic-cv.json: scores of scikit-learn's LogisticRegressionCV on every fold and C."""

import warnings

import numpy as np
from common import data_set, digits_of, row_weights, write_json
from sklearn.linear_model import LogisticRegressionCV
from sklearn.model_selection import StratifiedKFold


def case(name, scoring, solver, tol, cs, ratios=None, weighted=False):
    x, y = data_set(name, "standardised")
    folds = [(train, test) for train, test in StratifiedKFold(5, shuffle=True, random_state=3).split(x, y)]
    options = {} if ratios is None else {"l1_ratios": ratios}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = LogisticRegressionCV(
            Cs=cs, cv=folds, scoring=scoring, solver=solver, tol=tol, max_iter=20_000,
            use_legacy_attributes=False, random_state=0, **options,
        ).fit(x, y, sample_weight=row_weights(len(y)) if weighted else None)
    # scores_: folds × ratios × C without the legacy attributes
    scores = np.asarray(model.scores_).reshape(len(folds), len(ratios or [0.0]), len(cs))
    assert model.n_iter_.max() < 20_000, "not converged"
    print(name, scoring, "C", model.C_, "ratio", model.l1_ratio_, "iterations", model.n_iter_.max())
    return {
        "dataset": name,
        "scoring": scoring,
        "weighted": weighted,
        "cs": list(cs),
        "l1Ratios": ratios,
        "tests": [test.tolist() for _, test in folds],
        "scores": [digits_of(scores[:, r, :], 12) for r in range(scores.shape[1])],
        "c": float(np.ravel(model.C_)[0]),
        "l1Ratio": None if ratios is None else float(np.ravel(model.l1_ratio_)[0]),
    }


GRID = np.logspace(-4, 4, 10).tolist()
write_json(
    "logistic-cv.json",
    [
        case("iris", "neg_log_loss", "newton-cholesky", 1e-12, GRID),
        case("iris", "accuracy", "newton-cholesky", 1e-12, GRID),
        case("iris", "neg_log_loss", "newton-cholesky", 1e-12, GRID, weighted=True),
        case("digits", "neg_log_loss", "newton-cholesky", 1e-12, GRID[:8]),
        case("digits", "accuracy", "newton-cholesky", 1e-12, GRID[:8]),
        case("breast-cancer", "neg_log_loss", "saga", 1e-9, [0.01, 0.03, 0.1], ratios=[0.5, 1.0]),
    ],
)
