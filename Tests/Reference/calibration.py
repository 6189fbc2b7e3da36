"""Write calibration.json: probabilities by scikit-learn's CalibratedClassifierCV.

Inner fits run by Newton's method to tol=1e-12: between two scores an isotonic function is steep. What remains of the
sigmoid's own optimisation is below 1e-6.
"""

import warnings

import numpy as np
from common import data_set, digits_of, row_weights, write_json
from sklearn.calibration import CalibratedClassifierCV
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold


def case(name, method, ensemble, weighted):
    x, y = data_set(name, "standardised")
    s = row_weights(len(y)) if weighted else None
    base = LogisticRegression(C=0.1, solver="newton-cholesky", tol=1e-12, max_iter=1000)
    cv = StratifiedKFold(3, shuffle=True, random_state=42)
    model = CalibratedClassifierCV(base, method=method, cv=cv, ensemble=ensemble).fit(x, y, sample_weight=s)
    return {
        "dataset": name,
        "method": method,
        "ensemble": ensemble,
        "weighted": weighted,
        "probabilities": digits_of(model.predict_proba(x[::9]), 10),
    }


def isotonic():
    """A function of scores with ties and of truths, with weights, at points between and outside."""
    r = np.random.RandomState(5)
    x = r.randint(0, 12, 40) / 4
    y = (r.random_sample(40) < x / 3).astype(float)
    s = r.randint(1, 5, 40) / 2
    at = np.linspace(-0.5, 3.2, 30)
    return {
        "scores": x,
        "truth": y == 1,
        "weights": s,
        "at": at,
        "unweighted": IsotonicRegression(out_of_bounds="clip").fit(x, y).predict(at),
        "weighted": IsotonicRegression(out_of_bounds="clip").fit(x, y, s).predict(at),
    }


def main():
    warnings.simplefilter("ignore")
    write_json(
        "calibration.json",
        {
            "cases": [
                case(name, method, ensemble, weighted)
                for name in ("wine", "breast-cancer")
                for method in ("temperature", "sigmoid", "isotonic")
                for ensemble in (True, False)
                for weighted in (False, True)
            ],
            "isotonic": isotonic(),
        },
    )


if __name__ == "__main__":
    main()
