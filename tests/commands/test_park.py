"""`park`, `parked` and `answer`: what the customer asked the expert."""

from __future__ import annotations

import pytest
from program import Run

AT = "2026-11-21T10:00:00.000Z"


def test_what_is_parked_waits_for_its_answer(run: Run, acme: str) -> None:
    assert run(["park", "when will it be faster?", "--why", "we release on Fridays"]).out == "1\n"
    assert run(["park", "- why so slow?"]).out == "2\n"
    assert run("parked").out == (
        "No  Question                 Why                    Answer\n"
        " 1  when will it be faster?  we release on Fridays\n"
        " 2  - why so slow?\n"
    )
    answered = run(["answer", "1", "in spring"])
    assert (answered.out, answered.err) == ("", "answered: when will it be faster?\n")
    first, second = run("parked --json").json
    assert first == {
        "uid": first["uid"],
        "ref": "acme-2026-11-21/1",
        "number": 1,
        "question": "when will it be faster?",
        "why": "we release on Fridays",
        "answer": "in spring",
        "at": AT,
        "answered_at": AT,
        "author": "ann",
    }
    assert (second["number"], second["answer"], second["answered_at"]) == (2, None, None)


def test_an_answer_prints_its_question_as_parked_does(run: Run, acme: str) -> None:
    run("park when?")
    run("park why?")
    answered = run("answer 2 so --json")
    assert (answered.err, answered.json) == ("", run("parked --json").json[1])


def test_the_json_of_park_has_three_keys(run: Run, acme: str) -> None:
    made = run("park why --json").json
    assert made == {"uid": made["uid"], "ref": "acme-2026-11-21/1", "number": 1}


def test_a_parked_question_is_answered_by_any_reference_after_the_end(run: Run, acme: str) -> None:
    for question in ("a", "b", "c"):
        run(["park", question])
    run("end")
    run("answer 1 x -i acme")
    run("answer acme/2 y")
    run(["answer", "3", "- z"], env={"INTERVIEWKIT_INTERVIEW": "acme-2026-11-21"})
    assert [one["answer"] for one in run("parked -i acme --json").json] == ["x", "y", "- z"]


def test_a_second_answer_takes_the_place_of_the_first(run: Run, acme: str) -> None:
    run("park why")
    run("answer 1 soon")
    run("answer 1 never")
    assert [one["answer"] for one in run("parked --json").json] == ["never"]


def test_nothing_parked_is_no_failure(run: Run, acme: str) -> None:
    assert run("parked").out == ""
    assert run("parked --json").json == []


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ("park ' '", 2, 'a parked question needs words: interviewkit park "when will it be faster?" --why "…"'),
        ("answer 1 ' '", 2, 'an answer needs words: interviewkit answer 1 "…"'),
        (
            "answer 9 x",
            3,
            "there is no parked question 9 in acme-2026-11-21; see interviewkit show acme-2026-11-21",
        ),
        (
            "answer x y",
            3,
            "there is no parked question x in acme-2026-11-21; see interviewkit show acme-2026-11-21",
        ),
    ],
)
def test_what_cannot_be_parked_or_answered(run: Run, acme: str, words: str, code: int, sentence: str) -> None:
    run("park why")
    refused = run(words, code=code)
    assert (refused.out, refused.err) == ("", f"error: {sentence}\n")
