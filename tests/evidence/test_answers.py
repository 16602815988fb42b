"""What once answered a need that still hurts."""

from __future__ import annotations

from evidence.rows import a_link, a_tag, an_item

from interviewkit.evidence.answers import former_answers
from interviewkit.evidence.study import Study


def test_only_what_shipped_or_was_dropped_once_answered_it_most_customers_first() -> None:
    tags = [a_tag("acme-1/1"), a_tag("bolt-1/1", "problem"), a_tag("crane-1/1")]
    items = tuple(an_item(status, status=status) for status in ("planned", "building", "dropped", "shipped"))
    links = (
        *(a_link(tags[0], item=item.uid) for item in items),
        a_link(tags[1], item="shipped"),
        a_link(tags[1], "contradicts", "dropped"),
        a_link(tags[2], item="dropped"),
    )
    found = former_answers(Study(items=items, links=links), tags[:2])
    assert [(one.item.slug, one.customers) for one in found] == [("shipped", ("acme", "bolt")), ("dropped", ("acme",))]
