"""`triage --blind`: what a second reader would tag, asked before they see what the first one did."""

from __future__ import annotations

from typing import Any

import pytest
from commands.walking import walk
from program import Run

REF = "acme-2026-11-21"


@pytest.fixture
def noted(run: Run, acme: str) -> str:
    """Three answers and a question without one; ann has tagged two of them."""
    lines = [
        '{"uid": "e1", "answer": "we push", "tags": [{"kind": "process"}]}',
        '{"uid": "e2", "answer": "each build takes a day", "tags": [{"kind": "pain", "severity": 3}]}',
        '{"uid": "e3", "question": "and you?", "answer": "I would search more"}',
        '{"uid": "e4", "question": "what else?"}',
        '{"uid": "e5", "answer": "[she sighed]"}',
    ]
    run("log --stdin", stdin="\n".join(lines))
    return acme


def entry(run: Run, number: int) -> dict[str, Any]:
    """An entry as it is now."""
    found: dict[str, Any] = run(f"show {number} --json").json
    return found


def test_who_reads_blind_sees_no_mark_and_changes_none(run: Run, noted: str) -> None:
    run("tag 2 problem")
    before = [entry(run, number) for number in (1, 2, 3)]
    assert walk("--as bob triage --blind", "2") == (
        "acme-2026-11-21 · Acme · 1 of 3 · what would you tag it?\n"
        "\n"
        "Entry   acme-2026-11-21/1\n"
        "Answer  we push\n"
        "At      21 Nov 2026 10:00\n"
        "Kind    experience\n"
        "Author  ann\n"
        "\n"
        "  2  each build takes a day\n"
        "\n"
        "1 problem  2 process  3 pain, several if it is: 1 3\n"
        "Enter none of them   u undo  q quit\n"
        "> 2\n"
        "acme-2026-11-21 · Acme · 2 of 3 · what would you tag it?\n"
        "\n"
        "  1  we push\n"
        "\n"
        "Entry   acme-2026-11-21/2\n"
        "Answer  each build takes a day\n"
        "At      21 Nov 2026 10:00\n"
        "Kind    experience\n"
        "Author  ann\n"
        "\n"
        "  3  I would search more\n"
        "\n"
        "1 problem  2 process  3 pain, several if it is: 1 3\n"
        "Enter none of them   u undo  q quit\n"
        "> triage: 1 gone through; 2 left\n"
        "what others made of it: interviewkit agreement acme-2026-11-21\n"
    )
    assert walk("--as bob triage --blind acme", "+1", "1 3", "u", "3", "").count("+1 is no key here") == 1
    assert [entry(run, number) for number in (1, 2, 3)] == before
    assert run("--as bob triage --blind").err == (
        "you have been through every entry; see interviewkit agreement INTERVIEW\n"
    )
    found = run("agreement acme --json").json
    assert [(one["ref"], one["kind"], one["tagged"], one["untagged"]) for one in found["differences"]] == [
        (f"{REF}/2", "problem", ["ann"], ["bob"])
    ]
    assert found["pairs"][0]["entries"] == 2


def test_what_is_left_to_read_blind_is_listed_without_a_mark(run: Run, noted: str) -> None:
    assert [row["ref"] for row in run("triage --blind --json").json] == [f"{REF}/3"]
    rows = run("--as bob triage acme --blind --json").json
    assert [[*row] for row in rows] == [
        ["interview", "ref", "question", "answer", "what", "uid", "customer", "reasons", "verbatim"]
    ] * 3
    assert [(row["uid"], row["reasons"]) for row in rows] == [
        ("e1", ["unread"]),
        ("e2", ["unread"]),
        ("e3", ["unread"]),
    ]
    assert run("--as bob triage --blind").out == (
        "Interview        Entry              Question  Answer\n"
        "acme-2026-11-21  acme-2026-11-21/1            we push\n"
        "acme-2026-11-21  acme-2026-11-21/2            each build takes a day\n"
        "acme-2026-11-21  acme-2026-11-21/3  and you?  I would search more\n"
    )
