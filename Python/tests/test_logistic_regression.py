"""The classifier against scikit-learn's, and as a part of what scikit-learn builds of classifiers."""

import copy
import pickle

import numpy as np
import pandas as pd
import pytest
import sklearn.linear_model
from scipy import sparse
from sklearn.base import clone
from sklearn.calibration import CalibratedClassifierCV
from sklearn.datasets import load_digits, load_iris
from sklearn.exceptions import ConvergenceWarning, NotFittedError
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline
from swift_estimators import LogisticRegression, StandardScaler

IRIS = load_iris(return_X_y=True)
EXACT = {"tol": 1e-10, "max_iter": 10_000}
# scikit-learn's L-BFGS ends before its gradient is as small as asked for; Newton's method does not.
REFERENCE = {"tol": 1e-12, "solver": "newton-cholesky"}


def assert_agree(ours, theirs, X):
    np.testing.assert_allclose(ours.coef_, theirs.coef_, rtol=1e-6, atol=1e-8)
    np.testing.assert_allclose(ours.predict_proba(X), theirs.predict_proba(X), atol=1e-8)
    np.testing.assert_allclose(ours.decision_function(X), theirs.decision_function(X), rtol=1e-5, atol=1e-6)
    np.testing.assert_array_equal(ours.predict(X), theirs.predict(X))
    np.testing.assert_array_equal(ours.classes_, theirs.classes_)


@pytest.mark.parametrize("solver", ["lbfgs", "newton-cg", "newton-cholesky", "sag", "saga"])
@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("fit_intercept", [True, False])
def test_agrees_with_scikit_learn(solver, classes, fit_intercept):
    X, y = IRIS
    X, y = StandardScaler().fit_transform(X[y < classes]), y[y < classes]
    settings = {"C": 0.7, "fit_intercept": fit_intercept}
    ours = LogisticRegression(solver=solver, **EXACT, **settings).fit(X, y)
    theirs = sklearn.linear_model.LogisticRegression(**REFERENCE, **settings).fit(X, y)
    assert_agree(ours, theirs, X)
    assert ours.coef_.shape == theirs.coef_.shape
    assert ours.n_iter_.shape == theirs.n_iter_.shape


def test_weights_agree_with_scikit_learn():
    X, y = IRIS
    weights = np.random.default_rng(0).uniform(0.1, 3, len(y))
    for class_weight in [None, "balanced", {0: 1, 1: 2, 2: 0.5}]:
        ours = LogisticRegression(class_weight=class_weight, **EXACT).fit(X, y, sample_weight=weights)
        theirs = sklearn.linear_model.LogisticRegression(class_weight=class_weight, **REFERENCE)
        assert_agree(ours, theirs.fit(X, y, sample_weight=weights), X)


def test_one_vs_rest_agrees_with_scikit_learns_wrapper():
    X, y = IRIS
    ours = LogisticRegression(multi_class="ovr", **EXACT).fit(X, y)
    theirs = OneVsRestClassifier(sklearn.linear_model.LogisticRegression(**REFERENCE)).fit(X, y)
    np.testing.assert_allclose(ours.predict_proba(X), theirs.predict_proba(X), atol=1e-8)
    assert ours.coef_.shape == (3, 4)
    assert ours.n_iter_.shape == (3,)


@pytest.mark.parametrize(("l1_ratio", "C"), [(1, 0.5), (0.3, 0.5), (0, np.inf)])
def test_penalties_agree_with_scikit_learn(l1_ratio, C):
    X, y = load_digits(n_class=3, return_X_y=True)
    X, y = X[:, 2:20] / 16 + np.random.default_rng(0).normal(scale=0.5, size=(len(X), 18)), y % 2
    ours = LogisticRegression(l1_ratio=l1_ratio, C=C, solver="saga", **EXACT).fit(X, y)
    theirs = sklearn.linear_model.LogisticRegression(l1_ratio=l1_ratio, C=C, tol=1e-9, solver="saga", max_iter=100_000)
    np.testing.assert_allclose(ours.coef_, theirs.fit(X, y).coef_, atol=1e-5)


def test_the_old_penalty_means_what_it_meant():
    X, y = IRIS
    X = StandardScaler().fit_transform(X)
    new = LogisticRegression(l1_ratio=0.4, solver="saga").fit(X, y)
    with pytest.warns(FutureWarning, match="penalty"):
        old = LogisticRegression(penalty="elasticnet", l1_ratio=0.4, solver="saga").fit(X, y)
    np.testing.assert_array_equal(new.coef_, old.coef_)
    with pytest.warns(FutureWarning, match="penalty"):
        free = LogisticRegression(penalty=None).fit(X, y % 2)
    np.testing.assert_array_equal(free.coef_, LogisticRegression(C=np.inf).fit(X, y % 2).coef_)


@pytest.mark.parametrize("dtype", [np.uint8, np.float32, np.float64, np.int16, bool])
@pytest.mark.parametrize("order", ["C", "F"])
def test_element_types_and_orders_give_the_same_fit(dtype, order):
    X, y = load_digits(return_X_y=True)
    X = (X > 8) if dtype is bool else X
    usual = LogisticRegression(precision="double").fit(X.astype(np.float64), y)
    other = LogisticRegression(precision="double").fit(np.asarray(X, dtype=dtype, order=order), y)
    np.testing.assert_allclose(other.coef_, usual.coef_, rtol=1e-7, atol=1e-9)
    strided = LogisticRegression(precision="double").fit(np.repeat(X, 2, axis=1)[:, ::2], y)
    np.testing.assert_allclose(strided.coef_, usual.coef_, rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize("container", [sparse.csr_array, sparse.csr_matrix, sparse.csc_array, sparse.coo_array])
@pytest.mark.parametrize("index", [np.int32, np.int64])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_sparse_rows_give_the_fit_of_dense_ones(container, index, dtype):
    X, y = load_digits(return_X_y=True)
    rows = container(X.astype(dtype))
    for places in ["indptr", "indices"]:
        if hasattr(rows, places):
            setattr(rows, places, getattr(rows, places).astype(index))
    ours, dense = LogisticRegression(**EXACT).fit(rows, y), LogisticRegression(**EXACT).fit(X, y)
    np.testing.assert_allclose(ours.coef_, dense.coef_, atol=1e-7)
    np.testing.assert_allclose(ours.predict_proba(rows), dense.predict_proba(X), atol=1e-8)


def test_rows_that_are_not_canonical_are_summed_and_left_alone():
    rows = sparse.csr_array((np.array([1.0, 2, 3, 4, 5]), np.array([1, 0, 0, 0, 1]), np.array([0, 3, 4, 5])), (3, 2))
    kept = rows.indices.copy(), rows.data.copy()
    dense = LogisticRegression(**EXACT).fit(rows.toarray(), [0, 1, 1])
    np.testing.assert_allclose(LogisticRegression(**EXACT).fit(rows, [0, 1, 1]).coef_, dense.coef_, atol=1e-9)
    np.testing.assert_array_equal(rows.indices, kept[0])
    np.testing.assert_array_equal(rows.data, kept[1])


@pytest.mark.parametrize(
    "names",
    [
        ["rose", "lily", "tulip"],
        ["Übel", "été", "e\u0301te\u0301"],
        [3, -7, 12],
        [4.0, -1.0, 2.0],
        np.array([2, 0, 1], dtype=np.uint64),
    ],
    ids=str,
)
def test_labels_keep_their_type(names):
    X, places = IRIS
    y = np.asarray(names)[places]
    ours, theirs = LogisticRegression(**EXACT).fit(X, y), sklearn.linear_model.LogisticRegression(**REFERENCE).fit(X, y)
    assert_agree(ours, theirs, X)
    assert ours.predict(X).dtype == y.dtype
    weights = dict(zip(np.unique(y).tolist(), [1, 2, 3], strict=True))
    ours.set_params(class_weight=weights).fit(X, y)
    assert_agree(ours, theirs.set_params(class_weight=weights).fit(X, y), X)


def test_labels_of_two_truth_values():
    X, y = IRIS
    fitted = LogisticRegression().fit(X, y == 1)
    assert fitted.classes_.dtype == bool
    assert fitted.predict(X).dtype == bool
    assert fitted.decision_function(X).shape == (150,)


def test_a_class_whose_rows_have_no_weight_is_left_out():
    X, y = IRIS
    for labels in [y, np.array(["a", "b", "c"])[y], np.array(["ä", "é", "ö"])[y], y / 1]:
        fitted = LogisticRegression().fit(X, labels, sample_weight=(y != 1).astype(float))
        np.testing.assert_array_equal(fitted.classes_, np.unique(labels)[[0, 2]])
        assert fitted.predict_proba(X).shape == (150, 2)


def test_class_weights_of_labels_that_are_not_there():
    X, y = IRIS
    two = y < 2
    fitted = LogisticRegression(class_weight={0: 1, 1: 2, 2: 3}).fit(X[two], y[two])
    np.testing.assert_array_equal(fitted.coef_, LogisticRegression(class_weight={0: 1, 1: 2}).fit(X[two], y[two]).coef_)
    with pytest.raises(ValueError, match=r"\[1\], are not in class_weight"):
        LogisticRegression(class_weight={0: 1, 5: 2}).fit(X[two], y[two])


def test_names_of_columns():
    X, y = load_iris(return_X_y=True, as_frame=True)
    fitted = LogisticRegression().fit(X, y)
    assert list(fitted.feature_names_in_) == list(X.columns)
    with pytest.raises(ValueError, match="feature names"):
        fitted.predict(X[X.columns[::-1]])
    with pytest.warns(UserWarning, match="valid feature names"):
        fitted.predict(X.to_numpy())
    frame = pd.DataFrame(X.to_numpy().astype(np.float32), columns=X.columns)
    assert (fitted.predict(frame) == fitted.predict(X)).all()


def test_cross_validation_search_and_calibration():
    X, y = IRIS
    ours, theirs = LogisticRegression(), sklearn.linear_model.LogisticRegression(max_iter=1000)
    np.testing.assert_allclose(cross_val_score(ours, X, y, cv=5), cross_val_score(theirs, X, y, cv=5))
    grid = {"logisticregression__C": [0.01, 0.1, 1, 10], "logisticregression__multi_class": ["multinomial", "ovr"]}
    search = GridSearchCV(make_pipeline(StandardScaler(), ours), grid, cv=3, scoring="neg_log_loss").fit(X, y)
    assert search.best_params_["logisticregression__C"] == 10
    assert search.score(X, y) > -0.1
    for method in ["sigmoid", "isotonic", "temperature"]:
        calibrated = CalibratedClassifierCV(ours, method=method, cv=3).fit(X, y)
        np.testing.assert_allclose(calibrated.predict_proba(X).sum(axis=1), 1)
        assert calibrated.score(X, y) > 0.9


def test_bad_input_is_a_value_error_that_says_what_is_wrong():
    X, y = IRIS
    for settings, sentence in [
        ({"C": 0}, "C is 0; it must be a number > 0"),
        ({"C": np.nan}, "C is nan"),
        ({"tol": -1}, "tol is -1"),
        ({"max_iter": 0}, "max_iter is 0"),
        ({"l1_ratio": 2}, "l1_ratio is 2"),
        ({"solver": "lbgfs"}, "solver.*lbgfs"),
        ({"multi_class": "crammer"}, "multi_class.*crammer"),
        ({"dual": True}, "supports only dual=False"),
        ({"random_state": -1}, "random_state.*-1"),
    ]:
        with pytest.raises(ValueError, match=sentence):
            LogisticRegression(**settings).fit(X, y)
    with pytest.raises(ValueError, match="Input X contains NaN"):
        LogisticRegression().fit(np.where(X > 6, np.nan, X), y)
    with pytest.raises(ValueError, match="Input X contains infinity"):
        LogisticRegression().fit(X, y).predict(np.where(X > 6, np.inf, X))
    with pytest.raises(ValueError, match="weight"):
        LogisticRegression().fit(X, y, sample_weight=-np.ones(150))
    with pytest.raises(ValueError, match="class"):
        LogisticRegression().fit(X, np.zeros(150))
    with pytest.raises(NotFittedError):
        LogisticRegression().predict(X)


def test_a_fit_that_fails_leaves_the_model():
    X, y = IRIS
    fitted = LogisticRegression().fit(X, y)
    before = fitted.predict_proba(X)
    with pytest.raises(ValueError, match="NaN"):
        fitted.fit(X * np.nan, y)
    np.testing.assert_array_equal(fitted.predict_proba(X), before)


def test_a_fit_that_does_not_converge_warns():
    X, y = IRIS
    with pytest.warns(ConvergenceWarning, match="LogisticRegression did not converge.*2 iterations"):
        fitted = LogisticRegression(max_iter=2).fit(X, y)
    assert fitted.n_iter_.tolist() == [2]
    assert "not converged" in fitted.report_


@pytest.mark.parametrize("names", [[0, 1, 2], ["a", "b", "c"], ["ä", "é", "ö"]], ids=str)
def test_copies_predict_to_the_bit(names):
    X, places = IRIS
    fitted = LogisticRegression().fit(X, np.asarray(names)[places])
    for other in [pickle.loads(pickle.dumps(fitted)), copy.deepcopy(fitted)]:
        np.testing.assert_array_equal(other.predict_proba(X), fitted.predict_proba(X))
        np.testing.assert_array_equal(other.predict(X), fitted.predict(X))
    assert not hasattr(clone(fitted), "coef_")


@pytest.mark.parametrize("names", [[0, 1, 2], ["a", "b", "c"]], ids=str)
def test_model_files_predict_to_the_bit(names, tmp_path):
    X, places = IRIS
    fitted = LogisticRegression(multi_class="ovr").fit(X, np.asarray(names)[places])
    fitted.save(tmp_path / "iris.model")
    other = LogisticRegression.load(tmp_path / "iris.model")
    np.testing.assert_array_equal(other.predict_proba(X), fitted.predict_proba(X))
    np.testing.assert_array_equal(other.predict(X), fitted.predict(X))
    np.testing.assert_array_equal(other.n_iter_, fitted.n_iter_)
    (tmp_path / "broken.model").write_bytes((tmp_path / "iris.model").read_bytes()[:-9])
    with pytest.raises(OSError, match="broken"):
        LogisticRegression.load(tmp_path / "broken.model")


def test_a_warm_start_goes_on():
    X, y = IRIS
    cold = LogisticRegression(tol=1e-9).fit(X, y)
    warm = LogisticRegression(tol=1e-9, warm_start=True).fit(X, y)
    np.testing.assert_array_equal(warm.coef_, cold.coef_)
    assert cold.fit(X, y).n_iter_[0] > 5
    assert warm.fit(X, y).n_iter_[0] <= 1


@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("multi_class", ["multinomial", "ovr"])
@pytest.mark.parametrize("container", [np.asarray, sparse.csr_array])
def test_coefficients_that_are_set_predict(classes, multi_class, container):
    X, y = IRIS
    X, y = container(X[y < classes]), y[y < classes]
    fitted = LogisticRegression(multi_class=multi_class).fit(X, y)
    with pytest.raises(ValueError, match="read-only"):
        fitted.coef_[0, 0] = 0
    with pytest.raises(ValueError, match="read-only"):
        pickle.loads(pickle.dumps(fitted)).coef_[0, 0] = 0
    same = pickle.loads(pickle.dumps(fitted))
    same.coef_ = fitted.coef_.copy()
    for method in ["predict", "predict_proba", "predict_log_proba", "decision_function"]:
        np.testing.assert_allclose(getattr(same, method)(X), getattr(fitted, method)(X), rtol=1e-9, atol=1e-12)
    same.coef_, same.intercept_ = same.coef_ * 0, same.intercept_ * 0
    np.testing.assert_allclose(same.predict_proba(X), 1 / classes)
    same.fit(X, y)
    np.testing.assert_array_equal(same.predict_proba(X), fitted.predict_proba(X))


def test_sample_weights_are_routed():
    X, y = IRIS
    weights = np.arange(150.0)
    pipeline = make_pipeline(StandardScaler(), LogisticRegression(**EXACT))
    fitted = pipeline.fit(X, y, logisticregression__sample_weight=weights)
    alone = LogisticRegression(**EXACT).fit(StandardScaler().fit_transform(X), y, sample_weight=weights)
    np.testing.assert_allclose(fitted[-1].coef_, alone.coef_, atol=1e-9)
