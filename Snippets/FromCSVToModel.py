# A CSV file with gaps, texts, truth values and dates becomes a calibrated model in a file: the twin of FromCSVToModel.swift.

# mark: read
import sys
from pathlib import Path

import joblib
import pandas as pd
from sklearn.calibration import CalibratedClassifierCV, calibration_curve
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.inspection import permutation_importance
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score, roc_curve
from sklearn.model_selection import GridSearchCV, StratifiedKFold, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler

folder = Path(sys.argv[1] if len(sys.argv) > 1 else ".")
here = Path(__file__).parent
loans = pd.read_csv(here / "Data/loans.csv")
print(loans.head())
print(loans.describe(include="all"))
x = loans.drop(columns=["defaulted", "town"])
x["burden"] = x["debt"] / x["income"]
y = loans["defaulted"] == "yes"
x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.25, stratify=y, random_state=42)


# mark: recipe
def date_parts(dates):
    opened = pd.to_datetime(dates["opened"])
    return pd.DataFrame({"year": opened.dt.year, "weekday": opened.dt.day_of_week})


prepare = make_column_transformer(
    (make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), ["income", "debt", "years", "burden"]),
    (make_pipeline(FunctionTransformer(date_parts), StandardScaler()), ["opened"]),
    (make_pipeline(SimpleImputer(strategy="most_frequent"), OneHotEncoder(handle_unknown="ignore")), ["purpose"]),
    ("passthrough", ["owner"]),
)
folds = StratifiedKFold(5)
logistic = LogisticRegression(solver="newton-cholesky", tol=1e-10)
pipeline = make_pipeline(prepare, CalibratedClassifierCV(logistic, cv=folds))

# mark: search
search = GridSearchCV(
    pipeline,
    {
        "calibratedclassifiercv__estimator__C": [0.01, 0.1, 1],
        "columntransformer__pipeline-1__simpleimputer__strategy": ["median", "mean"],
    },
    scoring="neg_log_loss",
    cv=folds,
)
search.fit(x_train, y_train)
print(pd.DataFrame(search.cv_results_).sort_values("rank_test_score"))
best = search.best_estimator_

# mark: judge
p = best.predict_proba(x_test)[:, 1]
fpr, tpr, thresholds = roc_curve(y_test, p)
observed, expected = calibration_curve(y_test, p, n_bins=5, strategy="quantile")

# mark: importance
importance = permutation_importance(best, x_test, y_test, scoring="neg_log_loss", n_repeats=5, random_state=0)
print(dict(zip(x.columns, importance.importances_mean)))

# mark: save
joblib.dump(best, folder / "loans.joblib")

# mark: load
loaded = joblib.load(folder / "loans.joblib")
new = x_test.head(3)
answers = new.assign(risk=loaded.predict_proba(new)[:, 1], defaults=loaded.predict(new))
answers.to_csv(folder / "answers.csv", index=False)

# mark: numbers
for name, numbers in {
    "mean log-loss": -search.cv_results_["mean_test_score"],
    "best C": [search.best_params_["calibratedclassifiercv__estimator__C"]],
    "log-loss": [log_loss(y_test, p)],
    "area": [roc_auc_score(y_test, p)],
    "false positive rates": fpr,
    "true positive rates": tpr,
    "expected": expected,
    "observed": observed,
    "importance": importance.importances_mean,
    "risk": answers["risk"],
    "defaults": answers["defaults"],
}.items():
    print(name + ":", *[float(number) for number in numbers])
