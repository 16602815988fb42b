"""The week in Wellington, played in a shell; its report, one golden file per format.

UPDATE_SNAPSHOTS=1 writes them anew.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import copied, opened
from program import SOURCES
from report_study import reported
from reports.test_roadmap_report import assert_as_kept
from workshop_room import NOW, gathered, voted

from interviewkit import recorder, references
from interviewkit.dbfile import Row, Store
from interviewkit.errors import NotFound, UsageError
from interviewkit.fieldwork import ballots, boards, people, workshops
from interviewkit.fieldwork.ballots import Ballot
from interviewkit.fieldwork.boards import Stated
from interviewkit.fieldwork.workshops import Gathering
from interviewkit.reports import charts
from interviewkit.reports.kinds.workshop import mail
from interviewkit.reports.render import FORMATS, render
from interviewkit.vocabulary import Delivery

STORY = Path(__file__).parents[1] / "data" / "workshops" / "wellington.sh"
WORDS = """
ik() { "$PYTHON" -m interviewkit --db "$STORE" "$@"; }
expect() { code=$1; shift; set +e; ik "$@"; got=$?; set -e; test $got = $code; }
"""
UID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
SVG = re.compile(r"<svg.*</svg>")
TOLD = """\
Rank  No  Dots  Voters  Red  Blue  Green  Problem                   Group
1     1      7       7    2     3      2  builds wait a day for QA  Red
2     5      6       6    2     3      1  invoices come twice       Blue
3=    6      2       2    0     2      0  no export for auditors    Blue
3=    8      2       2    1     0      1  the docs are out of date  Green
3=    9      2       2    0     1      1  alerts come at night      Green
6=    3      1       1    1     0      0  sign-in fails on Mondays  Red
6=    7      1       1    0     0      1  search ignores umlauts    Green
8     2      0       0    0     0      0  nobody can find the logs  Red
(each group's column: the dots of those who sit there)
21 dots of 7 voters. Half of them are on 2 of 8 problems; they spread as over 4.5 equally strong ones.
"""
REFUSED = """\
error: Crane is not in the room; if they came: interviewkit workshop came crane
error: Bolt has 3 dots, not 4
error: 1 of 7 have voted; waiting for Bolt, Dune, Elm Council, Fjord, Gull, Heath; \
see it all the same: interviewkit workshop tally --now
"""


@pytest.fixture(scope="module")
def week(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, str, str]]:
    """The store after the week, and what the shell showed of it: results, messages."""
    home = tmp_path_factory.mktemp("week")
    location = copied(template, home / "study.db")
    environment = {
        "HOME": str(home),
        "PATH": os.environ["PATH"],
        "PYTHON": sys.executable,
        "PYTHONPATH": str(SOURCES),
        "STORE": location.target,
        "INTERVIEWKIT_NOW": "2026-06-01T09:00:00Z",
        "INTERVIEWKIT_AS": "ann",
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
    }
    ran = subprocess.run(
        ["bash", "-e", "-c", WORDS + STORY.read_text(encoding="utf-8")],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ran.returncode == 0, ran.stderr
    with opened(location) as store:
        yield store, ran.stdout, ran.stderr


@pytest.mark.parametrize("format", FORMATS)
def test_the_report_of_the_week_is_what_it_was(week: tuple[Store, str, str], format: str) -> None:
    text = UID.sub("…", render(reported(week[0], kind="workshop"), format))
    assert_as_kept(f"workshop.{ {'text': 'txt'}.get(format, format) }", text)


def test_the_shell_shows_the_tally_and_the_refusals(week: tuple[Store, str, str]) -> None:
    _, out, err = week
    assert TOLD in out
    assert "".join(line for line in err.splitlines(keepends=True) if line.startswith("error:")) == REFUSED
    assert err.endswith("ended; 7 customers are met again by 1 Jul 2026: interviewkit followup list\n")


def test_the_page_of_the_week_is_well_formed_and_shows_its_bars(week: tuple[Store, str, str]) -> None:
    page = render(reported(week[0], kind="workshop"), "html")
    drawn = ElementTree.fromstring(SVG.findall(page)[0])  # noqa: S314  it is ours
    assert drawn.attrib["aria-label"].startswith("Dots: 1 builds wait a day for QA 7, 5 invoices come twice 6, ")
    assert len(drawn.findall("g")) == 8


def test_the_mail_tells_a_customer_what_came_of_their_day(week: tuple[Store, str, str]) -> None:
    written = mail(week[0], None, "heath")
    assert written.context["subject"] == "Wellington week: what came of the workshop"
    assert render(written, "text", width=72) == (
        "Dear Heath,\n\nthank you for the day of 1 Jun 2026. You told us what does not work;\n"
        "here is what became of it.\n\n"
        "You said:\n  - the docs are out of date\n  - alerts come at night\n\n"
        "You voted for:\n  - builds wait a day for QA\n  - the docs are out of date\n  - alerts come at night\n\n"
        "Delivered:\n  - builds wait a day for QA (7 dots)\n  - invoices come twice (6 dots)\n"
        "  - the docs are out of date (2 dots)\n  - nobody can find the logs\n\n"
        "What we still owe you:\n  - alerts come at night (2 dots, blocked: the paging service belongs to\n"
        "    another team)\n\n"
        "Also among the first three of the vote:\n  - no export for auditors (2 dots)\n\n"
        "We would like to meet again by 1 Jul 2026: does it solve what you told\nus?\n"
    )


def test_the_mail_to_all_names_nobody_and_to_who_did_not_come_says_so(week: tuple[Store, str, str]) -> None:
    everybody = render(mail(week[0], None, None), "text", width=72)
    assert everybody.startswith("Dear all,\n\nthank you for the day")
    assert "You said" not in everybody
    crane = render(mail(week[0], "wellington", "crane"), "text", width=72)
    assert crane.startswith("Dear Crane,\n\nwe missed you on 1 Jun 2026. Here is what came of it.\n\nDelivered:\n")
    assert "We would like to meet again by 1 Jul 2026" in crane
    assert all(crane.count(title) == 1 for title in ("builds wait", "invoices come", "alerts come", "no export"))
    with pytest.raises(NotFound, match="there is no customer dora"):
        mail(week[0], None, "dora")


def held(store: Store) -> Row:
    """A workshop in which problem 2 is of somebody who did not consent, and 3 of an entry that was taken back."""
    room = gathered(store)
    voted(store, room, "acme", "1")
    boards.pick(store, "ann", room, "Red", ["1", "2"])
    voted(store, room, "bolt", "2")
    voted(store, room, "dune", "3", "4")
    ballots.choose(store, "ann", room, ["2", "3"])
    ballots.deliver(store, "ann", room, "2", Delivery.PRODUCTION)
    people.attend(store, "ann", references.interview(store, "acme-2026-11-21"), "Bea", None)
    people.edit_participant(store, "ann", "Bea", consent="no")
    with recorder.change(store, "delete", "ann") as change:
        change.revise("entry", references.entry(store, "dune-2026-11-21/1")["uid"], deleted=1)
    return room


def test_no_report_and_no_mail_shows_what_may_not_be_shown(file_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERVIEWKIT_NOW", NOW)
    held(file_store)
    report = reported(file_store, kind="workshop")
    pages = {form: render(report, form) for form in FORMATS}
    letters = [render(mail(file_store, None, name), "text", width=200) for name in (None, "acme", "dune", "crane")]
    for page in (*pages.values(), *letters):
        assert "no logs" not in page
        assert "the queue is full" not in page
        assert "no export" in page or page in letters
    for form in ("text", "md", "html", "json", "csv"):
        assert "problem 2 (not shown, for want of consent)" in pages[form]
        assert "problem 3" in pages[form]
    for form in ("text", "md", "html"):
        assert "1 problem not shown, for want of consent." in pages[form]
    assert report.context["withheld"] == 1
    assert "2 problem 2" not in pages["html"]
    assert "Delivered:\n  - problem 2 (not shown, for want of consent) (1 dot)\n" in letters[0]


def test_coworkers_dots_are_told_beside_the_vote(file_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERVIEWKIT_NOW", NOW)
    held(file_store)
    people.edit_customer(file_store, "ann", "dune", None, internal=1)
    report = reported(file_store, kind="workshop")
    told = (
        "2 of 2 voted, 2 dots in all. Half of them are on 1 of 4 problems; they spread as over 2.0 equally strong ones."
    )
    assert report.context["page"]["vote"] == f"{told} Beside it, not counted: 2 dots of coworkers (Dune)."


def test_a_report_says_which_workshop_it_is_where_another_may_be_meant(
    file_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTERVIEWKIT_NOW", NOW)
    workshops.start(file_store, "ann", Gathering("Wellington", ["acme"]))
    monkeypatch.setenv("INTERVIEWKIT_NOW", "2026-11-21T11:00:00.000Z")
    room = held(file_store)
    workshops.end(file_store, "ann", room, "2026-12-21")
    bare = render(reported(file_store, kind="workshop"), "text", width=200)
    assert "No workshop was named: this is wellington-2. Open, too: wellington." in bare
    named = render(reported(file_store, kind="workshop", reference="wellington-2"), "text", width=200)
    assert "No workshop was named" not in named
    assert "by 21 Dec 2026" in render(mail(file_store, None, "crane"), "text", width=200)


def test_hostile_text_is_data_in_every_format(file_store: Store) -> None:
    hostile = "=1+1 <script>alert(1)</script> {{ 7*7 }} | \x1b[31m\u202e [x](javascript:y)\nnext"
    room, _ = workshops.start(file_store, "ann", Gathering(hostile, customers=[hostile]))
    workshops.group(file_store, "ann", room, hostile, [hostile], [hostile])
    boards.put_up(file_store, "ann", room, Stated(hostile, customers=[hostile]))
    boards.pick(file_store, "ann", room, hostile, ["1"])
    ballots.vote(file_store, "ann", room, [Ballot(hostile, [("1", 1)])])
    ballots.choose(file_store, "ann", room, ["1"])
    ballots.deliver(file_store, "ann", room, "1", Delivery.BLOCKED, why=hostile, who=hostile)
    report = reported(file_store, kind="workshop")
    html, text, markdown = (render(report, form) for form in ("html", "text", "md"))
    assert "<script>alert" not in html
    ElementTree.fromstring(SVG.findall(html)[0])  # noqa: S314  it is ours
    assert "<script>" in render(mail(file_store, None, None), "text")
    assert "49" not in html + text + markdown
    assert "\x1b" not in html + text + markdown
    assert "\u202e" not in html + text + markdown
    assert "\n|" not in text
    assert re.search(r"(?<!\\)\[x", markdown) is None
    assert "\"'=1+1 " in render(report, "csv")


def test_a_team_s_own_workshop_reports_its_members_and_writes_to_nobody(file_store: Store) -> None:
    room, _ = workshops.start(file_store, "ann", Gathering("Who is it", members=["Ann", "Ben"], team=True))
    workshops.came(file_store, "ann", room, ["ann"])
    for name in ("Hospitals", "Schools"):
        boards.put_up(file_store, "ann", room, Stated(name))
    text = render(reported(file_store, kind="workshop"), "text")
    assert "1 of 2 members came" in text
    assert "0 of 1 voted; the dots are shown when all have." in text
    with pytest.raises(UsageError, match="was of the team's own"):
        mail(file_store, None, None)


def test_nothing_is_drawn_without_a_dot() -> None:
    assert charts.dots([]) == ""
    assert charts.dots([{"name": "a", "dots": 0, "said": ""}]) == ""


def test_a_report_on_no_workshop_says_how_to_begin_one(file_store: Store) -> None:
    with pytest.raises(NotFound, match="no workshop is open; begin one: interviewkit workshop start"):
        reported(file_store, kind="workshop")
    with pytest.raises(NotFound, match="there is no workshop x"):
        references.workshop(file_store, "x")
