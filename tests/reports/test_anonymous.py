"""`--anonymous`: nothing of a name that the demo study knows is in any report, in any format."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest
from conftest import copied
from report_study import reported

from interviewkit import dbfile, demo
from interviewkit.dbfile import Store
from interviewkit.fieldwork import boards, workshops
from interviewkit.masking import Mask
from interviewkit.masking.names import CITED, COMMON
from interviewkit.masking.words import folded
from interviewkit.queries import known
from interviewkit.reports.anonymous import masked
from interviewkit.reports.kinds import KINDS, Kind
from interviewkit.reports.render import FORMATS, render

# What a kind of report is asked of in the demo study, by what its reference may be.
NAMED = {
    "ITEM": "faster-builds",
    "INTERVIEW": "halvorsen-marine-2026-11-20",
    "CUSTOMER": "halvorsen-marine",
    "TOPIC": "how software is delivered",
    "WORKSHOP": "day-with-halvorsen-marine",
}


@pytest.fixture(scope="module")
def study(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The demo study, in a folder that bears a customer's name, for tests that only read."""
    location = copied(template, tmp_path_factory.mktemp("halvorsen") / "interviews.db")
    with closing(dbfile.connect(location, write=True)) as store:
        demo.fill(store)
        _workshop(store)
        yield store


def _workshop(store: Store) -> None:
    """A workshop whose name, groups and problems name customers and people."""
    gathering = workshops.Gathering("Day with Halvorsen Marine", customers=["halvorsen-marine", "zubr-games"])
    row, _ = workshops.start(store, "ropewalk", gathering)
    workshops.group(store, "ropewalk", row, "Halvorsen and Żubr", ["halvorsen-marine", "zubr-games"], [])
    boards.put_up(store, "ropewalk", row, boards.Stated("Kinga waits for Sigrid", customers=["halvorsen-marine"]))


@pytest.fixture(scope="module")
def mask(study: Store) -> Mask:
    """Its mask."""
    return known.mask(study, ["tracker"])


@cache
def names() -> re.Pattern[str]:
    """Every name that the demo's files hold: whole, as a slug, run together, and what tells it apart."""
    told = json.loads((demo.DATA / "customers.json").read_text(encoding="utf-8"))
    customers = {one["name"] for one in told if not one["internal"]}
    people = set()
    for file in (demo.DATA / "interviews").glob("*.json"):
        people |= {one["name"] for one in json.loads(file.read_text(encoding="utf-8"))["participants"]}
    found = {folded(name) for name in customers | people}
    found |= {re.sub(r"\W+", joint, name) for name in found for joint in ("-", "", "_", ".")}
    words = {folded(word) for name in people for word in re.split(r"\W+", name)}
    words |= {folded(re.split(r"\W+", name)[0]) for name in customers} | {"awa", "tracker"}
    found |= {word for word in words if (len(word) > 2 or not word.isascii()) and word not in COMMON}
    return re.compile(
        r"(?<![^\W_])(?:" + "|".join(sorted(map(re.escape, found), key=len, reverse=True)) + r")(?![^\W_])"
    )


def left_in(page: str) -> set[str]:
    """The names that are left in a page, but for the literature that it cites."""
    plain = folded(page).replace("\\", "").replace("&amp;", "&")
    for cited in map(folded, CITED):
        plain = plain.replace(cited, "")
    return set(names().findall(plain))


@pytest.mark.parametrize("kind", KINDS.values(), ids=[*KINDS])
def test_no_name_is_left_in_any_format(study: Store, mask: Mask, kind: Kind) -> None:
    named = [NAMED[kind.of]] if kind.of else []
    for reference in named if kind.needed else [*named, None]:
        store_shown = "~/halvorsen/zubr-games.db"
        report = reported(study, kind=kind.name, reference=reference, quotes=1000, full=True, store_shown=store_shown)
        hidden = masked(report, mask)
        assert hidden.template == report.template
        for format in FORMATS:
            assert left_in(render(hidden, format)) == set(), (reference, format)


def test_the_search_of_this_test_finds_names_where_they_are(study: Store) -> None:
    for format in FORMATS:
        found = left_in(render(reported(study, kind="customer", reference="halvorsen-marine"), format))
        assert found & {"halvorsen marine", "halvorsen-marine"}, format
    assert left_in("Sigrid’s ZUBR, satō_megumi@x; chen.mei.ling@halvorsenmarine.example 佐藤") == {
        *("sigrid", "zubr", "sato", "megumi", "chen", "mei", "halvorsenmarine", "佐藤", "ling")
    }


def test_every_figure_of_an_anonymous_report_is_the_figure_of_the_report(study: Store, mask: Mask) -> None:
    report = reported(study)
    plain, hidden = report.context, masked(report, mask).context
    assert [item["slug"] for item in hidden["items"]] == [item["slug"] for item in plain["items"]]
    for key in ("verdict", "customers", "interval", "share", "segments", "tags", "status", "title"):
        assert [item[key] for item in hidden["items"]] == [item[key] for item in plain["items"]]
    assert hidden["page"]["rules"] == plain["page"]["rules"]
    assert hidden["page"]["notes"] == plain["page"]["notes"]
    assert hidden["items"][0]["quotes"][0]["customer"] == "customer-a"
    assert hidden["items"][0]["quotes"][0]["ref"] == "customer-a-2026-11-20/4"


def test_customers_get_their_letters_by_their_first_interview_whatever_a_report_shows(study: Store, mask: Mask) -> None:
    met = study.rows(
        "SELECT c.name FROM interviews i JOIN customers c ON c.id = i.customer GROUP BY c.id, c.name"
        " ORDER BY min(i.started_at)"
    )
    assert [mask.text(row["name"]) for row in met[:3]] == ["Customer A", "Customer B", "Customer C"]
    assert len({mask.text(row["name"]) for row in met}) == len(met)
