"""Whose words a report shows, and whom it names: not ours, nobody who refused, only whose were asked for."""

from __future__ import annotations

import time

import pytest
from report_study import Builder, long_story, reported, told, written

from interviewkit.dbfile import Store
from interviewkit.queries.scope import Scope
from interviewkit.reports.render import FORMATS, render


@pytest.fixture
def story(file_store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Two customers and a coworker; and what `_more` adds."""
    monkeypatch.setenv("INTERVIEWKIT_NOW", "2026-03-10T09:00:00Z")
    written(file_store, _whole)
    return file_store


def _whole(build: Builder) -> None:
    """The long story; then we are Bolt for a day, Acme uses a word again, and two of Crane's are met in Tokyo."""
    long_story(build)
    build.item("dark-mode", "Dark mode")
    build.interview("we-as-bolt", "bolt", "2026-04-01T10:00:00.000Z", source="dogfood", topic="delivery")
    build.entry("we-as-bolt", "we lost a day ourselves", ("pain", 3, {"dark-mode": "supports"}))
    build.term("we-as-bolt", "shim", "our own word")
    build.term("acme", "hook", None)
    build.interview("acme-third", "acme", "2026-06-01T10:00:00.000Z", topic="delivery", attended=["Ann"])
    build.term("acme-third", "Golden build")
    build.customer("crane")
    build.participant("crane", "Cas")
    build.participant("crane", "Col")
    tokyo = {"zone": "Asia/Tokyo", "topic": "billing", "topic_slug": "billing"}
    build.interview("crane", "crane", "2026-06-02T20:00:00.000Z", attended=["Cas", "Col"], **tokyo)
    build.entry("crane", "we bill by hand", ("pain", 2, {"faster-builds": "supports"}), speaker="Cas")
    build.entry("crane", "I do not mind", ("problem", 1, {}), speaker="Col")
    build.parked("crane", "when?")
    build.term("crane", "dunning", "asking twice")


def test_what_we_noted_as_the_customer_is_told_apart_and_never_as_theirs(story: Store) -> None:
    found = told(story, kind="customer", reference="bolt")
    assert found["page"]["headline"].startswith("1 conversation, the latest on 4 Mar 2026 (")
    assert "1 conversation of ours in their place, never counted." in found["page"]["headline"]
    titles = [(group["title"], [one["answer"] for one in group["hurts"]]) for group in found["page"]["groups"]]
    assert titles == [
        ("Ours, from being the customer ourselves: listed, never counted", ["we lost a day ourselves"]),
    ]
    assert found["terms"] == []
    assert "dark-mode" in [one["item"] for one in found["silent"]]
    assert told(story, kind="interview", reference="we-as-bolt")["interview"]["internal"] is True


@pytest.mark.parametrize(("kind", "reference"), [("interview", "bolt"), ("customer", "bolt")])
def test_nobody_is_named_who_did_not_consent(story: Store, kind: str, reference: str) -> None:
    report = reported(story, kind=kind, reference=reference, full=True)
    pages = {format: render(report, format) for format in FORMATS}
    assert [format for format, page in pages.items() if "Bea" in page] == []
    assert [format for format in ("text", "md", "html") if "1 person not named" not in pages[format]] == []
    assert "Ben" in pages["text"]


def test_a_participants_interview_shows_only_what_is_theirs(story: Store) -> None:
    cas = story.value("SELECT uid FROM participants WHERE name = 'Cas'")
    found = told(story, Scope(participants=(str(cas),)), kind="interview")
    assert (found["interview"]["ref"], found["entries"]) == ("crane", 1)
    assert found["tags"] == {"problem": 0, "process": 0, "pain": 1}
    assert (found["parked"], found["terms"], found["withheld"]) == ([], [], 0)
    ann = story.value("SELECT uid FROM participants WHERE name = 'Ann'")
    alone = told(story, Scope(participants=(str(ann),)), kind="interview", reference="acme")
    assert (len(alone["parked"]), len(alone["terms"])) == (2, 3), "she was the only one there"
    assert told(story, Scope(participants=(str(cas),)), kind="terms")["words"] == []


def test_a_scope_beats_the_interview_that_the_environment_names(story: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERVIEWKIT_INTERVIEW", "bolt")
    assert told(story, Scope(topics=("billing",)), kind="interview")["interview"]["ref"] == "crane"
    assert told(story, kind="interview")["interview"]["ref"] == "bolt"


def test_every_report_agrees_whether_a_customer_explained_a_word(story: Store) -> None:
    of_talk = told(story, kind="interview", reference="acme-third")
    assert of_talk["terms"] == [
        {"word": "Golden build", "meaning": "The one that QA has signed off.", "told_in": "acme-again"}
    ]
    page = render(reported(story, kind="interview", reference="acme-third"), "text")
    assert "Golden build: The one that QA has signed off. (told in acme-again)" in page
    uses = {(use["name"], use["interview"]): use for word in told(story, kind="terms")["words"] for use in word["uses"]}
    assert uses["Golden build", "acme-third"]["meaning"] == "The one that QA has signed off."
    assert uses["hook", "acme"]["page"]["meaning"] == "not explained by them"
    assert "hook: not explained by them" in render(reported(story, kind="interview", reference="acme"), "text")


def test_one_interview_has_one_day_and_days_are_counted_where_it_was(
    story: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "America/Los_Angeles")
    time.tzset()
    try:
        customer = told(story, kind="customer", reference="crane")
        day = "3 Jun 2026"
        assert told(story, Scope(customers=("crane",)))["page"]["period"] == day
        assert customer["page"]["talks"]["rows"][0]["day"] == day
        assert [one["page"]["since"] for one in customer["standing"]] == [day]
        assert f"the latest on {day} (2 days ago)" in customer["page"]["headline"]
        coverage = told(story, kind="coverage", return_days=0, verify_days=0)
        away = {one["customer"]: (one["days"], one["page"]["told"]) for one in coverage["away"]}
        assert away["crane"] == (2, f"last met on {day}, 2 days ago")
    finally:
        monkeypatch.setenv("TZ", "UTC")
        time.tzset()
