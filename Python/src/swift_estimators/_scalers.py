"""Scalers: what each column is shifted and multiplied by."""

import numpy as np
from scipy import sparse
from sklearn.base import BaseEstimator, OneToOneFeatureMixin, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from ._handles import Scaler
from ._rows import Rows, row_weights, validated


class _ColumnScaler(OneToOneFeatureMixin, TransformerMixin, BaseEstimator):
    """(x - shift) * factor in every column. Of floats it makes floats, of anything else doubles. NaN is left out of the
    fit and stays NaN."""

    def _sparse(self):
        """Whether it takes sparse rows: where 0 stays 0."""
        return False

    def _learn(self, X, sample_weight, settings):
        X = validated(self, X, reset=True, sparse=self._sparse())
        weights = row_weights(sample_weight, X)
        scaler = Scaler(settings)
        with Rows(X, names=getattr(self, "feature_names_in_", None), missing=True) as rows:
            scaler.fit(rows, weights)
        self._model = scaler
        self._shift, self._factor = scaler.change(X.shape[1])
        return self

    def transform(self, X):
        """New rows; X stays as it is."""
        return self._changed(X, lambda x, shift, factor: (x - shift) * factor)

    def save(self, path):
        """Writes settings and change into a file that the Swift package and the library for C read."""
        check_is_fitted(self)
        self._model.save(path)

    def inverse_transform(self, X):
        """The rows that `transform` made these of."""
        return self._changed(X, lambda x, shift, factor: x / factor + shift)

    def _changed(self, X, change):
        check_is_fitted(self)
        X = validated(self, X, reset=False, sparse=self._sparse(), finite="allow-nan")
        dtype = np.float32 if X.dtype == np.float32 else np.float64
        if not sparse.issparse(X):
            return change(X, self._shift, self._factor).astype(dtype, copy=False)
        result = X.astype(dtype)
        result.data = change(X.data, 0.0, self._factor[X.indices]).astype(dtype, copy=False)
        return result

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.sparse = self._sparse()
        tags.input_tags.allow_nan = True
        tags.transformer_tags.preserves_dtype = ["float64", "float32"]
        return tags


class StandardScaler(_ColumnScaler):
    """Takes the mean off each column and divides it by its standard deviation; a constant column is divided by 1.

    Sparse rows need `with_mean=False`.

    Parameters
    ----------
    with_mean : bool, default=True
    with_std : bool, default=True

    Attributes
    ----------
    mean_ : what is taken off; None without `with_mean`.
    scale_ : what is divided by; None without `with_std`.
    """

    def __init__(self, *, with_mean=True, with_std=True):
        self.with_mean = with_mean
        self.with_std = with_std

    def fit(self, X, y=None, sample_weight=None):
        """Learns means and standard deviations, in doubles."""
        settings = {"with_mean": bool(self.with_mean), "with_std": bool(self.with_std)}
        if self.with_mean and sparse.issparse(X):
            raise ValueError("Cannot center sparse matrices: pass `with_mean=False` instead.")
        self._learn(X, sample_weight, {"scaler": "StandardScaler", **settings})
        self.mean_ = self._shift if self.with_mean else None
        self.scale_ = 1 / self._factor if self.with_std else None
        return self

    def _sparse(self):
        return not self.with_mean


class MinMaxScaler(_ColumnScaler):
    """Moves the smallest number of each column to the lower end of a range, the largest to the upper end.

    Parameters
    ----------
    feature_range : (lower, upper), default=(0, 1)

    Attributes
    ----------
    scale_, min_ : what each column is multiplied by, and what is added then.
    """

    def __init__(self, feature_range=(0, 1)):
        self.feature_range = feature_range

    def fit(self, X, y=None):
        """Learns the ends of each column."""
        ends = [float(end) for end in self.feature_range]
        if len(ends) != 2 or not -np.inf < ends[0] < ends[1] < np.inf:
            raise ValueError(f"feature_range is {self.feature_range}; it must be two finite numbers, the lower first.")
        self._learn(X, None, {"scaler": "MinMaxScaler", "feature_range": ends})
        self.scale_ = self._factor
        self.min_ = -self._shift * self._factor
        return self


class MaxAbsScaler(_ColumnScaler):
    """Divides each column by its largest magnitude; 0 stays 0, so sparse rows stay sparse.

    Attributes
    ----------
    scale_ : what is divided by, 1 for a column of zeros.
    """

    def fit(self, X, y=None):
        """Learns the largest magnitudes."""
        self._learn(X, None, {"scaler": "MaxAbsScaler"})
        self.scale_ = 1 / self._factor
        return self

    def _sparse(self):
        return True
