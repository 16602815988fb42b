"""A roadmap as it is judged now, in the form in which a snapshot keeps it: figures, nobody's words."""

from __future__ import annotations

from dataclasses import asdict

from interviewkit.evidence.roadmap import item_evidence
from interviewkit.fieldwork.snapshots import Judged, JudgedItem
from interviewkit.queries.study import read
from interviewkit.reports.asking import Asked, Plain
from interviewkit.reports.items import described
from interviewkit.reports.quotes import Shown
from interviewkit.reports.reading import study_of
from interviewkit.reports.render import without_pages
from interviewkit.reports.rounds import written

_NO_WORDS = Shown({}, frozenset(), frozenset(), 0)
"""What quotes nobody: forgetting a customer must not leave their words in a snapshot."""


def judged(asked: Asked) -> Judged:
    """Every item of the roadmap as a report inside this scope judges it, dropped ones too."""
    rows = read(asked.store, asked.scope)
    places = {row["uid"]: row for row in rows.items}
    items = [
        JudgedItem(
            each.item.uid,
            each.need.judgement.verdict,
            each.need.judgement.reason,
            _figures(described(each, places[each.item.uid], {}, _NO_WORDS)),
            written(each),
        )
        for each in item_evidence(study_of(rows), asked.policy)
    ]
    return Judged(asked.head["scope"], asdict(asked.policy), items)


def _figures(item: Plain) -> Plain:
    """The item's JSON without what anybody said."""
    plain: Plain = without_pages(item)
    return {
        key: _figures(value) if key == "after" and value else value for key, value in plain.items() if key != "quotes"
    }
