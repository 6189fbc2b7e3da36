"""The rows that grow as a picture: seconds against rows, columns and classes, both axes logarithmic, as SVG."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from . import roofline

Line = dict[str, Any]
Point = tuple[float, float]

WIDTH, HEIGHT = 960, 400
PANEL_WIDTH, PANEL_HEIGHT, TOP, LEFT, GAP = 250, 270, 56, 70, 52

PANELS = (
    ("n", "rows", "rows (50 columns, 5 classes)"),
    ("p", "columns", "columns (5,000 rows, 5 classes)"),
    ("k", "classes", "classes (20,000 rows, 50 columns)"),
)

# The card has its own ground in either scheme, so that it is read wherever it is shown.
STYLE = """
  .ground { fill: #ffffff } .word { fill: #1d2733 } .grid { stroke: #d9dfe7 } .frame { stroke: #8f9bab; fill: none }
  .line { fill: none; stroke-width: 2; stroke-linejoin: round }
  .ours { stroke: #c2410c } .dot-ours { fill: #c2410c } .goal { stroke: #1d4ed8 } .dot-goal { fill: #1d4ed8 }
  .best { stroke: #0f766e; stroke-dasharray: 6 4 } .dot-best { fill: #0f766e }
  .least { stroke: #6b7280; stroke-dasharray: 2 4 } .dot-least { fill: #6b7280 }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #1b1f26 } .word { fill: #e4e8ee } .grid { stroke: #363d48 } .frame { stroke: #7b8696 }
    .ours { stroke: #fb923c } .dot-ours { fill: #fb923c } .goal { stroke: #7aa7ff } .dot-goal { fill: #7aa7ff }
    .best { stroke: #5eead4 } .dot-best { fill: #5eead4 } .least { stroke: #a4adba } .dot-least { fill: #a4adba }
  }
"""

SERIES = (
    ("ours", "swift-estimators"), ("goal", "scikit-learn lbfgs, all threads"), ("best", "the best peer"),
    ("least", "our passes at the machine's speed"),
)


@dataclass(frozen=True)
class Scale:
    """A logarithmic axis from `low` to `high`, whole powers of ten, drawn from `start` over `length`."""

    low: int
    high: int
    start: float
    length: float

    def place(self, value: float) -> float:
        return self.start + self.length * (math.log10(value) - self.low) / (self.high - self.low)

    def powers(self) -> range:
        return range(self.low, self.high + 1)


def spanning(values: list[float], start: float, length: float) -> Scale:
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return Scale(low, max(high, low + 1), start, length)


def series(lines: list[Line], axis: str, size: str, speeds: tuple[float, float] | None) -> dict[str, list[Point]]:
    """The points of all curves of one panel, in the order of their size."""
    found: dict[str, list[Point]] = {name: [] for name, _ in SERIES}
    rows = [one for one in lines if one["status"] == "measured" and is_of(one["key"], axis)]
    for one in sorted(rows, key=lambda one: one[size]):
        times = {"ours": one["ours"], "goal": one["reference"]["seconds"], "best": one["best"]["seconds"]}
        times["least"] = roofline.least_seconds(one, speeds) if speeds else None
        for name, seconds in times.items():
            if seconds:
                found[name].append((one[size], seconds))
    return found


def is_of(key: str, axis: str) -> bool:
    letter, _, number = key.partition("-")
    return letter == axis and number.isdigit()


def picture(lines: list[Line], passes: list[Line]) -> str:
    """The whole picture; panels without a measurement are left out."""
    speeds = roofline.speeds(passes)
    panels = [(series(lines, axis, size, speeds), title) for axis, size, title in PANELS]
    kept = [(curves, title) for curves, title in panels if curves["ours"]]
    seconds = [time for curves, _ in kept for points in curves.values() for _, time in points]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        'role="img" font-family="-apple-system, \'Helvetica Neue\', Helvetica, Arial, sans-serif" font-size="13">',
        "<title>Seconds of a fit against rows, columns and classes</title>",
        f"<style>{STYLE}</style>",
        f'<rect class="ground" width="{WIDTH}" height="{HEIGHT}" rx="12"/>',
        *legend(),
    ]
    for number, (curves, title) in enumerate(kept):
        vertical = spanning(seconds, TOP + PANEL_HEIGHT, -PANEL_HEIGHT)
        parts += panel(curves, title, LEFT + number * (PANEL_WIDTH + GAP), vertical, labelled=number == 0)
    return "\n".join([*parts, "</svg>", ""])


def legend() -> Iterator[str]:
    left = LEFT
    for name, words in SERIES:
        yield f'<line class="line {name}" x1="{left}" y1="28" x2="{left + 26}" y2="28"/>'
        yield f'<circle class="dot-{name}" cx="{left + 13}" cy="28" r="3.5"/>'
        yield text(left + 33, 32, words, "start")
        left += 56 + round(6.7 * len(words))


def panel(
    curves: dict[str, list[Point]], title: str, left: float, vertical: Scale, labelled: bool
) -> Iterator[str]:
    """Grid, axes and curves; the seconds are the same in all panels, so that the first alone tells them."""
    horizontal = spanning([size for points in curves.values() for size, _ in points], left, PANEL_WIDTH)
    bottom = TOP + PANEL_HEIGHT
    for power in horizontal.powers():
        at = horizontal.place(10.0**power)
        yield f'<line class="grid" x1="{at:.1f}" y1="{TOP}" x2="{at:.1f}" y2="{bottom}"/>'
        yield text(at, bottom + 19, f"{10**power:,}", "middle")
    for power in vertical.powers():
        at = vertical.place(10.0**power)
        yield f'<line class="grid" x1="{left}" y1="{at:.1f}" x2="{left + PANEL_WIDTH}" y2="{at:.1f}"/>'
        if labelled:
            yield text(left - 7, at + 4, time_label(power), "end")
    yield f'<rect class="frame" x="{left}" y="{TOP}" width="{PANEL_WIDTH}" height="{PANEL_HEIGHT}"/>'
    yield text(left + PANEL_WIDTH / 2, bottom + 46, title, "middle")
    for name, _ in reversed(SERIES):
        yield from curve(name, [(horizontal.place(size), vertical.place(time)) for size, time in curves[name]])


def curve(name: str, points: list[Point]) -> Iterator[str]:
    if not points:
        return
    yield f'<polyline class="line {name}" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}"/>'
    for x, y in points:
        yield f'<circle class="dot-{name}" cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>'


def text(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text class="word" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{words}</text>'


def time_label(power: int) -> str:
    unit, shift = ("s", 0) if power >= 0 else ("ms", 3) if power >= -3 else ("µs", 6)
    return f"{10 ** (power + shift):g} {unit}"
