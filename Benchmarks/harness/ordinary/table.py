"""The second table, as rows for JSON, as Markdown and as an article of the documentation."""

from __future__ import annotations

import json
from typing import Any

from ..table import QUIET_LOAD, gap_text, time_text
from . import roofline
from .rounds import AGREEMENT, HOPELESS, PEER_LIMIT, Measured, Score
from .rows import Problem, Row, problems

Line = dict[str, Any]
Report = dict[str, Any]

PICTURE = "ordinary-growth"


def lines_of(measured: Measured) -> list[Line]:
    """One line of JSON for each row."""
    return [line(measured, row, place) for place, row in enumerate(measured.problem.rows)]


def line(measured: Measured, row: Row, place: int) -> Line:
    table, ours = measured.problem.table, measured.ours[place][0]
    result: Line = {
        "key": row.key, "job": row.title, "goal": row.goal, "rows": table.rows, "columns": table.columns,
        "classes": table.classes, "status": "measured", "missing": measured.missing,
        "allSeconds": {score.contender.name: score.seconds for score in [*measured.ours[place], *measured.peers]},
    }
    if not ours.seconds:
        return result | {"status": f"no result: {ours.failed}"}
    equal, best = measured.best_pair(place)
    # Those of a path look at the features that are left.
    passes = 0 if measured.problem.kind == "path" else ours.told.get("evaluations") or 0
    return result | {
        "ours": ours.median, "tolerance": row.ours.options["tolerance"],
        "oursName": ours.contender.name, "oursObjective": ours.objective,
        "method": ours.told.get("method"), "runs": len(ours.seconds),
        "reference": against(*measured.reference_pair(place), row.reference.name),
        "best": against(equal, best, "none as good"),
        "roofline": roofline.use(table, passes, ours.median), "didNotCount": left_out(measured, equal),
    }


def against(ours: Score, peer: Score | None, name: str) -> Line:
    """A peer's time, its objective, the ratio, and whether that counts: where ours is as good."""
    if peer is None:
        return {"name": name, "seconds": None, "ratio": None}
    return {
        "name": peer.contender.name, "seconds": peer.median, "objective": peer.objective,
        "ratio": peer.median / ours.median, "counts": ours.is_as_good_as(peer), "ours": ours.median,
        "tolerance": ours.contender.options["tolerance"],
    }


def left_out(measured: Measured, ours: Score) -> dict[str, str]:
    """Why peers cannot be the best of a row."""
    found = {}
    for peer in measured.peers:
        if not peer.seconds:
            found[peer.contender.name] = peer.failed
        elif not peer.is_as_good_as(ours):
            above = (peer.objective - ours.objective) / abs(ours.objective)
            found[peer.contender.name] = f"ends {gap_text(above)} above ours after {time_text(peer.median)}"
    return found


def without(problem: Problem, reason: str) -> list[Line]:
    """The rows of a problem whose data are missing."""
    return [{"key": row.key, "job": row.title, "goal": row.goal, "status": reason} for row in problem.rows]


def ordered(lines: list[Line]) -> list[Line]:
    """All rows in the order of the table; those without a measurement say so."""
    known = {one["key"]: one for one in lines}
    return [
        known.get(row.key, {"key": row.key, "job": row.title, "goal": row.goal, "status": "not measured"})
        for problem in problems() for row in problem.rows
    ]


def is_measured(report: Report) -> bool:
    return any(one["status"] == "measured" for one in report["rows"])


def measured_on(report: Report) -> str:
    """Machine, versions and date."""
    if not is_measured(report):
        return "Not measured yet: this table has the rows and what they are to reach."
    machine = report["machine"]
    kernel = f" ESTIMATORS_KERNEL={report['kernel']}." if report["kernel"] else ""
    return (
        f"{report['date']}. {machine['processor']}; {machine['system']}; {machine['swift']}. Library: "
        f"{machine['library']}. Peers: {machine['peers']}.{kernel}"
    )


def body(report: Report) -> list[str]:
    """What stands in the file of results and in the article."""
    runs = report["runs"]
    return [
        measured_on(report),
        "",
        f"Medians of {runs} interleaved round{'s' if runs > 1 else ''}, in each of which every side has a process of "
        "its own. C = 1, tolerance 1e-4 on both sides, at most 5,000 iterations; whole calls. A ratio is the peer's "
        "time divided by ours; the goal is for that against the peer beside it.",
        "",
        "| data | ours | peer of the goal | its time | ratio | goal | best peer | its time | ratio |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
        *(table_line(one) for one in ordered(report["rows"])),
        "",
        *pass_lines(report["passes"]),
        *roofline_lines(report),
        *notes(report),
    ]


def markdown(report: Report) -> str:
    return "\n".join(["# The library and its peers on ordinary data", "", *body(report)])


def article(report: Report) -> str:
    """The same as an article of the documentation, with the picture."""
    picture = [
        "## How it grows",
        "",
        f"![Seconds of a fit against rows, columns and classes, both axes logarithmic.]({PICTURE})",
        "",
    ]
    return "\n".join(
        [
            "# How fast it is on ordinary data",
            "",
            "Tables made by seed, on which every side stops at its own tolerance, side by side on one machine.",
            "",
            "<doc:HowFastItIs> has mostly pictures of digits; this is what most tables are like. Measured by "
            "`Scripts/benchmark --ordinary`; how, is told in Benchmarks/README.md.",
            "",
            *(picture if is_measured(report) else []),
            "## The newest table",
            "",
            *body(report),
        ]
    )


def table_line(one: Line) -> str:
    if one["status"] != "measured":
        return f"| {one['job']} | {one['status']} | | | | {one['goal']:g} | | | |"
    cells = [
        one["job"], f"{time_text(one['ours'])} ({one['oursName'].removeprefix('swift-estimators ')})",
        *peer_cells(one["reference"], one), f"{one['goal']:g}", *peer_cells(one["best"], one),
    ]
    return f"| {' | '.join(cells)} |"


def peer_cells(peer: Line, one: Line) -> list[str]:
    """Name, time and ratio, in brackets where it does not count; with our fit, where it is another than the row's."""
    if peer["seconds"] is None:
        return [peer["name"], one["didNotCount"].get(peer["name"], ""), ""]
    ratio = f"{peer['ratio']:.1f}" if peer["ratio"] >= 1.05 else f"{peer['ratio']:.2f}"
    ratio = f"**{ratio}**" if peer["counts"] else f"({ratio})"
    if peer["tolerance"] != one["tolerance"]:
        ratio += f" with ours at {gap_text(peer['tolerance'])}, {time_text(peer['ours'])}"
    return [peer["name"], time_text(peer["seconds"]), ratio]


def pass_lines(passes: list[Line]) -> list[str]:
    """One pass beside the speeds of the machine."""
    measured = [one for one in passes if one["status"] == "measured"]
    if not measured:
        return []
    return [
        "| one pass | best of 50 | median | memory read | sgemm | share | at most | |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
        *(pass_line(one) for one in measured),
        "",
    ]


def pass_line(one: Line) -> str:
    flops = one["productFlopsPerSecond"]
    cells = [
        one["job"], time_text(one["seconds"]), time_text(one["median"]),
        f"{one['readBytesPerSecond'] / 1e9:.1f} GB/s", f"{flops / 1e9:.0f} GFLOP/s" if flops else "",
        f"{one['share']:.0%} of {'reading' if one['reads'] else 'sgemm'}",
        time_text(one["atMost"]), "reached" if one["seconds"] <= one["atMost"] else "not reached",
    ]
    return f"| {' | '.join(cells)} |"


def roofline_lines(report: Report) -> list[str]:
    """What each row moves and computes."""
    speeds = roofline.speeds(report["passes"])
    measured = [one for one in ordered(report["rows"]) if one["status"] == "measured" and one["roofline"]["passes"]]
    if speeds is None or not measured:
        return []
    return [
        f"What the fits use of this machine, which in the same run read {speeds[0] / 1e9:.1f} GB/s with all threads "
        f"and did {speeds[1] / 1e9:.0f} GFLOP/s in sgemm. Passes are those of the report, what is set up included; a "
        "pass reads every number once and takes 4 flops for each number and class (1 class where there are two). What "
        "Newton's matrix, coordinates and preconditioners add is not in the flops.",
        "",
        "| data | passes | read | GB/s | computed | GFLOP/s | least time | ours is |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
        *(roofline_line(one, speeds) for one in measured),
        "",
    ]


def roofline_line(one: Line, speeds: tuple[float, float]) -> str:
    used, least = one["roofline"], roofline.least_seconds(one, speeds)
    times = f"{one['ours'] / least:.1f} times that" if least > 0 else ""
    cells = [
        one["job"], str(used["passes"]), f"{used['bytes'] / 1e9:.3g} GB", f"{used['bytesPerSecond'] / 1e9:.1f}",
        f"{used['flops'] / 1e9:.3g} GFLOP", f"{used['flopsPerSecond'] / 1e9:.1f}",
        time_text(least) if least > 0 else "", times,
    ]
    return f"| {' | '.join(cells)} |"


def notes(report: Report) -> list[str]:
    """The rules, and what did not count."""
    busy = [
        "- **Not to be quoted: the machine was busy with other work** "
        f"({report['load']:.1f} busy cores at the beginning)."
    ] if (report["load"] or 0) > QUIET_LOAD else []
    method = [
        "- The judge computes all objectives anew, in Double. A ratio counts where ours is at most "
        f"{gap_text(AGREEMENT)} above the peer's, relatively; else it is in brackets. The best peer is the fastest of "
        "those whose objective is at most as far above ours. It is free to use another method than ours. Where a peer "
        "of the table ends lower than ours, all run with tighter tolerances as well, and the ratio is that of our "
        "loosest fit that is as good.",
        "- A time is the median of repeated fits in a warm process; that of one fit in a fresh process for the smooth "
        "pictures, for R, and where a peer's fit takes more than 5 s.",
        "- Peers run in Float and in Double, on all threads and on one, with OPENBLAS_THREAD_TIMEOUT=4. Those that end "
        f"too far above ours run again with tighter tolerances. Left out is what gives no result within {PEER_LIMIT} "
        "s, and other settings of a peer whose first with as many threads took more than "
        f"{HOPELESS} times the best time. After the first round only the peer of the goal and those within 1.5 times "
        "the best run again.",
    ]
    quick = ["- A quick run: scikit-learn's fastest settings alone."] if report["quick"] else []
    modules = {module for one in report["rows"] for module in one.get("missing", [])}
    missing = [f"- Not run: {module}: not installed." for module in sorted(modules)]
    said = [told for one in ordered(report["rows"]) if (told := did_not_count(one))]
    return ["Notes:", "", *busy, *method, *quick, *missing, *said, ""]


def did_not_count(one: Line) -> str:
    """The peers of a row that ran and cannot be the best."""
    ran = {name: why for name, why in one.get("didNotCount", {}).items() if not why.startswith("not run")}
    return f"- {one['key']}: did not count: {'; '.join(f'{name} ({why})' for name, why in ran.items())}." if ran else ""


def text_of(report: Report) -> str:
    return json.dumps(report, indent=1, ensure_ascii=False) + "\n"
