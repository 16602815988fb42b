"""A line put together again, as one would type it."""

from __future__ import annotations

from collections.abc import Iterator

from interviewkit.notation.lines import Marked, Marks, Said, Tag
from interviewkit.notation.markers import FLAGS, STANCES, STEPS, is_bare
from interviewkit.notation.reading import PAIRS

_SIGN_OF = {stance: sign for sign, stance in STANCES.items()}


def written(line: Said | Marked) -> str:
    """The line as one would type it: it parses to an equal line, where what it names is still known."""
    marks = markers(line.marks)
    if isinstance(line, Marked):
        return " ".join([marks, *line.missed])
    words = _in_quotes(line.text) if line.verbatim else line.text
    who = f"{line.speaker}: " if line.speaker else ""
    return f"{who}{words}{' ' if marks else ''}{marks}"


def markers(marks: Marks) -> str:
    """Marks as one would type them, in one order: tags with their steps, links, evidence, labels, aha, look."""
    words = [word for tag in marks.tags for word in _tag_words(tag)]
    words += [f"{_SIGN_OF[stance]}{item}" for item, stance in marks.links]
    words += [f"~{marks.evidence.value}"] if marks.evidence else []
    words += [f"&{label}" for label in marks.labels]
    words += [sign for sign, marked in zip(FLAGS, (marks.aha, marks.look), strict=True) if marked]
    return " ".join(words)


def step(sign: str, value: str) -> str:
    """A step's marker, its value in quotation marks where it needs them."""
    return f"{sign}{value}" if is_bare(value) else f'{sign}"{value}"'


def _in_quotes(text: str) -> str:
    """A text in the first pair of quotation marks that it does not hold itself."""
    fitting = (pair for pair in PAIRS if pair[0] not in text and pair[1] not in text)
    pair = next(fitting, PAIRS[0])
    return f"{pair[0]}{text}{pair[1]}"


def _tag_words(tag: Tag) -> Iterator[str]:
    yield f"#{tag.kind.value}{tag.severity or ''}"
    for sign, value in zip(STEPS, (tag.by, tag.takes), strict=True):
        if value:
            yield step(sign, value)
