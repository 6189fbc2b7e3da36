"""Write pca.json: PCA of bundled data by every exact solver."""

import numpy as np
from common import data_set, write_json
from sklearn.decomposition import PCA


def cases():
    for data, preparation in (("iris", "raw"), ("wine", "raw"), ("wine", "standardised"), ("breast-cancer", "standardised")):
        x, _ = data_set(data, preparation)
        for components, whiten, solver in ((None, False, "full"), (3, True, "full"), (2, False, "covariance_eigh"), (0.9, False, "full")):
            pca = PCA(components, whiten=whiten, svd_solver=solver).fit(x)
            yield {
                "data": data,
                "preparation": preparation,
                "count": components if isinstance(components, int) else None,
                "share": components if isinstance(components, float) else None,
                "whiten": whiten,
                "solver": solver,
                "mean": pca.mean_,
                "components": pca.components_,
                "explainedVariance": pca.explained_variance_,
                "explainedShare": pca.explained_variance_ratio_,
                "transformed": pca.transform(x[:4]),
            }


def main():
    write_json("pca.json", list(cases()))


if __name__ == "__main__":
    main()
