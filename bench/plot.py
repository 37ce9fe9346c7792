"""Draws how figures grow, as an SVG: one small plot for each, both axes in powers of ten."""

from collections.abc import Mapping
from html import escape
from math import ceil, floor, log10

WIDE, HIGH, COLUMNS = 300, 190, 2
LEFT, TOP, RIGHT, BOTTOM = 54, 34, 16, 30  # around a plot
NOTE = "Across: profiles. A broken line is as steep as their number."
STYLE = """
text { font: 12px system-ui, sans-serif; fill: #24302f; }
.title { font-weight: 600; }
.grid { stroke: #d9dedb; }
.even { stroke: #8a9693; stroke-dasharray: 3 4; fill: none; }
.line { stroke: #1d6b62; stroke-width: 2; fill: none; }
.dot { fill: #1d6b62; }
.paper { fill: #fff; }
@media (prefers-color-scheme: dark) {
  text { fill: #dfe6e3; }
  .grid { stroke: #33403d; }
  .even { stroke: #788682; }
  .line { stroke: #6cc4b6; }
  .dot { fill: #6cc4b6; }
  .paper { fill: #14191b; }
}
"""
Figures = Mapping[int, Mapping[str, float]]
Points = list[tuple[float, float]]


def drawn(by_size: Figures) -> str:
    """The figures of every size, by name; a broken line shows what would grow as the number itself does."""
    names = list(next(iter(by_size.values())))
    rows = ceil(len(names) / COLUMNS)
    parts = [
        f'<g transform="translate({place % COLUMNS * WIDE} {place // COLUMNS * HIGH})">'
        + _plot(name, [(size, figures[name]) for size, figures in by_size.items()])
        + "</g>"
        for place, name in enumerate(names)
    ]
    wide, high = WIDE * COLUMNS, HIGH * rows + BOTTOM
    note = f'<text x="{LEFT}" y="{high - 10}">{NOTE}</text>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" role="img"'
        f' aria-labelledby="title desc">\n<title id="title">How the cost of a build grows</title>\n'
        f'<desc id="desc">{escape(_described(by_size, names))}</desc>\n<style>{STYLE}</style>\n'
        f'<rect class="paper" width="{wide}" height="{high}"/>\n' + "\n".join([*parts, note]) + "\n</svg>\n"
    )


def _described(by_size: Figures, names: list[str]) -> str:
    sizes = list(by_size)
    least, most = by_size[sizes[0]], by_size[sizes[-1]]
    ends = "; ".join(f"{name} from {least[name]:,.3g} to {most[name]:,.3g}" for name in names)
    return f"From {sizes[0]:,} to {sizes[-1]:,} profiles, both axes in powers of ten: {ends}."


class Axis:
    """Powers of ten along a line from `start` to `end`."""

    def __init__(self, values: list[float], start: float, end: float) -> None:
        self.least = floor(log10(min(values)))
        self.most = max(ceil(log10(max(values))), self.least + 1)
        self.start, self.end = start, end

    def at(self, value: float) -> float:
        share = (log10(value) - self.least) / (self.most - self.least)
        return round(self.start + share * (self.end - self.start), 1)

    def ticks(self) -> list[tuple[float, str]]:
        powers = range(self.least, self.most + 1)
        return [(self.at(10.0**power), _short(power)) for power in powers]


def _plot(name: str, points: Points) -> str:
    points = [(size, max(value, 1e-3)) for size, value in points]
    across = Axis([size for size, _ in points], LEFT, WIDE - RIGHT)
    up = Axis([value for _, value in points], HIGH - BOTTOM, TOP)
    parts = [f'<text class="title" x="{LEFT}" y="20">{escape(name)}</text>']
    for y, label in up.ticks():
        parts.append(f'<path class="grid" d="M{LEFT} {y}H{WIDE - RIGHT}"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y + 4}" text-anchor="end">{label}</text>')
    for x, label in across.ticks():
        parts.append(f'<path class="grid" d="M{x} {TOP}V{HIGH - BOTTOM}"/>')
        parts.append(f'<text x="{x}" y="{HIGH - 12}" text-anchor="middle">{label}</text>')
    parts.append(f'<path class="even" d="{_even(points, across, up)}"/>')
    path = "L".join(f"{across.at(size)} {up.at(value)}" for size, value in points)
    parts.append(f'<path class="line" d="M{path}"/>')
    parts += [
        f'<circle class="dot" r="3" cx="{across.at(size)}" cy="{up.at(value)}"/>' for size, value in points
    ]
    return "\n".join(parts)


def _even(points: Points, across: Axis, up: Axis) -> str:
    """As steep as the number of profiles, through the last point, as far as it stays in the plot."""
    size, value = points[-1]
    first = max(points[0][0], size * 10.0**up.least / value)
    return f"M{across.at(first)} {up.at(value * first / size)}L{across.at(size)} {up.at(value)}"


def _short(power: int) -> str:
    """'10 k' for the fourth power of ten."""
    if power < 0:
        return f"{10.0**power:g}"
    return f"{10 ** (power % 3)}" + ("", " k", " m", " bn")[power // 3]
