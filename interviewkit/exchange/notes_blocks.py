"""Notes cut into blocks: headings, list items, questions, answers, paragraphs. Only marks are taken off, no words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from interviewkit.exchange.transcripts.pieces import Words, lines


class Kind(Enum):
    """What the marks of a block say that it is."""

    HEADING = auto()
    QUESTION = auto()
    ANSWER = auto()
    ITEM = auto()
    ITALIC = auto()
    REMARK = auto()
    QUOTE = auto()
    LINE = auto()
    RULE = auto()


class Block(NamedTuple):
    """A block without its marks; `indent` is a heading's level, or how far to the right a list item stands."""

    kind: Kind
    line: int
    indent: int
    text: str


LONGEST_RULE = 200
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*")
_RULE = re.compile(r"(?:[-*_=]\s*){3,}")
_BOLD = r"(?:\*\*|__)?"
_QUESTION = re.compile(rf"(?:[-*]\s+)?{_BOLD}(?:Q|Question|Frage|F)\s?\d{{0,3}}\s?[:.)]{_BOLD}\s+(?=\S)", re.IGNORECASE)
_ANSWER = re.compile(rf"(?:[-*]\s+)?{_BOLD}(?:A|Answer|Antwort|R)\s?\d{{0,3}}\s?[:.)]{_BOLD}\s+(?=\S)", re.IGNORECASE)
_EMPTY = re.compile(rf"(?:[-*]\s+)?{_BOLD}(?:A|Answer)\s?\d{{0,3}}\s?[:.)]{_BOLD}\s*$", re.IGNORECASE)
_ITEM = re.compile(r"(?:[-*+•–]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?(?=\S)")
_QUOTE = re.compile(r">\s*")
_MARKS = (
    (_QUESTION, Kind.QUESTION),
    (_ANSWER, Kind.ANSWER),
    (_ITEM, Kind.ITEM),
    (_EMPTY, Kind.ANSWER),
    (_QUOTE, Kind.QUOTE),
)
_WHOLE_BOLD = re.compile(r"(?:\*\*[^*]+\*\*|__[^_]+__):?", re.DOTALL)
_WHOLE_ITALIC = re.compile(r"_(?!_).+(?<!_)_", re.DOTALL)
_WHOLE_REMARK = re.compile(r"\*(?!\*)[^*]+\*", re.DOTALL)


def blocks(text: str, first: int = 1) -> Iterator[Block]:
    """The blocks of notes from a line on."""
    growing: _Growing | None = None
    for number, line in lines(text):
        if number < first:
            continue
        begun = _begun(number, line)
        if begun is not None and growing is not None and begun.kind is growing.kind is Kind.QUOTE:
            growing.add(line)
            continue
        if begun is None and growing is not None and line.strip() and growing.takes():
            growing.add(line)
            continue
        if growing is not None:
            yield from growing.block()
        growing = None
        if begun is not None:
            growing = begun
        elif line.strip():
            growing = _Growing(Kind.LINE, number, _indent(line), line.strip())
    if growing is not None:
        yield from growing.block()


class _Growing:
    """A block that may go on in the next line."""

    def __init__(self, kind: Kind, line: int, indent: int, text: str) -> None:
        self.kind, self.line, self.indent = kind, line, indent
        self.first = text
        self.words = Words(text)

    def takes(self) -> bool:
        """Whether a line below belongs here: not below a heading, a rule, or a line that is a question."""
        if self.kind in (Kind.HEADING, Kind.RULE):
            return False
        return self.kind in (Kind.QUESTION, Kind.ANSWER, Kind.QUOTE) or not self.first.rstrip("*_ ").endswith(
            ("?", "？")
        )

    def add(self, line: str) -> None:
        """This line too."""
        self.words.add("\n")
        words = line.strip()
        self.words.add(words.removeprefix(">").strip() if self.kind is Kind.QUOTE else words)

    def block(self) -> Iterator[Block]:
        """The finished block, its emphasis read as what it says; one without words is none."""
        text = self.words.text()
        kind = self.kind
        if kind in (Kind.LINE, Kind.ITEM, Kind.ANSWER):
            if _WHOLE_ITALIC.fullmatch(text):
                kind, text = Kind.ITALIC, text[1:-1]
            elif _WHOLE_REMARK.fullmatch(text):
                kind, text = Kind.REMARK, text[1:-1]
            elif kind is Kind.LINE and "\n" not in text and _WHOLE_BOLD.fullmatch(text):
                kind, text = Kind.HEADING, text.rstrip(":")[2:-2]
        if kind is Kind.QUESTION:
            text = _unbolded(text)
        indent = 7 if kind is Kind.HEADING and self.kind is Kind.LINE else self.indent
        if text.strip() or kind is Kind.RULE:
            yield Block(kind, self.line, indent, text.strip())


def _begun(number: int, line: str) -> _Growing | None:
    """The block that a line begins by a mark of its own, if it has one."""
    words = line.strip()
    if not words:
        return None
    heading = _HEADING.fullmatch(words)
    if heading and heading[2]:
        return _headed(number, len(heading[1]), heading[2])
    if len(words) <= LONGEST_RULE and _RULE.fullmatch(words):
        return _Growing(Kind.RULE, number, 0, words)
    marked = _marked(words)
    return _Growing(marked[0], number, _indent(line), marked[1]) if marked else None


def _marked(words: str) -> tuple[Kind, str] | None:
    """What a line says by the mark at its beginning, and its words without it."""
    for mark, kind in _MARKS:
        found = mark.match(words)
        if found:
            return kind, words[found.end() :]
    italic = words[0] == "_" and words[1:2] != "_"
    remark = words[0] == "*" and bool(words[1:2].strip("*"))
    return (Kind.LINE, words) if italic or remark or _WHOLE_BOLD.fullmatch(words) else None


def _headed(number: int, level: int, words: str) -> _Growing:
    """A heading; one that is marked as a question or holds its words in bold says only these."""
    found = _QUESTION.match(words)
    if found:
        return _Growing(Kind.QUESTION, number, level, words[found.end() :])
    return _Growing(Kind.HEADING, number, level, _unbolded(words))


def _unbolded(text: str) -> str:
    """A text without the bold that it is in as a whole, or that only closes."""
    if _WHOLE_BOLD.fullmatch(text):
        return text[2:-2]
    for mark in ("**", "__"):
        if text.endswith(mark) and text.count(mark) == 1:
            return text[:-2]
    return text


def _indent(line: str) -> int:
    return len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip())
