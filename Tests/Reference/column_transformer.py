"""Write column-transformer.json: the pipeline of Snippets/TableToModel.swift, fitted by scikit-learn on the same CSV."""

import csv
import io
import re

import numpy as np
from common import HERE, write_json
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, StandardScaler

SNIPPET = HERE.parent.parent / "Snippets" / "TableToModel.swift"
NEWCOMERS = "sex,age,fare,port\nfemale,,26.55,Cork\nmale,40,,\n"


def records(text):
    return list(csv.DictReader(io.StringIO(text)))


def columns(rows):
    """age and fare as numbers (blank is NaN), sex and port as texts (blank is None)."""
    number = lambda v: float(v) if v else np.nan
    return np.array(
        [[number(r["age"]), number(r["fare"]), r["sex"] or None, r["port"] or None] for r in rows], dtype=object
    )


def search(model, x, y):
    """A grid over imputer and C, three folds in order."""
    grid = GridSearchCV(
        model,
        {
            "columntransformer__numbers__simpleimputer__strategy": ["median", "mean"],
            "logisticregression__C": [0.01, 1, 100],
        },
        scoring=["accuracy", "neg_log_loss"],
        refit="neg_log_loss",
        cv=StratifiedKFold(3),
    ).fit(x, y)
    folds = lambda name: np.array([grid.cv_results_[f"split{k}_test_{name}"] for k in range(3)]).T
    return {
        "accuracy": folds("accuracy"),
        "logLoss": -folds("neg_log_loss"),
        "best": grid.best_index_,
    }


def main():
    text = re.search(r'"""\n(.*?)"""', SNIPPET.read_text(encoding="utf-8"), re.S).group(1)
    text = "\n".join(line.strip() for line in text.strip().split("\n"))
    rows = records(text)
    prepare = ColumnTransformer(
        [
            ("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), [0, 1]),
            (
                "texts",
                make_pipeline(
                    SimpleImputer(missing_values=None, strategy="most_frequent"),
                    OneHotEncoder(handle_unknown="ignore"),
                ),
                [2, 3],
            ),
        ]
    )
    model = make_pipeline(prepare, LogisticRegression(solver="newton-cholesky", tol=1e-12))
    x, y = columns(rows), [r["survived"] for r in rows]
    model.fit(x, y)
    new = columns(records(NEWCOMERS))
    dense = lambda m: m.toarray() if hasattr(m, "toarray") else np.asarray(m, dtype=float)
    numbers = np.array([[1.0, 5.0, -2.0], [2.0, 6.0, 0.0], [4.0, 9.0, 2.0]])
    by_place = ColumnTransformer(
        [("a", MinMaxScaler(), [2, 0]), ("b", "passthrough", [1]), ("c", StandardScaler(), [0])]
    )
    scaled_rest = ColumnTransformer([("a", MinMaxScaler(), [1])], remainder=StandardScaler())
    plain_rest = ColumnTransformer([("a", MinMaxScaler(), [2]), ("b", StandardScaler(), [2])], remainder="passthrough")
    write_json(
        "column-transformer.json",
        {
            "csv": text,
            "newcomers": NEWCOMERS,
            "features": dense(model[0].transform(x)),
            "newFeatures": dense(model[0].transform(new)),
            "coefficients": model[-1].coef_[0],
            "intercept": model[-1].intercept_[0],
            "probabilities": model.predict_proba(new),
            "predicted": list(model.predict(new)),
            "search": search(model, x, y),
            "numbers": numbers,
            "byPlace": by_place.fit_transform(numbers),
            "scaledRest": scaled_rest.fit_transform(numbers),
            "plainRest": plain_rest.fit_transform(numbers),
        },
    )


if __name__ == "__main__":
    main()
