"""The second screen as lines of a given size, to be read at two metres: the question large, the rest around it.

A terminal has one size of letters, so that large means bold, few words a line, and an empty line between two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from interviewkit.console import paint
from interviewkit.output import cells
from interviewkit.session.watching import Said, Screen, Waiting

LEAVING = "q leaves"
WORDS = "unexplained words"
_SMALL = 8  # rows below which only the question and what comes next have room
_ASIDE = 4  # rows that what is open has at least: a rule, a title, two lines
_NARROW, _WIDE = 24, 64  # columns between which the large text keeps its few words a line
_BESIDE = 44  # columns from which what is open stands side by side
_READ = 24  # columns that a list needs beside another where items stand too
_ENDLESS = 10_000  # rows
_NO_BREAK = "\N{NO-BREAK SPACE}"
_AIRY = 40  # rows from which there is air between the things of a list


class _Large(NamedTuple):
    """Large text with the small word above it."""

    label: str
    text: str
    style: str


class _Column(NamedTuple):
    """A list of what is open: its title and its lines for a width."""

    title: str
    lines: list[str]


def fitted(screen: Screen, width: int, height: int) -> list[str]:
    """At most `height` lines of at most `width` columns; what has no room is left out, the question last."""
    head = _head(screen, width)
    free = height - len(head)
    if free < _SMALL:
        return [*head[: max(height - 1, 0)], *_large(screen, width, height - min(len(head), max(height - 1, 0)))]
    last = _last(screen, width, each=1 if height < 20 else 2 if height < _AIRY else 3)
    room = free - len(last)
    aside = _aside(screen, width, _left_of(room, screen, width), airy=height >= _AIRY)
    return [*head, *_large(screen, width, room - len(aside)), *aside, *last]


def _left_of(room: int, screen: Screen, width: int) -> int:
    """The rows for what is open: what the large text leaves; it gives up its air for them, and its size for items."""
    hero = _hero(screen)
    airy, close = (len(_spread(hero, _measure(width), gap)) for gap in (1, 0))
    if screen.items:
        airy, close = close, len(_spread(hero, max(width - 4, 1), gap=0))
    rows = max(_ASIDE, room - airy)
    wanted = len(_aside(screen, width, _ENDLESS, airy=False))
    if wanted > rows:
        rows = max(rows, min(wanted, room - close))
    return min(rows, room - 3)


def printed(screen: Screen, width: int) -> list[str]:
    """The whole of it below each other, nothing left out: for where there is no terminal."""
    lines = _head(screen, width, leaving="")[:-1]
    for label, text, _ in _hero(screen):
        lines += ["", *_hanging(f"{label}: " if label else "", text, width)]
    for title, listed in _columns(screen, width):
        lines += ["", title, *listed]
    if screen.last:
        lines += ["", *(line for said in screen.last for line in _entry(said, width))]
    return [line.rstrip() for line in lines]


def _head(screen: Screen, width: int, leaving: str = LEAVING) -> list[str]:
    """The phase and the clock, whom it is with, and what is wrong."""
    place = "the interview has ended" if screen.ended else screen.place
    lines = [_sides(place, screen.clock, width, "bold", "yellow" if screen.late else "bold")]
    lines.append(_sides(screen.about, leaving, width, "dim", "dim"))
    if screen.trouble:
        lines.append(paint(_cut(screen.trouble, width), "yellow"))
    return [*lines, ""]


def _sides(left: str, right: str, width: int, left_style: str, right_style: str) -> str:
    """A line with something at both ends."""
    right = _cut(right, width)
    left = _cut(left, max(width - cells(right) - 2, 0))
    gap = " " * (width - cells(left) - cells(right))
    return f"{paint(left, left_style)}{gap}{paint(right, right_style)}".rstrip()


def _hero(screen: Screen) -> list[_Large]:
    """What is said now and what comes next."""
    large = [_Large("now", screen.question, "bold")] if screen.question else []
    if screen.following:
        large.append(_Large(screen.following.how, screen.following.text, "cyan"))
    if screen.ended:
        large.append(_Large("", "The interview has ended.", "bold"))
    return large


def _measure(width: int) -> int:
    """The columns of large text: few words, also on a wide terminal."""
    return min(max(width * 9 // 20, _NARROW), _WIDE, max(width - 2, 1))


def _large(screen: Screen, width: int, rows: int) -> list[str]:
    """Exactly `rows` lines with the large text in their middle, as airy as there is room."""
    hero = _hero(screen)
    wide = max(width - 4, 1)
    for measure, gap in ((_measure(width), 1), (_measure(width), 0), (wide, 1), (wide, 0)):
        lines = _spread(hero, measure, gap)
        if len(lines) <= rows:
            break
    else:
        lines = _squeezed(hero, wide, rows)
    above = (rows - len(lines)) // 2
    centred = [" " * ((width - cells(line)) // 2) + line if line else "" for line in lines]
    return [*[""] * above, *centred, *[""] * (rows - above - len(lines))]


def _spread(hero: Sequence[_Large], measure: int, gap: int) -> list[str]:
    """Large texts below each other, `gap` empty lines between two lines of one."""
    lines: list[str] = []
    for label, text, style in hero:
        lines += [""] if lines else []
        lines += [paint(label, "dim")] if label else []
        for number, line in enumerate(_balanced(text, measure)):
            lines += [""] * gap if number else []
            lines.append(paint(paint(line, style), "bold"))
    return lines


def _squeezed(hero: Sequence[_Large], measure: int, rows: int) -> list[str]:
    """As much of the large texts as a few rows hold: half of them to each, what comes next with its word before it."""
    lines: list[str] = []
    for place, (label, said, style) in enumerate(hero):
        share = max((rows - len(lines)) // (len(hero) - place), 0)
        text = f"{label}: {said}" if place else said
        lines += [paint(paint(line, style), "bold") for line in _shortened(_wrapped(text, measure), share, measure)]
    return lines


def _columns(screen: Screen, width: int, *, airy: bool = False) -> list[_Column]:
    """What is open, as lists of lines that fit a width."""
    parked = [_parked(one, width) for one in screen.parked]
    words = [_below_itself(word, width) for word in screen.words]
    items = [_hanging("   ", title, width) for title in screen.items]
    named = (("what may answer it", items), ("parked", parked), (WORDS, words))
    return [_Column(title, _below(things, airy=airy)) for title, things in named if things]


def _below(things: Sequence[Sequence[str]], *, airy: bool) -> list[str]:
    """The lines of things below each other, with or without air between them."""
    lines = [line for lines in things for line in (*lines, *([""] if airy else []))]
    return lines[:-1] if airy else lines


def _aside(screen: Screen, width: int, rows: int, *, airy: bool) -> list[str]:
    """What is open under a rule: side by side where there is room, at most `rows` lines."""
    count = len(_columns(screen, width))
    if not count or rows < _ASIDE - 1:
        return []
    rule = paint("─" * width, "dim")
    if width < _BESIDE:
        below = [line for title, lines in _columns(screen, width) for line in (_cut(title, width), *lines)]
        return [rule, *_shortened(below, rows - 1, width)]
    share = (width - 3 * (count - 1)) // count
    if screen.items and count > 1 and share < _READ:
        return _items_first(screen, width, rows, airy=airy)
    return [rule, *_side_by_side(screen, width, rows - 1, airy=airy)]


def _items_first(screen: Screen, width: int, rows: int, *, airy: bool) -> list[str]:
    """The items over the whole width, below them the rest where there is room for some of it."""
    rest = replace(screen, items=())
    (title, lines), *_ = _columns(replace(screen, parked=(), words=()), width)
    items = [paint(_cut(title, width), "dim"), *_shortened(lines, rows - 2, width)]
    return [paint("─" * width, "dim"), *items, *_aside(rest, width, rows - 1 - len(items), airy=airy)]


def _side_by_side(screen: Screen, width: int, rows: int, *, airy: bool) -> list[str]:
    """The lists beside each other under their titles, at most `rows` lines."""
    count = len(_columns(screen, width))
    share = (width - 3 * (count - 1)) // count
    columns = [
        [paint(_cut(title, share), "dim"), *_shortened(_joined(screen, title, lines, share, rows - 1), rows - 1, share)]
        for title, lines in _columns(screen, share, airy=airy)
    ]
    height = max(map(len, columns))
    filled = [[*column, *[""] * (height - len(column))] for column in columns]
    return ["   ".join(_padded(part, share) for part in parts).rstrip() for parts in zip(*filled, strict=True)]


def _joined(screen: Screen, title: str, lines: list[str], width: int, rows: int) -> list[str]:
    """Words stand one a line, or in rows where they are too many; one of several words is not broken there."""
    if len(lines) <= rows or title != WORDS:
        return lines
    whole = "  ·  ".join(word.replace(" ", _NO_BREAK) for word in screen.words)
    return [line.replace(_NO_BREAK, " ") for line in _hanging("   ", whole, width)]


def _last(screen: Screen, width: int, each: int) -> list[str]:
    """The last entries under a rule, each in at most so many lines."""
    if not screen.last:
        return []
    entries = [_shortened(_entry(said, width), each, width) for said in screen.last]
    return [paint("─" * width, "dim"), *_below(entries, airy=each > 2)]


def _entry(said: Said, width: int) -> list[str]:
    tags = f"   ({said.tags})" if said.tags else ""
    return _hanging(f"{said.number}  ", f"{said.words}{tags}", width)


def _parked(one: Waiting, width: int) -> list[str]:
    lines = _hanging(f"{one.number}  ", one.question, width)
    return [*lines, *_hanging("   ", f"because {one.why}", width)] if one.why else lines


def _below_itself(word: str, width: int) -> list[str]:
    """A word of theirs; what has no room beside its beginning stands deeper, so that it is not read as another one."""
    first, *rest = _wrapped(word, max(width - 5, 1)) or [""]
    return [f"   {first}", *(f"     {line}" for line in rest)] if width > 5 else _hanging("   ", word, width)


def _hanging(label: str, text: str, width: int) -> list[str]:
    """Text wrapped beside a label."""
    beside = " " * cells(label)
    wrapped = _wrapped(text, max(width - len(beside), 1))
    return [f"{label if number == 0 else beside}{line}" for number, line in enumerate(wrapped)]


def _shortened(lines: list[str], rows: int, width: int) -> list[str]:
    """The first `rows` of the lines; where more would follow, the last one ends in a sign that says so."""
    if len(lines) <= rows:
        return lines
    return [*lines[: rows - 1], _cut(f"{lines[rows - 1]} …", width, always=True)] if rows > 0 else []


def _balanced(text: str, width: int) -> list[str]:
    """Words in as few lines, of about one length: no last word stands alone."""
    lines = _wrapped(text, width)
    longest = max(map(cells, text.split(" ")))
    while width > longest and len(closer := _wrapped(text, width - 1)) == len(lines):
        lines, width = closer, width - 1
    return lines


def _wrapped(text: str, width: int) -> list[str]:
    """Words in lines of a width in columns; a word that is longer than a line is broken."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if cells(longer) <= width:
            line = longer
            continue
        lines += [line] if line else []
        *full, line = _broken(word, width)
        lines += full
    return [*lines, line] if line else lines


def _broken(word: str, width: int) -> list[str]:
    """A word in pieces of a width; signs that take no column stay with the one before."""
    pieces = [""]
    for sign in word:
        if cells(pieces[-1] + sign) > width and pieces[-1]:
            pieces.append("")
        pieces[-1] += sign
    return pieces


def _cut(text: str, width: int, *, always: bool = False) -> str:
    """Text that fits a width, with a sign where something is missing."""
    if cells(text) <= width:
        return text
    text = text.removesuffix(" …") if always else text
    while text and cells(text) > width - 1:
        text = text[:-1]
    return f"{text}…" if width > 0 else ""


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cells(text))
