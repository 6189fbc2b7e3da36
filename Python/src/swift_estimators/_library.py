"""The library for C: found, loaded, and called so that a code of its becomes an exception."""

import ctypes
import ctypes.util
import os
from pathlib import Path

from sklearn.exceptions import NotFittedError

OK, NOT_FITTED, CANCELLED, OUT_OF_MEMORY, FILE, FAILED = 0, 4, 5, 6, 7, 9
UINT8, INT32, INT64, FLOAT32, FLOAT64, STRING = 1, 2, 3, 4, 5, 6
PROCEED, STOP, CANCEL = 0, 1, 2

_VERSION = 1


class Iteration(ctypes.Structure):
    """How far a fit has come: `estimators_iteration`."""

    _fields_ = [
        ("number", ctypes.c_int64),
        ("evaluations", ctypes.c_int64),
        ("objective", ctypes.c_double),
        ("gradient_norm", ctypes.c_double),
    ]


class Summary(ctypes.Structure):
    """What a fit found: `estimators_summary`."""

    _fields_ = [
        ("classes", ctypes.c_int64),
        ("score_columns", ctypes.c_int64),
        ("features", ctypes.c_int64),
        ("problems", ctypes.c_int64),
        ("evaluations", ctypes.c_int64),
        ("label_type", ctypes.c_int32),
        ("converged", ctypes.c_int32),
        ("objective", ctypes.c_double),
        ("gradient_norm", ctypes.c_double),
        ("seconds", ctypes.c_double),
    ]


class FitCancelled(Exception):
    """The progress function ended the fit; no model was kept."""


ProgressFunction = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.POINTER(Iteration))

_handle, _pointer, _count = ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64
_out = ctypes.POINTER(ctypes.c_void_p)

# The arguments of each function, without its prefix. All but the first three return a code.
_SIGNATURES = {
    "classifier_free": [_handle],
    "scaler_free": [_handle],
    "rows_free": [_handle],
    "rows_dense": [ctypes.c_int32, _pointer, _count, _count, _out],
    "rows_csr": [ctypes.c_int32, _pointer, _pointer, _pointer, _count, _count, _count, _out],
    "rows_csr_floats": [ctypes.c_int32, _pointer, _pointer, _pointer, _count, _count, _count, _out],
    "rows_set_names": [_handle, ctypes.POINTER(ctypes.c_char_p), _count],
    "rows_values": [_handle, _pointer, _count],
    "classifier_create": [ctypes.c_char_p, _out],
    "classifier_fit": [_handle, _handle, ctypes.c_int32, _pointer, _count, _pointer, ProgressFunction, _pointer],
    "classifier_summary": [_handle, ctypes.POINTER(Summary), ctypes.c_size_t],
    "classifier_report": [_handle, _out],
    "classifier_classes": [_handle, _pointer, _count],
    "classifier_class_name": [_handle, ctypes.c_int64, _out],
    "classifier_coefficients": [_handle, _pointer, _count],
    "classifier_intercepts": [_handle, _pointer, _count],
    "classifier_iterations": [_handle, _pointer, _count],
    "classifier_predict_indices": [_handle, _handle, _pointer, _count],
    "classifier_probabilities": [_handle, _handle, _pointer, _count],
    "classifier_log_probabilities": [_handle, _handle, _pointer, _count],
    "classifier_scores": [_handle, _handle, _pointer, _count],
    "classifier_save": [_handle, ctypes.c_char_p],
    "classifier_load": [ctypes.c_char_p, _out],
    "scaler_create": [ctypes.c_char_p, _out],
    "scaler_fit": [_handle, _handle, _pointer, _count],
    "scaler_transform": [_handle, _handle, _out],
    "scaler_save": [_handle, ctypes.c_char_p],
    "scaler_load": [ctypes.c_char_p, _out],
    "scaler_change": [_handle, _pointer, _pointer, _count],
}


def _path():
    """The library that SWIFT_ESTIMATORS_LIBRARY names, the one of this package, or the system's."""
    named = os.environ.get("SWIFT_ESTIMATORS_LIBRARY")
    carried = Path(__file__).parent / "lib" / "libestimators.so"
    path = named or (str(carried) if carried.exists() else ctypes.util.find_library("estimators"))
    if path is None:
        raise ImportError(
            f"There is no libestimators.so: neither {carried}, nor one of the system. Install the wheel, or build the "
            "library with Scripts/c-library and name its file in SWIFT_ESTIMATORS_LIBRARY."
        )
    return path


def _load():
    path = _path()
    library = ctypes.CDLL(path)
    library.estimators_last_error.restype = ctypes.c_char_p
    library.estimators_text_free.argtypes = [ctypes.c_void_p]
    library.estimators_text_free.restype = None
    version = library.estimators_version()
    if version != _VERSION:
        raise ImportError(f"{path} has version {version} of the interface; this package is for version {_VERSION}.")
    functions = {}
    for name, arguments in _SIGNATURES.items():
        function = library["estimators_" + name]
        function.argtypes = arguments
        function.restype = None if name.endswith("_free") else ctypes.c_int32
        functions[name] = function
    return library, functions


_library, _functions = _load()


def call(name, *arguments):
    """Calls a function, named without its prefix, and raises what its code stands for."""
    code = _functions[name](*arguments)
    if code is None or code == OK:
        return
    sentence = _library.estimators_last_error().decode()
    raise {
        NOT_FITTED: NotFittedError,
        CANCELLED: FitCancelled,
        OUT_OF_MEMORY: MemoryError,
        FILE: OSError,
        FAILED: RuntimeError,
    }.get(code, ValueError)(sentence)


def created(name, *arguments):
    """The handle that a function leaves in its last argument."""
    handle = ctypes.c_void_p()
    call(name, *arguments, ctypes.byref(handle))
    return handle


def text(name, *arguments):
    """The text that a function hands out."""
    pointer = created(name, *arguments)
    try:
        return ctypes.string_at(pointer).decode()
    finally:
        _library.estimators_text_free(pointer)
