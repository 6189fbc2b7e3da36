"""Rows of NumPy and SciPy, handed over where they lie, and their weights."""

import ctypes
import numbers

import numpy as np
from scipy import sparse
from sklearn.utils.validation import assert_all_finite, check_consistent_length, validate_data

from . import _library

# The first is what all others are turned into.
_TYPES = {
    np.dtype(np.float64): _library.FLOAT64,
    np.dtype(np.float32): _library.FLOAT32,
    np.dtype(np.uint8): _library.UINT8,
}


def validated(estimator, X, y="no_validation", *, reset, sparse=True, finite=False):
    """X in an element type that the library reads (and y): X itself where it is an array of bytes, floats or doubles in
    C order, or CSR.

    finite: scikit-learn's `ensure_all_finite`; False leaves the question to the library, which looks anyway.
    """
    return validate_data(
        estimator, X, y, reset=reset, dtype=list(_TYPES), order="C", accept_sparse="csr" if sparse else False,
        ensure_all_finite=finite,
    )  # fmt: skip


def row_weights(sample_weight, X):
    """One double for each row, or None."""
    if sample_weight is None:
        return None
    if isinstance(sample_weight, numbers.Real):
        return np.full(X.shape[0], float(sample_weight))
    weights = np.asarray(sample_weight)
    if weights.ndim != 1:
        raise ValueError(f"Sample weights must be 1D array or scalar; this has the shape {weights.shape}.")
    check_consistent_length(X, weights)
    weights = np.ascontiguousarray(weights, dtype=np.float64)
    if not weights.any():
        raise ValueError("All sample weights are zero, so no row is left; at least one must be positive.")
    return weights


class Rows:
    """A handle on rows, to be used in a `with`. It keeps the arrays that it borrows.

    names: of the columns, for the model file.
    missing: whether NaN is no reason to refuse.
    """

    def __init__(self, X, *, names=None, missing=False):
        self._numbers = X.data if sparse.issparse(X) else X
        self._missing = missing
        self._as_parameter_ = self._compressed(X) if sparse.issparse(X) else self._dense(X)
        if names is not None:
            texts = (ctypes.c_char_p * len(names))(*[str(name).encode() for name in names])
            _library.call("rows_set_names", self, texts, len(names))

    def _dense(self, X):
        self._kept = X = np.require(X, requirements=["C", "A"])
        return _library.created("rows_dense", _TYPES[X.dtype], X.ctypes.data, *X.shape)

    def _compressed(self, X):
        # The library looks at the order of all columns: only what it refuses is looked at here.
        try:
            return self._canonical(X)
        except ValueError:
            if X.has_canonical_format:
                raise
            X = X.copy()
            X.sum_duplicates()
            return self._canonical(X)

    def _canonical(self, X):
        starts = np.ascontiguousarray(X.indptr)
        indices = np.ascontiguousarray(X.indices, dtype=np.int32)
        floats = X.dtype == np.float32
        values = np.ascontiguousarray(X.data, dtype=np.float32 if floats else np.float64)
        self._kept = (starts, indices, None if floats else values)
        return _library.created(
            "rows_csr_floats" if floats else "rows_csr",
            _library.INT32 if starts.dtype == np.int32 else _library.INT64,
            *(array.ctypes.data for array in (starts, indices, values)), len(values), *X.shape,
        )  # fmt: skip

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        _library.call("rows_free", self)
        # scikit-learn's words for what the library refused.
        if kind is ValueError:
            assert_all_finite(self._numbers, allow_nan=self._missing, input_name="X")
