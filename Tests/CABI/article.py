import ctypes
import sys

est = ctypes.CDLL(sys.argv[1])  # lib/libestimators.so
est.estimators_last_error.restype = ctypes.c_char_p


def call(name, *arguments):
    if getattr(est, "estimators_" + name)(*arguments):
        raise ValueError(est.estimators_last_error().decode())


def count(number):
    return ctypes.c_int64(number)


FLOAT64, INT64 = 5, 3
x = (ctypes.c_double * 12)(5.1, 1.4, 4.9, 1.5, 6.4, 4.5, 6.9, 4.9, 6.3, 6.0, 7.1, 5.9)
y = (ctypes.c_int64 * 6)(0, 0, 1, 1, 2, 2)

rows, clf = ctypes.c_void_p(), ctypes.c_void_p()
call("rows_dense", FLOAT64, x, count(6), count(2), ctypes.byref(rows))
call("classifier_create", b'{"C": 10}', ctypes.byref(clf))
call("classifier_fit", clf, rows, INT64, y, count(6), None, None, None)
predicted = (ctypes.c_int64 * 6)()
call("classifier_predict", clf, rows, predicted, count(6))
print(list(predicted))
est.estimators_classifier_free(clf)
est.estimators_rows_free(rows)
