"""What is run where nothing but Python is installed: fits with every class, next to scikit-learn."""

import time
from importlib.metadata import version

import numpy as np
import swift_estimators
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

X, y = load_digits(return_X_y=True)
for scaler in [swift_estimators.StandardScaler(), swift_estimators.MinMaxScaler(), swift_estimators.MaxAbsScaler()]:
    for multi_class in ["multinomial", "ovr"]:
        ours = make_pipeline(scaler, swift_estimators.LogisticRegression(tol=1e-8, multi_class=multi_class)).fit(X, y)
        print(f"{type(scaler).__name__}, {multi_class}: {ours.score(X, y):.4f} right")
began = time.perf_counter()
ours = swift_estimators.LogisticRegression(tol=1e-8, solver="newton-cholesky").fit(X, y)
seconds = time.perf_counter() - began
theirs = LogisticRegression(tol=1e-10, solver="newton-cholesky").fit(X, y)
difference = np.abs(ours.predict_proba(X) - theirs.predict_proba(X)).max()
print(f"{seconds:.2f} s; probabilities within {difference:.1e} of those of scikit-learn {version('scikit-learn')}")
assert difference < 1e-6
