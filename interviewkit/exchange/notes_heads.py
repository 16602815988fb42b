"""What notes say of themselves at their beginning: front matter, or lines such as `**Date:** 2026-11-21`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from interviewkit.exchange.transcripts.headers import front_matter
from interviewkit.exchange.transcripts.pieces import LeftOut, lines

KEYS = {
    "customer": ("customer", "company", "client", "account", "organisation", "organization", "firm"),
    "date": ("date", "when", "held", "interviewed at", "interviewed on"),
    "topic": ("topic", "subject", "focus", "process"),
    "interviewers": ("interviewer", "interviewers", "interviewed by", "conducted by", "asked by", "researcher"),
    "participants": ("participant", "participants", "interviewee", "interviewees", "respondent", "attendees", "with"),
}
_BY_NAME = {name: key for key, names in KEYS.items() for name in names}
_PAIR = re.compile(
    r"(?:[-*+]\s+)?(?P<bold>\*\*|__)?(?P<key>[^\W\d_][\w /-]{0,30}?)\s?(?:\*\*|__)?:(?:\*\*|__)?"
    r"(?:\s+(?P<value>.*))?"
)
_ITEM = re.compile(r"\s*-\s+(.*)")


@dataclass(eq=False, repr=False)
class Head:
    """The customer, the date, the topic and the people, as far as the file names them, as it writes them."""

    customer: str | None = None
    date: str | None = None
    topic: str | None = None
    interviewers: list[str] = field(default_factory=list)
    participants: list[str] = field(default_factory=list)

    def take(self, key: str, value: str) -> bool:
        """Remember a value under a key that is known; says whether it is."""
        name = _BY_NAME.get(key.strip().casefold())
        words = value.strip().strip("\"'").strip()
        if name is None:
            return False
        if not words or (words.startswith("[") and not words.endswith("]")):
            return True
        if name in ("interviewers", "participants"):
            getattr(self, name).extend(_names(words, several=name == "interviewers"))
        elif getattr(self, name) is None:
            setattr(self, name, words)
        return True


def head_of(text: str, left: LeftOut) -> tuple[Head, int]:
    """What the notes say of themselves, and the first line after it. Its lines are counted in `left`."""
    head = Head()
    last = 0
    front = front_matter(text)
    key = ""
    for number, line in lines(text):
        words = line.strip()
        if number <= front:
            key = _front_line(head, line, key)
        elif not words or _is_title(words, left):
            last = number if words else last
            continue
        elif not _body_line(head, words):
            break
        left.count("header_lines")
        last = number
    return head, last + 1


def _is_title(words: str, left: LeftOut) -> bool:
    if words.startswith("# ") and not words.endswith("?") and "titles" not in left:
        left.count("titles")
        return True
    return False


def _front_line(head: Head, line: str, key: str) -> str:
    item = _ITEM.fullmatch(line)
    if item and key:
        head.take(key, item[1])
        return key
    found = _PAIR.fullmatch(line.strip())
    if found is None:
        return ""
    head.take(found["key"], found["value"] or "")
    return found["key"]


def _body_line(head: Head, words: str) -> bool:
    """Whether a line above the first question says something of the notes: a key that is known, or any in bold."""
    found = _PAIR.fullmatch(words)
    if found is None:
        return False
    key = found["key"].casefold()
    if key in ("q", "a", "question", "answer") or words.rstrip("*_ ").endswith("?"):
        return False
    known = head.take(found["key"], (found["value"] or "").strip("*_ "))
    return known or (found["bold"] is not None and bool(found["value"]) and len(words) <= 120)


def _names(words: str, *, several: bool) -> list[str]:
    """Names in a value: a list in brackets, parted by semicolons, "and", or commas where no roles can follow them."""
    inner = words[1:-1] if words.startswith("[") and words.endswith("]") else words
    cut = r"\s*[;,]\s*|\s+(?:and|&|und|et)\s+" if several or inner != words else r"\s*;\s*|\s+(?:and|&|und|et)\s+"
    return [name.strip().strip("\"'") for name in re.split(cut, inner) if name.strip().strip("\"'")]
