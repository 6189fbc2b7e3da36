"""One run of one peer in a fresh process: `python -m harness.peer_worker JOB_JSON` prints one line of JSON.

The driver sets the environment (threads, OPENBLAS_THREAD_TIMEOUT). Coefficients go to `output` as npz: arrays w0, b0,
w1, b1, ... for the points at which the clock was read.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from . import datasets, peers, selection


def repetitions(body: Callable[[], Any], seconds: float, least: int = 5) -> dict[str, Any]:
    """Best and median time of `body`, after a call that does not count."""
    body()
    times, end = [], time.perf_counter() + seconds
    while len(times) < least or time.perf_counter() < end:
        began = time.perf_counter()
        body()
        times.append(time.perf_counter() - began)
    return {"seconds": min(times), "medianSeconds": float(np.median(times)), "repetitions": len(times)}


def run_fit(job: dict[str, Any], features: np.ndarray, labels: np.ndarray) -> dict[str, Any]:
    """One cold fit."""
    return save(job, peers.FITS[job["peer"]](features, labels, job))


# A fit that takes longer, in seconds, is not repeated: what a cold process adds is small against that.
SLOW = 5


def run_repeated_fit(job: dict[str, Any], features: np.ndarray, labels: np.ndarray) -> dict[str, Any]:
    """Fits of small data, one after the other."""
    fit = peers.FITS[job["peer"]]
    outcome = save(job, fit(features, labels, job))
    if outcome["seconds"] > SLOW:
        return outcome
    return outcome | repetitions(lambda: fit(features, labels, job), 2.0)


def run_pass(job: dict[str, Any], features: np.ndarray, labels: np.ndarray) -> dict[str, Any]:
    """One loss and gradient, by the function that scikit-learn's solvers call."""
    return repetitions(peers.sklearn_pass(features, labels, job["threads"]), 3.0, least=20)


def run_predict(job: dict[str, Any], features: np.ndarray, labels: np.ndarray) -> dict[str, Any]:
    """The classes of some rows, by a model of a few iterations."""
    model = peers.fitted_model(job["peer"], features, labels, job)
    rows = features[: job.get("predictedRows")]
    return repetitions(lambda: model(rows), 1.0)


def run_cross_validation(job: dict[str, Any], features: np.ndarray, labels: np.ndarray) -> dict[str, Any]:
    """A grid of 10 C by 5 folds, and the fit of the best."""
    return peers.sklearn_grid(features, labels, job)


RUNS = {
    "fit": run_fit, "repeatedFit": run_repeated_fit, "pass": run_pass, "predict": run_predict,
    "crossValidate": run_cross_validation, "selection": selection.grid_search,
}


def save(job: dict[str, Any], points: list[peers.Point]) -> dict[str, Any]:
    """Writes the coefficients of all points and returns their times."""
    if job.get("output"):
        arrays = {f"w{i}": point.weights for i, point in enumerate(points)}
        arrays |= {f"b{i}": point.bias for i, point in enumerate(points)}
        np.savez(job["output"], **arrays)
    return {"seconds": points[-1].seconds, "points": [point.seconds for point in points]}


def main() -> None:
    warnings.filterwarnings("ignore")
    job = json.loads(sys.argv[1])
    data = datasets.load(
        job["data"], job.get("rows"), job.get("scale", 1), job.get("dtype", "float64"),
        job.get("standardized", False), job.get("file"),
    )
    print(json.dumps(RUNS[job["kind"]](job, *data)))


if __name__ == "__main__":
    main()
