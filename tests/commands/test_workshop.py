"""`workshop`: what its verbs print, take and refuse, in a shell and on a terminal."""

from __future__ import annotations

from conftest import opened
from program import Run
from session.terminals import CTRL_C, ENTER, terminal

from interviewkit import references
from interviewkit.dbfile import Store
from interviewkit.evidence.workshops import summary
from interviewkit.fieldwork import boards, workshops
from interviewkit.fieldwork.boards import Stated
from interviewkit.fieldwork.workshops import Gathering
from interviewkit.paths import Location
from interviewkit.queries import workshops as asked

AT = "2026-11-21T10:00:00.000Z"
EMPTY_VOTE = {
    "voters": 0,
    "voted": 0,
    "waiting": [],
    "hidden": False,
    "cast": 0,
    "half": None,
    "effective": None,
    "over": [],
    "coworkers": [],
    "beside": 0,
}


def filled(store: Store, *, stacking: bool = False) -> None:
    """A workshop in a store with Acme and Bolt, one group, three problems that it picked."""
    made, _ = workshops.start(store, "ann", Gathering("Week", ["Acme", "Bolt"], stacking=stacking, dots=2))
    workshops.group(store, "ann", made, "Red", ["acme", "bolt"], [])
    for title in ("builds wait", "no logs", "no export"):
        boards.put_up(store, "ann", made, Stated(title, customers=["acme"]))
    boards.pick(store, "ann", made, "Red", ["1", "2", "3"])


def dots(location: Location) -> dict[str, dict[str, int]]:
    """Everybody's vote, by name."""
    with opened(location) as store:
        found = summary(asked.room(store, references.workshop(store, None)), now=True)
    return {seat["name"]: seat["votes"] for seat in found["seats"]}


def test_the_json_of_a_workshop_has_these_keys(run: Run, workspace: Location) -> None:
    made = run("workshop start Week --customers acme, --customer 'Bolt, Inc.' --member Ann --json")
    assert made.err == "new customer acme\nnew customer bolt-inc\n"
    seat: dict[str, object] = {"customer": None, "group": None, "came": False, "voted": False, "votes": {}}
    uid = made.json["uid"]
    assert made.json == {
        "uid": uid,
        "ref": "week",
        "name": "Week",
        "team": False,
        "dots": 3,
        "stacking": False,
        "held_at": AT,
        "closed_at": None,
        "author": "ann",
        "seats": [
            seat | {"uid": f"{uid}:acme", "customer": "acme", "name": "acme"},
            seat | {"uid": f"{uid}:bolt-inc", "customer": "bolt-inc", "name": "Bolt, Inc."},
            seat | {"uid": f"{uid}:member:ann", "name": "Ann"},
        ],
        "groups": [],
        "problems": [],
        "vote": EMPTY_VOTE,
    }
    came = run("workshop came acme --json").json
    assert came == [seat | {"uid": f"{uid}:acme", "customer": "acme", "name": "acme", "came": True, "votes": None}]
    stated = run("workshop problem 'builds wait' --customer acme --json").json
    assert stated == {
        "uid": stated["uid"],
        "ref": "1",
        "title": "builds wait",
        "group": None,
        "author": "ann",
        "joined": [],
        "picked": True,
        "rank": None,
        "tied": None,
        "dots": None,
        "voters": None,
        "by_group": None,
        "customers": ["acme"],
        "entries": ["acme-2026-11-21/1"],
        "items": [],
        "chosen": False,
        "delivery": None,
    }
    assert run(["show", stated["uid"], "--json"]).json == stated
    run("workshop came bolt-inc")
    again = run("workshop voice 1 bolt-inc --json").json
    assert again == stated | {
        "customers": ["acme", "Bolt, Inc."],
        "entries": [*stated["entries"], "bolt-inc-2026-11-21/1"],
    }
    run("workshop came bolt-inc --not")
    voted = run("workshop vote acme 1 --json").json
    assert voted == [came[0] | {"voted": True, "votes": {"1": 1}}]
    assert run("workshop choose 1 --json").json[0]["chosen"]
    delivered = run("workshop deliver 1 --state production --by Ann --takes '2 h' --json").json["delivery"]
    assert delivered == {
        "uid": f"{stated['uid']}:delivery",
        "state": "production",
        "by": "Ann",
        "takes": "2h",
        "quick": True,
        "why": None,
        "at": AT,
    }
    assert list(run("workshop tally --json").json) == ["uid", "ref", "name", "vote", "problems", "groups"]
    (promised,) = run("workshop end --json").json
    assert promised == {"uid": f"{uid}:acme:check-in", "number": 1, "customer": "acme", "due": "2026-12-21"}
    assert list(run("workshop mail acme --json").json) == ["to", "subject", "body"]
    assert run("show week --json").json == run("workshop show --json").json
    assert list(run("workshop undo --json").json) == ["verb", "at", "change", "about"]
    assert [row["ref"] for row in run("workshop list --json").json] == ["week"]
    assert run("history week").out.startswith("At ")
    refused = run("delete week", code=2).err
    assert refused == "error: week is a workshop, and stays; end it: interviewkit workshop end --workshop week\n"


def test_a_shell_is_told_what_is_missing(run: Run, workspace: Location) -> None:
    for words, sentence in (
        ("vote acme", "who votes for what? interviewkit workshop vote acme 1 4 7; the numbers: workshop show"),
        ("choose", "which ones? interviewkit workshop choose 1 4; or --none"),
        ("came --except acme", "--except belongs to --all: interviewkit workshop came --all --except crane"),
        ("vote acme --csv x", "votes come from the command line or from a file, not both"),
    ):
        assert run(f"workshop {words}", code=2).err == f"error: {sentence}\n"
    begin = "error: no workshop is open; begin one: interviewkit workshop start NAME --customers acme,bolt\n"
    assert run("workshop show", code=3).err == begin
    assert run("workshop vote acme 1", code=3).err == begin


def test_what_is_meant_and_what_comes_next_is_said(run: Run, workspace: Location) -> None:
    order = " ".join(run("workshop --help").out.split())
    assert "pick, each group its top three, before anybody votes; vote, tally, choose." in order
    run("workshop start Week --customers acme,bolt")
    run("workshop start Week --customers acme,bolt")
    run("workshop group 'Red one' --customer acme --customer bolt -w week-2")
    run("workshop problem x --customer acme -w week-2")
    pick = "interviewkit workshop pick 'Red one' N N N."
    shown = run("workshop show")
    assert " ".join(shown.out.split()).endswith(
        f"Nothing can be voted on yet: each group picks its top three of its problems first, {pick}"
    )
    assert shown.err == "this is week-2; week, too, is open: name the one you mean\n"
    assert run("workshop show week-2").err == ""
    run("customer edit bolt --internal")
    run("workshop pick 'Red one' 1 -w week-2")
    beside = "bolt is internal: coworkers' dots stand beside the tally, not in it\n"
    voted = run("workshop vote bolt 1 -w week-2")
    assert voted.err == f"bolt voted: 0 of 1 have; see interviewkit workshop tally\n{beside}"
    chosen = run("workshop choose 1 -w week-2")
    assert chosen.err == (
        "warning: not yet voted: acme; to let them vote: interviewkit workshop choose --none\nchosen: 1\n"
    )
    assert run("workshop choose 1 -w week-2").err == "chosen: 1\n", "the vote is over already"
    assert "Beside it, not counted: 1 dot of coworkers (bolt).\n" in run("workshop tally -w week-2").out
    run("workshop choose --none -w week-2")
    run("workshop vote acme 1 -w week-2")
    assert run("workshop choose 1 -w week-2").err == "chosen: 1\n"
    assert run("workshop voice 1 bolt -w week-2 --severity 2").err == ""


def test_a_workshop_on_a_terminal_fits_its_screen(run: Run, workspace: Location) -> None:
    with opened(workspace) as store:
        filled(store)
    run("workshop vote bolt 1 2")
    assert run("workshop show").out == (
        "Week · 21 Nov 2026 · 2 of 2 customers came · open  (week)\n\n"
        "Group  Customers   Team\nRed    Acme; Bolt\n\n"
        "No  Problem      Group  Stated by  Ballot\n"
        "1   builds wait  Red    Acme       picked\n"
        "2   no logs      Red    Acme       picked\n"
        "3   no export    Red    Acme       picked\n\n"
        "1 of 2 have voted; waiting for Acme.\n"
    )


def test_the_ballot_goes_round_from_one_to_the_next(workspace: Location) -> None:
    with opened(workspace) as store:
        filled(store)
    with terminal("workshop", "vote") as screen:
        screen.shows("Acme · 2 dots")
        screen.shows("   3  no export")
        screen.line("1 2 3")
        screen.shows("Acme has 2 dots, not 3")
        screen.line("2, 1")
        screen.shows("Bolt · 2 dots")
        screen.line("3")
        screen.shows("Acme, Bolt voted: 2 of 2 have")
    assert dots(workspace) == {"Acme": {"1": 1, "2": 1}, "Bolt": {"3": 1}}


def test_a_ballot_may_be_left_out_changed_and_left(workspace: Location) -> None:
    with opened(workspace) as store:
        filled(store, stacking=True)
    with terminal("workshop", "vote") as screen:
        screen.shows("Acme · 2 dots")
        screen.shows("Several on one: 4:2.")
        screen.press(ENTER)
        screen.shows("Bolt · 2 dots")
        screen.line("q")
        screen.ends()
    assert dots(workspace) == {"Acme": {}, "Bolt": {}}
    with terminal("workshop", "vote", "bolt") as screen:
        screen.shows("Bolt · 2 dots")
        screen.line("3:2")
        screen.shows("Bolt voted: 1 of 2 have")
    with terminal("workshop", "vote", "Acme") as screen:
        screen.shows("Acme · 2 dots")
        screen.press(CTRL_C)
        assert screen.ends() == 130
    assert dots(workspace) == {"Acme": {}, "Bolt": {"3": 2}}
