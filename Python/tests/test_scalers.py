"""The scalers against scikit-learn's."""

import pickle

import numpy as np
import pandas as pd
import pytest
import sklearn.preprocessing
import swift_estimators
from scipy import sparse
from sklearn.datasets import load_digits
from swift_estimators import _handles

DIGITS = load_digits().data

SETTINGS = [
    ("StandardScaler", {}),
    ("StandardScaler", {"with_mean": False}),
    ("StandardScaler", {"with_std": False}),
    ("MinMaxScaler", {}),
    ("MinMaxScaler", {"feature_range": (-2, 3)}),
    ("MaxAbsScaler", {}),
]


def pair(name, settings):
    return getattr(swift_estimators, name)(**settings), getattr(sklearn.preprocessing, name)(**settings)


@pytest.mark.parametrize(("name", "settings"), SETTINGS, ids=str)
@pytest.mark.parametrize("dtype", [np.uint8, np.float32, np.float64])
def test_agrees_with_scikit_learn(name, settings, dtype):
    X = DIGITS.astype(dtype)
    ours, theirs = pair(name, settings)
    reference = theirs.fit_transform(DIGITS)
    result = ours.fit_transform(X)
    np.testing.assert_allclose(result, reference, atol=1e-6 if dtype == np.float32 else 1e-12)
    assert result.dtype == (np.float32 if dtype == np.float32 else np.float64)
    np.testing.assert_allclose(ours.inverse_transform(result), DIGITS, atol=1e-5 if dtype == np.float32 else 1e-12)
    for attribute in ["mean_", "scale_", "min_"]:
        expected = getattr(theirs, attribute, None)
        if getattr(ours, attribute, None) is not None:
            np.testing.assert_allclose(getattr(ours, attribute), expected, rtol=1e-12, atol=1e-12)
    np.testing.assert_array_equal(pickle.loads(pickle.dumps(ours)).transform(X), result)


@pytest.mark.parametrize(("name", "settings"), [SETTINGS[1], SETTINGS[5]], ids=str)
def test_sparse_rows_stay_sparse(name, settings):
    ours, theirs = pair(name, settings)
    rows = sparse.csr_array(DIGITS)
    result = ours.fit(rows).transform(rows)
    assert sparse.issparse(result)
    np.testing.assert_allclose(result.toarray(), theirs.fit_transform(DIGITS), atol=1e-12)
    np.testing.assert_allclose(ours.inverse_transform(result).toarray(), DIGITS, atol=1e-12)
    with pytest.raises(ValueError, match="center sparse"):
        swift_estimators.StandardScaler().fit(rows)


def test_weights_and_missing_values_agree_with_scikit_learn():
    X = np.where(np.random.default_rng(0).random(DIGITS.shape) < 0.1, np.nan, DIGITS)
    for name, settings in SETTINGS:
        ours, theirs = pair(name, settings)
        np.testing.assert_allclose(ours.fit_transform(X), theirs.fit_transform(X), atol=1e-12)
    weights = np.arange(len(DIGITS)) % 7
    ours, theirs = pair("StandardScaler", {})
    ours.fit(DIGITS, sample_weight=weights)
    theirs.fit(DIGITS, sample_weight=weights)
    np.testing.assert_allclose(ours.transform(DIGITS), theirs.transform(DIGITS), atol=1e-12)


def test_frames_in_and_out():
    frame = pd.DataFrame(DIGITS[:, :3], columns=["a", "b", "c"])
    for name, settings in SETTINGS:
        ours, _ = pair(name, settings)
        result = ours.set_output(transform="pandas").fit_transform(frame)
        assert list(result.columns) == ["a", "b", "c"]
        assert list(ours.get_feature_names_out()) == ["a", "b", "c"]


@pytest.mark.parametrize(("name", "settings"), SETTINGS, ids=str)
def test_model_files_change_to_the_bit(name, settings, tmp_path):
    ours, _ = pair(name, settings)
    ours.fit(DIGITS).save(tmp_path / "scaler.model")
    shift, factor = _handles.Scaler.load(tmp_path / "scaler.model").change(DIGITS.shape[1])
    np.testing.assert_array_equal((DIGITS - shift) * factor, ours.transform(DIGITS))


def test_bad_settings_are_value_errors():
    for ends in [(1, 0), (0,), (0, np.inf)]:
        with pytest.raises(ValueError, match="feature_range"):
            swift_estimators.MinMaxScaler(feature_range=ends).fit(DIGITS)
