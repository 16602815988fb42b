"""Who could have spoken to an item."""

from __future__ import annotations

import pytest
from evidence.rows import a_customer, a_link, an_interview, an_item

from interviewkit.evidence.hearing import Hearing, Window, in_segments, on_topic
from interviewkit.evidence.study import Item, Study


@pytest.mark.parametrize(
    ("window", "held"),
    [
        (Window(), True),
        (Window(since="2026-03-01T10:00:00.000Z"), True),
        (Window(until="2026-03-01T10:00:00.000Z"), False),
        (Window(since="2026-03-01", until="2026-03-02"), True),
        (Window(since="2026-03-02"), False),
        (Window(until="2026-03-01"), False),
    ],
)
def test_a_window_holds_its_start_and_not_its_end(window: Window, held: bool) -> None:
    assert window.holds("2026-03-01T10:00:00.000Z") is held


def test_an_item_is_for_its_segments_and_topics_and_without_any_for_all() -> None:
    assert in_segments(an_item(segments=["large"]), a_customer("acme", ["large", "public"]))
    assert not in_segments(an_item(segments=["large"]), a_customer("acme", ["small"]))
    assert not in_segments(an_item(segments=["large"]), a_customer("acme"))
    assert in_segments(an_item(), a_customer("acme"))
    assert on_topic(an_item(topics=["delivery"]), an_interview("acme-1", "delivery"))
    assert not on_topic(an_item(topics=["delivery"]), an_interview("acme-1"))
    assert on_topic(an_item(), an_interview("acme-1"))


def test_counted_customers_come_by_name_with_the_size_of_their_segments() -> None:
    customers = (
        a_customer("bolt", ["large", "public"]),
        a_customer("acme", ["large"]),
        a_customer("cask", ["large"], internal=True),
        a_customer("dune", ["small"]),
        a_customer("echo", ["large"]),
    )
    interviews = tuple(an_interview(f"{slug}-1") for slug in ("dune", "cask", "bolt", "acme", "acme"))
    found = Hearing(Study(customers, interviews)).counted(an_item(segments=["large"]), Window())
    assert [each.slug for each in found.customers] == ["acme", "bolt"]
    assert dict(found.per_segment) == {"large": 2, "public": 1}


def test_items_for_different_people_and_windows_are_counted_apart() -> None:
    customers = (a_customer("acme", ["large"]), a_customer("bolt", ["small"]))
    interviews = (an_interview("acme-1", "delivery"), an_interview("bolt-1", "billing", "2026-05-01"))
    hearing = Hearing(Study(customers, interviews))

    def counted(item: Item, window: Window) -> list[str]:
        return [each.slug for each in hearing.counted(item, window).customers]

    assert counted(an_item(), Window()) == ["acme", "bolt"]
    assert counted(an_item(segments=["small"]), Window()) == ["bolt"]
    assert counted(an_item(topics=["delivery"]), Window()) == ["acme"]
    assert counted(an_item(), Window(since="2026-04-01")) == ["bolt"]
    assert counted(an_item(), Window(until="2026-04-01")) == ["acme"]


def test_coworkers_are_heard_apart_in_or_out_of_the_segments() -> None:
    customers = (a_customer("acme", ["large"], internal=True), a_customer("bolt", internal=True))
    study = Study(
        customers,
        (an_interview("acme-1"), an_interview("bolt-1")),
        links=(a_link("acme-1/1"), a_link("bolt-1/1")),
    )
    found = Hearing(study).voices(an_item(segments=["large"]), Window())
    assert (found.counted, found.outside) == ((), ())
    assert [voice.customer.slug for voice in found.internal] == ["acme", "bolt"]
