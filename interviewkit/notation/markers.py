"""Single tokens: which are markers, and what markers together say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import NamedTuple

from interviewkit.errors import UsageError
from interviewkit.notation.lines import Known, Marks, Tag
from interviewkit.vocabulary import Evidence, Kind, Stance

STANCES = {"+": Stance.SUPPORTS, "-": Stance.CONTRADICTS, "=": Stance.NEUTRAL}
SHORT_TAGS = {"b": Kind.PROBLEM, "s": Kind.PROCESS, "p": Kind.PAIN}
FLAGS = ("*", "//")
STEPS = ("by:", "takes:")
QUOTES = '"“”„«»'
SHORTEST_START = 3
SHORTEST_LABEL = 2

SIGN = re.compile(r"(?i:by:|takes:)|[#+=~&-]")
# A value ends at the next quotation mark of any kind: so a thousand open ones are read once each, not squared.
TOKEN = re.compile(rf"(?i:by|takes):[{QUOTES}][^{QUOTES}]*[{QUOTES}](?!\S)|\S+")
_TAG = re.compile(r"([a-zA-Z]+)([1-3])?", re.ASCII)


class Marker(NamedTuple):
    """A token that a rule read; `name` is what it resolved to."""

    token: str
    sign: str
    name: str
    severity: int | None = None

    @property
    def excludes(self) -> str:
        """Of the markers with the same value here only one can count."""
        if self.sign in STANCES:
            return f"link {self.name}"
        return f"{self.sign} {self.name}" if self.sign in ("#", "&") else self.sign


def read(token: str, known: Known) -> Marker | str:
    """The marker that a token is, or why it is none."""
    if token in FLAGS:
        return Marker(token, token, "")
    found = SIGN.match(token)
    if not found or not token[found.end() :]:
        return "it is no marker"
    return _READERS[found[0].casefold()](token, token[found.end() :], known)


def is_near_miss(token: str) -> bool:
    """Whether a token that no rule reads begins as a marker does."""
    begins = SIGN.match(token)
    if begins and begins[0].casefold() in STEPS:
        return token != begins[0]
    return begins is not None and token[1:2].isalpha()


def is_bare(value: str) -> bool:
    """Whether the value of a step can stand without quotation marks."""
    return value[:1].isalnum() and _is_letter(value[-1]) and len(value.split()) == 1


def count(found: list[Marker], *, alone: bool) -> bool:
    """Whether a run is one; `alone` where the line holds nothing else."""
    signs = {marker.sign for marker in found}
    return "#" in signs or (bool(signs) and (alone or signs <= {*STEPS}))


def idle(found: list[Marker], misses: list[str]) -> list[str]:
    """What to say of a run that does not count; of labels and flags nothing, they are too like prose."""
    hints = [hint for hint in misses if hint.startswith("“#")]
    if not hints and any(marker.sign in (*STANCES, *STEPS, "~") for marker in found):
        tokens = " ".join(marker.token for marker in found)
        hints.append(f"without a tag “{tokens}” stays text; add #problem, #process or #pain")
    return hints


def last_ones(found: list[Marker]) -> tuple[list[Marker], list[str]]:
    """Of markers that exclude each other the last, and what to say of the others; the same label twice is once."""
    last: dict[str, Marker] = {}
    hints = []
    for marker in found:
        before = last.pop(marker.excludes, None)
        last[marker.excludes] = marker
        if before and marker.sign not in ("&", *FLAGS):
            hints.append(f"“{before.token}” gives way to “{marker.token}”: the last one counts")
    return list(last.values()), hints


def marks(found: list[Marker]) -> Marks:
    """What markers that exclude each other no more say together."""
    one = {marker.sign: marker.name for marker in found}
    return Marks(
        tags=tuple(_tags(found, one.get("by:"), one.get("takes:"))),
        links=tuple((marker.name, STANCES[marker.sign]) for marker in found if marker.sign in STANCES),
        evidence=Evidence(one["~"]) if "~" in one else None,
        labels=tuple(marker.name for marker in found if marker.sign == "&"),
        aha="*" in one,
        look="//" in one,
    )


def _tags(found: list[Marker], by: str | None, takes: str | None) -> Iterator[Tag]:
    """The tags, with the process that a step makes; one severity serves both problem and pain."""
    levels = {Kind(marker.name): marker.severity for marker in found if marker.sign == "#"}
    shared = next((level for level in levels.values() if level), None)
    if by or takes:
        levels.setdefault(Kind.PROCESS, None)
    for kind, level in levels.items():
        yield Tag(kind, by=by, takes=takes) if kind is Kind.PROCESS else Tag(kind, level or shared)


def _read_tag(token: str, name: str, _: Known) -> Marker | str:
    """`pain`, `p`, `pain3`, `p3`; a process has no severity."""
    found = _TAG.fullmatch(name)
    kind = _kind(found[1].lower()) if found else None
    if not found or not kind or (found[2] and kind is Kind.PROCESS):
        return "a tag is #problem, #process or #pain, with 1, 2 or 3 right behind a problem or a pain"
    return Marker(token, "#", kind.value, int(found[2]) if found[2] else None)


def _kind(word: str) -> Kind | None:
    return SHORT_TAGS.get(word) or next((kind for kind in Kind if kind.value == word), None)


def _read_link(token: str, name: str, known: Known) -> Marker | str:
    """An item by its slug, else by a start that only it has; capitals do not matter."""
    start = name.casefold()
    meant = [item for item in known.items if item.casefold() == start]
    if not meant:
        meant = sorted(item for item in known.items if item.casefold().startswith(start))
        if meant and len(name) < SHORTEST_START:
            return f"write at least {SHORTEST_START} letters of an item"
    if len(meant) != 1:
        return f"it may be {' or '.join(meant[:3])}" if meant else "no roadmap item begins like that"
    return Marker(token, token[0], meant[0])


def _read_evidence(token: str, name: str, _: Known) -> Marker | str:
    ways = [one.value for one in Evidence]
    return Marker(token, "~", name.casefold()) if name.casefold() in ways else f"evidence is ~{', ~'.join(ways)}"


def _read_label(token: str, name: str, _: Known) -> Marker | str:
    """A word of letters, digits, - and _ that begins and ends with a letter or digit; one letter is R &D."""
    fits = name[0].isalnum() and _is_letter(name[-1]) and all(_is_letter(one) or one in "-_" for one in name)
    if len(name) < SHORTEST_LABEL or not fits:
        return "a label is one word of two letters or more"
    return Marker(token, "&", name)


def _read_by(token: str, value: str, _: Known) -> Marker | str:
    """A name that begins and ends with a letter or digit, or any in quotation marks."""
    name = _unquoted(value)
    if not any(char.isalpha() for char in name) or _is_torn(name) or (name == value and not is_bare(name)):
        return "after by: comes who does it, with blanks in quotation marks"
    return Marker(token, "by:", name)


def _read_takes(token: str, value: str, known: Known) -> Marker | str:
    try:
        return Marker(token, "takes:", known.duration(_unquoted(value)))
    except UsageError as error:
        return str(error)


_READERS: dict[str, Callable[[str, str, Known], Marker | str]] = {
    "#": _read_tag,
    **dict.fromkeys(STANCES, _read_link),
    "~": _read_evidence,
    "&": _read_label,
    "by:": _read_by,
    "takes:": _read_takes,
}


def _unquoted(value: str) -> str:
    """A value without the quotation marks around it, blanks single."""
    quoted = value[0] in QUOTES and value[-1] in QUOTES
    return " ".join(value[1:-1].split()) if quoted else value


def _is_torn(name: str) -> bool:
    """Whether a quotation mark is left that has lost its other half."""
    return any(mark in name for mark in QUOTES)


def _is_letter(char: str) -> bool:
    """Whether a character belongs to a word: a letter, a digit, or a sign that letters carry (UAX 44, category M)."""
    return char.isalnum() or unicodedata.category(char).startswith("M")
