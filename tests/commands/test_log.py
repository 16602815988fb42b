"""`log`: one entry from the command line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from program import SOURCES, Run

from interviewkit.paths import Location

BARE = {
    "ref": "acme-2026-11-21/1",
    "interview": "acme-2026-11-21",
    "number": 1,
    "question": None,
    "answer": "we push",
    "at": "2026-11-21T10:00:00.000Z",
    "phase": None,
    "speaker": None,
    "verbatim": False,
    "observation": False,
    "evidence": "experience",
    "prompted": False,
    "aha": False,
    "look": False,
    "labels": [],
    "tags": [],
    "author": "ann",
}


def shown(run: Run, reference: str) -> dict[str, object]:
    """An entry's JSON without its uid."""
    whole: dict[str, object] = run(["show", reference, "--json"]).json
    return {key: value for key, value in whole.items() if key != "uid"}


def test_log_prints_the_number(run: Run, acme: str) -> None:
    assert run(["log", "we push"]).out == "1\n"
    assert run(["log", "and then?", "QA tags the build"]).out == "2\n"
    assert shown(run, "1") == BARE
    assert shown(run, "2") == BARE | {
        "ref": "acme-2026-11-21/2",
        "number": 2,
        "question": "and then?",
        "answer": "QA tags the build",
    }


def test_the_json_of_log_has_three_keys(run: Run, acme: str) -> None:
    made = run("log -q how -a so --json").json
    assert made == {"uid": made["uid"], "ref": "acme-2026-11-21/1", "number": 1}
    assert run(["show", made["uid"], "--json"]).json["uid"] == made["uid"]


def test_a_question_alone_is_an_entry(run: Run, acme: str) -> None:
    run("log -q how")
    assert shown(run, "1") == BARE | {"question": "how", "answer": None}


def test_everything_that_log_takes_is_shown_again(run: Run, acme: str) -> None:
    for title in ("Faster builds", "Nightly reports", "Dark mode"):
        run(["roadmap", "add", title])
    run(
        [
            *("log", "a day is gone", "--problem", "--pain", "--severity", "3", "--by", "QE", "--takes", "6-9h"),
            *("--link", "faster-builds", "--against", "nightly", "--neutral", "dark-mode", "--label", "Slow Builds"),
            *("--speaker", "Zoë", "--verbatim", "--aha", "--evidence", "shown", "--at", "09:15", "-i", "acme"),
        ]
    )
    links = [("dark-mode", "neutral"), ("faster-builds", "supports"), ("nightly-reports", "contradicts")]
    entry = run("show 1 --json").json
    assert [(tag["kind"], tag["severity"], tag["by"], tag["takes"]) for tag in entry["tags"]] == [
        ("pain", 3, None, None),
        ("problem", 3, None, None),
        ("process", None, "QE", "6h-9h"),
    ]
    for tag in entry["tags"]:
        assert sorted(tag) == ["author", "by", "kind", "links", "ref", "severity", "takes", "uid"]
        assert tag["ref"] == f"acme-2026-11-21/1:{tag['kind']}"
        assert [(link["item"], link["stance"]) for link in tag["links"]] == links
        assert sorted(tag["links"][0]) == ["author", "item", "stance", "title", "uid"]
    assert {key: entry[key] for key in entry if key not in ("uid", "tags")} == {
        key: value for key, value in BARE.items() if key != "tags"
    } | {
        "answer": "a day is gone",
        "at": "2026-11-21T09:15:00.000Z",
        "speaker": "Zoë",
        "verbatim": True,
        "evidence": "shown",
        "aha": True,
        "labels": ["slow-builds"],
    }


def test_brackets_are_the_teams_own_observation(run: Run, acme: str) -> None:
    run(["log", "[she sighed]"])
    assert shown(run, "1") == BARE | {"answer": "[she sighed]", "observation": True}


def test_markers_in_shell_text_are_text(run: Run, acme: str) -> None:
    run(["log", "nobody can merge #p3 +faster-builds ~shown &x"])
    assert shown(run, "1") == BARE | {"answer": "nobody can merge #p3 +faster-builds ~shown &x"}


def test_nothing_of_an_answer_is_trimmed(run: Run, acme: str) -> None:
    run(["log", "  two\n\nlines \t\r\n"])
    assert shown(run, "1") == BARE | {"answer": "  two\n\nlines \t\r\n"}


@pytest.mark.parametrize(
    ("words", "question", "answer"),
    [
        (["log", "- we push"], None, "- we push"),
        (["log", "-- hm, well"], None, "-- hm, well"),
        (["log", "-q", "- how", "- so"], "- how", "- so"),
        (["log", "-q", "- how", "-a", "- so"], "- how", "- so"),
        (["log", "--", "-x", "--pain"], "-x", "--pain"),
        (["log", "-5 degrees, and --force"], None, "-5 degrees, and --force"),
        (["log", "--answer=-5"], None, "-5"),
        (["log", "- a", "- b"], "- a", "- b"),
        (["log", "-"], None, "-"),
    ],
)
def test_text_that_begins_with_a_dash_is_text(
    run: Run, acme: str, words: list[str], question: str | None, answer: str
) -> None:
    assert run(words).out == "1\n"
    assert shown(run, "1") == BARE | {"question": question, "answer": answer}


def test_a_word_with_a_dash_that_is_no_option_tells_how_to_write_it(run: Run, acme: str) -> None:
    refused = run("log -x", code=2)
    assert refused.err == (
        "Usage: interviewkit log [OPTIONS] [QUESTION] ANSWER\nTry 'interviewkit log -h' for help.\n\n"
        "Error: No such option: -x; if it is text, put -- before it\n"
    )
    assert run("undo --as bob", code=2).err.endswith("Error: No such option: --as (Possible options: --json)\n")


def test_an_unknown_item_leaves_the_note_and_says_so(run: Run, acme: str) -> None:
    run(["roadmap", "add", "Faster builds"])
    noted = run("log 'we wait' --pain --link fastr-builds", code=3)
    assert noted.out == "1\n"
    assert noted.err.startswith("error: entry 1 is noted, but there is no roadmap item fastr-builds")
    assert "did you mean faster-builds?" in noted.err
    assert noted.err.endswith("; link it: interviewkit link acme-2026-11-21/1:pain ITEM\n")
    assert [tag["links"] for tag in run("show 1 --json").json["tags"]] == [[]]


def test_an_item_that_is_no_utf_8_leaves_the_note_too(acme: str, run: Run) -> None:
    noted = subprocess.run(
        [sys.executable, "-m", "interviewkit", "log", "we wait", "--pain", "--link", b"\xe9"],
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(SOURCES)},
        check=False,
    )
    assert (noted.returncode, noted.stdout) == (3, b"1\n")
    assert shown(run, "1")["answer"] == "we wait"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("log", 'an entry needs words; write what was said: interviewkit log "what they said"'),
        ("log ''", 'an entry needs words; write what was said: interviewkit log "what they said"'),
        ("log ' ' -q ' '", 'an entry needs words; write what was said: interviewkit log "what they said"'),
        (
            "log a b c",
            'give an answer, or a question and an answer, each in quotes: interviewkit log "how?" "we push"',
        ),
        ("log a --link x", "a link hangs on a tag; add --problem, --process or --pain"),
        ("log a --severity 2", "a severity belongs to a problem or a pain; add --problem or --pain"),
        ("log a --pain --severity 4", "a severity is 1 (annoying), 2 (costly) or 3 (blocking), not 4"),
        ("log a --takes soon", "'soon' is no duration; use forms like 90m, 3h, 1.5h, 6h-9h, 2d or 2w"),
        ("log a --stdin", "--stdin reads the entries; name no text beside it: interviewkit log --stdin < FILE"),
        ("log a --at 05/06", "'05/06' is ambiguous; write 2026-05-06 or 2026-06-05"),
    ],
)
def test_log_refuses_and_notes_nothing(run: Run, acme: str, words: str, sentence: str) -> None:
    refused = run(words, code=2)
    assert (refused.out, refused.err) == ("", f"error: {sentence}\n")
    assert run("show @ --json").json["entries"] == []


def test_an_ended_interview_takes_an_entry_only_when_a_moment_is_named(run: Run, acme: str) -> None:
    run("end")
    assert run("log x", code=3).err == (
        "error: no interview is running; begin one: interviewkit start CUSTOMER;"
        " the last one: interviewkit show acme-2026-11-21\n"
    )
    assert run("log x -i acme", code=2).err == (
        "error: the interview acme-2026-11-21 has ended; go on with it: interviewkit resume acme-2026-11-21,"
        " or put this entry into it: interviewkit log --at WHEN -i acme-2026-11-21 …\n"
    )
    assert run("log x -i acme --at 09:00").out == "1\n"
    assert run("log y --at 09:00", env={"INTERVIEWKIT_INTERVIEW": "acme"}).out == "2\n"


def test_bytes_that_are_no_utf_8_are_read_as_cp1252_with_a_warning(run: Run, acme: str) -> None:
    noted = subprocess.run(
        [sys.executable, "-m", "interviewkit", "log", b"caf\xe9 \x80"],
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(SOURCES)},
        check=False,
    )
    assert (noted.returncode, noted.stdout) == (0, b"1\n")
    assert noted.stderr.decode() == (
        "warning: the text is not UTF-8 and was read as Windows-1252 (cp1252): look at its accents before you go on\n"
    )
    assert shown(run, "1")["answer"] == "café €"


def test_a_name_that_is_no_utf_8_names_nothing(acme: str) -> None:
    refused = subprocess.run(
        [sys.executable, "-m", "interviewkit", "show", b"caf\xe9"],
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(SOURCES)},
        check=False,
    )
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert refused.stderr.decode() == (
        "error: 'caf\\udce9' is not UTF-8, and no name of anything; see interviewkit list\n"
    )


def test_a_surprise_is_a_sentence_and_loses_no_text(run: Run, acme: str, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "sitecustomize.py").write_text(
        "from interviewkit.fieldwork import entries\n"
        "def fails(*words, **known): raise RuntimeError('a bug')\n"
        "entries.log = fails\n"
    )
    failed = run(["log", "we push"], code=1, env={"PYTHONPATH": f"{broken}:{SOURCES}"})
    first, second = failed.err.splitlines()
    details = first.removeprefix(
        "error: this should not happen (RuntimeError); the store is as it was; please report it with "
    ).removesuffix("; see interviewkit --version")
    assert Path(details).read_text().endswith("RuntimeError: a bug\n")
    assert second.startswith("error: what was typed is kept in ")
    assert failed.out == ""


def test_a_time_without_a_day_is_on_the_day_of_the_interview(run: Run, workspace: Location) -> None:
    ref = run("start Late --at '2026-11-18 14:00' --no-session").out.strip()
    run(f"log hello --at 14:20 -i {ref}")
    assert run(f"show {ref}/1 --json").json["at"] == "2026-11-18T14:20:00.000Z"
    run(f"edit {ref}/1 --at 14:25")
    assert run(f"show {ref}/1 --json").json["at"] == "2026-11-18T14:25:00.000Z"
    assert run(f"end {ref} --at 15:00 --json").json["minutes"] == 60


def test_two_stances_of_one_tag_to_one_item_are_refused(run: Run, acme: str) -> None:
    run("roadmap add Two")
    refused = run("log x --pain --link two --against two", code=2)
    assert refused.err == "error: a tag takes one stance to two; tag what speaks for and against it apart\n"
    assert run(f"show {acme} --json").json["entries"] == []


def test_a_tag_that_comes_back_has_only_what_is_said_of_it_now(run: Run, acme: str) -> None:
    run("log x --problem --severity 3")
    run("untag 1:problem")
    run("tag 1 problem")
    assert run("show 1 --json").json["tags"][0]["severity"] is None


def test_an_empty_label_is_refused(run: Run, acme: str) -> None:
    assert run("log x --label ''", code=2).err == "error: a label is a word: --label builds\n"
