"""How each peer is asked for the common job. A fit returns the points at which its clock was read, the last its end."""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from . import judge

Options = dict[str, Any]


class Point(NamedTuple):
    """Where a fit was after some seconds."""

    seconds: float
    weights: np.ndarray
    bias: np.ndarray


class Reached(Exception):
    """The last target is met: Newton's method has no gentler way to stop."""


class Watch:
    """Reads the clock inside scikit-learn's own iterations. The algorithms are untouched.

    A point is kept when the objective first falls to one of the `targets`, and the fit ends with the last of them: the
    same rule that ends the library's fits. L-BFGS tells its objective; for Newton's method it is computed while the
    clock stands still.
    """

    def __init__(self, targets: list[float], objective: Callable[[np.ndarray, np.ndarray], float]) -> None:
        self.targets = sorted(targets, reverse=True)
        self.objective = objective
        self.classes = 0
        self.points: list[Point] = []
        self.began = 0.0

    def start(self, classes: int) -> None:
        self.classes = classes
        self.began = time.perf_counter()

    def point(self, flat: np.ndarray) -> Point:
        seconds = time.perf_counter() - self.began
        table = np.array(flat, np.float64).reshape((self.classes, -1), order="F")
        return Point(seconds, table[:, :-1], table[:, -1])

    def is_last(self, value: float, point: Point) -> bool:
        """Keeps the point if it meets a target, and tells whether it met the last."""
        left = [target for target in self.targets if value > target]
        if len(left) < len(self.targets):
            self.points.append(point)
        self.targets = left
        return not left

    def lbfgs_iteration(self, intermediate_result: Any) -> None:
        if self.is_last(intermediate_result.fun, self.point(intermediate_result.x)):
            raise StopIteration

    def newton_iteration(self, w: np.ndarray) -> None:
        point = self.point(w)
        pause = time.perf_counter()
        last = self.is_last(self.objective(point.weights, point.bias), point)
        self.began += time.perf_counter() - pause
        if last:
            raise Reached

    def install(self) -> None:
        import scipy.optimize
        import sklearn.linear_model._logistic as logistic

        minimize, newton_cg = scipy.optimize.minimize, logistic._newton_cg

        def watched_minimize(*args: Any, **options: Any) -> Any:
            return minimize(*args, **options | {"callback": self.lbfgs_iteration})

        def watched_newton_cg(grad_hess: Callable[..., Any], **options: Any) -> Any:
            def watched(w: np.ndarray, *more: Any) -> Any:
                self.newton_iteration(w)
                return grad_hess(w, *more)

            return newton_cg(grad_hess=watched, **options)

        scipy.optimize.minimize = watched_minimize
        logistic._newton_cg = watched_newton_cg


def sklearn_estimator(job: Options) -> Any:
    """scikit-learn's estimator, or scikit-learn-intelex's of the same name."""
    from sklearn.multiclass import OneVsRestClassifier

    extra: Options = {}
    if job["peer"] == "sklearnex":
        from sklearnex.linear_model import LogisticRegression
    else:
        from sklearn.linear_model import LogisticRegression
    if job["solver"] == "liblinear":
        extra = {"random_state": 0, "intercept_scaling": job.get("intercept_scaling", 1)}
    if job["solver"] == "saga":
        extra = {"random_state": 0}
    if job.get("penalty") == "l1":
        extra |= {"l1_ratio": 1.0, "random_state": 0}
    model = LogisticRegression(
        solver=job["solver"], tol=job["tol"], max_iter=job.get("max_iter", 5000), C=job.get("c", 1.0), **extra
    )
    return OneVsRestClassifier(model) if job.get("scheme") == "ovr" else model


def sklearn_coefficients(model: Any) -> tuple[np.ndarray, np.ndarray]:
    """W (K x p) and b (K) of a fitted estimator."""
    if hasattr(model, "estimators_"):
        parts = [(np.ravel(part.coef_), float(np.ravel(part.intercept_)[0])) for part in model.estimators_]
        return np.vstack([w for w, _ in parts]), np.array([b for _, b in parts])
    return np.asarray(model.coef_), np.ravel(model.intercept_)


def fit_sklearn(features: np.ndarray, labels: np.ndarray, job: Options) -> list[Point]:
    scheme = job.get("scheme", "multinomial")
    watch = Watch(job.get("targets", []), lambda w, b: judge.objective(features, labels, w, b, 1.0, scheme))
    if watch.targets:
        watch.install()
    model = sklearn_estimator(job)
    watch.start(int(labels.max()) + 1)
    try:
        model.fit(features, labels)
    except Reached:
        return watch.points
    seconds = time.perf_counter() - watch.began
    return watch.points + [Point(seconds, *sklearn_coefficients(model))]


def fit_liblinear(features: np.ndarray, labels: np.ndarray, job: Options) -> list[Point]:
    """LIBLINEAR's own Python module, one-vs-rest. Turning the matrix into its lists is in the time.

    The intercept is the weight of one more column, of the number `constant`: the larger, the less it is penalised.
    """
    import scipy.sparse
    from liblinear.liblinear import parameter, problem
    from liblinear.liblinearutil import train

    constant = job.get("constant", 1)
    began = time.perf_counter()
    rows = problem(labels.astype(np.float64), scipy.sparse.csr_matrix(features), bias=constant)
    model = train(rows, parameter(f"-s {job['method']} -c 1 -e {job['tol']} -B {constant} -q"))
    seconds = time.perf_counter() - began
    table = liblinear_weights(model, features.shape[1] + 1)
    return [Point(seconds, table[:, :-1], table[:, -1] * constant)]


def liblinear_weights(model: Any, columns: int) -> np.ndarray:
    """A row of weights for each class in order; of two classes one, for class 1."""
    labels = model.get_labels()
    if model.nr_class == 2:
        row = np.ctypeslib.as_array(model.w, shape=(1, columns)).copy()
        return row if labels[0] == 1 else -row
    flat = np.ctypeslib.as_array(model.w, shape=(columns * model.nr_class,)).reshape(columns, model.nr_class)
    return flat[:, np.argsort(labels)].T.copy()


def snapml_model(job: Options) -> Any:
    from snapml import LogisticRegression

    return LogisticRegression(
        regularizer=1.0, fit_intercept=True, tol=job["tol"], max_iter=job.get("max_iter", 5000),
        n_jobs=job["threads"], random_state=0,
    )


def fit_snapml(features: np.ndarray, labels: np.ndarray, job: Options) -> list[Point]:
    """snapml: dual coordinate descent, one-vs-rest; its intercept is one more penalised column."""
    model = snapml_model(job)
    began = time.perf_counter()
    model.fit(features, labels)
    seconds = time.perf_counter() - began
    return [Point(seconds, np.asarray(model.coef_), np.ravel(model.intercept_))]


def mlpack_model(features: np.ndarray, labels: np.ndarray, job: Options) -> Any:
    from mlpack import softmax_regression

    return softmax_regression(
        training=features, labels=labels, number_of_classes=int(labels.max()) + 1, lambda_=1.0 / len(labels),
        max_iterations=job.get("max_iter", 5000),
    )["output_model"]


def fit_mlpack(features: np.ndarray, labels: np.ndarray, job: Options) -> list[Point]:
    """mlpack: L-BFGS with a tolerance of its own; its intercept is penalised too."""
    began = time.perf_counter()
    model = mlpack_model(features, labels, job)
    seconds = time.perf_counter() - began
    table = np.asarray(model.get_cpp_params()["SoftmaxRegression[]"]["parameters"]).T
    return [Point(seconds, table[:, 1:], table[:, 0])]


def fit_cyanure(features: np.ndarray, labels: np.ndarray, job: Options) -> list[Point]:
    """cyanure: accelerated and variance-reduced proximal methods; its objective is the mean one."""
    from cyanure.estimators import Classifier

    classes = int(labels.max()) + 1
    model = Classifier(
        loss="logistic" if classes == 2 else "multiclass-logistic", penalty=job.get("penalty", "l2"),
        lambda_1=1.0 / (job.get("c", 1.0) * len(labels)), fit_intercept=True, tol=job["tol"],
        max_iter=job["max_iter"], verbose=False, random_state=0, n_threads=job["threads"],
    )
    began = time.perf_counter()
    model.fit(features, labels)
    seconds = time.perf_counter() - began
    weights = np.asarray(model.coef_, np.float64)
    if classes == 2:
        weights = weights.reshape(1, -1)
    elif weights.shape[0] != classes:
        weights = weights.T
    return [Point(seconds, weights, np.ravel(model.intercept_))]


def fit_glmnet(features: np.ndarray, labels: np.ndarray, job: Options) -> list[Point]:
    """R's glmnet: coordinate descent along a path that ends at the wanted penalty. The way into R is not in the time."""
    rows, columns = features.shape
    classes = int(labels.max()) + 1
    models = 1 if classes == 2 else classes
    with tempfile.TemporaryDirectory() as folder:
        np.asarray(features, np.float64).T.tofile(Path(folder) / "x.bin")
        np.asarray(labels, np.int32).tofile(Path(folder) / "y.bin")
        script = Path(__file__).with_name("glmnet.R")
        shape = [str(number) for number in (rows, columns, classes)]
        penalty = repr(1.0 / (job.get("c", 1.0) * rows))
        share = "1" if job.get("penalty") == "l1" else "0"
        ran = subprocess.run(
            ["Rscript", str(script), folder, *shape, penalty, str(job["path"]), str(job["tol"]), share],
            check=True, capture_output=True, text=True,
        )
        table = np.fromfile(Path(folder) / "w.bin").reshape(models, columns + 1)
    return [Point(float(ran.stdout), table[:, :-1], table[:, -1])]


FITS: dict[str, Callable[[np.ndarray, np.ndarray, Options], list[Point]]] = {
    "sklearn": fit_sklearn,
    "sklearnex": fit_sklearn,
    "liblinear": fit_liblinear,
    "snapml": fit_snapml,
    "mlpack": fit_mlpack,
    "cyanure": fit_cyanure,
    "glmnet": fit_glmnet,
}


def fitted_model(
    peer: str, features: np.ndarray, labels: np.ndarray, job: Options
) -> Callable[[np.ndarray], np.ndarray]:
    """`predict` of a model of a few iterations."""
    if peer == "mlpack":
        from mlpack import softmax_regression

        model = mlpack_model(features[:1000], labels[:1000], job)
        return lambda rows: softmax_regression(input_model=model, test=rows)["predictions"]
    model = snapml_model(job) if peer == "snapml" else sklearn_estimator(job)
    return model.fit(features, labels).predict


def sklearn_pass(features: np.ndarray, labels: np.ndarray, threads: int) -> Callable[[], Any]:
    """One loss and gradient by the class that scikit-learn's solvers evaluate."""
    from sklearn._loss import HalfMultinomialLoss
    from sklearn.linear_model._linear_loss import LinearModelLoss

    classes, rows = int(labels.max()) + 1, len(labels)
    loss = LinearModelLoss(base_loss=HalfMultinomialLoss(n_classes=classes), fit_intercept=True)
    shape = (classes, features.shape[1] + 1)
    weights = np.asfortranarray(np.random.default_rng(0).normal(0, 0.01, shape), dtype=features.dtype)
    targets = labels.astype(features.dtype)
    return lambda: loss.loss_gradient(
        weights, features, targets, sample_weight=None, l2_reg_strength=1.0 / rows, n_threads=threads
    )


def sklearn_grid(features: np.ndarray, labels: np.ndarray, job: Options) -> Options:
    """scikit-learn's own path over C, or a grid search; seconds and the mean log-loss for each C."""
    from sklearn.linear_model import LogisticRegression, LogisticRegressionCV
    from sklearn.model_selection import GridSearchCV, StratifiedKFold

    cs, folds, jobs = np.logspace(-4, 4, 10), StratifiedKFold(5), job.get("n_jobs", 1)
    common = {"tol": job["tol"], "max_iter": job["max_iter"]}
    began = time.perf_counter()
    if job["search"] == "path":
        model = LogisticRegressionCV(
            Cs=cs, cv=folds, scoring="neg_log_loss", n_jobs=jobs, l1_ratios=(0.0,), use_legacy_attributes=False, **common
        ).fit(features, labels)
        scores = np.reshape(model.scores_, (5, len(cs)))
    else:
        model = GridSearchCV(
            LogisticRegression(**common), {"C": cs}, cv=folds, scoring="neg_log_loss", n_jobs=jobs
        ).fit(features, labels)
        results = model.cv_results_
        scores = np.array([results[f"split{fold}_test_score"] for fold in range(5)])
    return {"seconds": time.perf_counter() - began, "meanLosses": (-scores.mean(axis=0)).tolist()}
