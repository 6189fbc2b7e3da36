"""Write features.json: SimpleImputer, PolynomialFeatures, VarianceThreshold, SelectKBest, PowerTransformer."""

import numpy as np
from common import data_set, write_json
from scipy.stats import boxcox_llf, yeojohnson_llf
from sklearn.feature_selection import SelectKBest, VarianceThreshold, chi2, f_classif
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import PolynomialFeatures, PowerTransformer

NAN = np.nan
# Gaps in three columns, the last has no number.
GAPS = np.array(
    [
        [1.5, NAN, 3.0, NAN],
        [NAN, -2.0, 3.0, NAN],
        [4.0, 7.25, 1.0, NAN],
        [4.0, 7.25, 1.0, NAN],
        [0.5, NAN, 8.0, NAN],
        [1.5, 0.0, 2.0, NAN],
    ]
)
NEW = np.array([[NAN, NAN, NAN, 1.0], [9.0, 1.0, 0.0, NAN]])

SMALL = np.array([[1.0, -2.0, 0.5], [0.0, 3.0, 4.0], [2.0, 0.0, -1.0]])


def with_null(x):
    return [[None if np.isnan(v) else float(v) for v in row] for row in np.atleast_2d(x)]


def imputers():
    for strategy in ("mean", "median", "most_frequent", "constant"):
        for indicator in (False, True):
            for keep in (False, True):
                imputer = SimpleImputer(
                    strategy=strategy,
                    fill_value=-7.5 if strategy == "constant" else None,
                    add_indicator=indicator,
                    keep_empty_features=keep,
                )
                filled = imputer.fit_transform(GAPS)
                yield {
                    "strategy": strategy,
                    "indicator": indicator,
                    "keep": keep,
                    "rows": with_null(GAPS),
                    "new": with_null(NEW),
                    "filled": filled,
                    "filledNew": imputer.transform(NEW),
                    "names": list(imputer.get_feature_names_out(["a", "b", "c", "d"])),
                }


def polynomials():
    for degree, interaction, bias in ((1, False, True), (2, False, True), (2, True, False), (3, False, False), (3, True, True)):
        p = PolynomialFeatures(degree, interaction_only=interaction, include_bias=bias)
        yield {
            "degree": degree,
            "interactionOnly": interaction,
            "bias": bias,
            "rows": SMALL,
            "products": p.fit_transform(SMALL),
            "names": list(p.get_feature_names_out(["a", "b", "c"])),
        }


def selections():
    for name in ("iris", "wine", "breast-cancer", "digits"):
        x, y = data_set(name)
        threshold = VarianceThreshold(0.5).fit(x)
        f = SelectKBest(f_classif, k=3).fit(x, y)
        chi = SelectKBest(chi2, k=3).fit(x, y)
        yield {
            "data": name,
            "variances": threshold.variances_,
            "varied": threshold.get_support(indices=True),
            "notConstant": VarianceThreshold().fit(x).get_support(indices=True),
            "f": with_null(f.scores_)[0],
            "fP": with_null(f.pvalues_)[0],
            "fKept": f.get_support(indices=True),
            "chi": with_null(chi.scores_)[0],
            "chiP": with_null(chi.pvalues_)[0],
            "chiKept": chi.get_support(indices=True),
        }


def powers():
    rng = np.random.RandomState(0)
    mixed = np.column_stack(
        [rng.normal(size=60), rng.lognormal(size=60), -rng.gamma(2.0, size=60), 10 + 2 * rng.normal(size=60)]
    )
    mixed[5, 0] = NAN
    wine, _ = data_set("wine")
    for data, x in (("mixed", mixed), ("wine", wine)):
        for method in ("yeo-johnson", "box-cox"):
            if method == "box-cox" and data == "mixed":
                continue
            transformer = PowerTransformer(method).fit(x)
            likelihood = yeojohnson_llf if method == "yeo-johnson" else boxcox_llf
            yield {
                "data": data,
                "method": method,
                "rows": with_null(x) if data == "mixed" else None,
                "powers": transformer.lambdas_,
                "likelihoods": [
                    likelihood(p, c[~np.isnan(c)]) for p, c in zip(transformer.lambdas_, x.T)
                ],
                "transformed": with_null(transformer.transform(x[:8])),
                "plain": with_null(PowerTransformer(method, standardize=False).fit(x).transform(x[:8])),
            }


def main():
    answers = {
        "imputers": list(imputers()),
        "polynomials": list(polynomials()),
        "selections": list(selections()),
        "powers": list(powers()),
    }
    write_json("features.json", answers)


if __name__ == "__main__":
    main()
