"""Write generators.json: make_blobs and make_classification, every value."""

from common import write_json
from sklearn.datasets import make_blobs, make_classification

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


if __name__ == "__main__":
    main()
