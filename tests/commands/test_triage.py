"""`triage`: the list everywhere, one decision at a time on a terminal."""

from __future__ import annotations

from typing import Any

import pytest
from commands.walking import walk
from conftest import opened
from program import Run
from session.terminals import CTRL_C, terminal

from interviewkit import references
from interviewkit.fieldwork import entries
from interviewkit.paths import Location

REF = "acme-2026-11-21"


@pytest.fixture
def noted(run: Run, acme: str) -> str:
    """An interview with something open of every kind."""
    run(["roadmap", "add", "Faster builds"])
    run(["roadmap", "add", "Search all logs"])
    lines = [
        '{"uid": "e1", "answer": "we push", "tags": [{"kind": "process"}]}',
        '{"uid": "e2", "answer": "each build takes a day", "tags": [{"kind": "pain", "severity": 3}]}',
        '{"uid": "e3", "question": "and you?", "answer": "I would search more"}',
        '{"uid": "e4", "question": "what else?"}',
    ]
    run("log --stdin", stdin="\n".join(lines))
    run("park 'when?' --why 'the ferry leaves'")
    run("term canary")
    run("term mole small")
    return acme


def open_now(run: Run, author: str = "ann") -> list[tuple[Any, ...]]:
    """What is open to an author: what, where, why."""
    return [(one["what"], one["ref"], one["reasons"]) for one in run(f"--as {author} triage --json").json]


def entry(run: Run, number: int) -> dict[str, Any]:
    """An entry as it is now."""
    found: dict[str, Any] = run(f"show {number} --json").json
    return found


def test_everything_open_is_listed_as_json_with_suggestions(run: Run, noted: str) -> None:
    rows = run("triage --json").json
    assert [[*row] for row in rows] == [
        [
            *("what", "uid", "ref", "interview", "customer", "reasons", "question", "answer", "why", "word"),
            *("verbatim", "evidence", "proposes", "because", "labels", "tags", "suggestions"),
            "label_suggestions",
        ]
    ] * 4
    shown = ("what", "ref", "interview", "customer", "reasons", "question", "answer", "why", "word")
    assert [tuple(row[key] for key in shown) for row in rows] == [
        ("entry", f"{REF}/2", REF, "acme", ["unlinked", "unlabelled"], None, "each build takes a day", None, None),
        ("entry", f"{REF}/3", REF, "acme", ["untagged", "opinion"], "and you?", "I would search more", None, None),
        ("parked", f"{REF}/1", REF, "acme", ["unanswered"], "when?", None, "the ferry leaves", None),
        ("term", None, REF, "acme", ["unexplained"], None, None, None, "canary"),
    ]
    assert [(row["proposes"], row["because"]) for row in rows[:2]] == [(None, None), ("opinion", "would")]
    assert [[one["item"] for one in row["suggestions"]] for row in rows] == [
        ["faster-builds"],
        ["search-all-logs"],
        [],
        [],
    ]


def test_without_a_terminal_it_is_a_table(run: Run, noted: str) -> None:
    assert run("triage acme").out == (
        "Interview        What      Open                  Tags  Words                   May speak to\n"
        "acme-2026-11-21  entry 2   unlinked; unlabelled  pain  each build takes a day  faster-builds\n"
        "acme-2026-11-21  entry 3   untagged; opinion           I would search more     search-all-logs\n"
        "acme-2026-11-21  parked 1  unanswered                  when?\n"
        "acme-2026-11-21  term      unexplained                 canary\n"
    )


def test_without_a_name_every_interview_is_looked_at_the_latest_first(run: Run, acme: str) -> None:
    run("log x")
    run("start Bolt --at 2026-11-21T09:00 --no-session")
    run("log y -i bolt")
    assert [row["ref"] for row in run("triage --json").json] == [f"{REF}/1", "bolt-2026-11-21/1"]
    assert [row["ref"] for row in run("triage acme --json").json] == [f"{REF}/1"]
    named = run("triage --json", env={"INTERVIEWKIT_INTERVIEW": "acme"}).json
    assert [row["ref"] for row in named] == [f"{REF}/1"]


def test_where_nothing_is_open_that_is_said(run: Run, acme: str) -> None:
    done = run("triage")
    assert (done.out, done.err) == ("", "nothing is left to decide; see interviewkit report\n")
    assert run("triage --json").out == "[]\n"


def test_every_decision_is_taken_and_nothing_is_open_any_more(run: Run, noted: str) -> None:
    shown = walk("triage", "+1", "", "o 3 s2 &slow -sea n", "soon", "a small release")
    assert shown.endswith(
        "triage: 2 linked, 2 gone through, 1 judged, 1 tagged, 1 rated, 1 labelled, 1 answered, 1 explained; 0 left\n"
    )
    assert open_now(run) == []
    second, third = entry(run, 2), entry(run, 3)
    assert [(link["item"], link["stance"]) for link in second["tags"][0]["links"]] == [("faster-builds", "supports")]
    assert (third["evidence"], third["labels"], third["tags"][0]["severity"]) == ("opinion", ["slow"], 2)
    assert [(link["item"], link["stance"]) for link in third["tags"][0]["links"]] == [
        ("search-all-logs", "contradicts")
    ]
    assert run("parked --json").json[0]["answer"] == "soon"
    assert run("terms --open --json").json == []


def test_a_screen_shows_the_entry_among_its_neighbours_and_the_keys(run: Run, noted: str) -> None:
    assert walk("triage") == (
        "acme-2026-11-21 · Acme · 1 of 4 · a problem or pain without an item, without a\n"
        "label\n"
        "\n"
        "  1  we push\n"
        "\n"
        "Entry   acme-2026-11-21/2\n"
        "Answer  each build takes a day\n"
        "At      21 Nov 2026 10:00\n"
        "Kind    experience\n"
        "Tags    #pain3\n"
        "Author  ann\n"
        "\n"
        "  3  I would search more\n"
        "\n"
        "May speak to\n"
        "  +1  faster-builds  Faster builds\n"
        "\n"
        "1 problem  2 process  3 pain   s2 severity   &label   e shown  o opinion\n"
        "+1 or +item supports  -item against  =item neutral   Enter next  u undo  q quit\n"
        "or as in the interview: #p2 +item ~shown\n"
        "> triage: nothing changed; 4 left\n"
    )


def test_leaving_an_entry_as_it_is_decides_it_for_this_author_only(run: Run, noted: str) -> None:
    assert walk("triage", "", "", "", "").endswith("triage: 2 gone through; 2 left\n")
    assert open_now(run) == [("parked", f"{REF}/1", ["unanswered"]), ("term", None, ["unexplained"])]
    assert [ref for _, ref, _ in open_now(run, "bob")] == [f"{REF}/2", f"{REF}/3", f"{REF}/1", None]
    walk("--as bob triage", "", "3", "q")
    found = run("agreement acme --json").json
    assert [(one["ref"], one["tagged"], one["untagged"]) for one in found["differences"]] == [
        (f"{REF}/3", ["bob"], ["ann"])
    ]


def test_a_tag_that_comes_later_is_open_again(run: Run, noted: str) -> None:
    walk("triage", "", "", "q")
    run("tag 3 problem")
    assert open_now(run)[0] == ("entry", f"{REF}/3", ["unlinked", "unlabelled"])


def test_a_second_look_is_taken_once(run: Run, workspace: Location, acme: str) -> None:
    run("log x --process")
    run("log y --process")
    with opened(workspace) as store:
        entries.mark(store, "ann", references.entry(store, "2"), [], look=True)
    assert open_now(run) == [("entry", f"{REF}/2", ["look"])]
    walk("triage", "")
    assert open_now(run) == open_now(run, "bob") == []


def test_u_takes_back_what_was_done_here_in_turn_and_returns_to_its_screen(run: Run, noted: str) -> None:
    before = run(f"show {REF} --json").json
    shown = walk("triage", "1 +1", "", "u", "u", "u", "u", "q")
    told = [line for line in shown.splitlines() if line.startswith(("took back", "nothing was"))]
    assert told == [
        "took back: gone through",
        "took back: link: supports; link: supports",
        "took back: tag: problem",
        "nothing was done here yet; what was done before: interviewkit undo",
    ]
    assert shown.count("· 2 of 4 ·") == 1
    assert shown.endswith("triage: nothing changed; 4 left\n")
    assert run(f"show {REF} --json").json == before


def test_what_was_done_elsewhere_meanwhile_is_not_taken_back_here(run: Run, noted: str) -> None:
    def logged_meanwhile() -> str:
        run("log 'and another thing'")
        return "u"

    shown = walk("triage", "&slow", logged_meanwhile, "q")
    assert "you did something elsewhere since; take that back first: interviewkit undo" in shown
    assert entry(run, 2)["labels"] == ["slow"]
    assert entry(run, 5)["answer"] == "and another thing"


def test_an_entry_that_is_deleted_meanwhile_is_passed_over(run: Run, noted: str) -> None:
    def deleted_meanwhile() -> str:
        run("delete 3")
        return ""

    shown = walk("triage", deleted_meanwhile, "q")
    assert [line for line in shown.splitlines() if "· Acme ·" in line] == [
        "acme-2026-11-21 · Acme · 1 of 4 · a problem or pain without an item, without a",
        "acme-2026-11-21 · Acme · 3 of 4 · parked, without an answer",
    ]


def test_what_changes_nothing_is_not_counted_and_not_taken_back(run: Run, noted: str) -> None:
    shown = walk("triage", "&slow", "&slow", "u", "u", "q")
    told = [line for line in shown.splitlines() if line.startswith(("took back", "nothing was"))]
    assert told == [
        "took back: label: slow",
        "nothing was done here yet; what was done before: interviewkit undo",
    ]
    assert shown.endswith("triage: nothing changed; 4 left\n")


def test_a_link_made_here_teaches_the_next_suggestions_until_it_is_taken_back(run: Run, acme: str) -> None:
    run(["roadmap", "add", "Faster builds"])
    run("log 'kettle one' --pain")
    run("log 'kettle two' --pain")
    shown = walk("triage", "+faster", "", "u", "u", "", "q")
    offered = ["+1  faster-builds" in screen for screen in shown.split("· Acme ·")[1:]]
    assert offered == [False, False, True, False, False, False]


def test_labels_used_before_are_offered_the_best_first_and_taken_by_number(run: Run, acme: str) -> None:
    lines = [
        '{"uid": "e1", "answer": "we queue", "labels": ["queues"], "tags": [{"kind": "process"}]}',
        '{"uid": "e2", "answer": "we queue again", "labels": ["queues", "mail"], "tags": [{"kind": "process"}]}',
        '{"uid": "e3", "answer": "kettle on", "labels": ["kitchen"], "tags": [{"kind": "process"}]}',
        '{"uid": "e4", "answer": "the kettle is broken", "tags": [{"kind": "problem"}]}',
        '{"uid": "e5", "answer": "kettle trouble", "tags": [{"kind": "pain"}]}',
        '{"uid": "e6", "answer": "nobody knows"}',
    ]
    run("log --stdin", stdin="\n".join(lines))
    rows = run("triage --json").json
    assert [[one["label"] for one in row["label_suggestions"]] for row in rows] == [
        ["kitchen", "queues", "mail"]
    ] * 2 + [[]]
    assert [one["score"] > 0 for one in rows[0]["label_suggestions"]] == [True, False, False]
    shown = walk("triage", "&1", "", "&2", "", "1", "q")
    assert shown.count("Labels used before   &1 kitchen   &2 queues   &3 mail\n") == 2
    assert "Labels used before   &1 queues   &2 kitchen   &3 mail\n" in shown
    assert [entry(run, number)["labels"] for number in (4, 5)] == [["kitchen"], ["queues"]]


def test_a_key_pressed_twice_takes_the_tag_off_again(run: Run, noted: str) -> None:
    assert walk("triage", "1 1", "3", "q").endswith("triage: 1 tagged, 2 untagged; 4 left\n")
    assert entry(run, 2)["tags"] == []


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("x", "x is no key; nothing was done"),
        ("+unknown", "there is no roadmap item unknown; see interviewkit roadmap list"),
        ("+9", "there is no roadmap item 9; see interviewkit roadmap list"),
        ("3 +1", "a link hangs on a tag; tag it first: 1, 2 or 3"),
        ("3 2 s1", "only a problem or a pain has a severity; tag it first: 1 or 3"),
    ],
)
def test_what_cannot_be_done_is_said_beside_the_prompt_and_nothing_of_it_is_done(
    run: Run, noted: str, typed: str, told: str
) -> None:
    shown = walk("triage", typed, "q")
    assert f"#p2 +item ~shown\n{told}\n> q\n" in shown.replace(
        "; see interviewkit\nroadmap", "; see interviewkit roadmap"
    )
    assert shown.endswith("triage: nothing changed; 4 left\n")


def test_what_is_typed_in_the_session_is_typed_here_too_and_the_header_keeps_up(run: Run, noted: str) -> None:
    shown = walk("triage", "", "#P2 +1 ~shown", "u", "#b +sea by:QE", "", "q")
    heads = [line for line in shown.splitlines() if "· Acme ·" in line]
    assert [line.rpartition("· ")[2] for line in heads] == [
        "a problem or pain without an item, without a",
        "no tag yet, an opinion?",
        "decided, Enter goes on",
        "no tag yet, an opinion?",
        "an opinion?",
        "parked, without an answer",
    ]
    assert "triage: 2 gone through, 1 marked; 2 left" in shown
    link = [("search-all-logs", "supports")]
    assert [
        (tag["kind"], tag["by"], [(one["item"], one["stance"]) for one in tag["links"]])
        for tag in entry(run, 3)["tags"]
    ] == [("problem", None, link), ("process", "QE", link)]


@pytest.mark.parametrize("typed", ["1 +zzz", "#p +zzz", "#x", "#p words"])
def test_a_line_is_done_as_a_whole_or_not_at_all(run: Run, noted: str, typed: str) -> None:
    assert walk("triage", "", typed, "q").endswith("triage: 1 gone through; 3 left\n")
    assert entry(run, 3)["tags"] == []


def test_the_numbers_of_suggestions_stay_while_one_is_taken(run: Run, acme: str) -> None:
    for title in ("Faster builds", "Nightly builds", "Remote builds"):
        run(["roadmap", "add", title])
    run("log 'builds are slow' --pain")
    shown = walk("triage", "+1", "+2", "q")
    offered = [[line for line in page.splitlines() if line.startswith("  +")] for page in shown.split("· Acme ·")[1:]]
    assert len(offered[0]) == 3
    assert offered == [offered[0]] * 3
    assert len({link["item"] for link in entry(run, 1)["tags"][0]["links"]}) == 2


def test_what_was_decided_before_an_interrupt_is_kept_and_that_is_said(noted: str) -> None:
    with terminal("triage") as seat:
        seat.shows("q quit")
        seat.line("&slow")
        seat.shows("Labels  slow")
        seat.press(CTRL_C)
        assert seat.ends() == 130
        assert seat.has("triage: 1 labelled; 4 left; what you decided is kept, go on with interviewkit triage") == 1


def test_the_end_of_input_decides_nothing(run: Run, noted: str) -> None:
    walk("triage", "1")
    assert [ref for _, ref, _ in open_now(run)] == [f"{REF}/2", f"{REF}/3", f"{REF}/1", None]


def test_a_line_that_the_terminal_may_have_cut_is_refused(run: Run, noted: str) -> None:
    shown = walk("triage", "", "", "a" * 4090 + "bbbbbbbb", "q")
    assert "a terminal cuts a line at 4,095 bytes, so nothing was done" in shown
    assert run("parked --json").json[0]["answer"] is None


def test_what_people_said_cannot_talk_to_the_terminal(run: Run, acme: str) -> None:
    run(["log", "--", "\x1b]0;owned\x07 red \x1b[31m"])
    run(["log", "after"])
    run(["term", "\x1b[2J"])
    shown = walk("triage", "", "", "q", env={"TERM": "xterm", "NO_COLOR": ""})
    assert "␛]0;owned␇ red ␛[31m" in shown
    assert "\x1b]0" not in shown
    assert "\x1b[31m" not in shown
    assert shown.count("\x1b[2J") == 3  # our own, once for each screen


def test_a_store_that_is_not_there_is_exit_three(run: Run) -> None:
    assert run("triage", code=3).out == ""
