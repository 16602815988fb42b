"""A process as a picture: inline SVG for a page, a Mermaid flowchart for Markdown.

Both are drawn from plain steps (`number`, `by`, `takes`, and under `page` what they say in words); a table with
every word stands beside them, so a picture may cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from unicodedata import east_asian_width

from interviewkit.reports.asking import Plain
from interviewkit.reports.filters import cut, one_line

DRAWN = 40
"""At most so many steps of one telling are drawn."""

_WIDE, _LINE, _PAD, _LEFT, _BETWEEN = 300, 17, 12, 42, 20
_ROOM = 31.0  # how many middling letters of 12.5 px fit beside the number, also in a wide font
_LINES, _LONGEST = 4, 150
_ELLIPSIS = 1.6
_NARROW, _BROAD = set("iljftI.,;:'’!|()[] "), set("mwMW@%—…")

_MOST_SIGNS = 30_000  # GitHub draws no flowchart of more than 50,000 signs or 500 arrows
_MOST_ARROWS = 400
_HARMLESS = set(" ,.'’“”!?()-–·…")


def flow(steps: Sequence[Plain], told: str) -> str:
    """The steps below each other, joined by arrows, what hurts marked with a sign; `told` is its title."""
    parts = [f"<title>{escape(one_line(told))}</title>"]
    top = 1
    for place, step in enumerate(steps[:DRAWN]):
        if place:
            parts.append(_arrow(top))
            top += _BETWEEN
        drawn, high = _box(step, top)
        parts.append(drawn)
        top += high
    return (
        f'<svg class="flow" viewBox="0 0 {_WIDE} {top + 1}" width="{_WIDE}" height="{top + 1}" role="img">'
        f"{''.join(parts)}</svg>"
    )


def mermaid(lanes: Sequence[Plain]) -> str:
    """A flowchart of several tellings, each a lane with `page.title` and `steps`.

    Nothing that people said has a meaning there: every sign but letters, digits and plain punctuation is
    written as its number (Mermaid's entity codes), and all of it stands in quotation marks.
    """
    lines = [line for number, lane in enumerate(lanes, start=1) for line in _lane(number, lane)]
    return "\n".join(["flowchart TB", *lines])


def charted(lanes: Sequence[Plain]) -> int:
    """How many of the lanes, from the first on, one flowchart may hold and still be drawn; at least one."""
    signs = arrows = 0
    for number, lane in enumerate(lanes, start=1):
        signs += sum(len(line) + 1 for line in _lane(number, lane))
        arrows += len(lane["steps"])
        if number > 1 and (signs > _MOST_SIGNS or arrows > _MOST_ARROWS):
            return number - 1
    return len(lanes)


def coded(text: object) -> str:
    """Text that is only text inside a Mermaid label."""
    return "".join(sign if sign.isalnum() or sign in _HARMLESS else f"#{ord(sign)};" for sign in one_line(text))


def _lane(number: int, lane: Plain) -> list[str]:
    steps = lane["steps"][:DRAWN]
    lines = [f'  subgraph c{number}["{coded(cut(lane["page"]["title"], 60))}"]', "    direction TB"]
    for step in steps:
        page = step["page"]
        parts = [f"{step['number']}. {cut(page['text'], 80)}", cut(page["meta"], 60)]
        parts += [f"! {page['hurts']}"] if page["hurts"] else []
        label = "<br/>".join(coded(part) for part in parts if part)
        lines.append(f'    c{number}s{step["number"]}["{label}"]')
    if len(steps) > 1:
        lines.append("    " + " --> ".join(f"c{number}s{step['number']}" for step in steps))
    return [*lines, "  end"]


def _box(step: Plain, top: int) -> tuple[str, int]:
    """One step and its height."""
    page = step["page"]
    rows = [("words", line) for line in _at_most(list(_wrapped(cut(page["text"], _LONGEST))))]
    rows += [("by", _clipped(page["meta"]))] if page["meta"] else []
    rows += [("hurt", _clipped(f"! {page['hurts']}"))] if page["hurts"] else []
    high = len(rows) * _LINE + 2 * _PAD - 4
    texts = "".join(
        f'<text class="{kind}" x="{_LEFT}" y="{top + _PAD + 9 + place * _LINE}">{escape(line)}</text>'
        for place, (kind, line) in enumerate(rows)
    )
    title = escape(one_line(cut(page["text"], 600)))
    return (
        f'<g class="step{" hurts" if page["hurts"] else ""}"><title>{title}</title>'
        f'<rect x="1" y="{top}" width="{_WIDE - 2}" height="{high}" rx="6"/>'
        f'<text class="place" x="22" y="{top + _PAD + 10}">{step["number"]}</text>{texts}</g>',
        high,
    )


def _arrow(top: int) -> str:
    end = top + _BETWEEN - 2
    return f'<path class="arrow" d="M22 {top + 2}V{end}m-4 -5l4 5l4 -5"/>'


def _wrapped(text: str) -> Iterator[str]:
    """The text in lines that fit; a word that is too long for one is broken."""
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}".strip()
        if _size(longer) <= _ROOM:
            line = longer
            continue
        if line:
            yield line
        *whole, line = _broken(word)
        yield from whole
    yield line


def _at_most(lines: list[str]) -> list[str]:
    """As many lines as are drawn, the last one with … where there are more."""
    return lines if len(lines) <= _LINES else [*lines[: _LINES - 1], _clipped(" ".join(lines[_LINES - 1 :]))]


def _broken(word: str) -> list[str]:
    parts = [""]
    for sign in word:
        if _size(parts[-1] + sign) > _ROOM:
            parts.append("")
        parts[-1] += sign
    return parts


def _clipped(text: str) -> str:
    """One line that fits, with … where it was cut."""
    line = one_line(text)
    if _size(line) <= _ROOM:
        return line
    kept = ""
    for sign in line:
        if _size(kept + sign) > _ROOM - _ELLIPSIS:
            break
        kept += sign
    return f"{kept.rstrip()}…"


def _size(text: str) -> float:
    """How wide a text is, in middling letters; what fonts differ in is allowed for by `_ROOM`."""
    return sum(map(_weight, text))


def _weight(sign: str) -> float:
    if sign in _NARROW:
        return 0.55
    if sign in _BROAD:
        return 1.6
    if east_asian_width(sign) in "WF":
        return 2.0
    return 1.25 if sign.isupper() else 1.0
