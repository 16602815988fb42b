"""What reports on a whole study begin with: its rows, the study the rules take, and how its words are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from interviewkit.evidence.intervals import wilson
from interviewkit.evidence.study import Study
from interviewkit.queries.study import StudyRows, read
from interviewkit.reports import wording
from interviewkit.reports.asking import Asked, Plain
from interviewkit.reports.quotes import Shown
from interviewkit.reports.roadmap import period, study_of


class Reading(NamedTuple):
    """A study as it was read inside a scope; `segments` names segments by slug."""

    rows: StudyRows
    study: Study
    shown: Shown
    segments: dict[str, str]

    @property
    def interviewed(self) -> int:
        """How many external customers have an interview that counts."""
        return len({interview.customer for interview in self.study.counted})


def reading(asked: Asked) -> Reading:
    """The study inside the scope that was asked for."""
    rows = read(asked.store, asked.scope)
    study = study_of(rows)
    shown = Shown(
        {customer.slug: customer.name for customer in study.customers},
        frozenset(slug for slug, held in Counter(each.customer for each in study.interviews).items() if held > 1),
        frozenset(row["ref"] for row in rows.tagged if row["withheld"]),
        asked.quotes,
    )
    return Reading(rows, study, shown, {row["slug"]: row["name"] for row in rows.segments})


def page_of(found: Reading, asked: Asked, title: str) -> Plain:
    """What every page shows of a study: title, scope in words, and the facts beneath the title."""
    counted = found.study.counted
    facts = [
        f"{wording.plural(found.interviewed, 'customer')} interviewed",
        wording.plural(len(counted), "interview"),
        wording.plural(sum(interview.entries for interview in counted), "entry", "entries"),
        period(found.rows.interviews, counted),
    ]
    return {
        "title": title,
        "scope": wording.scope_words(asked.scope, found.segments, found.shown.names, asked.statuses, asked.horizons),
        "facts": [fact for fact in facts if fact],
    }


def of_interviewed(count: int, total: int, z: float) -> str:
    """A count of the customers interviewed, with its Wilson interval: "4 of 12 (33 %, 14–61 %)"."""
    if not total:
        return "nobody interviewed"
    shares = wording.percents(*wilson(count, total, z))
    return f"{count} of {total} ({wording.percent(count / total)}, {shares})"


def share_of_interviewed(count: int, total: int, z: float) -> str:
    """The same within a sentence: "4 of the 12 customers interviewed (33 %, 14–61 %)"."""
    if not total:
        return "nobody interviewed"
    shares = wording.percents(*wilson(count, total, z))
    whom = "1 customer" if total == 1 else f"the {total} customers"
    return f"{count} of {whom} interviewed ({wording.percent(count / total)}, {shares})"


def some(names: Sequence[str], most: int = 40) -> list[str]:
    """The first names of a list that may be thousands long, and how many more there are."""
    left = len(names) - most
    return [*names[:most], *([f"and {left} more"] if left > 0 else [])]


def interval_note(z: float) -> str:
    """What stands beneath shares: what the range behind them is, and what they tell of."""
    return (
        f"Shares are of the customers interviewed, who are not a random draw; the range is the Wilson score interval"
        f" with z = {z:.2f} (1.96: 95 %). Counted are customers, never mentions; coworkers and dogfooding never count."
    )
