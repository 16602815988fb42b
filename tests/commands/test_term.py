"""`term` and `terms`: their words."""

from __future__ import annotations

from program import Run

AT = "2026-11-21T10:00:00.000Z"


def test_a_word_is_open_until_it_is_explained(run: Run, acme: str) -> None:
    noted = run(["term", "Golden  build"])
    assert (noted.out, noted.err) == ("", "Golden build: open until somebody explains it\n")
    run(["term", "rollout", "- a small release"])
    assert run("terms").out == "Word          Meaning\nGolden build\nrollout       - a small release\n"
    assert run("terms --open").out == "Word          Meaning\nGolden build\n"
    explained = run(["term", "golden build", "the one QA signed off"])
    assert explained.err == "Golden build: the one QA signed off\n"
    assert run("terms --open --json").json == []


def test_the_json_of_a_term_has_five_keys(run: Run, acme: str) -> None:
    made = run("term canary --json").json
    assert made == {"uid": made["uid"], "word": "canary", "meaning": None, "at": AT, "author": "ann"}
    assert run("terms --json").json == [made]
    assert made["uid"].endswith(":canary")


def test_a_word_said_again_keeps_its_meaning(run: Run, acme: str) -> None:
    run("term canary small")
    run("term CANARY")
    assert [(one["word"], one["meaning"]) for one in run("terms --json").json] == [("canary", "small")]


def test_a_term_that_is_no_word_is_refused(run: Run, acme: str) -> None:
    refused = run("term ' '", code=2)
    assert refused.err == ('error: a term is a word: interviewkit term "golden build" "the one QA has signed off"\n')
