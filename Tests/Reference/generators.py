"""Write generators.json (make_blobs and make_classification) and generators-regression.json, every value."""

from common import write_json
from sklearn.datasets import load_diabetes, make_blobs, make_classification, make_friedman1, make_regression

BLOBS = (
    {"n_samples": 12, "centers": 3, "n_features": 2, "random_state": 0},
    {"n_samples": 12, "centers": 3, "n_features": 2, "random_state": 0, "shuffle": False},
    {
        "n_samples": [3, 5, 4],
        "centers": [[0.0, 0.0, 1.0], [5.0, -5.0, 2.0], [-3.5, 4.0, 0.25]],
        "cluster_std": [0.5, 1.0, 2.5],
        "random_state": 42,
        "shuffle": False,
    },
    {
        "n_samples": [3, 5, 4],
        "centers": [[0.0, 0.0, 1.0], [5.0, -5.0, 2.0], [-3.5, 4.0, 0.25]],
        "cluster_std": [0.5, 1.0, 2.5],
        "random_state": 42,
    },
)

TWELVE = {
    "n_samples": 12, "n_features": 6, "n_informative": 3, "n_redundant": 1, "n_repeated": 1,
    "n_classes": 3, "n_clusters_per_class": 1, "random_state": 7,
}
CLASSIFICATION = (
    TWELVE,
    TWELVE | {"shuffle": False},
    TWELVE | {"flip_y": 0.1},
    TWELVE | {"flip_y": 0.1, "shuffle": False},
    TWELVE | {"flip_y": 0.0, "hypercube": False},
    {
        "n_samples": 14, "n_features": 5, "n_informative": 3, "n_redundant": 0, "n_classes": 2,
        "n_clusters_per_class": 2, "class_sep": 2.0, "weights": [0.3], "random_state": 42,
    },
)

REGRESSION = (
    {"n_samples": 12, "n_features": 6, "n_informative": 3, "noise": 2.5, "bias": 7.0, "random_state": 0},
    {"n_samples": 9, "n_features": 4, "n_informative": 4, "shuffle": False, "random_state": 42},
    {"n_samples": 6, "n_features": 9, "n_informative": 2, "noise": 0.5, "random_state": 3},
)
FRIEDMAN = (
    {"n_samples": 11, "n_features": 7, "noise": 0.5, "random_state": 0},
    {"n_samples": 8, "n_features": 5, "noise": 0.0, "random_state": 42},
)


def main():
    answers = []
    for function, all_arguments in (
        (make_blobs, BLOBS),
        (make_classification, CLASSIFICATION),
    ):
        for arguments in all_arguments:
            x, y = function(**arguments)
            answers.append(
                {"function": function.__name__, "arguments": arguments, "x": x, "y": y}
            )
    write_json("generators.json", answers)
    cases = []
    for arguments in REGRESSION:
        x, y, coefficients = make_regression(coef=True, **arguments)
        cases.append({"function": "make_regression", "arguments": arguments, "x": x, "y": y, "coef": coefficients})
    for arguments in FRIEDMAN:
        x, y = make_friedman1(**arguments)
        cases.append({"function": "make_friedman1", "arguments": arguments, "x": x, "y": y})
    rows = [0, 100, 441]
    scaled = load_diabetes()
    cases.append({"function": "load_diabetes", "arguments": {}, "x": scaled.data[rows], "y": scaled.target[rows]})
    write_json("generators-regression.json", cases)


if __name__ == "__main__":
    main()
