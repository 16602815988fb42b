"""What was voted on in workshops stands beside what interviews say, in a column of its own."""

from __future__ import annotations

import pytest
from report_study import reported, told
from workshop_room import NOW, gathered, voted

from interviewkit.dbfile import Store
from interviewkit.fieldwork import ballots
from interviewkit.reports.render import render


@pytest.fixture
def board(file_store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A workshop whose vote is over: three dots on two problems, two of them on what a roadmap item answers."""
    monkeypatch.setenv("INTERVIEWKIT_NOW", NOW)
    room = gathered(file_store)
    voted(file_store, room, "acme", "1")
    voted(file_store, room, "bolt", "1")
    voted(file_store, room, "dune", "3")
    ballots.choose(file_store, "ann", room, ["1"])
    return file_store


def test_dots_change_no_count_and_no_verdict(board: Store) -> None:
    item = told(board)["items"][0]
    assert item["votes"] == {"dots": 2, "cast": 3, "workshops": 1, "customers": ["acme", "bolt"]}
    assert item["customers"]["total"] == 3
    assert item["reason"] == "insufficient: 2 of 3 support it; 1 more to judge"


def test_every_format_shows_the_dots_apart(board: Store) -> None:
    report = reported(board)
    assert "2 of 3 dots at 1 workshop (Acme and Bolt): not counted" in render(report, "text")
    page = render(report, "md")
    assert "| Pain score | Workshop dots |\n|" in page
    assert "| 6 | 2 of 3 |\n" in page
    assert "Beside the interviews, never counted with them: 2 of 3 dots at 1 workshop (Acme and Bolt)\n" in page
    assert '<td role="cell" class="number" data-label="Workshop dots" data-value="2">2 of 3</td>' in render(
        report, "html"
    )
    assert ",votes.dots,votes.cast," in render(report, "csv")
    assert "2 of 3 dots" in render(reported(board, reference="faster-builds"), "text")


def test_without_a_workshop_there_is_no_column(study: Store) -> None:
    report = reported(study)
    assert {item["votes"] for item in report.context["items"]} == {None}
    assert "Workshop dots" not in render(report, "md") + render(report, "html")
