"""Promises for a calendar: iCalendar (RFC 5545), one all-day event each.

Events, not to-dos: Google Calendar and Outlook leave a VTODO out when they import a file. Nothing depends on when it
is written, so that the same promises are the same bytes, and the same `UID` replaces what an earlier import left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from interviewkit.console import CONTROLS

_WIDEST = 75  # octets of a line without its end (section 3.1)


def write(followups: Sequence[Mapping[str, Any]], version: str) -> str:
    """The calendar of these promises, with CRLF; those without a due day have no place in it.

    Each has `uid`, `ref`, `title`, `customer_name`, `interview` (or None), `due` (a stored day), `at` (when it was
    promised, a stored moment) and `author`.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//interviewkit//{version}//EN",
        "CALSCALE:GREGORIAN",
        *(line for one in followups if one["due"] for line in _event(one)),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(one: Mapping[str, Any]) -> Iterator[str]:
    day = date.fromisoformat(one["due"])
    whom = one["customer_name"] or "a customer who is gone"
    where = f" in {one['interview']}" if one["interview"] else ""
    yield "BEGIN:VEVENT"
    yield f"UID:{one['uid']}@interviewkit"
    yield f"DTSTAMP:{one['at'][:19].replace('-', '').replace(':', '')}Z"
    yield f"DTSTART;VALUE=DATE:{_day(day)}"
    if day < date.max:
        yield f"DTEND;VALUE=DATE:{_day(day + timedelta(days=1))}"
    yield f"SUMMARY:{_text(one['title'])} ({_text(whom)})"
    promised = f"Promised to {whom}{where} by {one['author']}.\nKept? interviewkit followup done {one['ref']}"
    yield f"DESCRIPTION:{_text(promised)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(day: date) -> str:
    """A value of the type DATE (section 3.3.4)."""
    return day.isoformat().replace("-", "")


def _text(value: str) -> str:
    """A value of the type TEXT (section 3.3.11): escaped, line breaks as \\n, other control characters left out."""
    lines = value.replace("\t", " ").replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").splitlines()
    return "\\n".join("".join(sign for sign in line if ord(sign) not in CONTROLS) for line in lines)


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, each but the first begun by a blank; no sign is cut in two."""
    piece, used = "", 0
    for sign in line:
        size = len(sign.encode("utf-8", "replace"))
        if used + size > _WIDEST:
            yield piece
            piece, used = " ", 1
        piece += sign
        used += size
    yield piece
