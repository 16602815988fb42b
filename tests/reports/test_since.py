"""What a report says of what changed since a snapshot; UPDATE_SNAPSHOTS=1 writes the golden files anew."""

from __future__ import annotations

import csv
import io
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from report_study import Builder, reported, told, written
from reports.kept_study import AGAINST, FOR, MAY, keep, kept_in_april, met, note, spring

from interviewkit import recorder, references
from interviewkit.dbfile import Store
from interviewkit.errors import NotFound, UsageError
from interviewkit.fieldwork import entries, people, undoing
from interviewkit.queries import snapshots
from interviewkit.queries.scope import Scope
from interviewkit.reports.asking import Plain
from interviewkit.reports.render import FORMATS, render
from interviewkit.settings import Policy
from interviewkit.vocabulary import Kind

SNAPSHOTS = Path(__file__).parent / "snapshots" / "since"
ENDINGS = {"text": "txt"}


@pytest.fixture
def april(file_store: Store) -> Store:
    """The small study with its snapshot, and nothing noted since."""
    kept_in_april(file_store)
    return file_store


@pytest.fixture
def june(april: Store) -> Store:
    """The same after the spring."""
    spring(april)
    return april


def since(store: Store, scope: Scope | None = None, **asked: Any) -> Plain:
    """What changed since April, as JSON has it."""
    report = reported(store, scope, since_snapshot="april", **asked)
    return dict(json.loads(render(report, "json"))["since_snapshot"])


def item_of(found: Plain, slug: str) -> Plain:
    return next(dict(item) for item in found["items"] if item["slug"] == slug)


def moved(found: Plain, slug: str) -> dict[str, tuple[str | None, str | None, list[str], list[str]]]:
    """Who moved on an item: then, now, the entries that did it, those that were taken back."""
    moves = item_of(found, slug)["moves"]
    return {move["customer"]: (move["then"], move["now"], move["refs"], move["taken_back"]) for move in moves}


@pytest.mark.parametrize("format", FORMATS)
def test_what_is_told_since_a_snapshot_is_what_it_was(june: Store, format: str) -> None:
    keep(june, "May", MAY)
    page = render(reported(june, since_snapshot="april-planning"), format)
    assert_as_kept(f"since.{ENDINGS.get(format, format)}", part(page, format))


@pytest.mark.parametrize("format", ["text", "md", "html"])
def test_an_items_page_tells_only_of_the_item(june: Store, format: str) -> None:
    page = render(reported(june, reference="audit-trail", since_snapshot="april-planning"), format)
    kept = part(page, format)
    assert "Harbour Office" in kept
    assert not {"faster-builds", "mobile-app", "nightly-reports"} & {*kept.replace(">", " ").replace("<", " ").split()}


def test_what_became_of_every_item_comes_in_the_order_of_its_weight(june: Store) -> None:
    found = since(june)
    assert [(item["slug"], item["change"]) for item in found["items"]] == [
        ("search", "gained"),
        ("faster-builds", "lost"),
        ("audit-trail", "changed"),
        ("sign-in", "changed"),
        ("mobile-app", "new"),
        ("nightly-reports", "gone"),
        ("dark-mode", "same"),
    ]
    assert found["customers"] == {"then": 5, "now": 7}
    assert list(found) == [
        *("uid", "ref", "name", "at", "author", "scope", "policy", "same_scope", "same_policy", "customers", "items"),
    ]
    assert list(item_of(found, "search")) == [
        *("uid", "slug", "title", "change", "before", "verdict", "reason", "verdict_by_rules_then", "fresh", "moves"),
        *("status", "after"),
    ]


def test_who_moved_is_told_with_the_entries_that_did_it(june: Store) -> None:
    found = since(june)
    assert moved(found, "search") == {
        "dune": ("contradicts", "supports", ["dune-2026-04-22/1"], []),
        "crane": ("supports", "silent", [], ["crane/3"]),
        "gale": (None, "supports", ["gale-2026-04-20/2"], []),
        "harbour-office": (None, "supports", ["harbour-office-2026-04-21/1"], []),
    }
    assert moved(found, "faster-builds") == {
        "acme": ("supports", "contradicts", ["acme/1"], []),
        "gale": (None, "supports", ["gale-2026-04-20/1"], []),
        "harbour-office": (None, "silent", [], []),
    }
    quote = item_of(found, "search")["moves"][0]["quotes"][0]
    assert (quote["ref"], quote["answer"]) == ("dune-2026-04-22/1", "since we grew, we search all day")


def test_of_the_latest_interview_only_what_was_linked_since_did_it(april: Store) -> None:
    talk = references.interview(april, "acme")
    entries.log(april, "bob", talk, [note("a4", "we can live with it", Kind.PROBLEM, "faster-builds", AGAINST)])
    assert moved(since(april), "faster-builds") == {"acme": ("supports", "mixed", ["acme/4"], [])}


def test_where_nothing_was_linked_since_the_latest_interview_did_it(file_store: Store) -> None:
    kept_in_april(file_store)
    met(file_store, "Acme", "2026-02-01T10:00:00.000Z", note("a", "fast", Kind.PROCESS, "faster-builds", AGAINST))
    keep(file_store, "Later", MAY)
    with recorder.change(file_store, "test", "ann") as change:
        change.revise("interview", "acme", started_at="2026-01-01T10:00:00.000Z")
    found = dict(json.loads(render(reported(file_store, since_snapshot="later"), "json"))["since_snapshot"])
    assert moved(found, "faster-builds") == {"acme": ("supports", "contradicts", ["acme-2026-02-01/1"], [])}


def test_who_was_not_counted_before_is_told_as_a_sample_of_its_own(june: Store) -> None:
    assert item_of(since(june), "faster-builds")["fresh"] == {
        "supports": 1,
        "total": 2,
        "interval": [0.0945, 0.9055],
    }


def test_a_need_that_was_judged_before_shipping_stays_apart_from_what_came_after(june: Store) -> None:
    audit = item_of(since(june), "audit-trail")
    assert audit["status"] == {"then": "building", "now": "shipped"}
    assert (audit["before"]["verdict"], audit["verdict"]) == ("emerging", "emerging")
    assert {move["customer"] for move in audit["moves"]} == {"bolt"}
    assert (audit["after"]["before"], audit["after"]["verdict"]) == (None, "insufficient")
    assert moved({"items": [audit["after"] | {"slug": "x"}]}, "x")["harbour-office"] == (
        None,
        "supports",
        ["harbour-office-2026-04-21/2"],
        [],
    )
    sign_in = item_of(since(june), "sign-in")
    assert sign_in["moves"] == []
    assert (sign_in["after"]["before"]["customers"]["total"], sign_in["after"]["change"]) == (2, "changed")


def test_where_nothing_was_noted_nothing_changed(april: Store) -> None:
    found = since(april)
    assert {item["change"] for item in found["items"]} == {"same"}
    text = render(reported(april, since_snapshot="april"), "text")
    assert "  No verdict changed, and no customer moved.\n" in text
    assert "As it was: faster-builds, " in text


def test_that_more_were_silent_is_no_move_and_is_said_once(april: Store) -> None:
    met(april, "Gale", "2026-04-20T10:00:00.000Z", note("g1", "we wait", Kind.PAIN, "search", FOR))
    assert item_of(since(april), "nightly-reports")["change"] == "same"
    assert item_of(since(april), "faster-builds")["change"] == "same"
    page = render(reported(april, since_snapshot="april"), "text", width=400)
    assert "faster-builds (5 → 6 customers counted)" in page
    assert "faster-builds: emerging, as it was" not in page


def test_customers_counted_are_distinct_ones_whatever_item_they_counted_for(file_store: Store) -> None:
    written(file_store, _two_segments)
    keep(file_store, "April", "2026-04-01T09:00:00.000Z")
    assert since(file_store)["customers"] == {"then": 3, "now": 3}
    assert [row["customers"] for row in snapshots.listed(file_store)] == [3]


def _two_segments(build: Builder) -> None:
    """Two customers in one segment, one in another, and an item for each segment."""
    for segment, customers in (("large", ("acme", "bolt")), ("small", ("crane",))):
        build.segment(segment)
        build.item(f"for-{segment}", segments=[segment])
        for slug in customers:
            build.customer(slug, segments=[segment])
            build.interview(slug, slug, "2026-03-01T10:00:00.000Z")
            build.entry(slug, "we wait", ("pain", 2, {f"for-{segment}": "supports"}))


def test_the_report_takes_the_snapshots_scope_unless_it_has_one(file_store: Store) -> None:
    kept_in_april(file_store)
    scope = Scope(segments=("startups",), until="2026-04-15T00:00:00.000Z")
    keep(file_store, "Startups in spring", MAY, scope)
    spring(file_store)
    narrow = told(file_store, since_snapshot="startups-in-spring")
    assert (narrow["scope"]["segments"], narrow["customers"]) == (["startups"], 4)
    assert narrow["since_snapshot"]["same_scope"] is True
    assert narrow["since_snapshot"]["page"]["notes"][0] == (
        "The snapshot's scope ends before 15 Apr 2026: what was heard since is not in this report."
    )
    wide = told(file_store, Scope(sources=("interview",)), since_snapshot="startups-in-spring")["since_snapshot"]
    assert wide["same_scope"] is False
    assert wide["page"]["notes"][0] == (
        "The scopes differ: segments startups; before 15 Apr 2026 then, sources interview now."
        " What changed may come of that alone."
    )


def test_other_rules_are_named_and_what_they_alone_did_is_told(april: Store) -> None:
    strict = replace(Policy(), validated_lower=0.5, min_customers=3)
    found = told(april, since_snapshot="april", policy=strict)["since_snapshot"]
    faster = next(item for item in found["items"] if item["slug"] == "faster-builds")
    assert (faster["before"]["verdict"], faster["verdict"]) == ("validated", "emerging")
    assert (faster["change"], faster["verdict_by_rules_then"]) == ("lost", "validated")
    assert faster["page"]["rounds"][0]["beside"] == ["by the rules of then it would be validated now"]
    assert found["page"]["notes"][0] == (
        "The rules differ: min_customers 4 then, 3 now; validated_lower 0.25 then, 0.5 now."
        " Verdicts now are by the rules of now."
    )


def test_words_that_may_not_be_shown_are_named_but_not_quoted(april: Store) -> None:
    row, tag = references.tag(april, "bolt/1:problem")
    with recorder.change(april, "test", "ann") as change:
        change.revise("link", f"{tag['uid']}:faster-builds", stance="contradicts")
    move = item_of(since(april), "faster-builds")["moves"][0]
    assert (move["customer"], move["refs"], move["quotes"]) == ("bolt", [row["ref"]], [])
    assert "not quoted: bolt/1" in render(reported(april, since_snapshot="april"), "text")


def test_who_is_out_of_scope_now_is_told_as_that(april: Store) -> None:
    people.edit_customer(april, "ann", "elm", ["startups"])
    moves = told(april, since_snapshot="april", reference="faster-builds")["since_snapshot"]["items"][0]
    assert moves["change"] == "same"
    undoing.delete(april, "ann", "interview", references.interview(april, "elm"), None)
    assert moved(since(april), "faster-builds") == {"elm": ("supports", None, [], ["elm/1"])}
    undoing.undelete(april, "ann", "interview", april.rows("SELECT * FROM interview WHERE uid = 'elm'")[0], None)
    with recorder.change(april, "test", "ann") as change:
        change.revise("interview", "elm", started_at="2026-07-01T00:00:00.000Z")
    found = told(april, Scope(until="2026-06-01T00:00:00.000Z"), since_snapshot="april")["since_snapshot"]
    quiet = next(item for item in found["items"] if item["slug"] == "faster-builds")["page"]["rounds"][0]["quiet"]
    assert quiet == [
        {
            "said": "supports it → no longer counted (nothing was taken back: what they said lies outside its scope,"
            " segments or topics now)",
            "names": ["Elm Council"],
        }
    ]


def test_the_csv_has_what_was_before_only_when_asked(june: Store) -> None:
    plain = list(csv.DictReader(io.StringIO(render(reported(june), "csv"))))
    assert not [name for name in plain[0] if name.startswith("before.") or name == "change"]
    rows = {
        row["slug"]: row for row in csv.DictReader(io.StringIO(render(reported(june, since_snapshot="april"), "csv")))
    }
    search, gone, new = rows["search"], rows["nightly-reports"], rows["mobile-app"]
    assert (search["change"], search["before.verdict"], search["verdict"]) == ("gained", "contested", "emerging")
    assert (search["before.customers.supports"], search["before.customers.total"]) == ("1", "5")
    assert (gone["change"], gone["verdict"], gone["before.verdict"]) == ("gone", "", "untested")
    assert (new["change"], new["before.verdict"]) == ("new", "")


def test_what_is_narrowed_away_is_not_told(june: Store) -> None:
    found = since(june, statuses=("planned",), quotes=0)
    assert [item["slug"] for item in found["items"] if item["change"] != "gone"] == [
        *("search", "faster-builds", "mobile-app"),
    ]
    assert all(move["quotes"] == [] for move in item_of(found, "search")["moves"])
    assert [item["slug"] for item in since(june, reference="search")["items"]] == ["search"]


def test_a_snapshot_that_is_not_there_is_said(april: Store) -> None:
    with pytest.raises(NotFound, match="no snapshot may; see interviewkit snapshot"):
        reported(april, since_snapshot="may")
    keep(april, "April evening", MAY)
    with pytest.raises(UsageError, match="april could be april-evening, april-planning"):
        reported(april, since_snapshot="april")


def test_hostile_names_stay_text(file_store: Store) -> None:
    kept_in_april(file_store)
    met(
        file_store,
        "<script>alert(1)</script> {{ 7*7 }} =cmd",
        "2026-04-20T10:00:00.000Z",
        note("g1", "\x1b[31m[x](http://evil) \u202e $(reboot)", Kind.PAIN, "search", FOR, severity=3),
    )
    for format in FORMATS:
        page = render(reported(file_store, since_snapshot="april"), format)
        assert not ({"\x1b", "\u202e"} & set(page))
        assert "49" not in page.partition("evil")[0][-200:]
        assert "<script>alert" not in page or format in ("text", "json", "csv")
        assert "[x](http:" not in page or format in ("text", "html", "json")


PARTS = {
    "text": ("Since the snapshot", "\n\n"),
    "md": ("## Since the snapshot", "\n## "),
    "html": ('<h2 id="since">', "<h2 id="),
}
"""Where the part that tells what changed begins, and what comes after it."""


def part(page: str, format: str) -> str:
    """What a page tells of the snapshot; the rest of it is kept in the golden files of the kinds."""
    if format == "csv":
        return page
    if format == "json":
        found = json.loads(page)
        kept = found["since_snapshot"] | {"uid": "made up"}
        history = {item["slug"]: item["history"] for item in found["items"]}
        return json.dumps({"since_snapshot": kept, "history": history}, indent=2, ensure_ascii=False) + "\n"
    start, end = PARTS[format]
    told = page[page.index(start) :]
    return told[: (told + end).index(end, len(start))].rstrip("\n") + "\n"


def assert_as_kept(name: str, text: str) -> None:
    """Compare with the golden file as bytes."""
    path = SNAPSHOTS / name
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    assert text.encode() == path.read_bytes(), f"{name} differs; after a look: UPDATE_SNAPSHOTS=1 pytest {__file__}"
