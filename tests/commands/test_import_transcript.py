"""`import transcript` and `import notes`, as people and scripts run them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from program import Run

from interviewkit import console
from interviewkit.commands.desk import Desk
from interviewkit.commands.importing import filing, transcribing
from interviewkit.commands.importing.bringing import Told
from interviewkit.commands.progressing import line
from interviewkit.errors import NotFound, UsageError
from interviewkit.paths import Location
from interviewkit.vocabulary import Source

ZOOM = """WEBVTT

1
00:00:01.000 --> 00:00:03.000
Jo Smith: How does code reach production?

NOTE checked

2
00:00:03.500 --> 00:00:06.000
Ann's iPhone: We push to main.

3
00:01:05.000 --> 00:01:06.000
Jo Smith: Who tags?

4
00:01:07.000 --> 00:01:09.000
Ann Lee: QE; a day is gone.
"""
WHO = ["--customer", "Acme", "--interviewer", "Jo", "--speakers", "Ann's iPhone=Ann Lee,Ann Lee=customer"]


def test_a_transcript_is_looked_at_then_stored_once_with_questions_answers_and_moments(run: Run) -> None:
    Path("zoom.txt").write_text(ZOOM, encoding="utf-8")
    refused = run("import transcript zoom.txt --customer Acme", code=2)
    assert refused.err == (
        "error: who is the customer, and who asked?"
        " Jo Smith (2 turns), Ann's iPhone (1 turn), Ann Lee (1 turn); say it:"
        " --speakers 'Jo Smith=interviewer,Ann'\"'\"'s iPhone=customer,Ann Lee=customer', or name who asked:"
        " --interviewer NAME; --dry-run shows their first words\n"
    )
    look = run(["import", "transcript", "zoom.txt", *WHO, "--at", "2026-01-02T10:00", "--dry-run"])
    assert look.out == (
        "Speaker       Part               Turns  First words\n"
        "Jo Smith      interviewer            2  How does code reach production?\n"
        "Ann's iPhone  customer: Ann Lee      1  We push to main.\n"
        "Ann Lee       customer               1  QE; a day is gone.\n"
        "\n"
        "Question                         Answer\n"
        "How does code reach production?  We push to main.\n"
        "Who tags?                        QE; a day is gone.\n"
        "\n"
        "would be: 2 entries from 4 turns, 2 questions\n"
    )
    assert look.err == "not among the entries: 1 comment\n"
    assert not Path("home/data/interviewkit").exists()
    brought = run(["import", "transcript", "zoom.txt", *WHO, "--at", "2026-01-02T10:00", "--topic", "delivery"])
    assert brought.out == "acme-2026-01-02\n"
    assert brought.err.endswith(
        "new customer acme\n2 entries from WebVTT; go through them: interviewkit triage acme-2026-01-02\n"
    )
    shown = run("show acme-2026-01-02 --json").json
    assert (shown["interviewers"], shown["topic"], shown["ended_at"]) == (
        ["Jo"],
        "delivery",
        "2026-01-02T10:01:09.000Z",
    )
    assert [
        (one["question"], one["answer"], one["at"], one["speaker"], one["verbatim"]) for one in shown["entries"]
    ] == [
        ("How does code reach production?", "We push to main.", "2026-01-02T10:00:03.500Z", "Ann Lee", True),
        ("Who tags?", "QE; a day is gone.", "2026-01-02T10:01:07.000Z", "Ann Lee", True),
    ]
    again = run(["import", "transcript", "zoom.txt", *WHO, "--json"])
    assert again.err.endswith(
        "that file is there already as acme-2026-01-02; nothing was changed."
        " To read it anew: interviewkit delete acme-2026-01-02, then import it again\n"
    )
    assert {name: again.json[name] for name in ("uid", "ref", "customer", "new", "format", "counts", "left_out")} == {
        "uid": shown["uid"],
        "ref": "acme-2026-01-02",
        "customer": "acme",
        "new": False,
        "format": "WebVTT",
        "counts": {"turns": 4, "entries": 2, "questions": 2, "unnamed": 0},
        "left_out": {"comments": 1},
    }
    assert len(run("list --json").json) == 1


def test_when_it_was_is_taken_from_the_file_and_that_is_said(run: Run) -> None:
    talk = "[0:00] Jo: how?\n[1:00] Ann: we push\n[2:00] Jo: why?\n[3:00] Ann: so\n"
    for name in ("GMT20260102-100000_Recording.txt", "2026-01-03 acme.txt", "acme.txt"):
        Path(name).write_text(talk + name, encoding="utf-8")
    os.utime("acme.txt", (1_767_000_000, 1_767_000_000))
    for name, began, how in (
        ("GMT20260102-100000_Recording.txt", "2026-01-02T10:00:00.000Z", "name"),
        ("2026-01-03 acme.txt", "2026-01-03T00:00:00.000Z", "name"),
        ("acme.txt", "2025-12-29T09:17:00.000Z", "date"),
    ):
        found = run(["import", "transcript", name, "--customer", "Acme", "--interviewer", "Jo", "--dry-run", "--json"])
        assert found.json["started_at"] == began
        assert found.err == f"when it was is known by the file's {how}; if that is wrong: --at 2026-11-21T10:00\n"


def test_standard_input_nobody_named_and_names_that_stand_once_are_told(run: Run) -> None:
    found = run("import transcript - --customer Acme --dry-run", stdin="just talk\n\nof nobody\n")
    assert found.err == (
        "warning: nobody is named in this file: every entry stands without a question and a speaker\n"
        "when it was is known by nothing: it is now; if that is wrong: --at 2026-11-21T10:00\n"
    )
    once = "Jo: a\nmore\nmore\nJo: b\nBob Stone: c\n"
    found = run("import transcript - --customer Acme --at 2026-01-01 --dry-run", stdin=once)
    assert found.err == (
        "taken as text, because it stands there once: Bob Stone (line 5); if one speaks:"
        " --speakers 'Bob Stone=customer'\n"
        "warning: nobody in this file asks: every entry stands without a question; see --interviewer, --speakers\n"
    )


def test_what_cannot_be_imported_is_refused_and_makes_no_store(run: Run, tmp_path: Path) -> None:
    Path("empty.txt").touch()
    Path("folder").mkdir()
    os.mkfifo("pipe")
    for words, code, sentence in (
        ("import transcript gone.txt --customer A", 3, "there is no file gone.txt; name one, or - for standard input"),
        (
            "import transcript folder --customer A",
            2,
            "folder is a folder, no file; name a file, or - for standard input",
        ),
        ("import transcript pipe --customer A", 2, "pipe is a pipe, no file; name a file, or - for standard input"),
        (
            "import transcript empty.txt --customer A",
            2,
            "line 1, column 1: the file is empty; look at it, or name another one",
        ),
        ("import transcript empty.txt", 2, "whose words are in empty.txt? say it: --customer NAME"),
        (
            "import notes folder --customer A",
            2,
            "no notes are in folder; they end in .md, .markdown, .txt, .text: name a file, or another folder",
        ),
    ):
        assert run(words, code=code).err == f"error: {sentence}\n"
    assert not Path("home/data/interviewkit").exists()


def test_a_folder_of_notes_becomes_an_interview_each_or_nothing(run: Run) -> None:
    folder = Path("notes")
    (folder / "more").mkdir(parents=True)
    (folder / "a.md").write_text("---\ncustomer: Dune\ndate: 2026-03-03\n---\nQ: how?\nA: so\n", encoding="utf-8")
    (folder / "more/2026-01-05.txt").write_text("How?\nSo.\n\nWhy?\n", encoding="utf-8")
    (folder / "picture.png").touch()
    (folder / "link.md").symlink_to("/etc/passwd")
    refused = run("import notes notes", code=2)
    assert refused.err.endswith(
        "error: notes/more/2026-01-05.txt: whose words are in notes/more/2026-01-05.txt? say it: --customer NAME;"
        " nothing was stored\n"
    )
    (folder / "more/2026-01-05.txt").write_text("Company: Acme\nInterviewer: Jo\nHow?\nSo.\n\nWhy?\n", encoding="utf-8")
    look = run("import notes notes --dry-run")
    assert look.out == (
        "File                       Customer  Entries  Questions\n"
        "notes/a.md                 Dune            1          1\n"
        "notes/more/2026-01-05.txt  Acme            2          2\n"
        "\nwould be: 3 entries in 2 interviews\n"
    )
    brought = run("import notes notes")
    assert brought.out == "dune-2026-03-03\nacme-2026-01-05\n"
    assert brought.err.startswith(
        "warning: left out in notes: 1 file that is no .md or .txt\nwarning: left out in notes: 1 link or device\n"
    )
    assert brought.err.endswith("3 entries in 2 new interviews; go through them: interviewkit triage dune-2026-03-03\n")
    entries = run("show acme-2026-01-05 --json").json
    assert entries["interviewers"] == ["Jo"]
    assert [(one["question"], one["answer"], one["verbatim"]) for one in entries["entries"]] == [
        ("How?", "So.", False),
        ("Why?", None, False),
    ]
    assert [one["new"] for one in run("import notes notes --json").json] == [False, False]


def test_on_a_terminal_who_is_who_is_asked_until_it_is_known(
    workspace: Location, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    Path("zoom.vtt").write_text(ZOOM, encoding="utf-8")
    typed = ["Zed=customer", "Jo=interviewer", "Ann's iPhone=Ann Lee,Ann Lee=customer", ""]
    asked: list[str] = []

    def answer(question: str) -> str:
        asked.append(question)
        return typed.pop(0)

    monkeypatch.setattr(console, "interactive", lambda: True)
    monkeypatch.setattr(console, "ask", answer)
    desk = Desk(workspace.target, "ann")
    told = Told(desk, "Acme", None, None, "2026-01-02", None, Source.INTERVIEW, internal=False)
    transcribing.bring(desk, "zoom.vtt", told, [], dry_run=False, as_json=False)
    out, err = capfd.readouterr()
    assert (out, typed) == ("acme-2026-01-02\n", [])
    assert [question.partition(" such as ")[0] for question in asked] == [
        *("who is who? Type", "who is who? Type", "who is who? Type"),
        "Enter takes this; to change it, type",
    ]
    assert (
        "error: --speakers: nobody in the file is called 'zed'; those who speak: Jo Smith, Ann's iPhone, Ann Lee" in err
    )
    assert "Ann's iPhone  customer: Ann Lee      1  We push to main." in err


def test_a_file_that_claims_to_be_far_too_large_is_not_read(tmp_path: Path) -> None:
    vast = tmp_path / "vast.vtt"
    with vast.open("wb") as file:
        file.truncate(2 << 30)
    with pytest.raises(UsageError, match=r"vast\.vtt is larger than 200 MB; no conversation is: name another file"):
        filing.content(None, str(vast))  # type: ignore[arg-type]  # the desk is for standard input
    with pytest.raises(UsageError, match="/dev/zero is a device, no file"):
        filing.content(None, "/dev/zero")  # type: ignore[arg-type]  # likewise
    with pytest.raises(NotFound):
        filing.content(None, str(tmp_path / "gone"))  # type: ignore[arg-type]  # likewise


def test_a_bar_says_how_far_it_is_in_one_line() -> None:
    assert line("acme.vtt", 1_000, 4_000) == f"acme.vtt  {'█' * 6}{'░' * 18}  1,000 of 4,000"
    assert line("x" * 90, 5, 4) == f"{'x' * 44}…  {'█' * 24}  5 of 5"
    assert len(line("x" * 90, 5, 4)) <= 79


PANEL = """# The panel, Transcript
https://video.example/panel
Published on 2024-03-05 by the user group

Adriana: How do you trace?
Reese: With spans.
Iris: With logs.
Adriana: Since when?
Reese: A year.
Iris: Never.
"""


def test_a_panel_tells_whom_to_assign_and_when_it_was(run: Run) -> None:
    Path("panel.md").write_text(PANEL, encoding="utf-8")
    words = ["import", "transcript", "panel.md", "--customer", "Users", "--interviewer"]
    told = (
        "not among the entries: 3 header lines\n"
        "when it was is known by the day above the talk, 2024-03-05; if that is wrong: --at 2026-11-21T10:00\n"
    )
    missing = (
        "error: who of the others is the customer? Reese (2 turns), Iris (2 turns);"
        " if all are: --speakers Reese=customer,Iris=customer\n"
    )
    assert run([*words, "Adriana"], code=2).err == missing
    assert run([*words, "Adriana", "--dry-run"], code=2).err == told + missing
    assert run([*words, "Adriana", "--dry-run", "--json"], code=2).json["dry_run"]
    nobody = run([*words, "Nobody", "--speakers", "Adriana=interviewer,Reese=customer,Iris=customer"])
    assert nobody.out == "users-2024-03-05\n"
    assert nobody.err.startswith(
        "warning: Nobody does not speak in this file; those who do: Adriana, Reese, Iris\n" + told
    )


def test_a_folder_is_no_file_to_import_and_an_empty_one_holds_no_lines(run: Run) -> None:
    refused = "error: . is a folder, no file; name a file, or - for standard input\n"
    for kind in ("transcript . --customer A", "jsonl ."):
        assert run(f"import {kind}", code=2).err == refused
    assert run("import jsonl -", code=2).err == (
        "error: the file is empty; name one that interviewkit export jsonl wrote\n"
    )
