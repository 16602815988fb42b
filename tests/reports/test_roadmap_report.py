"""The whole report on the small study, one golden file per format; UPDATE_SNAPSHOTS=1 writes them anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from report_study import reported

from interviewkit.dbfile import Store
from interviewkit.reports.render import FORMATS, render

SNAPSHOTS = Path(__file__).parent / "snapshots"
ENDINGS = {"text": "txt"}


@pytest.mark.parametrize("format", FORMATS)
def test_the_roadmap_report_is_what_it_was(study: Store, format: str) -> None:
    assert_as_kept(f"roadmap.{ENDINGS.get(format, format)}", render(reported(study), format))


@pytest.mark.parametrize("format", ["text", "md", "html"])
@pytest.mark.parametrize("item", ["faster-builds", "sign-in"])
def test_the_page_of_one_item_is_what_it_was(study: Store, format: str, item: str) -> None:
    page = render(reported(study, reference=item), format)
    assert_as_kept(f"{item}.{ENDINGS.get(format, format)}", page)


def test_an_empty_store_makes_a_readable_report_in_every_format(file_store: Store) -> None:
    report = reported(file_store)
    text = render(report, "text")
    assert text.startswith("Roadmap validation · 0 customers, 0 interviews, 0 entries · ~/study.db\n")
    assert "Nobody outside the company has been interviewed in this scope" in text
    assert "interviewkit roadmap add TITLE" in render(report, "md")
    assert "interviewkit roadmap add TITLE" in render(report, "html")
    assert '"items": []' in render(report, "json")
    assert render(report, "csv").count("\n") == 1


def test_names_are_listed_with_a_comma_and_a_blank(study: Store) -> None:
    report = reported(study)
    assert "**4 support it:** Acme, Bolt, Crane, Elm Council" in render(report, "md")
    assert "<bdi>Acme</bdi>, <bdi>Bolt</bdi>" in render(report, "html")


def test_a_narrow_terminal_gets_no_line_that_is_too_long(study: Store) -> None:
    text = render(reported(study), "text", width=60)
    assert max(map(len, text.splitlines())) <= 60


def test_colour_goes_around_the_verdict_only_where_it_is_asked_for(
    study: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("interviewkit.console.colour", lambda _=None: True)
    report = reported(study)
    assert "\ufdd4VALIDATED\ufdd0     faster-builds" in render(report, "text", colour=True)
    assert "\nVALIDATED     faster-builds" in render(report, "text")


def assert_as_kept(name: str, text: str) -> None:
    """Compare with the golden file as bytes."""
    path = SNAPSHOTS / name
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    assert text.encode() == path.read_bytes(), f"{name} differs; after a look: UPDATE_SNAPSHOTS=1 pytest {__file__}"
