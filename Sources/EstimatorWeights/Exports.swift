@_exported import Estimators
