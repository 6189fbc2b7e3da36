"""The grid of the example `model-selection`, and the memory of a pipeline: rows that are about more than one fit."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

import numpy as np

Options = dict[str, Any]

CS = [1e-4, 1e-3, 1e-2, 1e-1]
FOLDS = 5


def grid_search(job: Options, features: np.ndarray, labels: np.ndarray) -> Options:
    """scikit-learn's grid: its one-vs-rest is a wrapper. Candidates in the order of the library: scaler × C × treatment."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GridSearchCV, StratifiedKFold
    from sklearn.multiclass import OneVsRestClassifier
    from sklearn.pipeline import Pipeline
    from sklearn.preprocessing import StandardScaler

    def treatments(c: float) -> list[Any]:
        logistic = LogisticRegression(C=c, tol=job["tol"], max_iter=job["max_iter"])
        return [logistic, OneVsRestClassifier(logistic)]

    grid = [
        {"scaler": [scaler], "classifier": treatments(c)} for scaler in (StandardScaler(), "passthrough") for c in CS
    ]
    search = GridSearchCV(
        Pipeline([("scaler", StandardScaler()), ("classifier", LogisticRegression())]), grid, cv=StratifiedKFold(FOLDS),
        n_jobs=job["n_jobs"],
    )
    began = time.perf_counter()
    search.fit(features, labels)
    seconds = time.perf_counter() - began
    scores = [search.cv_results_[f"split{fold}_test_score"] for fold in range(FOLDS)]
    return {"seconds": seconds, "foldScores": np.transpose(scores).tolist()}


def disagreement(ours: list[list[float]], theirs: list[list[float]]) -> str:
    """What is wrong when a candidate's mean accuracy differs by more than one of the 359 or 360 digits of a fold."""
    difference = float(np.abs(np.mean(ours, axis=1) - np.mean(theirs, axis=1)).max()) * 360
    return "" if difference <= 1.01 else f"mean accuracies differ by {difference:.1f} rows in each fold"


# 1.3 times the bytes and 100 MB.
PIPELINE_MEMORY_ROW = "peak memory of a process that loads 60,000 × 784 UInt8 and fits StandardScaler → LogisticRegression, MB"
PIPELINE_MEMORY_GOAL = round(1.3 * 60_000 * 784 / 1e6 + 100)


def pipeline_megabytes(binary: Path) -> float | None:
    """The most memory of the whole process, the pictures included."""
    from .measure import run_process

    job = {"kind": "pipelineMemory", "data": "mnist", "rows": 60_000, "storage": "uint8", "maxIterations": 25}
    return run_process([str(binary), json.dumps(job)], os.cpu_count() or 1).get("peakMegabytes")
