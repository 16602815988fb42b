"""`log --stdin`: JSON Lines in, all of them or none."""

from __future__ import annotations

import json
from typing import Any

import pytest
from program import Run

KNOWN = "uid, question, answer, at, phase, speaker, verbatim, evidence, labels, aha, tags"


def lines(*entries: dict[str, Any]) -> str:
    """Entries as JSON Lines."""
    return "".join(f"{json.dumps(entry)}\n" for entry in entries)


def answers(run: Run) -> list[str]:
    """What the entries of the running interview say."""
    return [entry["answer"] for entry in run("show @ --json").json["entries"]]


def test_each_line_is_an_entry(run: Run, acme: str) -> None:
    run(["roadmap", "add", "Faster builds"])
    whole = {
        "uid": "u-1",
        "question": "how?",
        "answer": "we push",
        "at": "2026-11-21T09:02:11Z",
        "phase": "walk-through",
        "speaker": "Zoë",
        "verbatim": True,
        "evidence": "shown",
        "labels": ["Slow builds"],
        "aha": True,
        "tags": [
            {"kind": "pain", "severity": 3, "links": [{"item": "faster-builds", "stance": "contradicts"}]},
            {"kind": "process", "by": "QE", "takes": "3 h"},
        ],
    }
    noted = run("log --stdin", stdin=lines(whole, {"answer": "then QA"}))
    assert (noted.out, noted.err) == ("1\n2\n", "2 entries noted in acme-2026-11-21\n")
    entry = run("show u-1 --json").json
    assert [tag | {"links": [link["item"] for link in tag["links"]]} for tag in entry["tags"]] == [
        {
            "uid": "u-1:pain",
            "ref": "acme-2026-11-21/1:pain",
            "kind": "pain",
            "severity": 3,
            "by": None,
            "takes": None,
            "author": "ann",
            "links": ["faster-builds"],
        },
        {
            "uid": "u-1:process",
            "ref": "acme-2026-11-21/1:process",
            "kind": "process",
            "severity": None,
            "by": "QE",
            "takes": "3h",
            "author": "ann",
            "links": [],
        },
    ]
    said = {key: entry[key] for key in ("question", "answer", "at", "phase", "speaker", "verbatim", "evidence", "aha")}
    assert said == {key: whole[key] for key in said} | {"at": "2026-11-21T09:02:11.000Z"}
    assert entry["labels"] == ["slow-builds"]


def test_the_json_is_a_list_of_what_was_made(run: Run, acme: str) -> None:
    made = run("log --stdin --json", stdin=lines({"uid": "a", "answer": "x"}, {"uid": "b", "answer": "y"})).json
    assert made == [
        {"uid": "a", "ref": "acme-2026-11-21/1", "number": 1},
        {"uid": "b", "ref": "acme-2026-11-21/2", "number": 2},
    ]


def test_an_entry_whose_uid_is_there_already_is_skipped(run: Run, acme: str) -> None:
    text = lines({"uid": "a", "answer": "x"}, {"uid": "a", "answer": "x"}, {"uid": "b", "answer": "y"})
    first = run("log --stdin", stdin=text)
    assert (first.out, first.err) == ("1\n2\n", "2 entries noted in acme-2026-11-21, 1 there already\n")
    second = run("log --stdin", stdin=text)
    assert (second.out, second.err) == ("", "0 entries noted in acme-2026-11-21, 3 there already\n")
    assert answers(run) == ["x", "y"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"answer": "x", "answr": "y"}', f"line 2: an entry has no 'answr'; known are {KNOWN}"),
        ("{}", 'line 2: an entry needs words; write what was said: interviewkit log "what they said"'),
        ('{"answer": " "}', 'line 2: an entry needs words; write what was said: interviewkit log "what they said"'),
        ('{"answer": 5}', "line 2: answer of an entry is a text, not 5"),
        ('{"answer": "x", "verbatim": 1}', "line 2: verbatim of an entry is true or false, not 1"),
        ('{"answer": "x", "aha": "yes"}', "line 2: aha of an entry is true or false, not yes"),
        ('["answer"]', 'line 2: an entry is an object: {"question": "…", "answer": "…"}'),
        ('{"answer": "x"', 'line 2: column 15: no JSON (Expecting \',\' delimiter): {"answer": "x"'),
        ('{"answer": "x", "answer": "y"}', "line 2: a key stands twice in one object"),
        ('{"answer": NaN}', "line 2: NaN is no JSON"),
        ("[" * 1000 + "]" * 1000, "line 2: nested far too deeply to be an entry"),
        ('{"answer": "x", "at": ' + "9" * 5000 + "}", "line 2: a number far too long to be an entry's"),
        ('{"answer": "x", "at": "05/06"}', "line 2: '05/06' is ambiguous; write 2026-05-06 or 2026-06-05"),
        (
            '{"answer": "x", "evidence": "hearsay"}',
            "line 2: evidence is one of opinion, experience, shown, commitment, not 'hearsay'",
        ),
        ('{"answer": "x", "labels": [1]}', 'line 2: labels are words: "labels": ["builds"]'),
        ('{"answer": "x", "tags": [{"kind": "joy"}]}', "line 2: kind is one of problem, process, pain, not 'joy'"),
        ('{"answer": "x", "tags": [{}]}', "line 2: a tag has a kind: problem, process, pain"),
        ('{"answer": "x", "tags": ["pain"]}', "line 2: a tag is an object with kind, severity, by, takes, links"),
        (
            '{"answer": "x", "tags": [{"kind": "pain", "severity": 9007199254740993}]}',
            "line 2: a severity is 1 (annoying), 2 (costly) or 3 (blocking), not 9007199254740993",
        ),
        (
            '{"answer": "x", "tags": [{"kind": "pain", "severity": true}]}',
            "line 2: severity of a tag is a whole number, not True",
        ),
        (
            '{"answer": "x", "tags": [{"kind": "pain"}, {"kind": "pain"}]}',
            "line 2: an entry carries each tag once; name problem, process and pain at most once each",
        ),
        (
            '{"answer": "x", "tags": [{"kind": "pain", "links": [{"stance": "supports"}]}]}',
            'line 2: a link names an item: {"item": "faster-builds", "stance": "supports"}',
        ),
        ('{"answer": "x", "uid": "a b"}', "line 2: a uid is one word without / and :, of at most 200 signs"),
        ('{"answer": "x", "uid": "\\ud800"}', "line 2: a uid is one word without / and :, of at most 200 signs"),
    ],
)
def test_a_bad_line_is_named_with_why_and_nothing_is_stored(run: Run, acme: str, text: str, sentence: str) -> None:
    refused = run("log --stdin", stdin=f'{{"answer": "fine"}}\n{text}\n', code=2)
    assert (refused.out, refused.err) == ("", f"error: {sentence}; nothing was stored\n")
    assert answers(run) == []


def test_a_line_that_links_to_nothing_is_named_and_nothing_is_stored(run: Run, acme: str) -> None:
    tag = {"kind": "pain", "links": [{"item": "nope"}]}
    refused = run("log --stdin", stdin=lines({"answer": "x"}, {"answer": "y", "tags": [tag]}), code=3)
    assert (refused.out, refused.err) == (
        "",
        "error: line 2: there is no roadmap item nope; see interviewkit roadmap list; nothing was stored\n",
    )
    assert answers(run) == []


def test_bytes_that_are_no_utf_8_are_refused_with_their_line(run: Run, acme: str) -> None:
    refused = run("log --stdin", stdin=b'{"answer": "x"}\n{"answer": "caf\xe9"}\n', code=2)
    assert refused.err == "error: line 2: JSON Lines are UTF-8, and this is not; nothing was stored\n"


def test_a_bom_windows_line_ends_and_empty_lines_are_passed_over(run: Run, acme: str) -> None:
    noted = run("log --stdin", stdin=b'\xef\xbb\xbf{"answer": "x"}\r\n\r\n  \r\n{"answer": "y"}')
    assert noted.out == "1\n2\n"
    assert answers(run) == ["x", "y"]


def test_line_separators_inside_a_text_end_no_line(run: Run, acme: str) -> None:
    noted = run("log --stdin", stdin='{"answer": "a\u2028b\u2029c\u0085d"}\n')
    assert noted.out == "1\n"
    assert noted.err == "1 entry noted in acme-2026-11-21\n"
    shown = run("show @ --json")
    assert "a\\u2028b\\u2029c\\u0085d" in shown.out
    assert answers(run) == ["a\u2028b\u2029c\u0085d"]


def test_lone_surrogates_and_nuls_become_signs_that_can_be_kept(run: Run, acme: str) -> None:
    run("log --stdin", stdin='{"answer": "a\\ud800b\\u0000c", "speaker": "Z\\udfff"}\n')
    entry = run("show 1 --json").json
    assert (entry["answer"], entry["speaker"]) == ("a\ufffdb␀c", "Z\ufffd")


def test_nothing_on_stdin_is_no_failure(run: Run, acme: str) -> None:
    noted = run("log --stdin")
    assert (noted.out, noted.err) == ("", "0 entries noted in acme-2026-11-21\n")
    assert run("log --stdin --json").json == []


def test_ten_megabytes_of_text_come_back_whole(run: Run, acme: str) -> None:
    text = "we push to main, every day\n" * 380_000
    run("log --stdin", stdin=lines({"answer": text}))
    assert answers(run) == [text]


def test_ten_thousand_entries_are_one_change(run: Run, acme: str) -> None:
    noted = run("log --stdin", stdin=lines(*({"answer": f"step {n}"} for n in range(10_000))))
    assert noted.err == "10000 entries noted in acme-2026-11-21\n"
    assert run("undo --json").json["verb"] == "log"
    assert answers(run) == []


def test_an_ended_interview_takes_lines_when_it_is_named(run: Run, acme: str) -> None:
    run("end")
    assert run("log --stdin", stdin=lines({"answer": "x"}), code=3).out == ""
    assert run("log --stdin -i acme", stdin=lines({"answer": "x"})).out == "1\n"
    named = run("log --stdin", stdin=lines({"answer": "y"}), env={"INTERVIEWKIT_INTERVIEW": acme})
    assert named.out == "2\n"


def test_one_uid_with_two_texts_loses_neither(run: Run, acme: str) -> None:
    refused = run("log --stdin", code=2, stdin='{"uid":"k","answer":"one"}\n{"uid":"k","answer":"two"}\n')
    assert refused.err == ("error: line 2: the uid k stands on line 1 already, with other words; nothing was stored\n")
