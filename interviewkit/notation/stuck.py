"""Markers that prose holds: they stay text, and whoever typed them learns how they would have counted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from interviewkit.notation import markers
from interviewkit.notation.lines import Known
from interviewkit.notation.markers import QUOTES, SIGN, STANCES, STEPS, Marker

SHOWN = 4  # so many of them are named
NAMED = 2  # words behind by: that may belong to the name
_PUNCTUATION = ",.;:!?)"
_A_MARKER = r"(?:[#=~+-][^\W\d_]|(?i:by|takes):\S)"
# What a line looks as if it were marked with; behind by: the words up to the next marker or the end.
LEFT_OVER = re.compile(
    rf"(?<!\S)(?:(?i:by):[^\s{QUOTES}]\S*(?:\s\w+){{1,{NAMED}}}(?=\s*\Z|\s{_A_MARKER})"
    rf"|(?i:by|takes):[{QUOTES}][^{QUOTES}]*[{QUOTES}]|{_A_MARKER}\S*)"
)


def stuck(tokens: Sequence[str], first: int, known: Known) -> list[str]:
    """The hint for markers before the run, which begins at `first`: what to write instead; none where there are none.

    A marker is looked for without the punctuation behind it; `-item` may be prose there and is left alone.
    """
    found: list[str] = []
    advice: dict[str, None] = {}
    place = 0
    while place < first and len(found) < SHOWN:
        token = tokens[place]
        size = 1
        if _is_step(token):
            name = _name_behind(tokens, place, first)
            size += len(name)
            found.append(token)
            advice[f"write {_written(token, name)}" if name else AT_THE_END] = None
        elif found and token in STANCES and place + 1 < first and _is_marker(token + tokens[place + 1], known):
            found += [token, tokens[place + 1]]
            advice[f"write {token}{tokens[place + 1]}"] = None
            size = 2
        elif token[0] in "#+=" and _is_marker(token, known):
            found.append(token)
            advice[AT_THE_END] = None
        place += size
    if len(advice) > 1:
        advice.pop(AT_THE_END, None)
    return [f"“{' '.join(found)}” stays text: {', '.join(advice)}"] if found else []


AT_THE_END = "markers stand at the end of a line"


def without_markers(text: str) -> str:
    """A text without what looks like a marker in it, for eyes and ears that markers are not meant for."""
    return LEFT_OVER.sub(" ", text)


def _is_step(token: str) -> bool:
    sign = SIGN.match(token)
    return sign is not None and sign[0].casefold() in STEPS and len(token) > len(sign[0])


def _is_marker(token: str, known: Known) -> bool:
    bare = token.rstrip(_PUNCTUATION)
    return len(bare) > 1 and isinstance(markers.read(bare, known), Marker)


def _name_behind(tokens: Sequence[str], place: int, first: int) -> list[str]:
    """The words that may belong to the name behind by: they end where the line or its run does, or at a marker."""
    words: list[str] = []
    if not tokens[place].casefold().startswith("by:"):
        return []
    for token in tokens[place + 1 : place + 2 + NAMED]:
        if len(words) == first - place - 1 or SIGN.match(token):
            return words
        words.append(token)
    return words if len(words) == first - place - 1 and len(words) <= NAMED else []


def _written(token: str, name: Sequence[str]) -> str:
    sign, _, value = token.partition(":")
    words = " ".join([value, *name]).translate(dict.fromkeys(map(ord, QUOTES)))
    return f'{sign.casefold()}:"{words}"'
