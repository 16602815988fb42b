"""Notes as people keep them, in Markdown or plain text: which lines ask, which answer, and which are the team's own.

Questions are lines after `Q:`, headings, list items with an answer beneath, and lines that end in a question mark.
Answers are what follows: after `A:`, in _underscores_, paragraphs and list items, each its own. Quoted text is the
customer's very words; remarks in *asterisks* are the team's own and get the brackets that mark an observation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from interviewkit.errors import UsageError
from interviewkit.exchange.notes_blocks import Block, Kind, blocks
from interviewkit.exchange.notes_heads import Head, head_of
from interviewkit.exchange.transcripts import text_of
from interviewkit.exchange.transcripts.labels import folded, label
from interviewkit.exchange.transcripts.pieces import LeftOut
from interviewkit.fieldwork.conversations import Said

_QUOTED = re.compile(r'"[^"]+"|“[^“”]+”|«[^«»]+»|„[^„“”]+[“”]', re.DOTALL)


_SENTENCE = re.compile(r"[.!…]\s")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_EMPHASIS = re.compile(r"(?<![\w\\])_(?=[^\s_])([^_\n]*[^\s_\\])_(?!\w)")
_ESCAPED = re.compile(r"\\([_*#\[\]])")


class Notes:
    """Notes that can be walked through: `head` is what they say of themselves, `left_out` counts what is no entry."""

    def __init__(self, text: str) -> None:
        self.left_out = LeftOut()
        text = _without_comments(text, self.left_out)
        self.head, self._from = head_of(text, self.left_out)
        self._text = text
        self.entries = sum(1 for _ in _said(blocks(text, self._from), self.head, self.left_out))
        if not self.entries:
            raise UsageError("line 1, column 1: nothing in this file was asked or said; look at it")

    def said(self) -> Iterator[Said]:
        """Every question and answer, in the file's order."""
        return _said(blocks(self._text, self._from), self.head, LeftOut())


def read(data: bytes, warn: Callable[[str], None]) -> Notes:
    """Read a file of notes. Errors: UsageError, with line and column, for what holds no text and no notes."""
    return Notes(text_of(data, warn))


def _without_comments(text: str, left: LeftOut) -> str:
    """The text without what is a comment in HTML; every line keeps its number."""

    def gone(found: re.Match[str]) -> str:
        left.count("comments")
        return "\n" * found[0].count("\n")

    return _COMMENT.sub(gone, text)


def _unmarked(text: str) -> str:
    """A text as it reads: without the underscores around _words_, and without the backslash before a mark."""
    return _ESCAPED.sub(r"\1", _EMPHASIS.sub(r"\1", text))


def _said(found: Iterator[Block], head: Head, left: LeftOut) -> Iterator[Said]:
    """What the blocks ask and answer; a question that nobody answered is an entry of its own."""
    asked: Block | None = None
    answered = False
    before: Block | None = None
    for block, after in _pairs(found):
        if block.kind is Kind.RULE:
            left.count("rules")
        elif _asks(block, after, asked, first=before is None):
            if asked is not None and not answered:
                yield from _unanswered(asked, block, left)
            asked, answered = block, False
        elif block.kind is Kind.HEADING:
            left.count("section_headings")
        else:
            yield _answer(asked, block, head)
            answered = True
        before = block
    if asked is not None and not answered:
        yield from _unanswered(asked, None, left)


def _asks(block: Block, after: Block | None, asked: Block | None, *, first: bool) -> bool:
    """Whether a block is a question, seen with what stands below it and with the question that stands already."""
    ends = block.text.rstrip("*_ ").endswith(("?", "？"))
    if block.kind is Kind.QUESTION:
        return True
    if block.kind is Kind.HEADING:
        return ends or not first or not (after is None or after.kind in (Kind.HEADING, Kind.QUESTION))
    if block.kind is Kind.ITEM:
        if ends or (after is not None and after.kind is Kind.ITALIC):
            return True
        deeper = after is not None and after.kind is Kind.ITEM and after.indent > block.indent
        return deeper and (asked is None or (asked.kind is Kind.ITEM and asked.indent >= block.indent))
    if block.kind is not Kind.LINE or not ends or "\n" in block.text:
        return False
    below = asked is not None and block.line == asked.line + 1
    return not (below and _SENTENCE.search(block.text))  # "We push. Why not?" beneath a question is an answer


def _unanswered(asked: Block, after: Block | None, left: LeftOut) -> Iterator[Said]:
    """A question without an answer; a heading over further questions is none, but the name of a section."""
    section = asked.kind is Kind.HEADING and not asked.text.endswith(("?", "？")) and after is not None
    if section and after is not None and (after.kind is not Kind.HEADING or after.indent > asked.indent):
        left.count("section_headings")
        return
    yield Said(_unmarked(asked.text), None, verbatim=False)


def _answer(asked: Block | None, block: Block, head: Head) -> Said:
    question = _unmarked(asked.text) if asked is not None else None
    text, speaker = _unmarked(block.text), None
    found = label(text)
    if found is not None and text[found.end :].strip():
        names = [words.partition(",")[0].strip() for words in head.participants]
        speaker = next((name for name in names if _is(name, found.name)), None)
        text = text[found.end :].strip() if speaker else text
    if block.kind is Kind.REMARK:
        return Said(question, f"[{text}]", None, None, verbatim=False)
    quoted = block.kind is Kind.QUOTE
    if _QUOTED.fullmatch(text):
        quoted, text = True, text[1:-1]
    return Said(question, text, None, speaker, verbatim=quoted)


def _is(name: str, written: str) -> bool:
    return folded(name) == folded(written) or folded(name).startswith(f"{folded(written)} ")


def _pairs(found: Iterator[Block]) -> Iterator[tuple[Block, Block | None]]:
    """Each block with the one below it."""
    before = next(found, None)
    for block in found:
        if before is not None:
            yield before, block
        before = block
    if before is not None:
        yield before, None
