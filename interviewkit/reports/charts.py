"""Small pictures as inline SVG: an interval, a bar of customers, a curve, a trend.

Colours are the page's (classes, so that dark mode and print may change them); every picture says in words
what it shows, and a sign stands wherever a colour does. Sizes are in the SVG's own units.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any

from interviewkit.reports.filters import cut, one_line
from interviewkit.reports.wording import SIGNS, percent, percents

_PER_ROW, _CELL, _GAP = 15, 20, 3
_WIDE, _HIGH, _MARGIN = 160, 22, 6
_BAR_STEP, _BARS_WIDE, _FIGURE_WIDE = 46, 230, 190
_TREND_WIDE, _TREND_HIGH, _TREND_TOP, _TREND_LEFT, _TREND_NAMES = 300, 56, 8, 48, 20
_NAME_WIDE = 84  # how much of a trend's width a name below it may take
_CURVE_WIDE, _CURVE_HIGH, _LEFT, _TOP, _BASE = 640, 190, 34, 14, 160


def interval(share: float | None, bounds: Sequence[float], line: float) -> str:
    """A share with its interval on a scale from none to all, against the policy's line; all fractions of 1."""
    low, high = (bound * _WIDE for bound in bounds)
    if share is None:
        return _svg("interval", _WIDE, _HIGH, "nobody was heard who could have spoken to it", [_axis(line)], _MARGIN)
    told = f"{percent(share)}, interval {percents(*bounds)}; the line is at {percent(line)}"
    return _svg(
        "interval",
        _WIDE,
        _HIGH,
        told,
        [
            _axis(line),
            f'<rect class="range" x="{low:.1f}" y="8" width="{max(high - low, 1):.1f}" height="6" rx="3"/>',
            f'<circle class="point" cx="{share * _WIDE:.1f}" cy="11" r="4.5"/>',
        ],
        _MARGIN,
    )


def customers(cells: Sequence[Mapping[str, Any]], told: str) -> str:
    """One cell for each customer that counts, by state and then as given, each with name and state as its title.

    `told` says the whole in words.
    """
    order = list(SIGNS)
    ordered = sorted(cells, key=lambda cell: order.index(cell["state"]))
    step = _CELL + _GAP
    rows = -(-len(ordered) // _PER_ROW)
    wide = min(len(ordered), _PER_ROW) * step - _GAP
    drawn = [_cell(cell, place % _PER_ROW * step, place // _PER_ROW * step) for place, cell in enumerate(ordered)]
    return _svg("customers", max(wide, 1), max(rows * step - _GAP, 1), told, drawn)


def curve(points: Sequence[Mapping[str, Any]]) -> str:
    """Words heard so far after each interview (line) and new ones in each (bars); nothing under two interviews."""
    if len(points) < 2:
        return ""
    top = max(point["total"] for point in points) or 1
    step = (_CURVE_WIDE - _LEFT - 10) / len(points)
    across = [_LEFT + step * (place + 0.5) for place in range(len(points))]
    up = [_height(point["total"], top) for point in points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(across, up, strict=True))
    dots = "".join(f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in zip(across, up, strict=True))
    told = f"{points[-1]['total']} words after {len(points)} interviews; after each: "
    told += ", ".join(str(point["total"]) for point in points)
    return _svg(
        "curve",
        _CURVE_WIDE,
        _CURVE_HIGH,
        told,
        [*_scale(top), *_bars(points, across, step, top), f'<polyline class="line" points="{path}"/>', dots],
    )


def dots(bars: Sequence[Mapping[str, Any]]) -> str:
    """A bar for each problem that was voted on, with its dots in figures; nothing without a dot.

    Each bar has name, dots, and said: a word on what became of it, or nothing; those with a word are filled.
    """
    top = max((bar["dots"] for bar in bars), default=0)
    if not top:
        return ""
    told = "Dots: " + ", ".join(f"{one_line(bar['name'])} {bar['dots']}" for bar in bars)
    drawn = [_dots_bar(bar, place * _BAR_STEP, bar["dots"] / top) for place, bar in enumerate(bars)]
    return _svg("dots", _BARS_WIDE + _FIGURE_WIDE, len(bars) * _BAR_STEP, told, drawn)


def _dots_bar(bar: Mapping[str, Any], y: int, part: float) -> str:
    """The problem's name, below it the bar, behind that the figure."""
    name, wide = one_line(bar["name"]), max(part * _BARS_WIDE, 2)
    said = f"{bar['dots']} · {bar['said']}" if bar["said"] else str(bar["dots"])
    return (
        f'<g class="{"chosen" if bar["said"] else "left"}"><title>{escape(f"{name}: {said}")}</title>'
        f'<text x="0" y="{y + 14}">{escape(cut(name, 56))}</text>'
        f'<rect x="0" y="{y + 20}" width="{wide:.1f}" height="14" rx="3"/>'
        f'<text class="figure" x="{wide + 8:.1f}" y="{y + 31.5}">{escape(said)}</text></g>'
    )


def trend(points: Sequence[Mapping[str, Any]], line: float) -> str:
    """A share at several moments (`at`, stored form), each with its interval behind it, against the policy's line.

    Shares and line are fractions of 1; what lies apart in time lies apart in the picture, which is named below as
    far as names have room. A moment at which nobody had been heard has no share and is left out of the line.
    """
    moments = [datetime.fromisoformat(point["at"]).timestamp() for point in points]
    length = (moments[-1] - moments[0]) or 1.0
    across = [(moment - moments[0]) / length * _TREND_WIDE for moment in moments]
    drawn = [(x, point) for x, point in zip(across, points, strict=True) if point["share"] is not None]
    path = " ".join(f"{x:.1f},{_down(point['share']):.1f}" for x, point in drawn)
    parts = [
        *(_rung(share) for share in (0, 1)),
        f'<line class="policy" x1="0" y1="{_down(line):.1f}" x2="{_TREND_WIDE}" y2="{_down(line):.1f}"/>',
        *(_upright(x, *point["interval"]) for x, point in drawn),
        f'<polyline class="line" points="{path}"/>',
        *(f'<circle class="dot" cx="{x:.1f}" cy="{_down(point["share"]):.1f}" r="3"/>' for x, point in drawn),
        *_names(across, [str(point["name"]) for point in points]),
    ]
    told = "; ".join(f"{point['name']}: {point['said']}" for point in points)
    said = f"share that supports it; {told}; the line is at {percent(line)}"
    return _svg(
        "trend",
        _TREND_WIDE + _TREND_LEFT - _MARGIN,
        _TREND_TOP + _TREND_HIGH + _TREND_NAMES,
        said,
        parts,
        _MARGIN,
        _TREND_LEFT,
    )


def _down(share: float) -> float:
    """How far below the top of a trend a share lies."""
    return _TREND_TOP + _TREND_HIGH * (1 - share)


def _rung(share: float) -> str:
    """One end of a trend's scale."""
    y = _down(share)
    return (
        f'<line class="grid" x1="0" y1="{y:.1f}" x2="{_TREND_WIDE}" y2="{y:.1f}"/>'
        f'<text class="scale" x="-8" y="{y + 4:.1f}">{percent(share)}</text>'
    )


def _upright(x: float, low: float, high: float) -> str:
    """An interval at its moment; as high as it must be to be seen."""
    top, ground = _down(high), max(_down(low), _down(high) + 1)
    return f'<line class="range" x1="{x:.1f}" y1="{ground:.1f}" x2="{x:.1f}" y2="{top:.1f}"/>'


def _names(across: Sequence[float], names: Sequence[str]) -> list[str]:
    """The names of a trend's moments, cut, below them: the first, the last, and between them those with room."""
    y, last = _TREND_TOP + _TREND_HIGH + 16, len(across) - 1
    shown, taken = [], float("-inf")
    for place, (x, name) in enumerate(zip(across, names, strict=True)):
        if place not in (0, last) and (x - _NAME_WIDE / 2 < taken or x + _NAME_WIDE * 1.1 > across[-1]):
            continue
        at = "first" if place == 0 else "last" if place == last else ""
        taken = x + (_NAME_WIDE if place == 0 else _NAME_WIDE / 2)
        shown.append(f'<text class="name {at}" x="{x:.1f}" y="{y}">{escape(cut(name, 14))}</text>')
    return shown


def _axis(line: float) -> str:
    at = line * _WIDE
    return (
        f'<line class="axis" x1="0" y1="11" x2="{_WIDE}" y2="11"/>'
        f'<line class="policy" x1="{at:.1f}" y1="1" x2="{at:.1f}" y2="21"/>'
    )


def _cell(cell: Mapping[str, Any], x: int, y: int) -> str:
    state = cell["state"]
    title = escape(one_line(f"{cell['name']}: {cell['said']}"))
    return (
        f'<g class="cell {state}"><title>{title}</title>'
        f'<rect x="{x + 0.5}" y="{y + 0.5}" width="{_CELL - 1}" height="{_CELL - 1}" rx="3"/>'
        f'<text x="{x + _CELL / 2}" y="{y + _CELL / 2 + 4.5}">{SIGNS[state]}</text></g>'
    )


def _height(value: int, top: int) -> float:
    return _BASE - value / top * (_BASE - _TOP)


def _scale(top: int) -> list[str]:
    ticks = sorted({0, top // 2, top})
    return [
        f'<line class="grid" x1="{_LEFT}" y1="{_height(tick, top):.1f}" x2="{_CURVE_WIDE}"'
        f' y2="{_height(tick, top):.1f}"/>'
        f'<text class="tick" x="{_LEFT - 8}" y="{_height(tick, top) + 4:.1f}">{tick}</text>'
        for tick in ticks
    ]


def _bars(points: Sequence[Mapping[str, Any]], across: Sequence[float], step: float, top: int) -> list[str]:
    wide = min(step * 0.5, 22)
    every = -(-len(points) // 12)
    bars = []
    for place, (point, x) in enumerate(zip(points, across, strict=True)):
        y = _height(point["new"], top)
        title = escape(f"{point['interview']}: {point['new']} new, {point['total']} so far")
        bars.append(
            f'<g><title>{title}</title><rect class="new" x="{x - wide / 2:.1f}" y="{y:.1f}" width="{wide:.1f}"'
            f' height="{_BASE - y:.1f}"/></g>'
        )
        if place % every == 0:
            bars.append(f'<text class="tick number" x="{x:.1f}" y="{_BASE + 18}">{place + 1}</text>')
    return bars


def _svg(kind: str, wide: int, high: int, told: str, parts: Iterable[str], margin: int = 0, left: int = 0) -> str:
    """A picture of this size with a margin left and right, which begins at `-left` (or at the margin); `told` is what
    it says to who cannot see it."""
    across, start = wide + 2 * margin, -(left or margin)
    return (
        f'<svg class="{kind}" viewBox="{start} 0 {across} {high}" width="{across}" height="{high}" role="img"'
        f' aria-label="{escape(told)}">{"".join(parts)}</svg>'
    )
