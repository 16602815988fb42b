"""What stands around the talk in transcripts that are documents: front matter, titles, attendees, footers."""

from __future__ import annotations

import re

from interviewkit.exchange.transcripts.pieces import LeftOut, lines

_FOOTER = re.compile(
    r"[\s#*_>-]*(?:transcribed by (?:https?://)?otter\.ai"
    r"|(?:meeting|transcription|recording) (?:has )?ended (?:after|at) [0-9]"
    r"|this editable transcript was computer.generated|people can also change the text after it was created).*",
    re.IGNORECASE,
)
_SECTION = re.compile(
    r"[\s#*_📖📝-]*(?:attendees|invited|participants|speakers|summary keywords|keywords|attachments)[\s*_:]*",
    re.IGNORECASE,
)
_TITLE = re.compile(r"\s*(?:#{1,6}\s.*|.{0,120}\btranscript\b[^.?!]{0,20}|(?:=|-|\*|_){3,}\s*)", re.IGNORECASE)
_ABOUT = re.compile(
    r"[\s*_>-]*(?:published|recorded|uploaded|posted|description|abstract|summary|duration|source|link|url|date)"
    r"[*_]{0,2}(?:\s?:|\s+(?:on|at)\s).*|\s*<?https?://\S+\s*",
    re.IGNORECASE,
)
LONGEST = 2_000  # signs
FRONT_MATTER = 200  # lines


def front_matter(text: str) -> int:
    """The line on which the front matter of a document ends, 0 where it has none: a rule alone begins none."""
    if text.startswith("---"):
        for number, line in lines(text[:20_000]):
            if line.strip() == "---" and 1 < number <= FRONT_MATTER:
                return number
            if number == 1 and line.strip() != "---":
                return 0
    return 0


class Header:
    """Tells lines that are no talk from those that are, and counts them in `left`."""

    def __init__(self, text: str, left: LeftOut) -> None:
        self.left = left
        self._front_matter = front_matter(text)
        self._list = False
        self._begun = False

    def over(self) -> None:
        """Talk has begun: what comes is a footer at most."""
        self._begun = True
        self._list = False

    def passes_over(self, number: int, line: str, *, begun: bool) -> bool:
        """Whether a line that is not blank is no talk."""
        if _FOOTER.fullmatch(line):
            return self._counted("footer_lines")
        if begun or self._begun:
            return False
        return self._is_header(number, line) and self._counted("header_lines")

    def _is_header(self, number: int, line: str) -> bool:
        if number <= self._front_matter:
            return True
        if len(line) > LONGEST:
            return False
        if _SECTION.fullmatch(line):
            self._list = True
            return True
        if self._list:
            self._list = False
            return True
        return (_TITLE.fullmatch(line) or _ABOUT.fullmatch(line)) is not None

    def _counted(self, what: str) -> bool:
        self.left.count(what)
        return True
