"""What is left to decide about an entry."""

from __future__ import annotations

from typing import Any

import pytest

from interviewkit.evidence.undecided import reasons, supposing


def entry(**said: Any) -> dict[str, Any]:
    """An entry about which nothing is left to decide, but for what is said otherwise."""
    tags = [tag("process")]
    usual = {"look": False, "answer": "we push", "tags": tags, "evidence": "experience", "labels": []}
    return usual | {"observation": False} | said


def tag(kind: str, *links: str) -> dict[str, Any]:
    """A tag of an entry e, linked to some items; "-search" contradicts that one."""
    stances = [(item.lstrip("-"), "contradicts" if item.startswith("-") else "supports") for item in links]
    return {"uid": f"e:{kind}", "kind": kind, "links": [{"item": item, "stance": stance} for item, stance in stances]}


TAGGED = {"e:problem": "c2", "e:process": "c2", "e:pain": "c2"}


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        ("we would pay for that", "would"),
        ("Maybe on Monday", "Maybe"),
        ("it might help, or could", "might"),
        ("we could use it", "could"),
        ("I wouldn't touch it", "wouldn't"),
        ("that would’ve been nice", "would’ve"),
        ("we could not merge for a day", None),
        ("we couldn't merge", None),
        ("nobody couldn’t, and it could be", "could"),
        ("the cloud, a wouldbe mayor, mighty", None),
        ("", None),
        (None, None),
    ],
)
def test_would_could_might_and_maybe_suppose_and_what_they_could_not_do_happened(
    answer: str | None, word: str | None
) -> None:
    assert supposing(answer) == word


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({}, []),
        ({"tags": []}, ["untagged"]),
        ({"tags": [], "answer": None}, []),
        ({"tags": [], "answer": "  "}, []),
        ({"tags": [], "answer": "[she sighed]", "observation": True}, []),
        ({"tags": [tag("pain")]}, ["unlinked", "unlabelled"]),
        ({"tags": [tag("pain")], "labels": ["builds"]}, ["unlinked"]),
        ({"tags": [tag("problem"), tag("pain", "search")]}, ["unlinked", "unlabelled"]),
        ({"tags": [tag("pain", "-search")]}, ["unlabelled"]),
        ({"tags": [tag("pain", "-search", "builds")]}, []),
        ({"tags": [tag("pain", "-search")], "labels": ["builds"]}, []),
        ({"tags": [tag("pain", "search"), tag("process")]}, []),
        ({"look": True}, ["look"]),
        ({"answer": "we would"}, ["opinion"]),
        ({"answer": "we would", "evidence": "opinion"}, []),
        ({"answer": "we would", "evidence": "commitment"}, []),
        ({"answer": "we would", "tags": [], "look": True}, ["look", "untagged", "opinion"]),
    ],
)
def test_an_entry_waits_for_what_is_undecided_about_it(said: dict[str, Any], found: list[str]) -> None:
    assert reasons(entry(**said), None, TAGGED) == found


def test_what_was_gone_through_is_decided_but_for_a_second_look() -> None:
    assert reasons(entry(answer="we would", tags=[], look=True), "c3", TAGGED) == ["look"]
    assert reasons(entry(tags=[tag("pain")]), "c3", TAGGED) == []


def test_a_tag_that_came_after_it_was_gone_through_is_not_decided() -> None:
    assert reasons(entry(tags=[tag("pain")]), "c1", TAGGED) == ["unlinked", "unlabelled"]
