"""What hurts and no item answers."""

from __future__ import annotations

import pytest
from evidence.rows import a_customer, a_link, a_tag, an_item

from interviewkit.evidence.gaps import Gap, gaps, unanswered
from interviewkit.evidence.ranking import Quote
from interviewkit.evidence.study import Link, Study, Tagged
from interviewkit.settings import Policy

CUSTOMERS = (
    a_customer("acme"),
    a_customer("bolt"),
    a_customer("cask"),
    a_customer("dune", internal=True),
)


def study(tagged: list[Tagged], links: list[Link] | None = None, status: str = "planned") -> Study:
    """Three customers and a coworker, one item of that status."""
    return Study(CUSTOMERS, items=(an_item(status=status),), tagged=tuple(tagged), links=tuple(links or ()))


def test_a_gap_is_a_label_with_its_customers_tags_pain_and_quotes() -> None:
    slow = a_tag("acme-1/1", "problem", labels=["hiring"], severity=3)
    costly = a_tag("acme-1/1", "pain", labels=["hiring"], severity=3)
    other = a_tag("bolt-1/4", "pain", labels=["hiring"], verbatim=True)
    found = gaps(study([slow, costly, other]), Policy())
    assert found.unlabelled is None
    assert found.labelled == (
        Gap(
            label="hiring",
            customers=("acme", "bolt"),
            tags={"problem": 1, "pain": 2},
            pain_score=4,
            quotes=(Quote(other, ""), Quote(costly, "")),
        ),
    )


def test_one_customer_and_a_coworker_are_no_gap() -> None:
    tags = [a_tag(f"{ref}", labels=["hiring"]) for ref in ("acme-1/1", "acme-2/1", "dune-1/1")]
    assert gaps(study(tags), Policy()).labelled == ()
    assert [gap.customers for gap in gaps(study(tags), Policy(gap_customers=1)).labelled] == [("acme",)]


@pytest.mark.parametrize(
    ("status", "stance", "answered"),
    [
        ("planned", "supports", True),
        ("building", "supports", True),
        ("shipped", "supports", False),
        ("dropped", "supports", False),
        ("planned", "contradicts", False),
        ("planned", "neutral", False),
    ],
)
def test_only_a_supporting_link_to_a_planned_or_building_item_answers(status: str, stance: str, answered: bool) -> None:
    tag = a_tag("acme-1/1")
    assert unanswered(study([tag], [a_link(tag, stance)], status)) == ([] if answered else [tag])


def test_a_link_answers_its_own_tag_and_process_steps_are_not_asked() -> None:
    problem, pain = a_tag("acme-1/1", "problem"), a_tag("acme-1/1", "pain")
    step = a_tag("acme-1/2", "process")
    assert unanswered(study([problem, pain, step], [a_link(problem)])) == [pain]


def test_what_has_no_label_stands_apart_from_however_many() -> None:
    loose = a_tag("acme-1/1", severity=2)
    alone = Gap("", ("acme",), {"problem": 0, "pain": 1}, 2, (Quote(loose, ""),))
    assert gaps(study([loose]), Policy()).unlabelled == alone
    found = gaps(study([loose, a_tag("bolt-1/1")]), Policy())
    assert (found.labelled, found.unlabelled and found.unlabelled.customers) == ((), ("acme", "bolt"))


def test_gaps_come_by_customers_then_pain_then_label_and_an_entry_with_two_labels_is_in_both() -> None:
    tags = [
        a_tag("acme-1/1", labels=["b", "c"]),
        a_tag("bolt-1/1", labels=["b", "c"]),
        a_tag("acme-1/2", labels=["a", "d"], severity=3),
        a_tag("bolt-1/2", labels=["d"]),
        a_tag("acme-1/3", labels=["e"]),
        a_tag("bolt-1/3", labels=["e"]),
        a_tag("cask-1/3", labels=["e"]),
    ]
    found = gaps(study(tags), Policy()).labelled
    assert [(gap.label, len(gap.customers), gap.pain_score) for gap in found] == [
        ("e", 3, 3),
        ("d", 2, 4),
        ("b", 2, 2),
        ("c", 2, 2),
    ]
