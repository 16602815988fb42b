"""`roadmap add|list|show|edit|remove|import`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from program import Run

from interviewkit.paths import Location

AT = "2026-11-21T10:00:00.000Z"
GITHUB: list[dict[str, Any]] = [
    {
        "number": number,
        "title": title,
        "body": "why",
        "state": "OPEN",
        "stateReason": "",
        "labels": [],
        "milestone": None,
        "url": f"https://example.org/{number}",
        "updatedAt": "2026-11-20T10:00:00Z",
    }
    for number, title in ((1, "Faster builds"), (2, "Dark mode"))
]


def slugs(run: Run) -> list[str]:
    """The slugs of all items."""
    return [row["slug"] for row in run("roadmap list --json").json]


def test_an_item_is_added_and_shown_with_what_speaks_to_it(run: Run, acme: str) -> None:
    run("segment add Banks")
    added = run(
        [
            *(
                "roadmap",
                "add",
                "Faster builds",
                "--description",
                "- caching",
                "--status",
                "shipped",
                "--horizon",
                "now",
            ),
            *("--segment", "Banks", "--topic", "How you deliver", "--key", "CHK-1", "--url", "https://example.org"),
            *("--shipped-at", "2026-10-01", "--json"),
        ]
    )
    assert added.json == {"uid": "faster-builds", "slug": "faster-builds"}
    run("log 'we wait' --pain --link faster-builds")
    whole = {
        "uid": "faster-builds",
        "slug": "faster-builds",
        "title": "Faster builds",
        "description": "- caching",
        "status": "shipped",
        "horizon": "now",
        "segments": ["banks"],
        "topics": ["how-you-deliver"],
        "tracker": None,
        "key": "CHK-1",
        "url": "https://example.org",
        "gone": False,
        "shipped_at": "2026-10-01T00:00:00.000Z",
    }
    link = {
        "ref": "acme-2026-11-21/1:pain",
        "kind": "pain",
        "stance": "supports",
        "customer": "acme",
        "question": None,
        "answer": "we wait",
    }
    assert run("roadmap show CHK-1 --json").json == whole | {"added_at": AT, "author": "ann", "links": [link]}
    assert run("roadmap list --json").json == [whole | {"links": 1}]
    assert run("roadmap show faster").out == (
        "Slug         faster-builds\n"
        "Title        Faster builds\n"
        "Description  - caching\n"
        "Status       shipped\n"
        "Horizon      now\n"
        "Segments     banks\n"
        "Topics       how-you-deliver\n"
        "Key          CHK-1\n"
        "Url          https://example.org\n"
        "Shipped at   2026-10-01T00:00:00.000Z\n"
        f"Added at     {AT}\n"
        "Author       ann\n"
        "\n"
        "Linked\n"
        "Ref                     Customer  Stance    Answer\n"
        "acme-2026-11-21/1:pain  acme      supports  we wait\n"
    )


def test_items_are_listed(run: Run, workspace: Location) -> None:
    assert run(["roadmap", "add", "Faster builds"]).out == "faster-builds\n"
    run(["roadmap", "add", "=cmd()", "--slug", "danger", "--status", "dropped", "--horizon", "later"])
    assert run("roadmap list").out == (
        "Item           Title          Status   Horizon  Segments  Topics  Key  Links\n"
        "danger         =cmd()         dropped  later                               0\n"
        "faster-builds  Faster builds  planned                                      0\n"
    )
    assert run("roadmap list --csv").out == (
        "slug,title,status,horizon,segments,topics,key,links,uid,description,tracker,url,gone,shipped_at\n"
        "danger,'=cmd(),dropped,later,,,,0,danger,,,,false,\n"
        "faster-builds,Faster builds,planned,,,,,0,faster-builds,,,,false,\n"
    )
    for words, expected in (("--status dropped", ["danger"]), ("--horizon later", ["danger"]), ("--horizon now", [])):
        assert [row["slug"] for row in run(f"roadmap list --json {words}").json] == expected


def test_an_item_that_becomes_shipped_has_shipped_now(run: Run, workspace: Location) -> None:
    run(["roadmap", "add", "Faster builds"])
    edited = run("roadmap edit faster --status shipped")
    assert (edited.out, edited.err) == ("", "changed faster-builds; see interviewkit roadmap show faster-builds\n")
    assert run("roadmap show faster --json").json["shipped_at"] == AT
    run("roadmap edit faster --status shipped", env={"INTERVIEWKIT_NOW": "2027-01-01T00:00:00Z"})
    assert run("roadmap show faster --json").json["shipped_at"] == AT
    run("roadmap edit faster --shipped-at 2026-01-02")
    assert run("roadmap show faster --json").json["shipped_at"] == "2026-01-02T00:00:00.000Z"


def test_segments_and_topics_when_given_are_all_that_an_item_has(run: Run, workspace: Location) -> None:
    run("segment add Banks")
    run(["segment", "add", "Public sector"])
    run(["roadmap", "add", "Faster builds", "--segment", "banks", "--topic", "delivery"])
    run("roadmap edit faster --segment public-sector --topic Testing --title Faster")
    row = run("roadmap show faster --json").json
    assert (row["slug"], row["title"], row["segments"], row["topics"]) == (
        "faster-builds",
        "Faster",
        ["public-sector"],
        ["testing"],
    )


def test_a_blank_topic_or_segment_alone_means_none(run: Run, workspace: Location) -> None:
    run("segment add Banks")
    run(["roadmap", "add", "Faster builds", "--segment", "banks", "--topic", "delivery"])
    edited = run(["roadmap", "edit", "faster", "--topic", "", "--segment", ""])
    assert edited.err == "changed faster-builds; see interviewkit roadmap show faster-builds\n"
    row = run("roadmap show faster --json").json
    assert (row["segments"], row["topics"]) == ([], [])


def test_an_edit_that_changes_nothing_says_so(run: Run, workspace: Location) -> None:
    run(["roadmap", "add", "Faster builds", "--topic", "delivery"])
    same = run(["roadmap", "edit", "faster", "--title", "Faster builds", "--topic", "Delivery"])
    assert (same.out, same.err) == ("", "nothing is different\n")


def test_a_removed_item_comes_back_by_undelete_only(run: Run, workspace: Location) -> None:
    run(["roadmap", "add", "Audit trail", "--description", "who did what"])
    run("roadmap remove audit-trail")
    refused = run(["roadmap", "add", "Audit trail"], code=2)
    assert refused.err == (
        "error: the item audit-trail was removed; bring it back: interviewkit undelete audit-trail,"
        " or give this one a --slug\n"
    )
    assert slugs(run) == []
    run("undelete audit-trail")
    assert slugs(run) == ["audit-trail"]


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ("roadmap add ''", 2, 'a roadmap item needs a title: interviewkit roadmap add "Faster builds"'),
        (
            "roadmap add FASTER-builds",
            2,
            "there is an item faster-builds already; change it: interviewkit roadmap edit faster-builds,"
            " or give this one a --slug",
        ),
        (
            "roadmap add x --key CHK-1",
            2,
            "faster-builds has the key CHK-1 already; give another, or see interviewkit roadmap show faster-builds",
        ),
        ("roadmap add x --segment nope", 3, "there is no segment nope; see interviewkit segment list"),
        ("roadmap edit faster", 2, "say what to change: interviewkit roadmap edit faster --status building"),
        (
            "roadmap edit faster --title ''",
            2,
            'a roadmap item needs a title: interviewkit roadmap edit ITEM --title "Faster builds"',
        ),
        ("roadmap show nope", 3, "there is no roadmap item nope; see interviewkit roadmap list"),
        ("roadmap remove nope", 3, "there is no roadmap item nope; see interviewkit roadmap list"),
        ("roadmap import nope.csv", 3, "there is no file nope.csv; name one, or - for standard input"),
        (
            "roadmap import .",
            2,
            ". is a folder, no file; name a file, or - for standard input",
        ),
        ("roadmap import - --map title", 2, "--map is FIELD=COLUMN, such as --map title=Summary, not 'title'"),
    ],
)
def test_what_cannot_be_done_to_a_roadmap(run: Run, workspace: Location, words: str, code: int, sentence: str) -> None:
    run(["roadmap", "add", "Faster builds", "--key", "CHK-1"])
    refused = run(words, code=code)
    assert (refused.out, refused.err) == ("", f"error: {sentence}\n")
    assert slugs(run) == ["faster-builds"]


@pytest.mark.parametrize(
    "data",
    [
        b"title,status\nFaster builds,doing\nDark mode,\n",
        b"\xef\xbb\xbftitle;status\r\nFaster builds;doing\r\nDark mode;\r\n",
        "title\tstatus\nFaster builds\tdoing\nDark mode\t\n".encode("utf-16"),
        b'[{"title": "Faster builds", "status": "doing"}, {"title": "Dark mode"}]',
    ],
)
def test_a_tracker_is_imported_and_imported_again(run: Run, workspace: Location, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "export").write_bytes(data)
    tried = run("roadmap import export --dry-run")
    assert tried.out == (
        "Outcome  Item           Title          Status    Horizon\n"
        "new      faster-builds  Faster builds  building\n"
        "new      dark-mode      Dark mode      planned\n"
        "would be: 2 new, 0 changed, 0 unchanged, 0 gone\n"
    )
    assert slugs(run) == []
    assert run("roadmap import export").out == "imported: 2 new, 0 changed, 0 unchanged, 0 gone\n"
    before = run("roadmap list --json").out
    assert [(row["slug"], row["status"]) for row in json.loads(before)] == [
        ("dark-mode", "planned"),
        ("faster-builds", "building"),
    ]
    again = run("roadmap import -", stdin=data)
    assert again.out == "imported: 0 new, 0 changed, 2 unchanged, 0 gone\n"
    assert run("roadmap list --json").out == before


def test_the_json_of_an_import(run: Run, workspace: Location) -> None:
    told = run("roadmap import - --json", stdin="title,owner\nFaster builds,Bo\n,Bo\n").json
    assert told == {
        "source": told["source"],
        "dry_run": False,
        "counts": {"new": 1, "changed": 0, "unchanged": 0, "gone": 0},
        "items": [
            {
                "slug": "faster-builds",
                "title": "Faster builds",
                "status": "planned",
                "horizon": None,
                "outcome": "new",
            }
        ],
        "skipped": [{"line": 3, "reason": "has no title"}],
        "unknown_statuses": [],
        "ignored_columns": ["owner"],
    }


def test_a_dry_run_shows_what_would_be_stored_and_what_was_not_understood(run: Run, workspace: Location) -> None:
    data = "title,status,horizon\nFaster builds,doing,Next\nDark mode,done,Q3\n"
    tried = run("roadmap import - --dry-run", stdin=data)
    assert (tried.out, tried.err) == (
        "Outcome  Item           Title          Status    Horizon\n"
        "new      faster-builds  Faster builds  building  next\n"
        "new      dark-mode      Dark mode      shipped\n"
        "would be: 2 new, 0 changed, 0 unchanged, 0 gone\n",
        "warning: horizons that nobody knows were left out: Q3; known are now, next, later\n",
    )


def test_columns_are_mapped(run: Run, workspace: Location) -> None:
    data = "Vorhaben,Nummer,Stand\nFaster builds,7,done\n"
    refused = run("roadmap import -", stdin=data, code=2)
    assert refused.err.startswith("error: No column of this file is known to be the title; it has ")
    run("roadmap import - --map title=Vorhaben --map ref=Nummer --map status=Stand", stdin=data)
    (row,) = run("roadmap list --json").json
    assert (row["title"], row["key"], row["status"], row["shipped_at"]) == ("Faster builds", "7", "shipped", AT)


def test_what_a_tracker_no_longer_has_is_marked_gone_and_comes_back(run: Run, workspace: Location) -> None:
    run(["roadmap", "add", "Our own"])
    run("roadmap import - --from github", stdin=json.dumps(GITHUB))
    fewer = run("roadmap import - --from github", stdin=json.dumps(GITHUB[:1]))
    assert fewer.out == "imported: 0 new, 0 changed, 1 unchanged, 1 gone\n"
    assert {row["slug"]: row["gone"] for row in run("roadmap list --json").json} == {
        "dark-mode": True,
        "faster-builds": False,
        "our-own": False,
    }
    back = run("roadmap import - --from github", stdin=json.dumps(GITHUB))
    assert back.out == "imported: 0 new, 1 changed, 1 unchanged, 0 gone\n"
    assert not any(row["gone"] for row in run("roadmap list --json").json)


def test_a_list_imported_again_is_the_identity(run: Run, workspace: Location) -> None:
    run("segment add Banks")
    run(["roadmap", "add", "Audit trail", "--segment", "banks", "--topic", "delivery", "--status", "shipped"])
    run(["roadmap", "add", "Search", "--horizon", "later", "--description", "- black\n- white", "--key", "CHK-1"])
    run("roadmap import - --from github", stdin=json.dumps(GITHUB))
    before = run("roadmap list --json").out
    assert len(json.loads(before)) == 4
    again = run("roadmap import - --json", stdin=before).json
    assert again["counts"] == {"new": 0, "changed": 0, "unchanged": 4, "gone": 0}
    assert run("roadmap list --json").out == before


def test_a_dry_run_makes_no_store(run: Run, tmp_path: Path) -> None:
    run("roadmap import - --dry-run", stdin="title\nx\n", code=3)
    assert not [*tmp_path.rglob("interviews.db")]
    made = run("roadmap import -", stdin="title\nx\n")
    assert made.err == "made a new store at ~/data/interviewkit/interviews.db\n"


@pytest.mark.parametrize("data", [b"", b"  \n", b"PK\x03\x04zip", b"\0\1\2binary"])
def test_what_is_no_table_is_refused_with_a_sentence(run: Run, workspace: Location, data: Any) -> None:
    refused = run("roadmap import -", stdin=data, code=2)
    assert refused.out == ""
    assert refused.err.startswith("error: ")
    assert "interviewkit roadmap import" in refused.err
    assert slugs(run) == []
