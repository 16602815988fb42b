"""The steps of a process as plain data: what they say in words, on a map and in a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from interviewkit.dates import minutes_said
from interviewkit.evidence.steps import Step, duration
from interviewkit.reports.asking import Plain
from interviewkit.reports.filters import cut, spoken
from interviewkit.reports.said import marks, utterance
from interviewkit.reports.tables import Column, table

STEPS = (
    Column("Step", "number"),
    Column("What happens", "words"),
    Column("Who does it", "by"),
    Column("It takes", "takes"),
    Column("What hurts", "hurts"),
)


def told(found: Sequence[Step], customers: Mapping[str, str]) -> list[Plain]:
    """Steps as plain data: the words and, under `page`, what a map and a table say of each."""
    return [_step(step, customers) for step in found]


def steps_table(found: Iterable[Plain], caption: str) -> Plain:
    """The steps as a table of a page, every one of them."""
    rows = [
        {
            "number": one["number"],
            "words": spoken(one, 400),
            "by": cut(one["by"] or "–", 160),
            "takes": one["page"]["takes"] or "–",
            "hurts": one["page"]["hurts"] or "–",
        }
        for one in found
    ]
    return table(caption, STEPS, rows)


def added_up(found: Sequence[Step]) -> Plain | None:
    """The steps' durations together, as plain data; None when none is known."""
    whole = duration(found)
    if whole is None:
        return None
    known = "" if whole.timed == len(found) else f" for {whole.timed} of the {len(found)} steps"
    return {
        "low": whole.low,
        "high": whole.high,
        "timed": whole.timed,
        "page": {"said": f"{minutes_said(whole.low, whole.high)}{known}"},
    }


def _step(step: Step, customers: Mapping[str, str]) -> Plain:
    words = utterance(dict(step.entry), customers, place=f"/{step.entry['ref'].rpartition('/')[2]}")
    takes = minutes_said(*step.minutes) if step.minutes else cut(step.takes or "", 80)
    tags = [tag for hurt in step.hurts for tag in hurt["tags"] if tag["kind"] != "process"]
    page = words.pop("page")
    return words | {
        "number": step.number,
        "by": step.by,
        "takes": step.takes,
        "minutes": {"low": step.minutes[0], "high": step.minutes[1]} if step.minutes else None,
        "hurts": [utterance(dict(hurt), customers) for hurt in step.hurts],
        "page": page
        | {
            "takes": takes,
            "meta": " · ".join(part for part in (cut(step.by or "", 80), takes) if part),
            "hurts": "; ".join(marks(tags)),
        },
    }
