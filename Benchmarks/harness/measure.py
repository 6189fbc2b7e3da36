"""Runs contenders, each in a fresh process, in turn; and judges what they fitted."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from .jobs import Contender, Job, Level
from .judge import Judge
from .selection import disagreement

ROOT = Path(__file__).resolve().parent.parent

# Fits aim this much below a level, so that rounding in their own objective does not make them miss it.
AIM = 0.98
# After the first round only peers within this factor of the best run again.
CHANCE = 1.5
# And those that took longer than this, in seconds, not at all: their noise is small against that.
LONG = 120
LIMIT = 900


@dataclass
class Score:
    """What one contender did at one level, over all rounds."""

    contender: Contender
    seconds: list[float] = field(default_factory=list)
    gaps: list[float | None] = field(default_factory=list)
    objectives: list[float] = field(default_factory=list)
    missed: str = ""

    @property
    def median(self) -> float:
        return median(self.seconds) if self.seconds else float("inf")


@dataclass
class Measured:
    """The scores of a job: one list per level."""

    job: Job
    ours: list[list[Score]]
    peers: list[list[Score]]
    optimum: float | None
    skipped: list[str]
    curve: list[list[float]] = field(default_factory=list)


def is_installed(module: str) -> bool:
    """Whether a Python module can be imported, or a package of R ("R glmnet") loaded."""
    if not module.startswith("R "):
        return importlib.util.find_spec(module) is not None
    if shutil.which("Rscript") is None:
        return False
    return subprocess.run(["Rscript", "-e", f"library({module[2:]})"], capture_output=True).returncode == 0


def run_process(command: list[str], threads: int, limit: float = LIMIT) -> dict[str, Any]:
    """The JSON line that a process prints within `limit` seconds, or {"error": why}."""
    variables = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    # By default the two thread pools of scikit-learn's BLAS spin against each other, which makes it far slower.
    environment = os.environ | {name: str(threads) for name in variables} | {"OPENBLAS_THREAD_TIMEOUT": "4"}
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=environment,
        start_new_session=True,
    )
    try:
        printed, said = process.communicate(timeout=limit)
    except BaseException as failure:
        # With its children, such as R: they would disturb what is measured next.
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        if isinstance(failure, subprocess.TimeoutExpired):
            return {"error": f"no result within {limit:g} s"}
        raise
    lines = [line for line in printed.splitlines() if line.startswith("{")]
    if process.returncode != 0 or not lines:
        reason = (said.strip() or "nothing said").splitlines()[-1]
        return {"error": f"exit status {process.returncode}: {reason[:200]}"}
    return json.loads(lines[-1])


def targets(job: Job, judge: Judge | None) -> list[float]:
    """The objectives at which a fit that is watched stops."""
    if job.kind != "fit" or judge is None:
        return []
    aims = []
    for level in job.levels:
        if level.gap is not None and judge.optimum is not None:
            aims.append(judge.optimum * (1 + AIM * level.gap))
        elif level.objective is not None:
            aims.append(level.objective)
    return aims


class Runner:
    """Runs one job."""

    def __init__(self, job: Job, binary: Path, log: Any) -> None:
        self.job, self.binary, self.log = job, binary, log
        needs_judge = any(level.gap is not None or level.objective is not None for level in job.levels)
        data = job.data
        place = (
            data["data"], data.get("rows"), data["scale"], job.scheme, data.get("penalty", "l2"),
            data.get("standardized", False), data.get("c", 1.0),
        )
        self.judge = Judge(*place) if needs_judge else None
        self.targets = targets(job, self.judge)
        self.fold_scores: list[list[float]] = []

    def measure(self, rounds: int, quick: bool) -> Measured:
        peers, skipped = self._available(quick)
        result = Measured(
            self.job, self._scores(self.job.ours), self._scores(peers),
            self.judge.optimum if self.judge else None, skipped,
        )
        for number in range(rounds):
            for place, contender in enumerate(self.job.ours):
                for level in range(len(self.job.levels)):
                    self._run_ours(contender, result.ours[level][place], level)
            for place, contender in enumerate(peers):
                if number == 0 or self._has_chance(result.peers, place):
                    self._run_peer(contender, [scores[place] for scores in result.peers])
        if self.job.kind == "fit":
            result.curve = self._curve()
        return result

    def _scores(self, contenders: tuple[Contender, ...]) -> list[list[Score]]:
        return [[Score(contender) for contender in contenders] for _ in self.job.levels]

    def _available(self, quick: bool) -> tuple[tuple[Contender, ...], list[str]]:
        chosen = [peer for peer in self.job.peers if peer.quick or not quick]
        missing = sorted({peer.module for peer in chosen if not is_installed(peer.module)})
        kept = tuple(peer for peer in chosen if peer.module not in missing)
        return kept, [f"{module}: not installed" for module in missing]

    @staticmethod
    def _has_chance(levels: list[list[Score]], place: int) -> bool:
        return any(
            scores[place].median <= min(LONG, CHANCE * min(s.median for s in scores)) < float("inf") for scores in levels
        )

    def _run_ours(self, contender: Contender, score: Score, level: int) -> None:
        options = self.job.data | {"kind": self.job.kind, "scheme": self.job.scheme} | contender.options
        if self.targets:
            options["target"] = self.targets[level]
        with tempfile.TemporaryDirectory() as folder:
            options["output"] = f"{folder}/model.npz"
            outcome = run_process([str(self.binary), json.dumps(options)], contender.threads)
            if "error" in outcome:
                score.missed = outcome["error"]
            elif self.judge is None:
                score.seconds.append(outcome["seconds"])
                self.fold_scores = outcome.get("foldScores", [])
            else:
                with np.load(options["output"]) as model:
                    value = self.judge.objective(model["coefficients"], model["intercepts"])
                self._judge(score, self.job.levels[level], [(outcome["seconds"], value)])
        self._tell(score)

    def _run_peer(self, contender: Contender, scores: list[Score]) -> None:
        options = self.job.data | {"kind": self.job.kind, "scheme": self.job.scheme} | contender.options
        if options.pop("watched", False):
            options["targets"] = self.targets
        with tempfile.TemporaryDirectory() as folder:
            options["output"] = f"{folder}/model.npz"
            command = [sys.executable, "-m", "harness.peer_worker", json.dumps(options)]
            outcome = run_process(command, contender.threads)
            points = [] if "error" in outcome or self.judge is None else self._points(outcome, options["output"])
        for level, score in zip(self.job.levels, scores, strict=True):
            if "error" in outcome:
                score.missed = outcome["error"]
            elif self.judge is None and self._agrees(score, outcome):
                score.seconds.append(outcome["seconds"])
            elif self.judge is not None:
                self._judge(score, level, points)
            self._tell(score)

    def _agrees(self, score: Score, outcome: dict[str, Any]) -> bool:
        """Whether the scores of all folds, where a job has them, are the library's."""
        if self.fold_scores:
            score.missed = disagreement(self.fold_scores, outcome["foldScores"])
        return not score.missed

    def _points(self, outcome: dict[str, Any], path: str) -> list[tuple[float, float]]:
        """Seconds and judged objective of the points of a fit."""
        assert self.judge is not None
        # Repeated fits all end at the same model; their best time counts.
        times = [outcome["seconds"]] if self.job.kind == "repeatedFit" else outcome["points"]
        with np.load(path) as arrays:
            return [(t, self.judge.objective(arrays[f"w{i}"], arrays[f"b{i}"])) for i, t in enumerate(times)]

    def _judge(self, score: Score, level: Level, points: list[tuple[float, float]]) -> None:
        """Counts the earliest point that is good enough."""
        assert self.judge is not None
        bound = level.bound(self.judge.optimum)
        good = [(seconds, value) for seconds, value in points if bound is None or value <= bound]
        if not good:
            gap = self.judge.gap(points[-1][1])
            place = f"objective {points[-1][1]:.6g}" if gap is None else f"gap {gap:.1e}"
            score.missed = f"ends at {place} after {points[-1][0]:.3g} s"
            return
        seconds, value = min(good)
        score.missed = ""
        score.seconds.append(seconds)
        score.objectives.append(value)
        score.gaps.append(self.judge.gap(value))

    def _curve(self) -> list[list[float]]:
        """Seconds and objective, as the library tells them, of every iteration of one fit to the last level."""
        options = self.job.data | {"kind": "fit", "scheme": self.job.scheme, "trajectory": True}
        options |= self.job.ours[0].options | {"target": min(self.targets)}
        return run_process([str(self.binary), json.dumps(options)], self.job.ours[0].threads).get("trajectory", [])

    def _tell(self, score: Score) -> None:
        said = score.missed or f"{score.seconds[-1]:.4g} s"
        print(f"{self.job.key}: {score.contender.name}: {said}", file=self.log, flush=True)


def peak_megabytes(binary: Path) -> float | None:
    """The most memory that a fit of 60,000 pictures takes above the pictures."""
    job = {
        "kind": "fit", "data": "mnist", "rows": 60_000, "scale": 255, "storage": "uint8", "maxIterations": 25,
    }
    return run_process([str(binary), json.dumps(job)], os.cpu_count() or 1).get("peakMegabytes")


def debug_seconds(rounds: int) -> float | None:
    """The time of a fit of the digits in a client that is built without optimisation; the median of processes. Builds it."""
    build = ["swift", "build", "--package-path", str(ROOT)]
    if subprocess.run(build, stdout=subprocess.DEVNULL, check=False).returncode != 0:
        return None
    job = {"kind": "fit", "data": "digits", "scale": 1, "storage": "uint8"}
    command = [str(ROOT / ".build/debug/benchmark"), json.dumps(job)]
    outcomes = [run_process(command, os.cpu_count() or 1) for _ in range(rounds)]
    return median(outcome["seconds"] for outcome in outcomes) if all("seconds" in o for o in outcomes) else None
