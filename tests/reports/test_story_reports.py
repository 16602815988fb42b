"""The reports of one conversation, one customer, a process and the words: one golden file per format.

UPDATE_SNAPSHOTS=1 writes them anew.
"""

from __future__ import annotations

import pytest
from report_study import Builder, long_story, reported, told, written
from reports.test_roadmap_report import ENDINGS, assert_as_kept

from interviewkit.dbfile import Store
from interviewkit.errors import NotFound, UsageError
from interviewkit.queries.scope import Scope
from interviewkit.reports.kinds import named
from interviewkit.reports.render import FORMATS, render

OF = {"interview": "acme", "customer": "acme", "process": "delivery", "terms": None}


@pytest.fixture
def story(file_store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Two customers and a coworker, one of the customers met twice; all of it typed on 10 March."""
    monkeypatch.setenv("INTERVIEWKIT_NOW", "2026-03-10T09:00:00Z")
    written(file_store, long_story)
    return file_store


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("kind", OF)
def test_the_report_is_what_it_was(story: Store, kind: str, format: str) -> None:
    report = reported(story, kind=kind, reference=OF[kind], full=kind == "interview")
    assert_as_kept(f"{kind}.{ENDINGS.get(format, format)}", render(report, format))


def test_without_a_name_the_latest_interview_is_meant_but_the_running_one_goes_before(story: Store) -> None:
    assert told(story, kind="interview")["interview"]["ref"] == "acme-again"
    assert told(story, Scope(customers=("bolt",)), kind="interview")["interview"]["ref"] == "bolt"
    written(story, lambda build: _begin(build, "crane"))
    report = told(story, kind="interview")
    assert (report["interview"]["ref"], report["interview"]["running"]) == ("crane", True)
    assert [fact["value"] for fact in report["page"]["who"] if fact["title"] == "How long"] == ["119 d 23 h so far"]


def test_the_environment_may_name_the_interview(story: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERVIEWKIT_INTERVIEW", "bolt")
    assert told(story, kind="interview")["interview"]["ref"] == "bolt"


def _begin(build: Builder, slug: str) -> None:
    build.customer(slug)
    build.interview(slug, slug, "2026-02-05T10:00:00.000Z", ended_at=None)


def test_without_full_the_transcript_is_left_out_and_so_are_more_quotes_than_asked_for(story: Store) -> None:
    report = told(story, kind="interview", reference="acme", quotes=0)
    assert (report["transcript"], report["quotes"]) == (None, [])
    assert "Everything that was said" not in render(reported(story, kind="interview", reference="acme"), "html")


@pytest.mark.parametrize(("kind", "reference", "withheld"), [("interview", "bolt", 2), ("customer", "bolt", 2)])
def test_words_without_consent_are_left_out_everywhere_and_counted(
    story: Store, kind: str, reference: str, withheld: int
) -> None:
    report = reported(story, kind=kind, reference=reference, full=True)
    assert report.context["withheld"] == withheld
    for format in FORMATS:
        page = render(report, format)
        assert "Bea's words" not in page.replace("&#39;", "'")
        assert "nobody knows who said this" not in page
    assert "2 things they said not shown, for want of consent." in render(report, "text")


def test_what_was_parked_and_explained_may_be_of_whoever_did_not_consent(story: Store) -> None:
    written(story, _one_more)
    report = told(story, kind="interview", reference="crane")
    assert (report["parked"], report["terms"], report["withheld"]) == ([], [], 2)
    assert told(story, kind="terms", reference="crane")["words"] == []


def _one_more(build: Builder) -> None:
    build.customer("crane")
    build.participant("crane", "Cas", consent="no")
    build.interview("crane", "crane", "2026-02-05T10:00:00.000Z", attended=["Cas"])
    build.parked("crane", "when?")
    build.term("crane", "hook", "a secret")


def test_the_process_is_of_the_topic_most_customers_talked_of_unless_one_is_named(story: Store) -> None:
    written(story, _about_billing)
    assert told(story, kind="process")["topic"] == {"slug": "delivery", "name": "How code reaches production"}
    billing = told(story, kind="process", reference="Bill")
    assert [one["customer"] for one in billing["tellings"]] == ["crane"]
    with pytest.raises(NotFound, match="no interview is on the topic shipping; there are billing, delivery"):
        told(story, kind="process", reference="shipping")


def _about_billing(build: Builder) -> None:
    build.customer("crane")
    for number in range(4):
        build.interview(f"crane-{number}", "crane", f"2026-02-0{number + 1}T10:00:00.000Z", topic="billing")
    build.entry("crane-0", "we send a bill", ("process", None, {}))


def test_a_page_shows_so_many_tellings_and_says_how_many_there_are(file_store: Store) -> None:
    written(file_store, _many_tellings)
    report = reported(file_store, kind="process")
    for format in ("text", "md", "html"):
        page = render(report, format)
        assert "Shown are the first 200 of 203: narrow it with" in " ".join(page.split())
        assert ("Customer 199," in page, "Customer 202," in page) == (True, False)
    assert len(report.rows) == 203
    assert "Drawn are the first 12 of 203" in render(report, "html")


def _many_tellings(build: Builder) -> None:
    for number in range(203):
        build.customer(f"c{number}", f"Customer {number:03d}")
        build.interview(f"c{number}", f"c{number}", "2026-03-01T10:00:00.000Z", topic="delivery")
        build.entry(f"c{number}", "we push", ("process", None, {}))


def test_interviews_without_any_topic_are_one_process(file_store: Store) -> None:
    def build(build: Builder) -> None:
        build.customer("acme")
        build.interview("acme", "acme", "2026-03-01T10:00:00.000Z")
        build.entry("acme", "we push", ("process", None, {}))

    written(file_store, build)
    report = told(file_store, kind="process")
    assert (report["topic"], report["customers"]) == (None, 1)
    with pytest.raises(NotFound, match="no interview in scope has one"):
        told(file_store, kind="process", reference="delivery")


def test_a_customer_says_of_a_shipped_item_whether_it_solves_the_need(story: Store) -> None:
    report = told(story, kind="customer", reference="acme")
    assert [(one["item"], one["round"], one["state"], one["changed_from"]) for one in report["standing"]] == [
        ("audit-trail", "need", "supports", None),
        ("faster-builds", "need", "contradicts", "supports"),
        ("sign-in", "need", "supports", None),
        ("sign-in", "solved", "contradicts", None),
    ]
    assert [(one["answer"], one["answered"]) for one in report["hurts"]] == [
        ("the login still asks twice", "still-hurts"),
        ("QA tags the golden build", "none"),
        ("a day is gone, every time", "coming"),
        ("an audit log could be nice", "coming"),
        ("[she sighed at the login]", "shipped"),
    ]


def test_a_customer_nobody_talked_with_makes_a_readable_report(story: Store) -> None:
    written(story, lambda build: build.customer("crane", "Crane & Sons"))
    report = reported(story, kind="customer", reference="crane")
    assert render(report, "csv") == "what,at,ref,title,state,detail\n"
    for format in ("text", "md", "html"):
        page = render(report, format)
        assert "Nobody has talked with them in this scope." in page
        assert "interviewkit start crane" in page


def test_a_word_of_one_customer_is_shown_with_what_others_mean_by_it(story: Store) -> None:
    report = told(story, kind="terms", reference="platform-team")
    assert [(word["word"], word["disagree"], len(word["uses"])) for word in report["words"]] == [
        ("golden build", True, 3)
    ]
    everything = told(story, kind="terms")
    assert (everything["disagreements"], everything["open"]) == (1, 1)


def test_the_report_of_a_customer_needs_a_customer() -> None:
    assert named(["customer", "acme"])[1] == "acme"
    with pytest.raises(UsageError, match=r"which one\? Write: interviewkit report customer CUSTOMER"):
        named(["customer"])
