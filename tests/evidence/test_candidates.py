"""Candidate segments from labels."""

from __future__ import annotations

from interviewkit.evidence.candidates import Candidate, Card, candidates, name_of

NAMES = {"acme": "Acme", "acme-labs": "Acme Labs", "bolt": "Bolt", "osa": "Ösa (Malmö)"}


def a_card(label: str, number: int, text: str, customer: str = "") -> Card:
    """A card of the team's own, or, where a customer is named, that customer's words."""
    return Card(label, f"team/{number}", customer or "team", not customer, text)


def test_a_card_puts_in_every_customer_that_it_names_and_only_whole_words_do() -> None:
    found = candidates(
        [
            a_card("young", 1, "acme labs and BOLT, since 2019"),
            a_card("young", 2, "Acmeville? Bolton? Superbolt?"),
            a_card("north", 3, "ösa (malmö)!"),
        ],
        NAMES,
        {},
    )
    assert found == [
        Candidate("Young", ("young",), ("acme-labs", "bolt"), ("team/1", "team/2"), ("team/2",)),
        Candidate("North", ("north",), ("osa",), ("team/3",), ()),
    ]


def test_a_customer_s_own_words_put_in_that_customer_whoever_they_name() -> None:
    found = candidates([a_card("young", 1, "Bolt does it better", "acme")], NAMES, {})
    assert found[0].customers == ("acme",)


def test_several_labels_are_one_group_and_then_none_of_their_own() -> None:
    cards = [a_card("a", 1, "Acme"), a_card("b", 1, "Acme"), a_card("b", 2, "Bolt"), a_card("c", 3, "Bolt")]
    found = candidates(cards, NAMES, {"Both of us": ["a", "b"]})
    assert [(one.name, one.labels, one.customers, one.cards) for one in found] == [
        ("Both of us", ("a", "b"), ("acme", "bolt"), ("team/1", "team/2")),
        ("C", ("c",), ("bolt",), ("team/3",)),
    ]


def test_without_a_customer_every_card_names_nobody() -> None:
    assert candidates([a_card("a", 1, "Acme")], {}, {})[0].unknown == ("team/1",)


def test_a_label_is_a_name_in_words() -> None:
    assert [name_of(label) for label in ("public-sector", "b2b")] == ["Public sector", "B2b"]
