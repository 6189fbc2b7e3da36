"""Print how far scikit-learn's solvers end from the stored optima (about four minutes)."""

import json
import warnings

import numpy as np
from common import HERE, LOADERS, data_set, row_weights
from sklearn.linear_model import LogisticRegression

LONG = {"tol": 1e-12, "max_iter": 20_000}
SETTINGS = {
    "newton-cholesky": LONG | {"solver": "newton-cholesky"},
    "newton-cg": LONG | {"solver": "newton-cg"},
    "lbfgs": LONG | {"solver": "lbfgs"},
    "lbfgs, defaults": {},
}


def distance(case, settings):
    """The largest difference of a coefficient or an intercept."""
    x, y = data_set(case["dataset"], case["preparation"])
    s = row_weights(len(y)) if case["weighted"] else None
    w, b = np.array(case["coefficients"]), np.array(case["intercepts"])
    one_vs_rest = case["multiClass"] == "ovr" and len(w) > 1
    targets = [y == k for k in range(len(w))] if one_vs_rest else [y]
    models = [LogisticRegression(C=case["c"], **settings).fit(x, t, s) for t in targets]
    own_w = np.vstack([model.coef_ for model in models])
    own_b = np.hstack([model.intercept_ for model in models])
    if case["multiClass"] == "multinomial" and len(w) > 1:
        own_w, own_b = own_w - own_w.mean(axis=0), own_b - own_b.mean()
    return max(np.abs(own_w - w).max(), np.abs(own_b - b).max())


def main():
    warnings.simplefilter("ignore")
    for name in LOADERS:
        cases = json.loads((HERE / f"logistic-{name}.json").read_text(encoding="utf-8"))
        for preparation in ("raw", "standardised"):
            chosen = [case for case in cases if case["preparation"] == preparation]
            worst = (
                f"{label}: {max(distance(case, settings) for case in chosen):.1e}"
                for label, settings in SETTINGS.items()
            )
            print(name, preparation, *worst, sep="  ", flush=True)


if __name__ == "__main__":
    main()
