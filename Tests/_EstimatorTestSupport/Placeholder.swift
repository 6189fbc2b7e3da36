import Estimators
