"""Promises for a calendar, read back by a small reader of RFC 5545 that shares nothing with the writer."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from interviewkit.exchange import ics

ESCAPES = {"\\\\": "\\", "\\;": ";", "\\,": ",", "\\n": "\n", "\\N": "\n"}
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
PROMISE: dict[str, Any] = {
    "uid": "u-1",
    "ref": "7",
    "title": "send the guide",
    "customer_name": "Acme",
    "interview": "acme-2026-11-21",
    "due": "2026-12-31",
    "at": "2026-11-21T10:02:11.123Z",
    "author": "ann",
}


def unfolded(text: str) -> list[str]:
    """The content lines of a calendar (section 3.1); every line must end in CRLF and be of 75 octets at most."""
    lines = text.split("\r\n")
    assert lines.pop() == ""
    assert "\n" not in text.replace("\r\n", "")
    assert max(len(line.encode()) for line in lines) <= 75
    return "\r\n".join(lines).replace("\r\n ", "").split("\r\n")


def events(text: str) -> list[dict[str, str]]:
    """The properties of each VEVENT, by name, with their texts unescaped."""
    found: list[dict[str, str]] = []
    for line in unfolded(text):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and line not in ("END:VEVENT", "END:VCALENDAR"):
            assert name not in found[-1]
            assert "=" in name or not re.search(r"[;,\\]", re.sub(r"\\[\\;,nN]", "", value)), "bare signs end a value"
            found[-1][name] = re.sub(r"\\.", lambda sign: ESCAPES[sign[0]], value)
    return found


def test_a_promise_is_an_all_day_event() -> None:
    assert ics.write([PROMISE], "1.2.3").split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//interviewkit//1.2.3//EN",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
        "UID:u-1@interviewkit",
        "DTSTAMP:20261121T100211Z",
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
        "SUMMARY:send the guide (Acme)",
        "DESCRIPTION:Promised to Acme in acme-2026-11-21 by ann.\\nKept? interviewkit",
        "  followup done 7",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_a_promise_without_a_day_or_an_interview_or_a_customer() -> None:
    bare = PROMISE | {"interview": None, "customer_name": None}
    (event,) = events(ics.write([PROMISE | {"due": None}, bare], "1"))
    assert event["SUMMARY"] == "send the guide (a customer who is gone)"
    assert event["DESCRIPTION"].startswith("Promised to a customer who is gone by ann.\n")
    assert events(ics.write([], "1")) == []


def test_the_last_day_there_is_has_no_day_after_it() -> None:
    (event,) = events(ics.write([PROMISE | {"due": "9999-12-31"}], "1"))
    assert "DTEND;VALUE=DATE" not in event
    assert events(ics.write([PROMISE | {"due": "0999-01-02"}], "1"))[0]["DTSTART;VALUE=DATE"] == "09990102"


@settings(max_examples=150, derandomize=True, deadline=None)
@given(
    titles=st.lists(st.text(min_size=1, max_size=200), min_size=1, max_size=3),
    customer=st.text(min_size=1, max_size=90),
    due=st.dates(max_value=date(9999, 12, 30)),
)
def test_every_text_comes_back_as_it_was_but_for_control_characters(
    titles: list[str], customer: str, due: date
) -> None:
    promises = [
        PROMISE | {"uid": f"u-{place}", "title": title, "customer_name": customer, "due": due.isoformat()}
        for place, title in enumerate(titles)
    ]
    calendar = ics.write(promises, "1")
    found = events(calendar)
    assert [event["UID"] for event in found] == [f"u-{place}@interviewkit" for place in range(len(titles))]
    assert [event["SUMMARY"] for event in found] == [f"{plain(title)} ({plain(customer)})" for title in titles]
    assert {event["DTSTART;VALUE=DATE"] for event in found} == {due.isoformat().replace("-", "")}
    assert calendar == ics.write(promises, "1")


def plain(text: str) -> str:
    """What is left of a text in a calendar: its lines, without what nobody can see."""
    return UNSEEN.sub("", "\n".join(text.replace("\t", " ").splitlines()))
