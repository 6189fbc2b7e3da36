"""The library's classifiers and scalers as objects of Python. They can be pickled, as model files."""

import ctypes
import json
import tempfile
from pathlib import Path

import numpy as np

from . import _library


def _settings(values):
    """JSON, with the library's word for infinity."""
    return json.dumps({name: "inf" if value == np.inf else value for name, value in values.items()}).encode()


def _array(name, handle, shape, dtype, *arguments):
    """An array that a function fills."""
    result = np.empty(shape, dtype=dtype)
    _library.call(name, handle, *arguments, result.ctypes.data, result.size)
    return result


class _Handle:
    """What the library holds, as `kind` in the names of its functions; freed with this object."""

    kind = ""

    def __init__(self, settings):
        self._own(_library.created(self.kind + "_create", _settings(settings)))

    def _own(self, handle):
        self._handle = self._as_parameter_ = handle

    def __del__(self):
        if getattr(self, "_handle", None) is not None:
            _library.call(self.kind + "_free", self._handle)

    def save(self, path):
        _library.call(self.kind + "_save", self, bytes(Path(path)))

    @classmethod
    def load(cls, path):
        result = cls.__new__(cls)
        result._own(_library.created(cls.kind + "_load", bytes(Path(path))))
        return result

    def __reduce__(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "model")
            self.save(path)
            return type(self)._of_file, (path.read_bytes(),)

    @classmethod
    def _of_file(cls, content):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "model")
            path.write_bytes(content)
            return cls.load(path)


class Classifier(_Handle):
    """Settings, and after a fit the model."""

    kind = "classifier"

    def fit(self, rows, label_type, labels, weights, progress):
        """labels: int64 numbers, or addresses of texts."""
        _library.call(
            "classifier_fit", self, rows, label_type, labels.ctypes.data, len(labels),
            None if weights is None else weights.ctypes.data, progress, None,
        )  # fmt: skip

    @property
    def summary(self):
        summary = _library.Summary()
        _library.call("classifier_summary", self, ctypes.byref(summary), ctypes.sizeof(summary))
        return summary

    @property
    def report(self):
        return _library.text("classifier_report", self)

    @property
    def classes(self):
        """int64 numbers, or a list of texts."""
        summary = self.summary
        if summary.label_type == _library.INT64:
            return _array("classifier_classes", self, summary.classes, np.int64)
        return [_library.text("classifier_class_name", self, index) for index in range(summary.classes)]

    @property
    def coefficients(self):
        summary = self.summary
        return _array("classifier_coefficients", self, (summary.score_columns, summary.features), np.float64)

    @property
    def intercepts(self):
        return _array("classifier_intercepts", self, self.summary.score_columns, np.float64)

    @property
    def iterations(self):
        return _array("classifier_iterations", self, self.summary.problems, np.int64)

    def places(self, rows, count):
        """The class of each row, by its place."""
        return _array("classifier_predict_indices", self, count, np.int32, rows)

    def probabilities(self, rows, count):
        return _array("classifier_probabilities", self, (count, self.summary.classes), np.float64, rows)

    def log_probabilities(self, rows, count):
        return _array("classifier_log_probabilities", self, (count, self.summary.classes), np.float64, rows)

    def scores(self, rows, count):
        return _array("classifier_scores", self, (count, self.summary.score_columns), np.float64, rows)


class Scaler(_Handle):
    """Settings, and after a fit the change of each column."""

    kind = "scaler"

    def fit(self, rows, weights):
        count = 0 if weights is None else len(weights)
        _library.call("scaler_fit", self, rows, None if weights is None else weights.ctypes.data, count)

    def change(self, columns):
        """What is taken off each column, and what it is multiplied by then."""
        shift, factor = np.empty(columns), np.empty(columns)
        _library.call("scaler_change", self, shift.ctypes.data, factor.ctypes.data, columns)
        return shift, factor
