"""Measures the library and its peers on the same data, in turn, and writes one table of ratios.

    python compare.py --binary .build/release/benchmark [--jobs KEYS] [--runs N] [--quick] [--results FOLDER]
    python compare.py --ordinary …                                           the second table, on ordinary data

MNIST_DIR is the folder with MNIST; the second table needs none. `Scripts/benchmark` installs, builds and calls this.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from harness import machine, selection, table
from harness.jobs import DEBUG_GOAL, DEBUG_ROW, MEMORY_GOAL, MEMORY_ROW, Job, jobs
from harness.measure import Runner, debug_seconds, peak_megabytes
from harness.ordinary import report as ordinary

HERE = Path(__file__).resolve().parent
ARTICLE = HERE.parent / "Sources/Estimators/Estimators.docc/Articles/HowFastItIs.md"
WITHOUT_PEERS = ("memory", "pipeline-memory", "debug")


def arguments() -> argparse.Namespace:
    keys = ", ".join(job.key for job in jobs())
    parser = argparse.ArgumentParser(description="Compares the library with its peers.")
    parser.add_argument("--binary", type=Path, default=HERE / ".build/release/benchmark", help="the built benchmark")
    parser.add_argument("--jobs", default="", help=f"some jobs, separated by commas, instead of all: {keys}, {', '.join(WITHOUT_PEERS)}")
    parser.add_argument(
        "--ordinary", action="store_true",
        help=f"the table on ordinary data instead; its jobs, which imply this: {', '.join(ordinary.keys())}",
    )
    parser.add_argument(
        "--runs", type=int, help="rounds, of which medians are taken (default 3, of ordinary data 5; with --quick 1)"
    )
    parser.add_argument("--quick", action="store_true", help="only the peers' best known settings")
    parser.add_argument("--results", type=Path, default=HERE / "results", help="where latest.md or ordinary.md go, and the same as JSON")
    return parser.parse_args()


def is_ordinary(options: argparse.Namespace) -> bool:
    """Whether the second table is wanted: by its option, or by jobs that it alone has."""
    wanted = split(options.jobs)
    return options.ordinary or (bool(wanted) and set(wanted) <= set(ordinary.keys()))


def split(text: str) -> list[str]:
    return [key.strip() for key in text.split(",") if key.strip()]


def chosen_keys(options: argparse.Namespace) -> list[str]:
    """The keys of --jobs, or all of the table."""
    known = ordinary.keys() if is_ordinary(options) else [job.key for job in jobs()] + list(WITHOUT_PEERS)
    keys = split(options.jobs) or known
    unknown = [key for key in keys if key not in known]
    if unknown:
        sys.exit(f"compare.py: no job is called {', '.join(unknown)}. The jobs are {', '.join(known)}.")
    return keys


def check(options: argparse.Namespace, keys: list[str]) -> None:
    """Ends with advice where something is missing."""
    if not options.binary.exists():
        sys.exit(f"compare.py: {options.binary} is missing. Build it: swift build -c release --package-path Benchmarks")
    without = {"iris", "digits", "selection", "debug", *ordinary.keys()}
    if "MNIST_DIR" not in os.environ and set(keys) - without:
        sys.exit("compare.py: MNIST_DIR is not set. Set it to a folder with MNIST, or ask for --jobs iris,digits.")
    if options.runs is not None and options.runs < 1:
        sys.exit(f"compare.py: --runs must be 1 or more, got {options.runs}.")


def measure(chosen: list[Job], options: argparse.Namespace, rounds: int) -> list[table.Row]:
    rows: list[table.Row] = []
    for job in chosen:
        runner = Runner(job, options.binary.resolve(), sys.stderr)
        rows += table.rows_of(runner.measure(rounds, options.quick))
    return rows


def write(report: dict[str, Any], folder: Path, article: Path | None) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = table.markdown(report)
    (folder / "latest.md").write_text(text)
    (folder / "latest.json").write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n")
    if article:
        article.write_text(table.article(report))
    print(text)


def busy_cores(seconds: float = 3) -> float:
    """How many cores other programs keep busy now. A load average would still count the build that just ended."""
    def ticks() -> tuple[int, int]:
        numbers = [int(field) for field in Path("/proc/stat").read_text().splitlines()[0].split()[1:]]
        return sum(numbers), numbers[3] + numbers[4]

    try:
        total, idle = ticks()
        time.sleep(seconds)
        later_total, later_idle = ticks()
    except OSError:  # no Linux
        return os.getloadavg()[0]
    return (os.cpu_count() or 1) * (1 - (later_idle - idle) / max(1, later_total - total))


def measure_ordinary(keys: list[str], options: argparse.Namespace) -> None:
    """The second table."""
    rounds = options.runs or (1 if options.quick else 5)
    report = ordinary.measure(
        keys, options.binary.resolve(), rounds, options.quick, busy_cores(), options.results.resolve()
    )
    # As with the first table, the documentation shows the newest whole one.
    if ordinary.is_whole(report) and options.results == HERE / "results":
        ordinary.write_documentation(report)
    print((options.results / "ordinary.md").read_text())


def main() -> None:
    # As Ctrl-C does it: the run that is measured ends too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    options = arguments()
    keys = chosen_keys(options)
    check(options, keys)
    if is_ordinary(options):
        return measure_ordinary(keys, options)
    load = busy_cores()
    rounds = options.runs or (1 if options.quick else 3)
    rows = measure([job for job in jobs() if job.key in keys], options, rounds)
    if "memory" in keys:
        megabytes = peak_megabytes(options.binary.resolve())
        rows.append(table.limit_row("memory", MEMORY_ROW, MEMORY_GOAL, megabytes, "MB"))
    if "pipeline-memory" in keys:
        megabytes = selection.pipeline_megabytes(options.binary.resolve())
        name, goal = selection.PIPELINE_MEMORY_ROW, selection.PIPELINE_MEMORY_GOAL
        rows.append(table.limit_row("pipeline-memory", name, goal, megabytes, "MB"))
    if "debug" in keys:
        rows.append(table.limit_row("debug", DEBUG_ROW, DEBUG_GOAL, debug_seconds(rounds), "s"))
    write(
        {
            "date": datetime.date.today().isoformat(), "machine": machine.describe(), "load": load, "runs": rounds,
            "quick": options.quick, "rows": rows,
        },
        options.results,
        # The documentation shows the newest whole table.
        ARTICLE if not options.jobs and options.results == HERE / "results" else None,
    )


if __name__ == "__main__":
    main()
