"""The jobs of the table: what is measured, with which peers, and the ratio to reach."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Options = dict[str, Any]

CORES = os.cpu_count() or 1


@dataclass(frozen=True)
class Level:
    """One row of the table: a quality that fits must reach, and the ratio to reach there."""

    row: str
    goal: float
    # The relative gap to the optimum; or else the objective itself; or neither, where every result is as good.
    gap: float | None = None
    objective: float | None = None

    def bound(self, optimum: float | None) -> float | None:
        """The largest objective that counts."""
        if self.gap is not None and optimum is not None:
            return optimum * (1 + self.gap)
        return self.objective


@dataclass(frozen=True)
class Contender:
    """One setting of the library or of a peer."""

    name: str
    options: Options
    # Whether --quick runs it: the settings that were the best, or near it.
    quick: bool = False
    # The Python module it needs.
    module: str = "sklearn"

    @property
    def threads(self) -> int:
        return int(self.options.get("threads", CORES))


@dataclass(frozen=True)
class Job:
    """The same work for all contenders."""

    key: str
    kind: str
    levels: tuple[Level, ...]
    ours: tuple[Contender, ...]
    peers: tuple[Contender, ...]
    data: Options = field(default_factory=dict)
    scheme: str = "multinomial"
    note: str = ""


def ours(name: str = "UInt8", **options: Any) -> Contender:
    return Contender(f"swift-estimators {name}", {"storage": "uint8"} | options, quick=True)


def precision_name(dtype: str) -> str:
    return {"float64": "Double", "float32": "Float"}[dtype]


def named(peer: str, what: str, dtype: str, threads: int) -> str:
    return f"{peer} {what}".strip() + f", {precision_name(dtype)}, {threads} thread{'s' if threads > 1 else ''}"


def sklearn(
    solver: str, dtype: str = "float64", threads: int = CORES, quick: bool = False, suffix: str = "", **options: Any
) -> Contender:
    name = named("scikit-learn", solver + suffix, dtype, threads)
    return Contender(
        name, {"peer": "sklearn", "solver": solver, "dtype": dtype, "threads": threads, "tol": 1e-4} | options, quick
    )


def sklearnex(
    dtype: str = "float64", threads: int = CORES, suffix: str = "", quick: bool = False, **options: Any
) -> Contender:
    name = named("scikit-learn-intelex", "lbfgs" + suffix, dtype, threads)
    base: Options = {"peer": "sklearnex", "solver": "lbfgs", "dtype": dtype, "threads": threads, "tol": 1e-4}
    return Contender(name, base | options, quick, module="sklearnex")


def sklearnex_iterations(counts: Iterable[int], dtypes: Iterable[str]) -> list[Contender]:
    """Its iterations cannot be watched, so it runs for several numbers of them, as saga does."""
    return [
        sklearnex(dtype, suffix=f" {count} iterations", quick=dtype == "float32", tol=1e-7, max_iter=count)
        for dtype in dtypes for count in counts
    ]


def other(name: str, what: str, module: str, quick: bool = False, **options: Any) -> Contender:
    base: Options = {"peer": name, "dtype": "float64", "threads": 1, "tol": 1e-4}
    merged = base | options
    return Contender(named(name, what, merged["dtype"], merged["threads"]), merged, quick, module)


def every_setting(solver: str, quick: Iterable[tuple[str, int]], **options: Any) -> list[Contender]:
    """A solver of scikit-learn in both precisions, on one thread and on all."""
    settings = [(dtype, threads) for dtype in ("float32", "float64") for threads in sorted({CORES, 1}, reverse=True)]
    return [sklearn(solver, dtype, threads, (dtype, threads) in quick, **options) for dtype, threads in settings]


# Ends by its targets, not by a tolerance.
EXACT: Options = {"tol": 1e-14, "max_iter": 5000, "watched": True}
OURS_EXACT: Options = {"tolerance": 1e-12, "maxIterations": 5000}
BOTH = [("float32", CORES), ("float64", CORES)]


def pass_job(storage: str, dtype: str, goal: float) -> Job:
    name = {"double": "Double", "float": "Float", "uint8": "UInt8"}[storage]
    row = f"one loss+gradient, 60,000 × 784 × 10, {name}"
    precision = "double" if storage == "double" else "single"
    return Job(
        key=f"pass-{storage}", kind="pass", levels=(Level(row, goal),),
        ours=(ours(f"{name}, {precision} precision", storage=storage, precision=precision),),
        peers=tuple(
            sklearn("loss_gradient", dtype, threads, threads == CORES) for threads in sorted({CORES, 1}, reverse=True)
        ),
        data={"data": "mnist", "rows": 60_000, "scale": 255},
        note="Ours is an iteration of gradient descent in a fit, bookkeeping included; the peer's is the bare call.",
    )


def lecture_job() -> Job:
    level = Level("10,000 raw, C = 1, to objective ≤ 0.00021920 (the lecture's job)", 25, objective=0.00021920)
    return Job(
        key="lecture", kind="fit", levels=(level,), ours=(ours(**OURS_EXACT),),
        peers=(
            *every_setting("lbfgs", [("float64", CORES)], **EXACT), sklearn("newton-cg", quick=True, **EXACT),
            *sklearnex_iterations((400, 600, 900, 1400, 2000), ("float32", "float64")),
        ),
        data={"data": "mnist", "rows": 10_000, "scale": 1},
    )


def gaps_10k_job() -> Job:
    levels = tuple(Level(f"10,000 / 255 to gap {gap}", 15, gap=float(gap)) for gap in ("1e-2", "1e-4", "1e-6"))
    return Job(
        key="mnist-10k", kind="fit", levels=levels, ours=(ours(**OURS_EXACT),),
        peers=(
            *every_setting("lbfgs", BOTH, **EXACT),
            *every_setting("newton-cg", [("float32", CORES)], **EXACT),
            *sklearnex_iterations((70, 75, 80, 130, 140, 150, 200), ("float32",)),
            *sklearnex_iterations((75, 140, 5000), ("float64",)),
            other("mlpack", "lbfgs", "mlpack"),
        ),
        data={"data": "mnist", "rows": 10_000, "scale": 255},
    )


def gaps_60k_job() -> Job:
    levels = tuple(Level(f"60,000 / 255 to gap {gap}", 30, gap=float(gap)) for gap in ("1e-2", "1e-4"))
    return Job(
        key="mnist-60k", kind="fit", levels=levels, ours=(ours(**OURS_EXACT),),
        peers=(
            *every_setting("lbfgs", [("float32", CORES)], **EXACT),
            sklearn("newton-cg", "float32", quick=True, **EXACT),
            *sklearnex_iterations((100, 110, 120, 250, 275, 300), ("float32",)),
        ),
        data={"data": "mnist", "rows": 60_000, "scale": 255},
    )


def ovr_job() -> Job:
    peers = [
        sklearn("lbfgs", dtype, CORES, tol == 5e-5, suffix=f" tol {tol:g}", tol=tol, max_iter=5000)
        for dtype in ("float32", "float64") for tol in (1e-4, 7e-5, 5e-5, 3e-5)
    ]
    peers += [sklearn("lbfgs", "float32", 1, suffix=f" tol {tol:g}", tol=tol, max_iter=5000) for tol in (7e-5, 5e-5)]
    peers += [sklearn("newton-cg", "float32", suffix=f" tol {tol:g}", tol=tol) for tol in (3e-4, 1e-4)]
    peers += [
        sklearnex(dtype, suffix=f" tol {tol:g}", quick=dtype == "float32" and tol == 5e-5, tol=tol)
        for dtype in ("float32", "float64") for tol in (1e-4, 5e-5, 3e-5)
    ]
    peers += [
        sklearn("liblinear", "float64", 1, suffix=f" tol {tol:g}", tol=tol, intercept_scaling=10.0)
        for tol in (1e-3, 1e-4)
    ]
    peers += [other("liblinear", f"-s 0 -e {tol:g}", "liblinear", method=0, tol=tol) for tol in (1e-3, 1e-4)]
    peers += [other("snapml", f"tol {tol:g}", "snapml", tol=tol, threads=CORES) for tol in (1e-3, 1e-4)]
    return Job(
        key="ovr-10k", kind="fit", scheme="ovr",
        levels=(Level("one-vs-rest, 10,000 / 255, sum objective to gap 1e-3", 20, gap=1e-3),),
        ours=(ours(**OURS_EXACT),), peers=tuple(peers), data={"data": "mnist", "rows": 10_000, "scale": 255},
        note="The peers fit class by class, so they end by the best of several tolerances.",
    )


# The fastest of all settings on small data, and those near them.
SMALL_QUICK = {
    ("lbfgs", "float32", 1), ("newton-cg", "float32", 1), ("newton-cg", "float32", CORES),
    ("newton-cholesky", "float32", 1),
    ("lbfgs", "float64", 1), ("newton-cg", "float64", CORES), ("newton-cholesky", "float64", 1),
}


def small_job(data: str, goal: float, gap: float, scale: float) -> Job:
    """A fit of small data in a warm process, with the tolerance 1e-4 on both sides."""
    peers = [
        sklearn(solver, dtype, threads, (solver, dtype, threads) in SMALL_QUICK, max_iter=5000)
        for solver in ("lbfgs", "newton-cg", "newton-cholesky") for dtype in ("float32", "float64")
        for threads in sorted({1, CORES})
    ]
    peers += [*(sklearnex(dtype, threads=1) for dtype in ("float32", "float64")), other("mlpack", "lbfgs", "mlpack")]
    storage = "uint8" if data == "digits" else "double"
    name = "UInt8" if data == "digits" else "Double"
    return Job(
        key=data, kind="repeatedFit",
        levels=(Level(f"{data} fit (multinomial, tol 1e-4, latency)", goal, gap=gap),),
        ours=(
            ours(f"lbfgs, {name}", storage=storage),
            ours(f"newtonCholesky, {name}", storage=storage, method="newtonCholesky"),
        ),
        peers=tuple(peers), data={"data": data, "scale": scale},
        note=f"Best of many fits in a warm process; what ends farther than {gap:g} from the optimum does not count.",
    )


def predict_job(rows: int, goal: float) -> Job:
    what = f"predict {rows:,} rows" if rows > 1 else "predict one row"
    peers = every_setting("lbfgs", BOTH, max_iter=3)
    peers += [
        sklearnex(dtype, max_iter=3) for dtype in ("float32", "float64")
    ]
    peers += [
        other("snapml", "", "snapml", rows == 1, threads=threads, tol=0.1, max_iter=3)
        for threads in sorted({1, CORES})
    ]
    peers += [other("mlpack", "", "mlpack")]
    trained = 60_000 if rows > 1 else 10_000
    return Job(
        key=f"predict-{rows}", kind="predict", levels=(Level(what, goal),), ours=(ours(),), peers=tuple(peers),
        data={"data": "mnist", "rows": trained, "scale": 255, "predictedRows": rows},
    )


def l1_job(rows: int, passes: tuple[int, ...], quick: tuple[int, ...]) -> Job:
    """None of the peers tells how far it is: saga runs for several numbers of passes, the others at several tolerances."""
    peers = [
        sklearn("saga", "float32", 1, count in quick, suffix=f" {count} passes", tol=1e-12, max_iter=count)
        for count in passes
    ]
    peers += [
        other("R glmnet", f"path of 8, thresh {tol:g}", "R glmnet", quick=tol >= 1e-5, peer="glmnet", tol=tol, path=8)
        for tol in (1e-4, 1e-5, 1e-6)
    ]
    peers += [
        other("cyanure", f"tol {tol:g}", "cyanure", quick=dtype == "float32" and tol == 1e-2, dtype=dtype, tol=tol,
              max_iter=500, threads=CORES)
        for dtype in ("float32", "float64") for tol in (1e-2, 1e-3, 1e-4)
    ]
    return Job(
        key=f"l1-{rows // 1000}k", kind="fit",
        levels=(Level(f"L1 multinomial, standardised {rows:,}, C = 50/n, to gap 1e-3", 10, gap=1e-3),),
        ours=(ours(**OURS_EXACT),), peers=tuple(peers),
        data={"data": "mnist", "rows": rows, "scale": 1, "standardized": True, "penalty": "l1", "c": 50 / rows},
        note="C as in scikit-learn's own MNIST example. glmnet fits a path of 8 values down to that C, as its manual asks for, and standardises nothing; saga runs for a fixed number of passes, the others to a tolerance: the fastest listed that reaches the gap counts.",
    )


def text_job() -> Job:
    from .datasets import TEXT_FILE

    return Job(
        key="text", kind="fit",
        levels=(Level("sparse text-like set, 50,000 × 50,000, 20 classes (CSR), to gap 1e-3", 5, gap=1e-3),),
        ours=(ours("CSR", storage="double", **OURS_EXACT),),
        peers=(
            *every_setting("lbfgs", [("float64", 1), ("float32", 1)], **EXACT),
            *every_setting("newton-cg", BOTH, **EXACT),
        ),
        data={"data": "text", "rows": None, "scale": 1, "file": str(TEXT_FILE)},
    )


def grid_job() -> Job:
    """Peers at the number of processes × threads that two cores allow."""
    options: Options = {"peer": "sklearn", "solver": "lbfgs", "dtype": "float64", "tol": 1e-4, "max_iter": 5000}

    def peer(search: str, jobs: int, threads: int, quick: bool, dtype: str = "float64") -> Contender:
        name = {"path": "LogisticRegressionCV", "grid": "GridSearchCV"}[search]
        return Contender(
            f"scikit-learn {name}, {precision_name(dtype)}, {jobs} × {threads}",
            options | {"search": search, "n_jobs": jobs, "threads": threads, "dtype": dtype}, quick,
        )

    return Job(
        key="grid-10k", kind="crossValidate",
        levels=(Level("C grid of 10 × 5 folds on 10,000 / 255, tol 1e-4", 20),), ours=(ours(),),
        peers=(
            peer("path", CORES, 1, True, "float32"), peer("path", CORES, 1, False), peer("path", 1, CORES, False),
            peer("grid", CORES, 1, False), peer("grid", 1, CORES, False), peer("grid", CORES, 1, False, "float32"),
        ),
        data={"data": "mnist", "rows": 10_000, "scale": 255},
        note="10 C from 1e-4 to 1e4 and 5 stratified folds, and the fit of the best C, all in the time.",
    )


def selection_job() -> Job:
    """The example `model-selection`: peers at the number of processes × threads that two cores allow."""
    options: Options = {"peer": "sklearn", "tol": 1e-5, "max_iter": 10_000}

    def peer(jobs: int, threads: int, dtype: str) -> Contender:
        name = f"scikit-learn GridSearchCV, {precision_name(dtype)}, {jobs} × {threads}"
        settings = options | {"n_jobs": jobs, "threads": threads, "dtype": dtype}
        return Contender(name, settings, True)

    layouts = ((1, 1), (1, CORES), (CORES, 1))
    return Job(
        key="selection", kind="selection",
        levels=(Level("grid of the example model-selection: scaler × 4 C × one-vs-rest, 5 folds, digits, tol 1e-5", 5),),
        ours=(ours(tolerance=1e-5, maxIterations=10_000),),
        peers=tuple(peer(*layout, dtype) for dtype in ("float64", "float32") for layout in layouts),
        data={"data": "digits", "scale": 1},
        note="16 candidates and the fit of the best. A peer counts when no mean accuracy differs by more than one row in each fold.",
    )


def jobs() -> list[Job]:
    """All jobs, the short ones first."""
    return [
        small_job("iris", 40, 1e-2, 1),
        small_job("digits", 20, 0.1, 16),
        predict_job(1, 20),
        predict_job(60_000, 5),
        pass_job("double", "float64", 2),
        pass_job("float", "float32", 2.5),
        pass_job("uint8", "float32", 5),
        gaps_10k_job(),
        ovr_job(),
        gaps_60k_job(),
        lecture_job(),
        text_job(),
        l1_job(5_000, (200, 350, 500, 700), ()),
        l1_job(60_000, (100, 150, 200), ()),
        grid_job(),
        selection_job(),
    ]


MEMORY_ROW = "peak memory above the loaded data, 60,000 × 784 UInt8, MB"
MEMORY_GOAL = 60

DEBUG_ROW = "digits fit in a debug build of a client, seconds"
DEBUG_GOAL = 1
