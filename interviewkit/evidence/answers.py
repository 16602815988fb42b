"""What once answered a need that still hurts: items that have shipped or were dropped."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from interviewkit.evidence.gaps import ANSWERING
from interviewkit.evidence.study import Item, Study, Tagged


class FormerAnswer(NamedTuple):
    """An item that can answer no more, and the customers (slugs, sorted) whose hurt it was linked to."""

    item: Item
    customers: tuple[str, ...]


def former_answers(study: Study, hurting: Iterable[Tagged]) -> list[FormerAnswer]:
    """The shipped and dropped items that these tags support, by customers, falling, then slug."""
    tags = {(tag.ref, tag.kind) for tag in hurting}
    closed = {item.uid: item for item in study.items if item.status not in ANSWERING}
    found: dict[str, set[str]] = defaultdict(set)
    for link in study.links:
        if link.stance == "supports" and link.item in closed and (link.tag.ref, link.tag.kind) in tags:
            found[link.item].add(link.tag.customer)
    answers = [FormerAnswer(closed[uid], tuple(sorted(customers))) for uid, customers in found.items()]
    return sorted(answers, key=lambda one: (-len(one.customers), one.item.slug))
