"""scikit-learn's own judge."""

import pytest
from sklearn.utils.estimator_checks import check_estimator
from swift_estimators import LogisticRegression, MaxAbsScaler, MinMaxScaler, StandardScaler

LOOSE = (
    "Two fits of equal optima end within `tol` of it, 1e-4, and the check asks for 1e-7. It passes with a smaller tol."
)


@pytest.mark.parametrize(
    "estimator",
    [
        LogisticRegression(tol=1e-12),
        LogisticRegression(tol=1e-12, multi_class="ovr"),
        LogisticRegression(tol=1e-12, solver="newton-cholesky"),
        StandardScaler(),
        StandardScaler(with_mean=False),
        MinMaxScaler(),
        MaxAbsScaler(),
    ],
    ids=repr,
)
@pytest.mark.filterwarnings("ignore")
def test_every_check_passes(estimator):
    results = check_estimator(estimator, on_skip=None)
    skipped = {result["check_name"] for result in results if result["status"] == "skipped"}
    # Looks at inputs that are no NumPy arrays, where SCIPY_ARRAY_API is set.
    assert skipped <= {"check_array_api_input"}
    assert len(results) - len(skipped) >= 40


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("multi_class", ["multinomial", "ovr"])
def test_every_check_of_the_defaults_passes_or_is_explained(multi_class):
    expected = {
        "check_sample_weight_equivalence_on_dense_data": LOOSE,
        "check_sample_weight_equivalence_on_sparse_data": LOOSE,
    }
    results = check_estimator(
        LogisticRegression(multi_class=multi_class), expected_failed_checks=expected, on_skip=None
    )
    assert {result["check_name"] for result in results if result["status"] == "xfail"} <= set(expected)
