"""How an item stood at every snapshot of a scope, in JSON, in words and as a picture; and what looking often costs."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from report_study import reported, small_study, told, written
from reports.kept_study import APRIL, MAY, keep, kept_in_april, spring

from interviewkit.dbfile import Store
from interviewkit.errors import NotFound
from interviewkit.evidence.peeking import false_alarm
from interviewkit.queries.scope import Scope
from interviewkit.reports import charts, trend
from interviewkit.reports.asking import Plain
from interviewkit.reports.kinds import KINDS
from interviewkit.reports.render import FORMATS, render
from interviewkit.settings import Policy

JUNE = "2026-06-01T09:00:00.000Z"


@pytest.fixture
def june(file_store: Store) -> Store:
    """The small study after the spring, with a snapshot of April and one of May, and one of another scope."""
    kept_in_april(file_store)
    spring(file_store)
    keep(file_store, "May", MAY)
    keep(file_store, "Startups", JUNE, Scope(segments=("startups",)))
    return file_store


def item_of(context: Plain, slug: str) -> Plain:
    return next(dict(item) for item in context["items"] if item["slug"] == slug)


def looked(store: Store, policy: Policy | None = None, scope: Scope | None = None) -> str:
    notes = told(store, scope, policy=policy or Policy())["page"]["notes"]
    return next(str(note) for note in notes if note.startswith("This scope was judged"))


def test_an_item_tells_how_it_stood_at_every_snapshot_of_this_scope(june: Store) -> None:
    search = item_of(json.loads(render(reported(june), "json")), "search")
    assert [(one["snapshot"], one["at"], one["verdict"], one["share"]) for one in search["history"]] == [
        ("april-planning", APRIL, "contested", 0.2),
        ("may", MAY, "emerging", 0.4286),
    ]
    assert list(search["history"][0]) == ["snapshot", "at", "verdict", "customers", "share", "interval", "after"]
    startups = item_of(told(june, Scope(segments=("startups",))), "search")
    assert [one["snapshot"] for one in startups["history"]] == ["startups"]
    assert item_of(told(june), "mobile-app")["history"][0]["snapshot"] == "may"


def test_the_trend_stands_in_words_in_every_page_and_is_drawn_in_html(june: Store) -> None:
    words = (
        "contested, 1 of 5 (april-planning, 1 Apr 2026) → emerging, 3 of 7 (may, 1 May 2026) → emerging, 3 of 7 (now)"
    )
    for format in ("text", "md", "html"):
        for reference in (None, "search"):
            page = render(reported(june, reference=reference), format, width=300)
            assert words in page
    html = render(reported(june, reference="search"), "html")
    drawn = re.search(r'<svg class="trend".*?</svg>', html)
    assert drawn
    svg = ElementTree.fromstring(drawn[0])  # noqa: S314  our own
    assert svg.get("aria-label") == (
        "share that supports it; april-planning: 1 of 5; may: 3 of 7; now: 3 of 7; the line is at 25 %"
    )
    assert len(svg.findall("circle")) == 3


def test_without_a_snapshot_there_is_no_trend(file_store: Store) -> None:
    written(file_store, small_study)
    assert item_of(told(file_store), "search")["history"] == []
    for format in ("text", "md", "html"):
        assert "over the snapshots" not in render(reported(file_store), format).lower()


def test_a_shipped_items_trend_is_that_of_its_second_round(june: Store) -> None:
    assert item_of(told(june), "audit-trail")["page"]["trend"] == (
        "insufficient, 1 of 3 (may, 1 May 2026) → insufficient, 1 of 3 (now)"
    )
    assert [one["after"] is None for one in item_of(told(june), "audit-trail")["history"]] == [True, False]


def test_many_snapshots_are_told_by_the_first_and_the_latest(june: Store) -> None:
    for month in range(6, 13):
        keep(june, f"m{month}", f"2027-{month:02d}-01T09:00:00.000Z")
    words = item_of(told(june), "search")["page"]["trend"]
    assert words.startswith("contested, 1 of 5 (april-planning, 1 Apr 2026) → … 4 snapshots … → emerging, 3 of 7 (m9, ")
    assert words.count("→") == 6


def test_shares_lie_apart_as_their_moments_do_and_nobody_heard_is_left_out() -> None:
    def point(name: str, at: str, supports: int, total: int) -> Plain:
        share = supports / total if total else None
        said = f"{supports} of {total}" if total else "nobody heard"
        return {"name": name, "at": at, "said": said, "share": share, "interval": [0, 1]}

    points = [
        point("<q1>", "2026-01-01T00:00:00.000Z", 0, 0),
        point("q2", "2026-01-02T00:00:00.000Z", 1, 2),
        point("q3", "2026-01-11T00:00:00.000Z", 2, 2),
    ]
    svg = charts.trend(points, 0.25)
    assert 'points="30.0,36.0 300.0,8.0"' in svg
    assert "&lt;q1&gt;: nobody heard; q2: 1 of 2" in svg
    assert charts.trend([points[1], points[1]], 0.25).count("<circle") == 2
    # The first and the last moment are named, and of those between them whatever has room.
    assert re.findall(r'class="name[^>]*>([^<]*)', svg) == ["&lt;q1&gt;", "q3"]
    later = [points[0], point("a name that is far too long", "2026-01-06T00:00:00.000Z", 1, 2), points[2]]
    assert re.findall(r'class="name[^>]*>([^<]*)', charts.trend(later, 0.25)) == ["&lt;q1&gt;", "a name that…", "q3"]


def test_how_often_this_scope_was_judged_is_told_with_its_error_rate(june: Store) -> None:
    once, thrice, always = (
        f"{false_alarm(looks, Policy()):.0%}".replace("%", " %") for looks in ([7], [5, 7, 7], range(1, 8))
    )
    assert looked(june) == (
        "This scope was judged and kept 2 times before (snapshots), at 5 and 7 customers, and is judged now, at 7:"
        f" so often judged, that chance is {thrice}; judged only now, {once}; after every interview, {always}."
        " Each of the 5 items judged has that chance of its own."
        " 1 more snapshot is of another scope: to choose among scopes is to look again."
    )


def test_the_rate_is_that_of_the_most_customers_at_every_look() -> None:
    def item(total: int, after: Plain | None = None) -> Plain:
        return {"uid": "a", "verdict": "emerging", "customers": {"total": total}, "after": after}

    def row(*items: Plain) -> Plain:
        return {"items": dict(zip("ab", items, strict=False))}

    kept = [row(item(4), item(99)), row(item(3, after={"customers": {"total": 8}}))]
    once, thrice = (f"{false_alarm(looks, Policy()):.0%}"[:-1] for looks in ([12], [4, 8, 12]))
    assert once != thrice
    assert trend.looks(kept, 0, [item(12)], Policy()) == (
        "This scope was judged and kept 2 times before (snapshots), at 4 and 8 customers, and is judged now, at 12:"
        f" so often judged, that chance is {thrice} %; judged only now, {once} %; after every interview, 12 %."
    )
    often = trend.looks([row(item(n)) for n in range(4, 14)], 2, [item(14)], Policy())
    assert "10 times before (snapshots), at 4 to 13 customers, and" in often
    assert often.endswith(" 2 more snapshots are of other scopes: to choose among scopes is to look again.")


def test_a_scope_that_was_never_kept_is_told_what_a_look_is_worth(file_store: Store) -> None:
    written(file_store, small_study)
    assert looked(file_store).startswith(
        "This scope was judged and kept 0 times before (snapshots). Judged only now, at 5 customers, that chance is"
    )
    assert looked(file_store, replace(Policy(), min_customers=6)) == (
        "This scope was judged and kept 0 times before (snapshots)."
    )


def test_the_general_figure_follows_the_rules() -> None:
    assert trend.error_rate(Policy()) == (
        "An item that is true for one customer in four is called validated in 2–7 % of studies that are judged once,"
        " and in up to 14 % of those judged after every interview up to 25."
    )
    assert trend.error_rate(replace(Policy(), validated_lower=0.5, min_customers=30)).startswith(
        "An item that is true for 50 % of the customers is called validated in"
    )


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_of_report_writes_to_the_store(june: Store, kind: str) -> None:
    path = Path(june.location.target)
    before, beside = path.read_bytes(), sorted(path.parent.iterdir())
    since = "may" if kind == "roadmap" else None
    try:
        report = reported(june, kind=kind, reference="acme" if KINDS[kind].needed else None, since_snapshot=since)
    except NotFound:
        assert kind == "workshop"  # there is none in this study
        return
    for format in FORMATS:
        assert render(report, format)
    assert path.read_bytes() == before
    assert sorted(path.parent.iterdir()) == beside
