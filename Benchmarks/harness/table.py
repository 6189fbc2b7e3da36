"""The table, as rows for JSON and as Markdown."""

from __future__ import annotations

from typing import Any

from .jobs import Level
from .measure import Measured, Score

Row = dict[str, Any]

# More busy cores than this are other people's work.
QUIET_LOAD = 0.7


def rows_of(measured: Measured) -> list[Row]:
    """One row per level."""
    levels = zip(measured.job.levels, measured.ours, measured.peers, strict=True)
    return [row(measured, level, ours, peers) for level, ours, peers in levels]


def row(measured: Measured, level: Level, ours: list[Score], peers: list[Score]) -> Row:
    us, peer = best(ours), best(peers)
    missed = {score.contender.name: score.missed for score in ours + peers if score.missed and not score.seconds}
    result: Row = {
        "key": measured.job.key, "job": level.row, "goal": level.goal, "status": "measured",
        "ours": us and us.median, "oursName": us and us.contender.name, "oursGap": us and last(us.gaps),
        "oursObjective": us and last(us.objectives),
        "peer": peer and peer.median, "peerName": peer and peer.contender.name, "peerGap": peer and last(peer.gaps),
        "peerObjective": peer and last(peer.objectives),
        "ratio": peer.median / us.median if us and peer else None,
        "runs": len(us.seconds) if us else 0, "allSeconds": {s.contender.name: s.seconds for s in ours + peers},
        "missed": missed, "skipped": measured.skipped, "note": measured.job.note, "curve": measured.curve,
    }
    if us is None or peer is None:
        result["status"] = "no result: " + "; ".join(f"{name} {why}" for name, why in missed.items())
    return result


def best(scores: list[Score]) -> Score | None:
    """The fastest of those that reached the level."""
    return min((score for score in scores if score.seconds), key=lambda score: score.median, default=None)


def last(values: list[Any]) -> Any:
    return values[-1] if values else None


def limit_row(key: str, job: str, goal: float, ours: float | None, unit: str) -> Row:
    """A row without a peer: what the library needs, and what that is to stay under."""
    status = "not measured: this system does not tell" if ours is None else "measured"
    return {"key": key, "job": job, "goal": goal, "ours": ours, "unit": unit, "status": status}


def markdown(report: dict[str, Any]) -> str:
    """The whole report for people."""
    machine = report["machine"]
    lines = [
        "# The library and its peers",
        "",
        f"{report['date']}. {machine['processor']}; {machine['system']}; {machine['swift']}. Library: "
        f"{machine['library']}. Peers: {machine['peers']}.",
        "",
        f"Medians of {report['runs']} interleaved run{'s' if report['runs'] > 1 else ''}, each in a process of its own."
        " Ratio: the best peer's time divided by ours. Gap: (f − f*) / f*, by a judge that shares no code with any "
        "solver.",
        "",
        "| job | ours | gap | best peer | its time | its gap | ratio | goal |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
        *(table_line(row) for row in report["rows"]),
        "",
        *notes(report),
    ]
    return "\n".join(lines)


def article(report: dict[str, Any]) -> str:
    """The same as an article of the documentation."""
    return "\n".join(
        [
            "# How fast it is",
            "",
            "The library beside others that fit the same model, side by side on one machine.",
            "",
            "Measured by `MNIST_DIR=~/mnist Scripts/benchmark`; how, and where the limits lie, is told in Benchmarks/README.md.",
            "",
            "## The newest table",
            "",
            *markdown(report).split("\n")[2:],
        ]
    )


def table_line(row: Row) -> str:
    goal = "" if row["goal"] is None else f"{row['goal']:g}"
    if row.get("unit"):
        value = "" if row["ours"] is None else f"{row['ours']:.{0 if row['ours'] >= 10 else 2}f} {row['unit']}"
        return f"| {row['job']} | {value} | | | | | | under {goal} |"
    if row["status"] != "measured":
        return f"| {row['job']} | {row['status']} | | | | | | {goal} |"
    setting = row["oursName"].removeprefix("swift-estimators ")
    cells = [
        row["job"], f"{time_text(row['ours'])} ({setting})", gap_text(row["oursGap"]), row["peerName"],
        time_text(row["peer"]), gap_text(row["peerGap"]), f"**{row['ratio']:.1f}**", goal,
    ]
    return f"| {' | '.join(cells)} |"


def time_text(seconds: float) -> str:
    for unit, factor in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= factor:
            return f"{seconds / factor:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"


def gap_text(gap: float | None) -> str:
    return "" if gap is None else f"{gap:.1e}".replace("e-0", "e-")


def notes(report: dict[str, Any]) -> list[str]:
    """What the numbers mean, and what did not count."""
    measured = [row for row in report["rows"] if row.get("peerName")]
    said = {f"- {row['key']}: {row['note']}": None for row in measured if row["note"]}
    skipped = {f"- Not run: {why}.": None for row in measured for why in row["skipped"]}
    missed = [
        f"- {row['job']}: did not count: {name} ({why})." for row in measured for name, why in row["missed"].items()
    ]
    method = [
        "- To a gap, both sides stop at the first iteration whose objective is at the target; the judge confirms it. "
        "Ours is a whole fit for each gap; the peer's clock is read inside one fit.",
        "- Peers run with OPENBLAS_THREAD_TIMEOUT=4, in both precisions, on one thread and on all; those without such "
        "a stop run at several tolerances.",
        "- After the first round only peers within 1.5 times the best run again, and none that took more than two minutes.",
    ]
    busy = [
        f"- **Not to be quoted: the machine was busy with other work** ({report['load']:.1f} busy cores at the beginning). "
        "Threads that wait for each other suffer most from that."
    ] if report["load"] > QUIET_LOAD else []
    quick = ["- A quick run: only the peers' best known settings."] if report["quick"] else []
    return ["Notes:", "", *busy, *method, *quick, *said, *skipped, *missed, ""]
