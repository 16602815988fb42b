"""`search`: the words as they stand, never a query language."""

from __future__ import annotations

import re

import pytest
from commands.walking import walk
from program import Run


@pytest.fixture
def said(run: Run, acme: str) -> None:
    """Two customers who talk about builds."""
    run(["log", "how?", "the golden build waits for QA", "--pain"])
    run(["log", 'NEAR( the "end" AND *'])
    run("end")
    run("start Beta --segment Banks --internal")
    run(["log", "our build is golden, café"])


def test_search_finds_all_the_words_in_any_order(run: Run, said: None) -> None:
    assert sorted(row["ref"] for row in run("search golden build --json").json) == [
        "acme-2026-11-21/1",
        "beta-2026-11-21/1",
    ]
    assert run("search golden QA").out == (
        "Entry              Customer  Tags  Question  Answer\n"
        "acme-2026-11-21/1  acme      pain  how?      the golden build waits for QA\n"
    )


def test_the_json_of_search(run: Run, said: None) -> None:
    (row,) = run("search café --json").json
    assert row == {
        "uid": row["uid"],
        "ref": "beta-2026-11-21/1",
        "interview": "beta-2026-11-21",
        "customer": "beta",
        "verbatim": False,
        "question": None,
        "answer": "our build is golden, café",
        "at": "2026-11-21T10:00:00.000Z",
        "evidence": "experience",
        "labels": [],
        "tags": [],
    }


@pytest.mark.parametrize(
    ("words", "refs"),
    [
        (["CAFE"], ["beta-2026-11-21/1"]),
        (["build", "--tag", "pain"], ["acme-2026-11-21/1"]),
        (["build", "--customer", "Beta"], ["beta-2026-11-21/1"]),
        (["build", "--segment", "banks"], ["beta-2026-11-21/1"]),
        (["NEAR("], ["acme-2026-11-21/2"]),
        (['the "end"'], ["acme-2026-11-21/2"]),
        (["AND"], ["acme-2026-11-21/2"]),
        (["build OR nothing"], []),
        (["gold*"], []),
        (["-golden"], None),
        (["- golden"], ["acme-2026-11-21/1", "beta-2026-11-21/1"]),
        (["answer:golden"], []),
    ],
)
def test_search_takes_words_literally(run: Run, said: None, words: list[str], refs: list[str] | None) -> None:
    if refs is None:
        assert "if it is text, put -- before it" in run(["search", *words], code=2).err
        return
    assert sorted(row["ref"] for row in run(["search", *words, "--json"]).json) == refs


def test_no_word_at_all_is_wrong_usage(run: Run, said: None) -> None:
    for words in ("", "  "):
        assert run(["search", words], code=2).err == (
            "error: search for what? Write a word: interviewkit search WORDS\n"
        )


@pytest.mark.parametrize("words", ["zebra", '"', "*", "(", "^", '"""', ":", "'", "\\", "NEAR(a b, 2)"])
def test_nothing_found_is_no_failure(run: Run, said: None, words: str) -> None:
    found = run(["search", words])
    assert found.out == ""
    assert found.err == (f"nothing holds {words}".rstrip() + "\n")
    assert run(["search", words, "--json"]).json == []


def test_the_limit_is_kept(run: Run, said: None) -> None:
    assert len(run("search build --limit 1 --json").json) == 1
    run("search build --limit 0", code=2)


def test_search_without_words_exits_2(run: Run, said: None) -> None:
    assert "Missing argument 'WORDS'" in run("search", code=2).err


def test_a_terminal_shows_what_stands_around_the_word_with_the_word_marked(run: Run, said: None) -> None:
    run(["log", "we wait " * 300 + "until the BUILD is gone"])
    shown = walk("search build gone", env={"TERM": "xterm", "PAGER": "cat", "NO_COLOR": ""})
    assert "… we wait we wait we wait we wait we wait we wait until the \x1b[1mBUILD\x1b[0m is" in " ".join(
        shown.split()
    )
    assert max(len(re.sub(r"\x1b\[\d*m", "", line)) for line in shown.splitlines()) <= 80
