"""`agreement` shows where two note-takers tagged differently."""

from __future__ import annotations

import pytest
from program import Run

REF = "acme-2026-11-21"


@pytest.fixture
def noted(run: Run, acme: str) -> str:
    """An interview with three entries of which ann has tagged two."""
    lines = [
        '{"answer": "we wait", "tags": [{"kind": "pain"}]}',
        '{"answer": "QA signs", "question": "and then?", "verbatim": true, "tags": [{"kind": "process"}]}',
        '{"answer": "lunch"}',
    ]
    run("log --stdin", stdin="\n".join(lines))
    return acme


def test_two_who_tagged_the_same_entries_are_compared_kind_by_kind(run: Run, noted: str) -> None:
    run("--as bob tag 1 pain")
    run("--as bob tag 2 problem")
    assert run("agreement acme").out == (
        "Authors      Tag      Entries  Both  First only  Second only  Neither  Agree  Kappa\n"
        "ann and bob  problem        2     0           0            1        1  50%    0.00\n"
        "ann and bob  process        2     0           1            0        1  50%    0.00\n"
        "ann and bob  pain           2     1           0            0        1  100%   1.00\n"
        "\n"
        "Entry              Tag      Tagged by  Not by  Answer\n"
        "acme-2026-11-21/2  problem  bob        ann     QA signs\n"
        "acme-2026-11-21/2  process  ann        bob     QA signs\n"
    )


def test_the_json_has_these_keys(run: Run, noted: str) -> None:
    run("--as bob tag 2 problem")
    entry = {"ref": f"{REF}/2", "question": "and then?", "answer": "QA signs", "verbatim": True}
    assert run("agreement @ --json").json == {
        "interview": REF,
        "authors": ["ann", "bob"],
        "pairs": [
            {
                "authors": ["ann", "bob"],
                "entries": 1,
                "kinds": [
                    {
                        "kind": kind,
                        "both": 0,
                        "only_first": first,
                        "only_second": second,
                        "neither": 1 - first - second,
                        "agreement": 1.0 - first - second,
                        "kappa": kappa,
                    }
                    for kind, first, second, kappa in (
                        ("problem", 0, 1, 0.0),
                        ("process", 1, 0, 0.0),
                        ("pain", 0, 0, None),
                    )
                ],
            }
        ],
        "differences": [
            entry | {"kind": "problem", "tagged": ["bob"], "untagged": ["ann"]},
            entry | {"kind": "process", "tagged": ["ann"], "untagged": ["bob"]},
        ],
    }


def test_two_who_tagged_alike_have_no_differences(run: Run, noted: str) -> None:
    run("--as bob tag 1 pain")
    compared = run("agreement acme")
    assert compared.out.splitlines()[1:] == [
        "ann and bob  problem        1     0           0            0        1  100%   undefined",
        "ann and bob  process        1     0           0            0        1  100%   undefined",
        "ann and bob  pain           1     1           0            0        0  100%   undefined",
    ]
    assert compared.err == "no differences\n"


@pytest.mark.parametrize(("logged", "who"), [("x --pain", "only ann"), ("x", "nobody")])
def test_one_author_alone_is_told_what_is_missing(run: Run, acme: str, logged: str, who: str) -> None:
    run(f"log {logged}")
    alone = run("agreement acme")
    assert (alone.out, alone.err) == (
        "",
        f"{who} went through entries of {REF} so far; let another one: interviewkit --as NAME triage --blind {REF}\n",
    )
    assert run("agreement acme --json").json["pairs"] == []


def test_a_tag_that_was_taken_off_again_stays_a_difference(run: Run, noted: str) -> None:
    run("--as bob untag 1:pain")
    assert [
        (one["kind"], one["tagged"], one["untagged"]) for one in run("agreement acme --json").json["differences"]
    ] == [("pain", ["ann"], ["bob"])]


def test_undo_takes_back_what_was_noted_down_for_agreement_without_a_word(run: Run, noted: str) -> None:
    run("--as bob tag 2 problem")
    assert run("--as bob undo").out == "took back tag: problem\n"
    assert run("agreement acme --json").json["authors"] == ["ann"]
    run("--as bob untag 1:pain")
    assert run("--as bob undo").out == "took back untag: tag: pain (it is back)\n"
    assert run("agreement acme --json").json["differences"] == []


def test_an_interview_nobody_knows_is_exit_three(run: Run, acme: str) -> None:
    assert run("agreement bolt", code=3).err == "error: there is no interview bolt; see interviewkit list\n"
