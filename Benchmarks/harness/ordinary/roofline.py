"""What this machine can do at best, measured beside passes of the library, and what of it each row uses."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..jobs import CORES
from ..measure import run_process
from .data import Table, dense

BYTES = {"uint8": 1, "float": 4, "double": 8}


@dataclass(frozen=True)
class PassRow:
    """One pass, and what share of what it is to reach."""

    key: str
    table: Table
    goal: float
    # Whether it is held against reading memory, or else against a product of matrices.
    reads: bool


PASSES = (
    PassRow("pass-n-1000000", dense(1_000_000, 50, 5), 0.4, reads=True),
    PassRow("pass-k-100", dense(20_000, 50, 100), 0.4, reads=False),
)
# What the loss of one class of one row may take besides the products, on two cores, in seconds.
LOSS = 0.7e-9


def pass_bytes(table: Table) -> float:
    """What one pass reads: numbers, and of sparse rows also their columns."""
    if table.numbers is not None:
        return table.rows * table.numbers * (8 + 4)
    return table.rows * table.columns * BYTES[table.storage]


def pass_flops(table: Table) -> float:
    """Of the two products of one pass, of which a multiplication and an addition are two."""
    return 4 * table.rows * (table.numbers or table.columns) * table.score_columns


def measured_pass(row: PassRow, binary: Path) -> dict[str, Any]:
    """The best of 50 passes, readings of memory and products, in turn in one process."""
    row.table.ensure()
    job = row.table.options | {"kind": "roofline", "precision": "single"}
    outcome = run_process([str(binary), json.dumps(job)], CORES)
    size = f"{row.table.rows:,} × {row.table.columns}, K {row.table.classes}"
    result = {"key": row.key, "job": f"one pass, {size}, Float"}
    if "error" in outcome:
        return result | {"status": outcome["error"]}
    seconds, read, product = (outcome.get(name) for name in ("seconds", "readBytesPerSecond", "productFlopsPerSecond"))
    result |= {"status": "measured", "seconds": seconds, "median": outcome["medianSeconds"]}
    result |= {"readBytesPerSecond": read, "productFlopsPerSecond": product, "goal": row.goal, "reads": row.reads}
    if row.reads:
        least, losses = pass_bytes(row.table) / read, 0.0
    elif product:
        least, losses = pass_flops(row.table) / product, LOSS * row.table.rows * row.table.classes
    else:
        return result | {"status": "no CBLAS to compare with"}
    return result | {"share": least / seconds, "atMost": least / row.goal + losses}


def speeds(passes: list[dict[str, Any]]) -> tuple[float, float] | None:
    """The best seen of reading, in bytes a second, and of products, in flops a second."""
    pairs = [(line.get("readBytesPerSecond"), line.get("productFlopsPerSecond")) for line in passes]
    reads, products = [read for read, _ in pairs if read], [product for _, product in pairs if product]
    return (max(reads), max(products)) if reads and products else None


def use(table: Table, passes: int, seconds: float) -> dict[str, float]:
    """Bytes and flops of all passes of a fit, and how many a second that is."""
    read, flops = passes * pass_bytes(table), passes * pass_flops(table)
    return {
        "passes": passes, "bytes": read, "flops": flops, "bytesPerSecond": read / seconds,
        "flopsPerSecond": flops / seconds,
    }


def least_seconds(line: dict[str, Any], speeds: tuple[float, float]) -> float:
    """What the passes of that row would take at the speed of reading or of products, whichever takes longer."""
    return max(line["roofline"]["bytes"] / speeds[0], line["roofline"]["flops"] / speeds[1])
