"""Write coming-from-scikit-learn.json: what scikit-learn says where the documentation's samples say something.

The parts between the marks stand in the article "Coming from scikit-learn", beside Snippets/ComingFromScikitLearn.swift.
"""

# mark: data
from sklearn.datasets import load_iris, load_wine
from sklearn.model_selection import StratifiedKFold, train_test_split

wine = load_wine()
x_train, x_test, y_train, y_test = train_test_split(
    wine.data, wine.target, test_size=0.5, stratify=wine.target, random_state=7
)

# mark: fit
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

pipeline = make_pipeline(StandardScaler(), LogisticRegression(C=0.02, tol=1e-10, max_iter=1000))
pipeline.fit(x_train, y_train)
accuracy = pipeline.score(x_test, y_test)
probabilities = pipeline.predict_proba(x_test[:1])
coefficients = pipeline[-1].coef_  # 3 × 13
scales = pipeline[0].scale_  # 13

# mark: one-vs-rest
from sklearn.multiclass import OneVsRestClassifier

ovr = make_pipeline(StandardScaler(), OneVsRestClassifier(LogisticRegression(C=0.02, tol=1e-10, max_iter=1000)))
ovr.fit(x_train, y_train)
ovr_probabilities = ovr.predict_proba(x_test[:1])

# mark: judge
from sklearn.metrics import confusion_matrix, f1_score, log_loss, matthews_corrcoef, roc_auc_score

predicted = pipeline.predict(x_test)
p = pipeline.predict_proba(x_test)
counts = confusion_matrix(y_test, predicted)
macro_f1 = f1_score(y_test, predicted, average="macro")
matthews = matthews_corrcoef(y_test, predicted)
loss = log_loss(y_test, p)
area = roc_auc_score(y_test, p, multi_class="ovr")

# mark: choose
from sklearn.model_selection import GridSearchCV, cross_validate

folds = StratifiedKFold(5, shuffle=True, random_state=42)
scores = cross_validate(pipeline, wine.data, wine.target, cv=folds, scoring=["accuracy", "neg_log_loss"])
grid = {"logisticregression__C": [0.01, 0.1, 1], "standardscaler__with_mean": [True, False]}
search = GridSearchCV(pipeline, grid, cv=folds, scoring="neg_log_loss")
search.fit(wine.data, wine.target)
best = search.best_params_["logisticregression__C"]

# mark: end
from common import HERE, write_json
from sklearn.neighbors import NearestCentroid
from sklearn.model_selection import cross_val_score

iris = load_iris()
centroids = make_pipeline(StandardScaler(), NearestCentroid())

write_json(
    HERE / "coming-from-scikit-learn.json",
    {
        "numbers": {
            "accuracy": [accuracy],
            "probabilities": probabilities[0],
            "coefficients": coefficients[0],
            "scales": scales,
            "one-vs-rest": ovr_probabilities[0],
            "confusion": counts.ravel(),
            "macro F1": [macro_f1],
            "matthews": [matthews],
            "log-loss": [loss],
            "area": [area],
            "mean accuracy": [scores["test_accuracy"].mean()],
            "mean log-loss": [-scores["test_neg_log_loss"].mean()],
            "best C": [best],
            "best log-loss": [-search.best_score_],
        },
        "nearestCentroid": cross_val_score(centroids, iris.data, iris.target, cv=folds).mean(),
    },
)
