"""`customer`, `participant` and `segment`."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from program import Run

from interviewkit import dbfile
from interviewkit.fieldwork import people
from interviewkit.paths import Location
from interviewkit.vocabulary import Consent

AT = "2026-11-21T10:00:00.000Z"


@pytest.fixture
def banks(workspace: Location) -> None:
    """Two segments."""
    with closing(dbfile.connect(workspace, write=True)) as store:
        people.add_segment(store, "ann", "Banks", 120000)
        people.add_segment(store, "ann", "Public sector", None)


def test_a_customer_is_added_and_shown(run: Run, banks: None) -> None:
    added = run("customer add 'Acme Inc' --segment banks --lifecycle blocked --weight 12.5 --json").json
    assert added == {"uid": "acme-inc", "slug": "acme-inc"}
    run(["participant", "add", "Zoë", "--customer", "acme", "--role", "QA lead", "--consent", "yes"])
    run("start acme-inc --topic delivery --participant Bo")
    shown = run("customer show 'Acme Inc' --json").json
    bo, zoe = shown["participants"]
    assert shown == {
        "uid": "acme-inc",
        "slug": "acme-inc",
        "name": "Acme Inc",
        "segments": ["banks"],
        "lifecycle": "blocked",
        "internal": False,
        "weight": 12.5,
        "added_at": AT,
        "author": "ann",
        "last_met": AT,
        "participants": [
            {"uid": bo["uid"], "name": "Bo", "role": None, "consent": "unasked", "customer": "acme-inc"},
            {"uid": zoe["uid"], "name": "Zoë", "role": "QA lead", "consent": "yes", "customer": "acme-inc"},
        ],
        "interviews": ["acme-inc-2026-11-21"],
        "follow_ups": [],
    }
    assert run("customer show acme").out == (
        "Slug          acme-inc\n"
        "Name          Acme Inc\n"
        "Segments      banks\n"
        "Lifecycle     blocked\n"
        "Internal      no\n"
        "Weight        12.5\n"
        f"Added at      {AT}\n"
        "Author        ann\n"
        "Last met      2026-11-21\n"
        "Participants  Bo (consent unasked); Zoë, QA lead\n"
        "Interviews    acme-inc-2026-11-21\n"
    )


def test_customers_are_listed(run: Run, banks: None) -> None:
    assert run("customer add Beta --internal").out == "beta\n"
    run("start Acme --segment banks")
    assert run("customer list").out == (
        "Customer  Name  Segments  Lifecycle  Internal  Weight  Interviews  Last met\n"
        "acme      Acme  banks     regular    no                         1  2026-11-21\n"
        "beta      Beta            regular    yes                        0\n"
    )
    assert run("customer list --csv").out == (
        "uid,slug,name,segments,lifecycle,internal,weight,interviews,last_met,added_at,author\n"
        f"acme,acme,Acme,banks,regular,false,,1,{AT},{AT},ann\n"
        f"beta,beta,Beta,,regular,true,,0,,{AT},ann\n"
    )
    assert run("customer list --json").json[1] == {
        "uid": "beta",
        "slug": "beta",
        "name": "Beta",
        "segments": [],
        "lifecycle": "regular",
        "internal": True,
        "weight": None,
        "interviews": 0,
        "last_met": None,
        "added_at": AT,
        "author": "ann",
    }


def test_segments_when_given_are_all_that_a_customer_is_in(run: Run, banks: None) -> None:
    run("customer add Acme --segment banks")
    edited = run("customer edit acme --segment public-sector --name 'Acme Group' --internal --weight 3")
    assert (edited.out, edited.err) == ("", "changed acme; see interviewkit customer show acme\n")
    shown = run("customer show acme --json").json
    kept = {key: shown[key] for key in ("name", "segments", "lifecycle", "internal", "weight")}
    assert kept == {
        "name": "Acme Group",
        "segments": ["public-sector"],
        "lifecycle": "regular",
        "internal": True,
        "weight": 3.0,
    }
    run("customer edit acme --segment banks --segment 'Public sector' --external")
    shown = run("customer show acme --json").json
    assert (shown["segments"], shown["internal"]) == (["banks", "public-sector"], False)


def test_a_customer_merged_into_another_counts_as_that_one(run: Run, banks: None) -> None:
    run("start Acme --segment banks --participant Zoë")
    run("start Akme --segment 'Public sector'")
    merged = run("customer merge akme acme")
    assert (merged.out, merged.err) == ("", "akme is acme from now on; take it back: interviewkit undelete akme\n")
    shown = run("customer show acme --json").json
    assert (shown["interviews"], shown["segments"]) == (
        ["acme-2026-11-21", "akme-2026-11-21"],
        ["banks", "public-sector"],
    )
    assert [row["slug"] for row in run("customer list --json").json] == ["acme"]
    assert run("customer show Akme --json").json["slug"] == "acme"
    assert {row["customer"] for row in run("list --json").json} == {"acme"}
    assert run("start Akme").out == "acme-2026-11-21-2\n"
    run("customer edit acme --segment banks")
    assert run("customer show acme --json").json["segments"] == ["banks"]
    assert [row["members"] for row in (run("segment show banks --json").json,)] == [["acme"]]


def test_merges_follow_each_other(run: Run, workspace: Location) -> None:
    for name in ("Alpha", "Bravo", "Charlie"):
        run(["customer", "add", name])
    run("customer merge alpha bravo")
    run("customer merge bravo charlie")
    assert run("customer show alpha --json").json["slug"] == "charlie"
    assert run("customer merge alpha charlie", code=2).err == (
        "error: charlie is charlie already; name two customers: interviewkit customer list\n"
    )


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ("customer add ' '", 2, 'a customer has a name: interviewkit customer add "Acme"'),
        ("customer add ACME", 2, "Acme is there already as acme; change it: interviewkit customer edit acme"),
        ("customer add Zeta --segment nope", 3, "there is no segment nope; see interviewkit segment list"),
        ("customer edit acme", 2, "say what to change: interviewkit customer edit acme --lifecycle blocked"),
        ("customer edit acme --name ' '", 2, 'a name needs letters; give one: --name "Acme Inc."'),
        ("customer show nobody", 3, "there is no customer nobody; see interviewkit customer list"),
        ("customer merge acme nobody", 3, "there is no customer nobody; see interviewkit customer list"),
        (
            "customer merge acme acme",
            2,
            "acme is acme already; name two customers: interviewkit customer list",
        ),
        (
            "participant add ' ' --customer acme",
            2,
            'a participant has a name: interviewkit participant add "Ann Lee" --customer acme',
        ),
        ("participant add Zoë --customer nobody", 3, "there is no customer nobody; see interviewkit customer list"),
        ("participant edit Nemo --role x", 3, "there is no participant Nemo; see interviewkit participant list"),
        ("participant edit Bo", 2, "say what to change: interviewkit participant edit 'Bo' --consent yes"),
        ("participant edit Bo --name ''", 2, 'a name needs letters; give one: --name "Acme Inc."'),
        ("participant list --customer nobody", 3, "there is no customer nobody; see interviewkit customer list"),
        ("segment add ''", 2, 'a segment has a name: interviewkit segment add "Public sector"'),
        (
            "segment add BANKS",
            2,
            "the segment banks is there already; change it: interviewkit segment edit banks",
        ),
        ("segment edit banks", 2, "say what to change: interviewkit segment edit banks --weight 120000"),
        ("segment edit banks --name ''", 2, 'a name needs letters; give one: --name "Acme Inc."'),
        ("segment show nope", 3, "there is no segment nope; see interviewkit segment list"),
    ],
)
def test_what_cannot_be_done_changes_nothing(
    run: Run, banks: None, workspace: Location, words: str, code: int, sentence: str
) -> None:
    with closing(dbfile.connect(workspace, write=True)) as store:
        people.add_customer(store, "ann", "Acme", [])
        people.add_participant(store, "ann", "acme", "Bo", None, Consent.UNASKED)
    before = Path(workspace.target).read_bytes()
    refused = run(words, code=code)
    assert (refused.out, refused.err) == ("", f"error: {sentence}\n")
    assert Path(workspace.target).read_bytes() == before


@pytest.mark.parametrize("weight", ["nan", "inf", "-1"])
@pytest.mark.parametrize("words", ["customer add Acme --weight", "segment edit banks --weight"])
def test_a_weight_can_be_added_up(run: Run, banks: None, words: str, weight: str) -> None:
    refused = run([*words.split(), weight], code=2)
    assert refused.err.endswith(f"{float(weight)} is no worth; give a number from 0 on, such as 120000\n")


def test_an_unknown_customer_is_told_with_the_nearest(run: Run, workspace: Location) -> None:
    run("customer add Acme")
    refused = run("customer show acmme", code=3)
    assert "there is no customer acmme" in refused.err
    assert "did you mean acme?" in refused.err
    assert refused.err.endswith("see interviewkit customer list\n")


def test_a_name_close_to_a_known_one_is_warned_about(run: Run, workspace: Location) -> None:
    run(["customer", "add", "Acme's Bank"])
    added = run(["--quiet", "customer", "add", "Acmes Bank"])
    assert added.out == "acmes-bank\n"
    assert added.err == (
        "warning: acmes-bank is close to Acme's Bank; if it is the same:"
        " interviewkit customer merge acmes-bank acme-s-bank\n"
    )


def test_a_participant_is_changed_by_name_or_uid(run: Run, workspace: Location) -> None:
    run("customer add Acme")
    uid = run("participant add Zoe --customer acme --json").json["uid"]
    assert run("participant edit Zoe --name Zoë --consent no").err == "changed Zoe; see interviewkit participant list\n"
    run(["participant", "edit", uid, "--role", "QA lead"])
    assert run("participant list --customer Acme --json").json == [
        {"name": "Zoë", "role": "QA lead", "consent": "no", "customer": "acme", "uid": uid}
    ]
    assert run("participant list").out == (
        f"Name  Role     Consent  Customer  Uid\nZoë   QA lead  no       acme      {uid}\n"
    )


def test_two_participants_of_one_name_are_told_apart_by_uid(run: Run, workspace: Location) -> None:
    run("customer add Acme")
    first, second = (run("participant add Zoë --customer acme").out.strip() for _ in range(2))
    assert run("participant edit Zoë --role x", code=2).err == (
        f"error: 2 participants are called Zoë; name one by uid: {first}, {second}\n"
    )


def test_segments_count_who_is_in_them(run: Run, banks: None) -> None:
    run("start Acme --segment banks")
    assert run("segment list --json").json[0]["interviewed"] == 0, "an interview without an entry has heard nobody"
    run(["log", "we wait a day"])
    run("end")
    run("customer add Beta --segment banks")
    run("start Beta --source dogfood")
    run(["log", "we waited a day ourselves"])
    run("customer add Us --segment banks --internal")
    run(["roadmap", "add", "Faster builds", "--segment", "Banks"])
    assert run("segment list").out == (
        "Segment        Name           Weight  Customers  Interviewed\n"
        "banks          Banks          120000          2            1\n"
        "public-sector  Public sector                  0            0\n"
    )
    assert run("segment list --json").json[0] == {
        "uid": "banks",
        "slug": "banks",
        "name": "Banks",
        "weight": 120000.0,
        "customers": 2,
        "interviewed": 1,
        "author": "ann",
    }
    run("segment edit banks --name 'Big banks' --weight 5")
    assert run("segment show banks --json").json == {
        "uid": "banks",
        "slug": "banks",
        "name": "Big banks",
        "weight": 5.0,
        "customers": 2,
        "interviewed": 1,
        "members": ["acme", "beta", "us"],
        "items": ["faster-builds"],
    }
    assert run("segment show banks").out == (
        "Segment      banks\nName         Big banks\nWeight       5\nCustomers    2\nInterviewed  1\n"
        "Members      acme; beta; us\nItems        faster-builds\n"
    )


def test_a_merge_that_was_wrong_is_taken_back(run: Run, workspace: Location) -> None:
    run("customer add Acme")
    run("customer add Bloom")
    run("customer merge acme bloom")
    assert [one["slug"] for one in run("customer list --json").json] == ["bloom"]
    assert run("undelete acme").err == "acme is a customer of its own again\n"
    assert [one["slug"] for one in run("customer list --json").json] == ["acme", "bloom"]
