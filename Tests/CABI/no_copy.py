"""Fits 400 MB of doubles through ctypes and looks at the peak of memory: the matrix is there once.

    python3 no_copy.py libestimators.so
"""
import ctypes
import resource
import sys

library = ctypes.CDLL(sys.argv[1])
library.estimators_last_error.restype = ctypes.c_char_p


def call(name, *arguments):
    if getattr(library, name)(*arguments) != 0:
        raise RuntimeError(library.estimators_last_error().decode())


def peak():
    """Megabytes, the most that were resident so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


FLOAT64, INT64 = 5, 3
N, P = 1_000_000, 50
x = (ctypes.c_double * (N * P))()
y = (ctypes.c_int64 * N)()
state = 1
for i in range(N):
    y[i] = i % 3
# Each row is one of three patterns and a little more: filled by doubling, since a loop over 50,000,000 numbers takes long.
for i in range(300):
    for j in range(P):
        state = (state * 1103515245 + 12345) % 2**31
        x[i * P + j] = (j % 3 == i % 3) + state / 2**31
filled = 300
while filled < N:
    more = min(filled, N - filled)
    ctypes.memmove(ctypes.byref(x, filled * P * 8), x, more * P * 8)
    filled += more

rows, classifier = ctypes.c_void_p(), ctypes.c_void_p()
before = peak()
call("estimators_rows_dense", FLOAT64, x, ctypes.c_int64(N), ctypes.c_int64(P), ctypes.byref(rows))
call("estimators_classifier_create", b'{"max_iter": 5, "tol": 1e-2}', ctypes.byref(classifier))
call("estimators_classifier_fit", classifier, rows, INT64, y, ctypes.c_int64(N), None, None, None)
after = peak()
predicted = (ctypes.c_int64 * N)()
call("estimators_classifier_predict", classifier, rows, predicted, ctypes.c_int64(N))
right = sum(a == b for a, b in zip(predicted, y))
library.estimators_rows_free(rows)
library.estimators_classifier_free(classifier)
print(f"{N * P * 8 / 1e6:.0f} MB of rows: the fit took {after - before:.0f} MB more; {right / N:.1%} right")
assert right > 0.9 * N
assert after - before < 250, "The rows were copied."
