"""The session in a real terminal: keys, pastes, screens, two who type."""

from __future__ import annotations

from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from session.at_the_table import Table, tags
from session.terminals import CTRL_C, CTRL_D, ENTER, ESCAPE, PASTE, TAB, Terminal, drafts, terminal

from interviewkit.session.draft import Draft
from interviewkit.session.terminal import hold

BAR = "0 entries"
WIDE = "שלום 日本語 👩‍💻 ça va"


def test_what_is_typed_is_stored_and_the_bar_keeps_up(seat: Terminal, acme: Table) -> None:
    seat.line("? how does code reach production")
    seat.line("nobody can merge #p3 +faster-builds ~shown")
    seat.shows("1 entry")
    entry = acme.entry()
    assert (entry["question"], entry["answer"], entry["evidence"]) == (
        "how does code reach production",
        "nobody can merge",
        "shown",
    )
    assert tags(entry) == [("pain", 3, None, None, [("faster-builds", "supports")])]
    seat.line("/park when? -- we wait")
    seat.shows("parked 1: when?")
    seat.shows("1 parked")
    seat.line("/end")
    seat.shows("open: 1 parked question;")
    seat.line("/skip")
    assert seat.ends() == 0
    assert acme.whole()["ended_at"] is not None
    assert seat.has("goes on") == 0
    assert [line.split() for line in seat.lines if line.startswith(("Interview ", "Entries ", "Pain ", "Parked "))] == [
        ["Interview", acme.ref],
        ["Entries", "1"],
        ["Pain", "1"],
        ["Parked", "1"],
    ]


def test_a_refused_command_leaves_the_prompt_and_is_on_the_arrow(seat: Terminal, acme: Table) -> None:
    seat.line("/phase nowhere")
    seat.shows("there is no phase nowhere")
    seat.line("nobody can merge")
    seat.until(lambda: acme.said() == ["nobody can merge"])
    seat.press(f"{ESCAPE}[A{ESCAPE}[A" + "\x7f" * len("nowhere") + "walk" + ENTER)
    seat.shows("phase: walk through")
    assert acme.said() == ["nobody can merge"]


def test_what_is_typed_before_everything_has_loaded_is_not_lost(acme: Table) -> None:
    with terminal("resume", acme.ref) as seat:
        seat.press("typed at once" + ENTER + "and on")
        seat.shows(">")
        seat.press(" it goes" + ENTER)
        seat.until(lambda: acme.said() == ["typed at once", "and on it goes"])


def test_tab_asks_the_probe_on_an_empty_line_and_completes_elsewhere(seat: Terminal, acme: Table) -> None:
    seat.line("we push the golden build")
    seat.shows("Tab asks it")
    seat.press(TAB)
    seat.shows("> ? Who is “we” there: one team or many?")
    seat.press("many teams #p +nig" + TAB)
    seat.shows("htly-reports")
    seat.press(ENTER)
    seat.until(lambda: len(acme.said()) == 2)
    entry = acme.entry()
    assert (entry["question"], entry["answer"]) == ("Who is “we” there: one team or many?", "many teams")
    assert tags(entry) == [("pain", None, None, None, [("nightly-reports", "supports")])]


def test_alt_marks_the_line_or_on_an_empty_one_the_entry_before(seat: Terminal, acme: Table) -> None:
    seat.press(f"we wait{ESCAPE}1{ESCAPE}2{ESCAPE}3{ESCAPE}2{ENTER}")
    seat.until(lambda: acme.said() == ["we wait"])
    assert [tag[0] for tag in tags(acme.entry())] == ["pain", "problem"]
    seat.shows("1 entry")
    seat.press(f"{ESCAPE}2")
    seat.shows("1 is process: we wait")
    seat.press(f"{ESCAPE}3")
    seat.shows("1 is not pain: we wait")
    assert [tag[0] for tag in tags(acme.entry())] == ["problem", "process"]


def test_a_paste_of_many_lines_is_one_answer(seat: Terminal, acme: Table) -> None:
    seat.press(PASTE.format("first line\rsecond\tline\r\r/undo\r? fourth\r") + f" {WIDE} #p" + ENTER)
    seat.until(lambda: bool(acme.said()))
    assert acme.said() == [f"first line\nsecond\tline\n\n/undo\n? fourth {WIDE}"]
    assert [tag[0] for tag in tags(acme.entry())] == ["pain"]


def test_a_text_longer_than_a_terminal_line_holds_comes_in_whole(seat: Terminal, acme: Table) -> None:
    text = f"{WIDE} " * 400
    seat.press(PASTE.format(text + "end"))
    seat.press(ENTER)
    seat.until(lambda: bool(acme.said()))
    assert acme.said() == [text + "end"]


def test_keys_that_come_together_are_kept_together(acme: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[str] = []
    monkeypatch.setattr(Draft, "keep", lambda _, text: kept.append(text))
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text("word " * 200 + ENTER + CTRL_D)
        hold(acme.seat(), "")
    assert acme.said() == ["word " * 200]
    assert "word " * 200 in kept, kept
    assert len(kept) < 20
    acme.clear()


def test_wide_text_is_edited_sign_by_sign(seat: Terminal, acme: Table) -> None:
    seat.press("日本x語" + "\x1b[D" + "\x7f" + "\x05" + " שלוx" + "\x7f" + "ם" + ENTER)
    seat.until(lambda: bool(acme.said()))
    assert acme.said() == ["日本語 שלום"]


def test_the_first_interrupt_keeps_the_line_and_the_second_leaves(seat: Terminal, acme: Table) -> None:
    seat.press("half a li" + CTRL_C)
    seat.shows("Ctrl-C again leaves; the interview goes on, and resume comes back to it")
    seat.press("ne" + ENTER)
    seat.until(lambda: acme.said() == ["half a line"])
    seat.press("another half" + CTRL_C)
    seat.shows("Ctrl-C again leaves", 2)
    seat.press(CTRL_C)
    assert seat.ends() == 130
    assert seat.has(f"interviewkit resume {acme.ref}") == 1
    assert (acme.said(), acme.whole()["ended_at"], drafts()) == (["half a line"], None, ["another half"])


def test_an_interrupt_while_closing_goes_back_to_the_interview(seat: Terminal, acme: Table) -> None:
    seat.line("/end")
    seat.shows("a promise to them?")
    seat.press(CTRL_C)
    seat.shows("back in the interview; /end closes it")
    seat.line("one more thing")
    seat.until(lambda: acme.said() == ["one more thing"])


def test_leaving_lets_the_interview_go_on(seat: Terminal, acme: Table) -> None:
    seat.line("? how long")
    seat.line("a day")
    seat.shows("1 entry")
    seat.press(CTRL_D)
    assert seat.ends() == 0
    assert acme.whole()["ended_at"] is None
    with terminal("resume", acme.ref) as again:
        again.shows("Q  how long")
        again.line("every day")
        again.until(lambda: acme.said() == ["a day", "every day"])
        assert acme.entry()["question"] == "how long"


def test_the_editor_takes_the_line_and_gives_it_back_even_when_it_fails(acme: Table, tmp_path: Path) -> None:
    editor = tmp_path / "editor.sh"
    editor.write_text('#!/bin/sh\nprintf " and\\nmore" >> "$1"\nexit 1\n', encoding="utf-8")
    editor.chmod(0o700)
    with terminal("resume", acme.ref, env={"EDITOR": str(editor)}) as seat:
        seat.shows(BAR)
        seat.press("we wait\x18\x05")
        seat.shows("> we wait and")
        seat.press(" #p" + ENTER)
        seat.until(lambda: bool(acme.said()))
    assert acme.said() == ["we wait and\nmore"]


def test_two_who_type_never_clash_and_see_each_other(seat: Terminal, acme: Table) -> None:
    with terminal("--as", "bo", "resume", acme.ref) as other:
        other.shows(BAR)
        for number in range(8):
            seat.line(f"from ann {number}")
            other.line(f"from bo {number}")
        other.until(lambda: len(acme.said()) == 16)
        last = {entry["author"]: entry["number"] for entry in acme.whole()["entries"]}
        seat.shows(f"bo {last['bo']}  from bo 7")
        other.shows(f"ann {last['ann']}  from ann 7")
    entries = acme.whole()["entries"]
    assert [entry["ref"].rpartition("/")[2] for entry in entries] == [str(number) for number in range(1, 17)]
    for author in ("ann", "bo"):
        assert [entry["answer"] for entry in entries if entry["author"] == author] == [
            f"from {author} {number}" for number in range(8)
        ]


def test_lines_break_between_words(acme: Table) -> None:
    with terminal("resume", acme.ref, columns=60) as seat:
        seat.shows("0 notes")
        seat.line("/help")
        seat.shows("Ctrl-D leaves, resume comes back", 1)
        lines = seat.lines
    assert lines[:5] == [
        "say: “Think of us as new interns on your team. Walk us",
        "through your entire delivery. We have built something in",
        "this field, and today we would rather not talk about it:",
        "please explain things as if we had never seen any of it. We",
        "will ask what your words mean.”  then /disclosed",
    ]
    help_at = lines.index("> /help")
    assert lines[help_at + 1 : help_at + 3] == [
        "? QUESTION             the question from now on; ? alone",
        "                       takes the guide's next",
    ]


def test_tab_stands_below_the_words_of_the_probe_that_it_asks(seat: Terminal) -> None:
    seat.line("QE tags the golden build")
    seat.shows("probe: “QE”: what is that")
    lines = seat.lines
    first = next(place for place, line in enumerate(lines) if line.startswith("   probe:"))
    assert lines[first : first + 3] == [
        "   probe: “golden build”: who calls it that, and what has to be true first?",
        "          Tab asks it",
        "   probe: “QE”: what is that, for somebody who started this morning?",
    ]


def test_what_is_open_stays_in_sight_on_a_narrow_screen(acme: Table) -> None:
    with terminal("resume", acme.ref, columns=58) as seat:
        seat.shows("0 #b 0 #s 0 #p")
        seat.line("/phase walk-through")
        seat.line("/park when? -- we wait")
        seat.shows("2/5  0/60 min  0 notes  0 #b 0 #s 0 #p  1 parked  0 words")


def test_no_screen_shows_the_title_of_an_item_but_the_menu_of_tab(seat: Terminal) -> None:
    seat.line("nobody can merge #p +faster-builds")
    seat.shows("1 entry")
    assert seat.has("Faster builds") == 0
    seat.press("we wait #p +" + TAB)
    seat.shows("Faster builds")
