"""Logistic regression."""

import warnings

import numpy as np

from ._classifier import LinearClassifier, number, seed


class LogisticRegression(LinearClassifier):
    """Logistic regression: softmax or one-vs-rest, fitted by the Swift package Estimators.

    The parameters are scikit-learn's, with `multi_class`, which scikit-learn has no more, and `precision`. The
    objective is scikit-learn's too, so optima agree to the digits that `tol` asks for. X is read as it is where it is
    an array of bytes (uint8), floats or doubles in C order, or a CSR matrix of doubles; anything else is turned into
    doubles first.

    What differs: a fit ends by the gradient alone; `max_iter` is 1000; the intercept is never penalised, by
    `solver="liblinear"` neither, so `intercept_scaling` has no effect; every solver takes every penalty that it can
    handle; rows of weight 0 count as absent, and a class that has no others is left out of `classes_`; results are
    doubles, whatever X is; `random_state=None` is 0.

    Parameters
    ----------
    penalty : {"l1", "l2", "elasticnet", None}
        scikit-learn's old way to say what `l1_ratio` and `C=inf` say; deprecated there.
    C : float, default=1.0
        Inverse strength of the penalty; inf is none.
    l1_ratio : float, default=0.0
        Share of the L1 norm in the penalty: 0 is L2, 1 is L1.
    dual : bool, default=False
        With `solver="liblinear"`: the dual form.
    tol : float, default=1e-4
        The fit ends when no component of the gradient of the mean objective is larger.
    fit_intercept : bool, default=True
    intercept_scaling : float, default=1
        Without effect.
    class_weight : dict or "balanced", default=None
    random_state : int, RandomState or None, default=None
        The order of rows in the stochastic solvers.
    solver : default="lbfgs"
        "lbfgs", "newton-cg", "newton-cholesky", "liblinear" (coordinate descent), "sag", "saga", and beyond
        scikit-learn "auto", "coordinate-descent", "coordinate-descent-primal", "coordinate-descent-dual", "sgd", "gd".
    max_iter : int, default=1000
    verbose : int, default=0
        Other than 0: a bar by tqdm, or lines where that is not installed.
    warm_start : bool, default=False
        Whether a fit starts from the model that is there, if it came of the same settings.
    n_jobs : None
        Without effect. A fit uses as many threads as ESTIMATORS_NUM_THREADS says, all cores by default.
    multi_class : {"multinomial", "ovr"}, default="multinomial"
        Softmax, or a problem of its own for each class.
    precision : {"automatic", "single", "double"}, default="automatic"
        Precision of products and exponentials.

    Attributes
    ----------
    classes_, coef_, intercept_, n_iter_, n_features_in_, feature_names_in_
        As in scikit-learn; with "ovr" `n_iter_` has a number for each class. `coef_` and `intercept_` cannot be
        written to, but other arrays can be set in their place; predictions follow.
    report_ : str
        How the fit went, in sentences.
    """

    def __init__(
        self,
        penalty="deprecated",
        *,
        C=1.0,
        l1_ratio=0.0,
        dual=False,
        tol=1e-4,
        fit_intercept=True,
        intercept_scaling=1,
        class_weight=None,
        random_state=None,
        solver="lbfgs",
        max_iter=1000,
        verbose=0,
        warm_start=False,
        n_jobs=None,
        multi_class="multinomial",
        precision="automatic",
    ):
        self.penalty = penalty
        self.C = C
        self.l1_ratio = l1_ratio
        self.dual = dual
        self.tol = tol
        self.fit_intercept = fit_intercept
        self.intercept_scaling = intercept_scaling
        self.class_weight = class_weight
        self.random_state = random_state
        self.solver = solver
        self.max_iter = max_iter
        self.verbose = verbose
        self.warm_start = warm_start
        self.n_jobs = n_jobs
        self.multi_class = multi_class
        self.precision = precision

    def fit(self, X, y, sample_weight=None):
        """Learns from the rows of X and their labels y. Ctrl-C ends it, after the iteration that is going on."""
        if self.n_jobs is not None:
            message = "'n_jobs' has no effect; ESTIMATORS_NUM_THREADS says how many threads a fit uses."
            warnings.warn(message, FutureWarning, stacklevel=2)
        return self._learn(X, y, sample_weight, self._settings)

    def _settings(self, labels):
        return {
            "multi_class": self.multi_class,
            "solver": self._solver(),
            **self._penalty(),
            # The smallest number above 0 asks for the last digit, as 0 does.
            "tol": number("tol", self.tol, lambda tol: 0 <= tol < np.inf, "a number >= 0") or np.nextafter(0.0, 1.0),
            "max_iter": number("max_iter", self.max_iter, lambda most: 1 <= most < 2**31, "in 1...2147483647"),
            "fit_intercept": bool(self.fit_intercept),
            "class_weight": labels.class_weight(self.class_weight),
            "warm_start": bool(self.warm_start),
            "random_state": seed(self.random_state),
            "precision": self.precision,
        }

    def _solver(self):
        if not self.dual:
            return self.solver
        if self.solver in ("liblinear", "coordinate-descent", "coordinate-descent-dual"):
            return "coordinate-descent-dual"
        raise ValueError(f"Solver {self.solver} supports only dual=False, got dual={self.dual}")

    def _penalty(self):
        C = number("C", self.C, lambda C: C > 0, "a number > 0, or inf")
        share = 0.0 if self.l1_ratio is None else self.l1_ratio
        share = number("l1_ratio", share, lambda share: 0 <= share <= 1, "a number in 0...1")
        penalty = self.penalty
        if penalty == "deprecated":
            penalty = "l2" if share == 0 else "l1" if share == 1 else "elasticnet"
        else:
            message = "'penalty' is deprecated in scikit-learn; use 'l1_ratio' and 'C=np.inf'."
            warnings.warn(message, FutureWarning, stacklevel=5)
        if penalty == "elasticnet":
            if self.l1_ratio is None:
                raise ValueError("l1_ratio must be specified when penalty is elasticnet.")
            return {"C": C, "penalty": "elasticnet", "l1_ratio": share}
        return {"C": C, "penalty": penalty}
