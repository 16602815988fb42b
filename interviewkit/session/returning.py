"""A guide for a customer whom we meet again: its questions hold what was said, promised and delivered before.

A question with `{said}`, `{promised}` or `{delivered}` is asked once for each such thing, and not at all where there
is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from interviewkit.dates import short_day
from interviewkit.dbfile import Row, Store
from interviewkit.queries import returning
from interviewkit.session import guide as guides
from interviewkit.session.guide import RECALLED, Guide, Phase

MOST = 5
_LONGEST = 240
_MARKS = '"“”„'
Before = Mapping[str, Sequence[str]]
"""What came before, in words, under the names of the placeholders."""


def followed(store: Store, interview: Row, folders: Sequence[Path]) -> Guide:
    """The guide of an interview (a row with `customer` as key), filled in. Errors: as `guide.load`."""
    guide = guides.load(interview["guide"], folders)
    if not any(RECALLED.search(question) for phase in guide.phases for question in phase.questions):
        return guide
    return filled(guide, before(store, interview))


def before(store: Store, interview: Row) -> Before:
    """What the customer said, was promised and was delivered before this interview, at most five of each."""
    return {
        "said": [_said(row) for row in returning.hurt_before(store, interview, MOST)],
        "promised": [_promised(row) for row in returning.promised_before(store, interview)[:MOST]],
        "delivered": [
            f"“{_cut(row['title'])}”, on {short_day(row['shipped_at'])}"
            for row in returning.delivered_since(store, interview)[:MOST]
        ],
    }


def told(known: Before) -> list[str]:
    """The same as lines for whoever begins without a session."""
    return [f"{name} before: {one}" for name, things in known.items() for one in things]


def filled(guide: Guide, known: Before) -> Guide:
    """The guide with each question that recalls something asked for each such thing."""
    return replace(guide, phases=tuple(_filled(phase, known) for phase in guide.phases))


def _filled(phase: Phase, known: Before) -> Phase:
    return replace(phase, questions=tuple(one for question in phase.questions for one in _each(question, known)))


def _each(question: str, known: Before) -> Iterator[str]:
    found = RECALLED.search(question)
    if found is None:
        yield question
        return
    for one in known[found[1]]:
        yield question.replace(found[0], _literal(one))


def _literal(words: str) -> str:
    """Words that stay what they are when the topic is filled in: a word joiner keeps their braces from being ours."""
    return words.replace("{", "{\N{WORD JOINER}")


def _said(row: Row) -> str:
    words = _cut(row["answer"])
    return f"“{words.strip(_MARKS)}”" if row["verbatim"] else words


def _promised(row: Row) -> str:
    words = _cut(row["title"])
    if row["done_at"]:
        return f"{words} (done on {short_day(row['done_at'])})"
    return f"{words} (by {short_day(row['due'])})" if row["due"] else words


def _cut(words: str) -> str:
    """On one line, not too long to be read out, without a full stop at its end."""
    line = " ".join(words[: _LONGEST * 8].split())
    return (line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…").rstrip(".")
