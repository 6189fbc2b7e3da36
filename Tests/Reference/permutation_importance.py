"""Permutation importances of scikit-learn, for PermutationImportanceTests.

A rule that anyone can write down, so that only the orders and the scores are compared: iris, and the class that has the
nearest mean of petal length and petal width (columns 2 and 3).
"""

import json
import os

import numpy as np
import sklearn
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.datasets import load_iris
from sklearn.inspection import permutation_importance


class NearestMean(ClassifierMixin, BaseEstimator):
    def fit(self, x, y):
        self.classes_ = np.unique(y)
        self.means_ = np.array([x[y == k].mean(axis=0) for k in self.classes_])
        return self

    def predict(self, x):
        distances = ((x[:, None, 2:] - self.means_[None, :, 2:]) ** 2).sum(axis=2)
        return self.classes_[distances.argmin(axis=1)]


def main():
    x, y = load_iris(return_X_y=True)
    model = NearestMean().fit(x, y)
    weights = (np.arange(len(y)) % 3 + 1.0)
    cases = []
    for seed, repeats, weighted in [(0, 5, False), (42, 3, False), (7, 4, True)]:
        found = permutation_importance(
            model, x, y, scoring="accuracy", n_repeats=repeats, random_state=seed,
            sample_weight=weights if weighted else None)
        cases.append({
            "seed": seed, "repeats": repeats, "weighted": weighted,
            "importances": found.importances.tolist(), "means": found.importances_mean.tolist(),
            "deviations": found.importances_std.tolist(),
        })
    answer = {
        "versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__},
        "weights": "row i has weight i % 3 + 1",
        "means": model.means_.tolist(), "cases": cases,
    }
    path = os.path.join(os.path.dirname(__file__), "permutation-importance.json")
    with open(path, "w") as file:
        json.dump(answer, file, indent=1)
        file.write("\n")


main()
