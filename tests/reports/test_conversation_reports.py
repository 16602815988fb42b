"""Segments, gaps, ahas, follow-ups and coverage: one golden file per kind and format."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from report_study import Builder, reported, small_study, told, written
from reports.test_hostile_text import CONTROLS, HOSTILE
from reports.test_roadmap_report import ENDINGS, assert_as_kept

from interviewkit import recorder
from interviewkit.dbfile import Store
from interviewkit.queries.scope import Scope
from interviewkit.reports.render import FORMATS, render
from interviewkit.settings import Policy

KINDS = ("segments", "gaps", "ahas", "followups", "coverage")


@pytest.fixture
def talks(file_store: Store) -> Store:
    """The small study with what surrounds interviews: ahas, promises, weights, a dogfooded day, a new customer."""
    written(file_store, around)
    with recorder.change(file_store, "test", "ann") as change:
        for slug, weight in (("acme", 1200.0), ("bolt", 300.5), ("fjord", 70.0)):
            change.revise("customer", slug, weight=weight)
        change.revise("segment", "public-sector", weight=4000.0)
    return file_store


def around(build: Builder) -> None:
    """The small study, and what is around it."""
    small_study(build)
    build.customer("gale", "Gale & Sons", segments=["startups", "public-sector"], lifecycle="blocked")
    build.interview("gale", "gale", "2025-09-01T10:00:00.000Z", topic="how we deliver")
    build.entry("gale", "a login costs us a morning", ("pain", 2, {"sign-in": "supports"}), labels=["login"], aha=1)
    build.entry(
        "gale", "still no login after it shipped", ("problem", None, {"dark-mode": "supports"}), labels=["login"]
    )
    build.interview("ours", "acme", "2026-05-01T10:00:00.000Z", source="dogfood", topic="how we deliver")
    build.entry(
        "ours", "we waited a day ourselves", ("pain", 3, {}), labels=["login"], aha=1, at="2026-05-01T10:00:00.000Z"
    )
    build.entry("bolt", "an aha that Bea does not share", aha=1, speaker="Bea")
    build.entry("acme", "so that is why", aha=1, verbatim=1, question="who signs?", at="2026-03-01T11:00:00.000Z")
    promise(build, 1, "send the sizing guide", "acme", "2026-05-01", interview="acme")
    promise(build, 2, "call Bea back", "bolt", "2026-06-01")
    promise(build, 3, "a date for search", "acme", "2026-06-20", interview="acme")
    promise(build, 4, "a visit", "crane", None)
    promise(build, 5, "the notes", "dune", "2026-03-10", done_at="2026-03-09T10:00:00.000Z")
    promise(build, 6, "the other notes", "dune", "2026-03-10", done_at="2026-03-12T10:00:00.000Z")


def promise(build: Builder, number: int, title: str, customer: str, due: str | None, **known: Any) -> None:
    """A follow-up, made on 2 March."""
    interview = known.pop("interview", None)
    build.change.insert(
        "followup",
        uid=f"f{number}",
        number=number,
        twin=1,
        title=title,
        customer=build.keys[f"customer:{customer}"],
        interview=build.keys[f"interview:{interview}"] if interview else None,
        due=due,
        at="2026-03-02T10:00:00.000Z",
        done_at=known.get("done_at"),
    )


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("kind", KINDS)
def test_the_report_is_what_it_was(talks: Store, kind: str, format: str) -> None:
    assert_as_kept(f"{kind}.{ENDINGS.get(format, format)}", render(reported(talks, kind=kind), format))


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_store_makes_a_readable_report_in_every_format(file_store: Store, kind: str) -> None:
    found = reported(file_store, kind=kind)
    pages = [render(found, format) for format in FORMATS]
    assert [page for page in pages if not page.strip() or "None" in page.replace("None.", "")] == []
    assert render(found, "csv").count("\n") == 1


def test_an_empty_store_says_what_to_do(file_store: Store) -> None:
    assert "interviewkit segment from-labels" in render(reported(file_store, kind="segments"), "text", width=200)
    assert "Nobody outside the company has been interviewed" in render(reported(file_store, kind="gaps"), "text")
    assert "marked as an aha" in render(reported(file_store, kind="ahas"), "text")
    assert "Nothing was promised" in render(reported(file_store, kind="followups"), "text")
    assert "interviewkit roadmap add TITLE" in render(reported(file_store, kind="coverage"), "text")


def test_the_segments_answer_the_four_questions(talks: Store) -> None:
    answers = {one["question"]: one["answer"] for one in told(talks, kind="segments")["page"]["answers"]}
    assert answers == {
        "The biggest": "Startups: 5 of the 7 customers known",
        "Worth most": "Public sector: 4,000 (its own weight)",
        "Underserved": "Startups: 4 of the 5 customers interviewed (80 %, 38–96 %) have a problem or pain that no item"
        " answers, pain score 8",
        "Never heard": "every segment was heard from",
    }


def test_a_gap_names_what_once_answered_it_and_counts_no_dogfooding(talks: Store) -> None:
    found = told(talks, kind="gaps")
    login = next(gap for gap in found["few"] if gap["label"] == "login")
    assert (login["customers"], login["answered_before"]) == (
        1,
        [
            {"slug": "dark-mode", "title": "Dark mode", "status": "dropped", "customers": 1},
            {"slug": "sign-in", "title": "One sign-in", "status": "shipped", "customers": 1},
        ],
    )
    assert [gap["label"] for gap in found["gaps"]] == ["onboarding"]
    assert found["unlabelled"]["customers"] == 2
    more = told(talks, kind="gaps", policy=Policy(gap_customers=1))
    assert (more["few"], len(more["gaps"])) == ([], 2)


def test_a_gap_says_what_speaks_against_an_item_and_marks_it(talks: Store) -> None:
    written(talks, _objection)
    found = told(talks, kind="gaps", policy=Policy(gap_customers=1))
    gap = next(gap for gap in found["gaps"] if gap["label"] == "speed")
    assert (gap["customers"], gap["against"]) == (1, 1), "it counts as a gap all the same"
    assert [(quote["answer"], quote["against"]) for quote in gap["quotes"]] == [
        ("a build in two minutes breaks our habits", ["quicker-builds"]),
        ("we wait for lunch", []),
    ]
    assert "1 speaks against an item; such quotes are marked." in found["page"]["headline"]
    page = render(reported(talks, kind="gaps", policy=Policy(gap_customers=1)), "text", width=400)
    assert page.count("against Quicker builds") == 1
    assert "against an item" not in told(talks, Scope(customers=("gale",)), kind="gaps")["page"]["headline"]


def _objection(build: Builder) -> None:
    build.customer("ibis")
    build.item("quicker-builds", "Quicker builds")
    build.interview("ibis", "ibis", "2026-03-08T10:00:00.000Z")
    against = {"quicker-builds": "contradicts"}
    build.entry("ibis", "a build in two minutes breaks our habits", ("pain", 3, against), labels=["speed"])
    build.entry("ibis", "we wait for lunch", ("pain", 1, {}), labels=["speed"])


def test_the_ahas_are_newest_first_and_keep_back_what_is_not_to_be_shown(talks: Store) -> None:
    found = told(talks, kind="ahas")
    assert [(one["ref"], one["internal"]) for one in found["ahas"]] == [
        ("ours/1", True),
        ("acme/4", False),
        ("gale/1", False),
    ]
    assert found["withheld"] == 1
    assert "Bea" not in render(reported(talks, kind="ahas"), "json")


def test_promises_stand_overdue_first_each_customer_s_together(talks: Store) -> None:
    found = told(talks, kind="followups")
    assert [(one["ref"], one["state"], one["days"]) for one in found["followups"]] == [
        ("1", "overdue", 35),
        ("2", "overdue", 4),
        ("3", "due", 15),
        ("4", "undated", None),
        ("6", "done", 2),
        ("5", "done", -1),
    ]
    assert found["kept_by_their_day"] == {"count": 1, "of": 2}


@pytest.mark.parametrize(
    ("scope", "refs"),
    [
        (Scope(customers=("dune",)), ["6", "5"]),
        (Scope(segments=("public-sector",)), []),
        (Scope(sources=("interview",)), ["1", "3"]),
        (Scope(topics=("delivery",), since="2026-03-02T00:00:00.000Z"), ["1", "3"]),
        (Scope(sources=("visit",)), []),
        (Scope(participants=("Bea",)), []),
        (Scope(until="2026-03-02T10:00:00.000Z"), []),
    ],
)
def test_promises_are_narrowed_like_everything_else(talks: Store, scope: Scope, refs: list[str]) -> None:
    assert [one["ref"] for one in told(talks, scope, kind="followups")["followups"]] == refs


def test_coverage_follows_its_settings(talks: Store) -> None:
    found = told(talks, kind="coverage", return_days=95, verify_days=100)
    assert [one["customer"] for one in found["away"]] == ["gale", "acme"]
    assert found["quiet"] == []
    assert [one["slug"] for one in told(talks, kind="coverage")["quiet"]] == ["audit-trail", "sign-in"]
    assert [one["slug"] for one in told(talks, kind="coverage", statuses=("shipped",))["items"]] == ["sign-in"]


def test_coverage_of_a_scope_says_that_it_is_of_that_scope(talks: Store) -> None:
    narrowed = Scope(segments=("public-sector",), topics=("delivery",))
    found = told(talks, narrowed, kind="coverage")
    assert [one["slug"] for one in found["segments"]] == ["public-sector"]
    assert found["page"]["headline"].endswith(
        "0 of 1 segment not heard from; 2 customers not interviewed in this scope."
    )
    assert "Not interviewed in this scope: Fjord, Gale & Sons" in render(
        reported(talks, narrowed, kind="coverage"), "text"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_what_people_typed_is_data_in_every_format(file_store: Store, kind: str) -> None:
    def build(build: Builder) -> None:
        for number, (slug, text) in enumerate(HOSTILE.items(), 1):
            build.segment(slug, text)
            build.customer(slug, text, segments=[slug])
            build.item(slug, text, status="dropped")
            build.item(f"{slug}-live", text, status="building")
            build.participant(slug, text)
            build.interview(slug, slug, "2025-03-01T10:00:00.000Z", attended=[text], topic="so")
            build.entry(
                slug,
                text,
                ("pain", 3, {slug: "supports"}),
                speaker=text,
                verbatim=1,
                question=text,
                labels=["hurts"],
                aha=1,
            )
            promise(build, number, text, slug, "2026-01-01", interview=slug)

    written(file_store, build)
    found = reported(file_store, kind=kind, store_shown="~/<b>|`x`\x1b[2J.db")
    pages = {format: render(found, format) for format in FORMATS}
    for format in ("text", "md", "html", "json"):
        assert CONTROLS.findall(pages[format]) == []
        assert "7*7" in pages[format].replace("\\", "")
    assert "<script" not in pages["html"]
    assert 'onmouseover="' not in pages["html"]
    assert "https://" not in pages["md"]
    assert not [cell for row in csv.reader(io.StringIO(pages["csv"])) for cell in row if cell[:1] in set("=+-@\t\r")]
