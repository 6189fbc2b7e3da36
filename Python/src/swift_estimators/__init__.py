"""Linear classifiers and scalers of the Swift package Estimators, as estimators of scikit-learn."""

from ._logistic import LogisticRegression
from ._scalers import MaxAbsScaler, MinMaxScaler, StandardScaler

__all__ = ["LogisticRegression", "MaxAbsScaler", "MinMaxScaler", "StandardScaler"]
__version__ = "0.1.0"
