"""Captions with a time line each, the way WebVTT and SRT both have them, read as forgivingly as players do.

We read them ourselves. On plain captions webvtt-py took 12 times the file's size in memory, and it drops cues whose
time line it cannot read, and text without one, without a word; srt took 46 seconds for 40 kB of blank lines. Neither
says on which line anything stood, and nothing may vanish here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from interviewkit.exchange.transcripts.pieces import LeftOut, Piece, lines, milliseconds, unescaped

_CLOCK = r"[0-9]{1,4}:[0-9]{1,3}(?::[0-9]{1,2})?(?:[.,:][0-9]{1,9})?"
TIMING = re.compile(rf"\s*({_CLOCK})\s*-{{1,2}}>\s*({_CLOCK})(?=\s|$)")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,200})?[ \t]+([^<>\n]{1,200})>")
_TAG = re.compile(r"</?(?:[cibuv]|ruby|rt|lang|font)(?:[.\s][^<>\n]{0,200})?>|<[0-9][0-9:.]{1,20}>|\{\\an?[0-9]{1,2}\}")
_WEBEX = re.compile(r'[0-9]{1,9}\s+"([^"\n]{1,200})"\s+\([0-9]{1,20}\)')
_CHANGE = re.compile(r"(?:^|\s)>>+\s*")
_ROLLING = re.compile(r"<[0-9]{2}:[0-9]{2}[:.][0-9.:]+><c")
_NUMBER = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,9})?")
LONGEST = 200  # signs of a cue's own name
_BLOCKS = {"NOTE": "comments", "STYLE": "style_blocks", "REGION": "region_blocks"}
SAMPLE = 20_000


def pieces(text: str, left: LeftOut, *, webvtt: bool) -> Iterator[Piece]:
    """The talk of captions, line by line, with the moments of the cue it stands in; counts in `left` what is none.

    Text before the first time line has no moment. A time line that cannot be read is no end of a cue: it is text.
    """
    reader = _Reader(left, rolling=_ROLLING.search(text[:SAMPLE]) is not None)
    for number, line in lines(text):
        if webvtt and reader.passes_over(line):
            continue
        timing = TIMING.match(line) if "->" in line else None
        if timing is not None and (at := milliseconds(timing[1])) is not None:
            reader.drops_identifier(webvtt=webvtt)
            if reader.held is not None:
                yield from reader.said()
            reader.begins(at, milliseconds(timing[2]))
            continue
        if reader.held is not None:
            yield from reader.said()
        reader.holds(number, line)
    yield from reader.said()


class _Reader:
    """Where in the captions we are: the cue's moments and voice, and one line that may turn out to be its number."""

    def __init__(self, left: LeftOut, *, rolling: bool) -> None:
        self.left = left
        self.at: int | None = None
        self.until: int | None = None
        self.voice: str | None = None
        self.named: str | None = None
        self.held: tuple[int, str, bool] | None = None  # number, line, whether it came after a blank one
        self.after_blank = True
        self.starts = True
        self.inside: str | None = None
        self.rolling = rolling
        self.before = ""
        self.now = ""

    def passes_over(self, line: str) -> bool:
        """Whether a line of WebVTT is its header or stands in a comment, counting each block once."""
        if self.inside is None and not self.after_blank:
            return False
        if self.inside and (not line.strip() or TIMING.match(line)):
            self.inside = None
            self.after_blank = True
            return False
        if self.inside == "header_lines":
            self.left.count("header_lines")
        elif self.inside is None:
            word = line.split(maxsplit=1)[0] if line.strip() else ""
            if word == "WEBVTT" and self.at is None:
                self.inside = "header_lines"
                return True  # the word is the format's, what follows in its block is the file's
            if word in _BLOCKS and (word == "NOTE" or line.strip() == word):
                self.inside = _BLOCKS[word]
                self.left.count(self.inside)
        return self.inside is not None

    def begins(self, at: int, until: int | None) -> None:
        """A cue begins."""
        self.at, self.until = at, until
        self.voice = None
        self.starts = True
        self.after_blank = False
        self.before, self.now = self.now, ""

    def holds(self, number: int, line: str) -> None:
        """Keep a line until the next one tells what it is."""
        if "-->" in line:
            self.left.count("unreadable_times")
        blank = not line.strip()
        if not blank:
            self.held = (number, line, self.after_blank)
        self.after_blank = blank

    def drops_identifier(self, *, webvtt: bool) -> None:
        """Forget the line above a time line when it is the cue's own number or name; Webex writes there who speaks."""
        self.named = None
        if self.held is None:
            return
        _, line, after_blank = self.held
        words = line.strip()
        found = _WEBEX.fullmatch(words) if words.endswith(")") else None
        if found:
            self.named = found[1]
        if found or words.isdecimal() or _NUMBER.fullmatch(words) or (webvtt and after_blank and len(line) <= LONGEST):
            self.held = None

    def said(self) -> Iterator[Piece]:
        """The talk in the line that was held back."""
        if self.held is None:
            return
        number, line, after_blank = self.held
        self.held = None
        self.starts = self.starts or after_blank
        if self.rolling and self._shown_before(line):
            return
        if "<v" in line:
            start = 0
            for found in _VOICE.finditer(line):
                yield from self._cut(number, line[start : found.start()])
                self.voice = " ".join(unescaped(found[1]).split()) or None
                start = found.end()
            yield from self._cut(number, line[start:])
        else:
            yield from self._cut(number, line)
        self.starts = self.starts or "-->" in line  # below a time that cannot be read a cue was meant to begin

    def _shown_before(self, line: str) -> bool:
        """Whether captions that roll upward show a line again."""
        plain = _TAG.sub("", line).strip()
        self.now = plain
        if plain != self.before or not self.starts:
            return False
        self.left.count("repeated_lines")
        return True

    def _cut(self, number: int, part: str) -> Iterator[Piece]:
        """The talk in a part of a line that one voice says, cut where somebody else begins."""
        text = _TAG.sub("", part) if "<" in part or "{" in part else part
        text = unescaped(text)
        speaker = self.voice or self.named
        start, change = 0, False
        while start <= len(text):
            found = _CHANGE.search(text, start) if ">>" in text else None
            words = text[start : found.start() if found else len(text)].strip()
            if words:
                yield Piece(number, self.at, self.until, speaker, words, self.starts or change, change)
                self.starts = False
            if found is None:
                return
            start, change = found.end(), True
