"""Write neighbors.json: k nearest neighbours on iris, wine, breast cancer and the digits, where no tie decides."""

import numpy as np
from common import data_set, write_json
from sklearn.neighbors import KNeighborsClassifier

CASES = [
    # data, preparation, k, weights, metric, p
    ("wine", "standardised", 5, "uniform", "euclidean", 2),
    ("wine", "standardised", 4, "distance", "manhattan", 1),
    ("wine", "raw", 7, "distance", "minkowski", 3),
    ("breast-cancer", "standardised", 6, "distance", "euclidean", 2),
    ("breast-cancer", "raw", 5, "uniform", "chebyshev", np.inf),
    ("breast-cancer", "standardised", 3, "uniform", "minkowski", 1.5),
    ("iris", "raw", 5, "distance", "euclidean", 2),
    ("digits", "raw", 3, "uniform", "euclidean", 2),
    ("digits", "raw", 5, "distance", "manhattan", 1),
]


def answer(data, preparation, k, weights, metric, p):
    x, y = data_set(data, preparation)
    is_test = np.arange(len(y)) % 3 == 0
    train, test = np.flatnonzero(~is_test), np.flatnonzero(is_test)
    if weights == "distance":
        # Rows of the fit too, at distance 0 from themselves.
        test = np.concatenate([test, train[:5]])
    # A tree measures as the distance is defined; "brute" takes the root of a difference for Euclidean ones.
    p_of_minkowski = p if metric == "minkowski" else 2
    model = KNeighborsClassifier(k, weights=weights, algorithm="ball_tree", metric=metric, p=p_of_minkowski)
    model.fit(x[train], y[train])
    distances, rows = model.kneighbors(x[test], n_neighbors=k + 1)
    # Where the last neighbour ties with the next, scikit-learn's choice is that of its search.
    clear = distances[:, k] - distances[:, k - 1] > 1e-9 * distances[:, k]
    test, distances, rows = test[clear][-60:], distances[clear][-60:, :k], rows[clear][-60:, :k]
    # Equal distances inside are put in row order.
    for i in range(len(test)):
        order = np.lexsort((rows[i], np.round(distances[i], 9)))
        distances[i], rows[i] = distances[i][order], rows[i][order]
    return {
        "data": data,
        "preparation": preparation,
        "neighbors": k,
        "weighting": weights,
        "metric": metric,
        "p": None if np.isinf(p) else p,
        "queries": test,
        "predicted": model.predict(x[test]),
        "probabilities": model.predict_proba(x[test]),
        "distances": distances,
        "rows": rows,
    }


def main():
    write_json("neighbors.json", [answer(*case) for case in CASES])


if __name__ == "__main__":
    main()
