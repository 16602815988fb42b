"""Whole files as trackers and people write them, each with the quirk it is named for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from interviewkit.errors import UsageError
from interviewkit.exchange.roadmap import RoadmapFile, RoadmapRow, read
from interviewkit.vocabulary import Horizon, Status

FILES = Path(__file__).parents[1] / "data" / "roadmaps"


def reading(name: str, form: str = "auto", mapping: Mapping[str, str] | None = None) -> tuple[RoadmapFile, list[str]]:
    """Read a sample file; return it and the warnings."""
    warnings: list[str] = []
    return read((FILES / name).read_bytes(), form=form, mapping=mapping or {}, warn=warnings.append), warnings


def row(
    line: int,
    tracker: str,
    key: str | None,
    title: str,
    *,
    description: str = "",
    status: Status | None = None,
    horizon: Horizon | None = None,
    segments: tuple[str, ...] = (),
    topics: tuple[str, ...] = (),
    url: str | None = None,
    slug: str | None = None,
) -> RoadmapRow:
    """Write an expected row, leaving out what it does not have."""
    return RoadmapRow(line, tracker, key, title, description, status, horizon, segments, topics, url, slug)


def test_jira_repeats_headers_and_tells_a_dropped_item_by_its_resolution() -> None:
    found, warnings = reading("jira.csv")
    builds = 'A build takes a day.\r\n\r\nNobody can merge meanwhile, "not even docs".'
    assert found == RoadmapFile(
        source="jira",
        unit="line",
        rows=(
            row(
                2,
                "jira",
                "CHK-1",
                "Faster builds",
                description=builds,
                status=Status.BUILDING,
                segments=("Banks", "Insurers"),
            ),
            row(5, "jira", "CHK-2", "Nightly reports", status=Status.DROPPED),
            row(6, "jira", "CHK-3", "Audit trail", status=Status.PLANNED, segments=("Banks",)),
            row(7, "jira", "CHK-4", "Search"),
        ),
        skipped=(),
        ignored_columns=("Issue id", "Labels", "Created"),
        unknown_statuses=("Parked",),
        unknown_horizons=(),
    )
    assert warnings == []


def test_linear_rows_may_be_a_field_short_and_lose_their_spreadsheet_quote() -> None:
    found, warnings = reading("linear.csv")
    assert found.source == "linear"
    assert found.rows == (
        row(
            2,
            "linear",
            "BLD-1",
            "Faster builds",
            description="- cache\n- fewer steps",
            status=Status.BUILDING,
        ),
        row(4, "linear", "BLD-2", "@mentions in comments", status=Status.PLANNED),
        row(5, "linear", "BLD-3", "'quoted' names", status=Status.DROPPED),
    )
    assert (found.skipped, warnings) == ((), [])


def test_the_older_linear_export_writes_its_id_small() -> None:
    found, _ = reading("linear-old.csv")
    assert found.rows == (row(2, "linear", "OPS-7", "Single sign-on", status=Status.PLANNED),)
    assert found.ignored_columns == ("Team", "Estimate", "Priority", "Labels")


def test_aha_features_are_known_by_their_reference() -> None:
    found, _ = reading("aha.csv")
    assert found.source == "aha"
    assert found.rows == (
        row(2, "aha", "APP-12", "Offline mode", description="<p>Works in a tunnel</p>", status=Status.PLANNED),
        row(3, "aha", "APP-13", "Dark theme", status=Status.DROPPED),
        row(4, "aha", "APP-14", "Shared lists", status=Status.SHIPPED),
    )
    assert found.ignored_columns == ("Release name", "Epic name", "Initiative name", "Feature tags")


def test_github_issues_are_known_by_repository_and_number() -> None:
    found, warnings = reading("github-issues.json")
    web = "https://github.com/acme/app/issues/"
    assert found == RoadmapFile(
        source="github",
        unit="item",
        rows=(
            row(
                1,
                "github",
                "acme/app#7",
                "Faster builds",
                description="A day is too long.",
                status=Status.PLANNED,
                url=f"{web}7",
            ),
            row(2, "github", "acme/app#8", "Nightly reports", status=Status.DROPPED, url=f"{web}8"),
            row(3, "github", "acme/app#9", "Audit trail", status=Status.SHIPPED, url=f"{web}9"),
        ),
        skipped=(),
        ignored_columns=("labels", "milestone", "updatedAt"),
        unknown_statuses=(),
        unknown_horizons=(),
    )
    assert warnings == []


def test_a_github_project_gives_an_issue_the_same_key_and_a_draft_its_own() -> None:
    found, warnings = reading("github-project.json")
    assert found.rows == (
        row(
            1,
            "github",
            "acme/app#7",
            "Faster builds",
            description="A day is too long.",
            status=Status.BUILDING,
            horizon=Horizon.NOW,
            url="https://github.com/acme/app/issues/7",
        ),
        row(2, "github", "PVTI_b", "Offline mode", horizon=Horizon.LATER),
    )
    assert (found.ignored_columns, found.unknown_statuses) == (("labels", "repository"), ())
    assert warnings == ["the file holds 2 of 31 items; export it again with a higher limit (gh: -L 31)."]


def test_labels_become_topics_only_when_asked() -> None:
    found, _ = reading("github-issues.json", mapping={"topics": "labels"})
    assert [one.topics for one in found.rows] == [("ci",), (), ()]
    found, _ = reading("linear-old.csv", mapping={"topic": "LABELS"})
    assert [one.topics for one in found.rows] == [("login", "security")]


def test_our_own_list_reads_back_with_its_trackers() -> None:
    found, _ = reading("our-list.json")
    assert found.rows == (
        row(
            1,
            "jira",
            "CHK-1",
            "Faster builds",
            status=Status.BUILDING,
            horizon=Horizon.NOW,
            segments=("banks", "insurers"),
            topics=("delivery",),
            slug="faster-builds",
        ),
        row(
            2,
            "json",
            None,
            "Search, better",
            description="Two words",
            status=Status.PLANNED,
            url="https://example.org/search",
            slug="search",
        ),
    )
    assert found.ignored_columns == ("uid",)


def test_a_spreadsheet_in_another_language_needs_a_map() -> None:
    with pytest.raises(UsageError) as refusal:
        reading("excel-semicolon.csv")
    assert str(refusal.value) == (
        "No column of this file is known to be the title; it has “Titel”, “Zustand”, “Größe”. If one of "
        "them is, "
        "say so: `interviewkit roadmap import FILE --map title=Titel`."
    )
    found, warnings = reading("excel-semicolon.csv", mapping={"title": "titel", "status": "Zustand"})
    assert found.rows == (row(3, "csv", None, "Schnellere Prüfläufe"),)
    assert (found.unknown_statuses, found.ignored_columns) == (("geplant",), ("Größe",))
    assert len(warnings) == 1
    assert "cp1252" in warnings[0]


def test_tabs_and_utf_16_are_what_a_spreadsheet_calls_unicode_text() -> None:
    found, warnings = reading("tabs-utf16.csv")
    assert found.rows == (
        row(
            2,
            "csv",
            "R-1",
            "Suche, überall",
            horizon=Horizon.NEXT,
            segments=("Ämter", "Banken"),
        ),
    )
    assert warnings == []


def test_short_long_blank_and_untitled_rows_are_all_accounted_for() -> None:
    found, warnings = reading("quirks.csv")
    assert found == RoadmapFile(
        source="csv",
        unit="line",
        rows=(
            row(3, "csv", None, "Search, everywhere", description="two\nlines", status=Status.PLANNED),
            row(5, "csv", None, "Audit trail", status=Status.SHIPPED),
            row(6, "csv", None, "Exports", status=Status.BUILDING),
        ),
        skipped=((7, "has no title"), (9, "has no title")),
        ignored_columns=("column 3", "Labels"),
        unknown_statuses=(),
        unknown_horizons=(),
    )
    assert warnings == ["line 6: more fields than the header has columns; the last ones were left out."]


def test_a_quotation_mark_that_never_closes_is_refused_with_its_line() -> None:
    with pytest.raises(UsageError, match="that begins on line 3 opens a quotation mark that is never closed"):
        reading("open-quote.csv")


def test_a_quotation_mark_that_is_not_doubled_is_read_and_warned_about() -> None:
    found, warnings = reading("loose-quotes.csv")
    assert [one.title for one in found.rows] == ["Fast builds", "Search"]
    assert warnings == [
        "line 2: a quotation mark stands where none belongs; look at the rows from there on with --dry-run."
    ]


def test_of_two_rows_for_one_item_the_later_is_taken_and_the_earlier_named() -> None:
    found, _ = reading("repeated-items.csv")
    assert [(one.line, one.key, one.title) for one in found.rows] == [
        (3, "R-2", "Exports"),
        (4, "R-1", "Search everywhere"),
        (6, None, "C client"),
    ]
    assert found.skipped == (
        (2, "has the key “R-1”, which stands again at 4; that one was taken"),
        (
            5,
            "“C# client” has the slug of “C client” at 6; that one was taken (a column of keys or slugs, "
            "--map key=… or --map slug=…, keeps both)",
        ),
    )
