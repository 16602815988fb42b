"""`undo` takes back the author's own last thing, says what, and can be repeated."""

from __future__ import annotations

from typing import Any

import pytest
from program import Run


def state(run: Run) -> dict[str, Any]:
    """Everything that the interview shows."""
    whole: dict[str, Any] = run("show acme-2026-11-21 --json").json
    return whole


def test_every_step_of_an_interview_is_taken_back_in_turn(run: Run, acme: str) -> None:
    run(["roadmap", "add", "Faster builds"])
    steps = [
        (["log", "we wait", "--pain", "--label", "slow"], "took back entry 1: we wait; tag: pain; label: slow"),
        (["tag", "1", "pain", "--severity", "2"], "took back tag: severity of tag is empty again"),
        (["tag", "1", "process", "--by", "QE"], "took back tag: process"),
        (["link", "1:pain", "faster-builds"], "took back link: supports"),
        (["link", "1:pain", "faster-builds", "--against"], "took back link: stance of link is supports again"),
        (["unlink", "1:pain", "faster-builds"], "took back unlink: link: contradicts (it is back)"),
        (["untag", "1:process"], "took back untag: tag: process (it is back)"),
        (["edit", "1", "-a", "we waited"], "took back edit: answer of entry 1 is we wait again"),
        (["park", "when?"], "took back parked question 1: when?"),
        (
            ["answer", "1", "soon"],
            "took back answer: answer of parked question 1 is empty again; moment of parked question 1 is empty again",
        ),
        (["term", "canary"], "took back term: canary"),
        (["term", "canary", "small"], "took back term: meaning of term is empty again"),
        (["delete", "1"], "took back delete: entry 1: we waited (it is back)"),
        (["undelete", "1"], "took back entry 1: we waited"),
        (["end"], "took back the end: the interview runs again"),
    ]
    before = []
    for words, _ in steps:
        before.append(state(run))
        run([*words, "-i", "acme"] if words[0] != "end" else words)
    for (_, said), whole in zip(reversed(steps), reversed(before), strict=True):
        undone = run("undo -i acme")
        assert (undone.out.rstrip("\n"), undone.err) == (said, "")
        assert state(run) == whole
    assert run("undo", code=3).err == (
        "error: nothing of yours is left to take back in acme-2026-11-21; see interviewkit show acme-2026-11-21\n"
    )
    assert len(run("list --json").json) == 1


def test_the_json_of_undo_has_four_keys(run: Run, acme: str) -> None:
    run("log x")
    undone = run("undo --json").json
    assert undone == {
        "verb": "log",
        "at": "2026-11-21T10:00:00.000Z",
        "change": undone["change"],
        "about": ["entry 1: x"],
    }


def test_each_author_takes_back_only_their_own(run: Run, acme: str) -> None:
    run("log one")
    run("--as bob log two")
    run("log three")
    run("--as bob log four")
    assert run("undo").out == "took back entry 3: three\n"
    assert run("undo").out == "took back entry 1: one\n"
    run("undo", code=3)
    assert run("--as bob undo").out == "took back entry 4: four\n"
    assert [entry["answer"] for entry in state(run)["entries"]] == ["two"]


def test_an_edit_that_somebody_changed_since_stays_changed(run: Run, acme: str) -> None:
    run("log one")
    run("--as bob edit 1 -q why -a two")
    run("edit 1 -a three")
    assert run("--as bob undo").out == "took back edit: question of entry 1 is empty again\n"
    assert [(entry["question"], entry["answer"]) for entry in state(run)["entries"]] == [(None, "three")]


def test_undo_after_undo_goes_back_version_by_version(run: Run, acme: str) -> None:
    run("log one")
    for answer in ("two", "three", "four"):
        run(["edit", "1", "-a", answer])
    for answer in ("three", "two", "one"):
        assert run("undo").out == f"took back edit: answer of entry 1 is {answer} again\n"
        assert [entry["answer"] for entry in state(run)["entries"]] == [answer]
    run("edit 1 -a five")
    assert run("undo").out == "took back edit: answer of entry 1 is one again\n"
    assert run("undo").out == "took back entry 1: one\n"


def test_what_was_undone_in_between_does_not_come_back(run: Run, acme: str) -> None:
    run("log one")
    run("edit 1 -a two")
    run("--as bob edit 1 -a three")
    assert run("undo").out == "took back edit: nothing that still stood\n"
    assert run("--as bob undo").out == "took back edit: answer of entry 1 is one again\n"


def test_undoing_an_edit_brings_back_nothing_that_somebody_deleted_since(run: Run, acme: str) -> None:
    run("log one")
    run("--as bob edit 1 -a two")
    run("delete 1")
    assert run("--as bob undo").out == "took back edit: nothing that still stood\n"
    assert state(run)["entries"] == []


def test_a_speaker_whom_others_quote_stays(run: Run, acme: str) -> None:
    run("log one --speaker Zoë")
    run("--as bob log two --speaker Zoë")
    assert run("undo").out == "took back entry 1: one\n"
    assert [one["name"] for one in state(run)["participants"]] == ["Zoë"]
    assert run("--as bob undo").out == "took back entry 2: two\n"


def test_an_entry_undone_comes_back_with_everything_that_hung_on_it(run: Run, acme: str) -> None:
    run(["roadmap", "add", "Faster builds"])
    run("log one --pain --link faster-builds --label slow")
    before = state(run)
    run("undo")
    assert state(run)["entries"] == []
    assert run("undelete 1").err == "acme-2026-11-21/1 is back\n"
    assert state(run) == before


def test_a_number_taken_back_is_not_given_again(run: Run, acme: str) -> None:
    run("log one")
    run("undo")
    assert run("log two").out == "2\n"


def test_the_beginning_of_an_interview_is_never_taken_back(run: Run, acme: str) -> None:
    run("undo", code=3)
    assert state(run)["ref"] == "acme-2026-11-21"


@pytest.mark.parametrize(("verb", "made"), [("log", "entry"), ("park", "parked question")])
def test_what_another_interview_holds_is_left_alone(run: Run, begin: Any, acme: str, verb: str, made: str) -> None:
    begin("Beta")
    run([verb, "one", "-i", "beta"])
    run("undo -i acme", code=3)
    assert run("undo -i beta").out == f"took back {made} 1: one\n"


def test_a_long_text_is_named_by_its_beginning(run: Run, acme: str) -> None:
    run(["log", "x" * 100])
    assert run("undo").out == f"took back entry 1: {'x' * 79}…\n"
