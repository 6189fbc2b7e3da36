"""One run of the second table, and the files that it leaves."""

from __future__ import annotations

import datetime
import json
import os
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any

from .. import machine
from . import roofline, rows, table
from .picture import picture
from .rounds import Runner

ROOT = Path(__file__).resolve().parents[3]
DOCUMENTATION = ROOT / "Sources/Estimators/Estimators.docc"
ARTICLE = DOCUMENTATION / "Articles/OrdinaryData.md"
PICTURE = DOCUMENTATION / f"Resources/{table.PICTURE}.svg"


def keys() -> list[str]:
    """The passes first: they tell what the machine can do."""
    return [one.key for one in roofline.PASSES] + rows.keys()


def measure(
    wanted: Collection[str], binary: Path, rounds: int, quick: bool, load: float, results: Path
) -> table.Report:
    """Measures the wanted rows and writes after each, so that what is done is kept when a run is cut off."""
    report = start(rounds, quick, load, results)
    for one in roofline.PASSES:
        if one.key in wanted:
            keep(report["passes"], [roofline.measured_pass(one, binary)])
            write(report, results)
    for problem in rows.chosen(wanted):
        try:
            lines = table.lines_of(Runner(problem, binary, sys.stderr).measure(rounds, quick))
        except FileNotFoundError as missing:
            lines = table.without(problem, f"not measured: {missing}")
        keep(report["rows"], lines)
        write(report, results)
    return report


def start(rounds: int, quick: bool, load: float, results: Path) -> table.Report:
    """An empty report; or that of the folder, if it was measured in the same way: rows can be measured in parts."""
    report = {
        "date": datetime.date.today().isoformat(), "machine": machine.describe(), "load": load, "runs": rounds,
        "quick": quick, "kernel": os.environ.get("ESTIMATORS_KERNEL", ""), "passes": [], "rows": [],
    }
    path = results / "ordinary.json"
    if not path.exists():
        return report
    old = json.loads(path.read_text())
    if conditions(old) != conditions(report):
        return report
    return report | {"passes": old["passes"], "rows": old["rows"], "load": max(load, old["load"] or 0)}


def conditions(report: table.Report) -> list[Any]:
    """What must agree for rows to stand in one table. Writing the table itself makes the checkout "dirty"."""
    on = report["machine"] | {"library": report["machine"]["library"].removesuffix("-dirty")}
    return [on, report["runs"], report["quick"], report["kernel"]]


def keep(lines: list[dict[str, Any]], new: list[dict[str, Any]]) -> None:
    """Puts new lines in the place of those with the same key."""
    names = {one["key"] for one in new}
    lines[:] = [one for one in lines if one["key"] not in names] + new


def write(report: table.Report, results: Path) -> None:
    results.mkdir(parents=True, exist_ok=True)
    (results / "ordinary.md").write_text(table.markdown(report))
    (results / "ordinary.json").write_text(table.text_of(report))


def is_whole(report: table.Report) -> bool:
    """Whether no row of the table is missing."""
    return set(keys()) <= {one["key"] for one in report["passes"] + report["rows"]}


def write_documentation(report: table.Report) -> None:
    """The article and its picture."""
    ARTICLE.write_text(table.article(report))
    if table.is_measured(report):
        PICTURE.write_text(picture(report["rows"], report["passes"]))
