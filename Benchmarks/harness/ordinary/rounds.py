"""Rounds of the second table: the library and its peers in turn, each run a process of its own, each model judged.

A time is the median of repeated fits in a warm process, or that of one fit where fits take seconds. A peer can be the
best only if its objective is at most AGREEMENT above the library's, and a ratio counts only if the library's is at most
AGREEMENT above the peer's.
"""

from __future__ import annotations

import json
import sys
import tempfile
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from .. import datasets, judge
from ..jobs import Contender, Options
from ..measure import CHANCE, LIMIT, is_installed, run_process
from .rows import Problem

# Relative difference of two objectives that count as equal.
AGREEMENT = 1e-5
# A peer gets a minute, and some seconds to start and to read its data.
PEER_LIMIT = 75
# A peer whose first setting on so many threads takes this many times the best peer's time is not tried in its others.
HOPELESS = 6


@dataclass
class Score:
    """What one contender did, over all rounds."""

    contender: Contender
    seconds: list[float] = field(default_factory=list)
    # The worst of all rounds.
    objective: float = float("-inf")
    # What the library says of its last fit.
    told: dict[str, Any] = field(default_factory=dict)
    # Why there is no time.
    failed: str = ""

    @property
    def median(self) -> float:
        return median(self.seconds) if self.seconds else float("inf")

    @property
    def timed_out(self) -> bool:
        return self.failed.startswith("no result within")

    def is_as_good_as(self, another: Score) -> bool:
        """Whether this objective is at most AGREEMENT above that one."""
        return bool(self.seconds) and self.objective <= another.objective + AGREEMENT * abs(another.objective)


# A fit of the library and a peer beside it, if there is one.
Pair = tuple[Score, Score | None]


def is_equal(pair: Pair) -> bool:
    """Whether nothing is left to wish for: the library's fit is as good, or there is nobody to be as good as."""
    ours, peer = pair
    return peer is None or ours.is_as_good_as(peer)


def loosest(pairs: list[Pair]) -> Pair:
    """The first pair of equals, or else the first."""
    return next((pair for pair in pairs if is_equal(pair)), pairs[0])


@dataclass
class Measured:
    """The scores of a problem: for each row those of the library, looser tolerances first; and those of the peers."""

    problem: Problem
    ours: list[list[Score]]
    peers: list[Score]
    missing: list[str]

    def best_pair(self, place: int) -> Pair:
        """The loosest fit of the library for a row that is as good as the best peer of its quality, and that peer."""
        return loosest([(ours, self.best(ours)) for ours in self.ours[place]])

    def reference_pair(self, place: int) -> Pair:
        """The loosest fit of the library for a row that is as good as the peer of its goal, and that peer."""
        name = self.problem.rows[place].reference.name
        reference = next((peer for peer in self.peers if peer.contender.name == name and peer.seconds), None)
        return loosest([(ours, reference) for ours in self.ours[place]])

    def best(self, ours: Score) -> Score | None:
        """The fastest peer that reaches the quality of that fit."""
        return min(self.qualified(ours), key=lambda peer: peer.median, default=None)

    def qualified(self, ours: Score) -> list[Score]:
        """The peers that reach the quality of that fit."""
        return [peer for peer in self.peers if peer.is_as_good_as(ours)]


class Runner:
    """Runs one problem."""

    def __init__(self, problem: Problem, binary: Path, log: Any) -> None:
        self.problem, self.binary, self.log = problem, binary, log
        problem.table.ensure()
        options = problem.table.options
        place = options["data"], None, options["scale"], "float64"
        self.features, self.labels = datasets.load(*place, file=options["file"])

    def measure(self, rounds: int, quick: bool) -> Measured:
        wanted = [peer for peer in self.problem.peers if peer.quick or not quick]
        missing = sorted({peer.module for peer in wanted if not is_installed(peer.module)})
        result = Measured(
            self.problem, [[Score(row.ours)] for row in self.problem.rows],
            [Score(peer) for peer in wanted if peer.module not in missing], missing,
        )
        for number in range(rounds):
            for score in chain(*result.ours):
                self._run_ours(score)
            self._run_peers(result, number)
            if number == 0:
                self._tighten(result)
        return result

    def _tighten(self, result: Measured) -> None:
        """Where the best peer or that of the goal ends lower than the library, all go on to tighter tolerances."""
        for place, row in enumerate(self.problem.rows):
            for setting in row.tighter:
                if is_equal(result.best_pair(place)) and is_equal(result.reference_pair(place)):
                    break
                result.ours[place].append(Score(setting))
                self._run_ours(result.ours[place][-1])
                self._run_peers(result, 0)

    def _run_ours(self, score: Score) -> None:
        self._run(score, [str(self.binary)], LIMIT)

    def _run_peers(self, result: Measured, number: int) -> None:
        for score in result.peers:
            if self._is_worth_it(score, result, number):
                self._run(score, [sys.executable, "-m", "harness.peer_worker"], PEER_LIMIT)

    def _is_worth_it(self, score: Score, result: Measured, number: int) -> bool:
        if number > 0:
            return not score.failed and (self._is_reference(score) or may_be_best(score, result))
        if score.seconds or (score.failed and not score.failed.startswith("not run")):
            return False
        score.failed = "" if self._is_reference(score) else self._why_not(score, result)
        return not score.failed

    @staticmethod
    def _why_not(score: Score, result: Measured) -> str:
        """Why a setting cannot be the best, by what the peer did before."""
        before = result.peers[: next(i for i, peer in enumerate(result.peers) if peer is score)]
        looser = [peer for peer in before if setting(peer) == setting(score) and tolerance(peer) > tolerance(score)]
        if any(all(peer.is_as_good_as(ours) for ours in chain(*result.ours)) for peer in looser):
            return "not run: good enough with a looser tolerance"
        first = next((peer for peer in before if family(peer) == family(score)), None)
        if first is None or (first.failed and not first.timed_out):
            return ""
        if first.median > HOPELESS * min(peer.median for peer in before):
            return f"not run: its first setting had {first.failed or f'taken {first.median:.3g} s'}"
        return ""

    def _is_reference(self, score: Score) -> bool:
        return score.contender.name in {row.reference.name for row in self.problem.rows}

    def _run(self, score: Score, command: list[str], limit: float) -> None:
        options = self.problem.table.options | {"kind": self.problem.kind} | self.problem.more
        options |= score.contender.options
        with tempfile.TemporaryDirectory() as folder:
            options["output"] = f"{folder}/model.npz"
            outcome = run_process([*command, json.dumps(options)], score.contender.threads, limit)
            if "error" in outcome:
                score.failed = outcome["error"]
            else:
                score.seconds.append(outcome.get("medianSeconds", outcome["seconds"]))
                score.objective = max(score.objective, self._objective(options["output"]))
                score.told = outcome
        self._tell(score)

    def _objective(self, path: str) -> float:
        """By the judge, of what either side wrote."""
        with np.load(path) as model:
            names = ("w0", "b0") if "w0" in model else ("coefficients", "intercepts")
            weights, bias = (model[name] for name in names)
            c, penalty = self.problem.more.get("c", 1.0), self.problem.more.get("penalty", "l2")
            return judge.objective(self.features, self.labels, weights, bias, c, "multinomial", penalty)

    def _tell(self, score: Score) -> None:
        said = score.failed or f"{score.seconds[-1]:.4g} s, objective {score.objective:.8g}"
        print(f"{self.problem.table.name}: {score.contender.name}: {said}", file=self.log, flush=True)


def family(score: Score) -> tuple[Any, ...]:
    """The same for all settings of one solver of one peer on so many threads: more threads can be far slower."""
    return tuple(score.contender.options.get(name) for name in ("peer", "solver", "method", "threads"))


def setting(score: Score) -> Options:
    """All of a setting but its tolerance."""
    return {name: value for name, value in score.contender.options.items() if name != "tol"}


def tolerance(score: Score) -> float:
    return score.contender.options["tol"]


def may_be_best(score: Score, result: Measured) -> bool:
    """Whether a peer is near the best for some row."""
    for ours in chain(*result.ours):
        good = result.qualified(ours)
        if any(peer is score for peer in good) and score.median <= CHANCE * min(peer.median for peer in good):
            return True
    return False
