"""What linear classifiers share: everything but their settings."""

import numbers
import warnings

import numpy as np
from scipy.special import log_expit, log_softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.exceptions import ConvergenceWarning
from sklearn.utils import check_random_state
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, column_or_1d

from ._handles import Classifier
from ._labels import Labels
from ._progress import progress
from ._rows import Rows, row_weights, validated


def number(name, value, holds, rule):
    """A number for JSON, for which a rule holds."""
    fits = isinstance(value, numbers.Real) and not isinstance(value, (bool, np.bool_)) and holds(value)
    if not fits:
        raise ValueError(f"{name} is {value!r}; it must be {rule}.")
    return int(value) if isinstance(value, numbers.Integral) else float(value)


def seed(random_state):
    """A seed, 0 for None: results do not change from run to run unless that is wished."""
    if random_state is None:
        return 0
    if isinstance(random_state, numbers.Integral):
        return int(random_state)
    return int(check_random_state(random_state).randint(2**31 - 1))


def _constant(*arrays):
    """Arrays that refuse to be written to: the model would not follow."""
    for array in arrays:
        array.flags.writeable = False
    return arrays


class LinearClassifier(ClassifierMixin, BaseEstimator):
    """A classifier whose scores are weighted sums of the features."""

    def _learn(self, X, y, sample_weight, settings):
        """Fits with the settings that `settings(labels)` gives, and keeps model and attributes."""
        X, y = validated(self, X, y, reset=True)
        check_classification_targets(y)
        labels = Labels(column_or_1d(y))
        weights = row_weights(sample_weight, X)
        values = settings(labels)
        model = self._model if self.warm_start and values == getattr(self, "_values", None) else Classifier(values)
        with (
            Rows(X, names=getattr(self, "feature_names_in_", None)) as rows,
            progress(self.verbose, values["max_iter"], type(self).__name__) as tell,
        ):
            model.fit(rows, labels.type, labels.values(), weights, tell)
        self._values = values
        self._keep(model, labels.kept(model.classes))
        return self

    def _keep(self, model, classes):
        self._model = model
        self.classes_ = classes
        self.n_features_in_ = model.summary.features
        self.coef_, self.intercept_ = self._fitted = _constant(model.coefficients, model.intercepts)
        self.n_iter_ = model.iterations.astype(np.int32)
        self.report_ = model.report
        if not model.summary.converged:
            warnings.warn(f"{type(self).__name__} did not converge. {self.report_}", ConvergenceWarning, stacklevel=4)

    def _judge(self, X, method, own):
        """What the model says, or what `own` makes of the scores where `coef_` or `intercept_` were set by hand."""
        check_is_fitted(self)
        X = validated(self, X, reset=False)
        coefficients, intercepts = self._fitted
        if self.coef_ is not coefficients or self.intercept_ is not intercepts:
            return own(np.asarray(X @ np.asarray(self.coef_, dtype=np.float64).T) + self.intercept_)
        with Rows(X) as rows:
            return getattr(self._model, method)(rows, X.shape[0])

    def predict(self, X):
        """The class of each row."""
        places = self._judge(X, "places", lambda z: z.argmax(axis=1) if z.shape[1] > 1 else (z[:, 0] > 0).astype(int))
        return self.classes_[places]

    def predict_proba(self, X):
        """The probability of each class, rows x classes; rows sum to 1."""
        return self._judge(X, "probabilities", lambda z: np.exp(self._log_probabilities(z)))

    def predict_log_proba(self, X):
        """The natural logarithm of each probability, finite."""
        return self._judge(X, "log_probabilities", self._log_probabilities)

    def decision_function(self, X):
        """The score of each class, rows x classes; with two classes one number a row, positive for the second."""
        scores = self._judge(X, "scores", lambda z: z)
        return scores[:, 0] if scores.shape[1] == 1 else scores

    def _log_probabilities(self, scores):
        if scores.shape[1] == 1:
            return log_expit(np.hstack([-scores, scores]))
        return log_softmax(log_expit(scores) if self.multi_class == "ovr" else scores, axis=1)

    def save(self, path):
        """Writes settings and model into a file that the Swift package, the library for C and `load` read. Labels are
        integers there, or texts; of other labels their places among the classes."""
        check_is_fitted(self)
        self._model.save(path)

    @classmethod
    def load(cls, path):
        """An estimator with the model of a file; its parameters are the defaults, whatever the file was fitted with."""
        estimator, model = cls(), Classifier.load(path)
        estimator._keep(model, np.array(model.classes))
        return estimator

    def __setstate__(self, state):
        super().__setstate__(state)
        _constant(*getattr(self, "_fitted", ()))

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.sparse = True
        return tags
