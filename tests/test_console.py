"""What reaches stdout and stderr, byte for byte."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewkit import console
from interviewkit.errors import UsageError


class Screen(io.TextIOWrapper):
    """A stream that remembers its bytes and says whether it is a terminal."""

    def __init__(self, *, terminal: bool = False, typed: bytes = b"", encoding: str = "utf-8") -> None:
        """Start with nothing written, or with what a person will have typed."""
        self.bytes = io.BytesIO(typed)
        self.terminal = terminal
        super().__init__(self.bytes, encoding=encoding)

    def isatty(self) -> bool:
        """Whether this plays a terminal."""
        return self.terminal

    @property
    def shown(self) -> bytes:
        """What was written so far."""
        return self.bytes.getvalue()


class Streams:
    """The three streams of a process, replaced."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Clear what the environment says; a test calls `replace` itself: pytest resets streams before it."""
        self.monkeypatch = monkeypatch
        for name in ("NO_COLOR", "TERM", "COLUMNS", "LINES", "PAGER", "LESS"):
            monkeypatch.delenv(name, raising=False)

    def replace(self, *, terminal: bool = False, typed: bytes = b"", encoding: str = "utf-8") -> None:
        """Make all three streams new ones of a kind."""
        self.out, self.err = (Screen(terminal=terminal, encoding=encoding) for _ in range(2))
        self.monkeypatch.setattr(sys, "stdout", self.out)
        self.monkeypatch.setattr(sys, "stderr", self.err)
        self.monkeypatch.setattr(sys, "stdin", Screen(terminal=terminal, typed=typed))

    @property
    def shown(self) -> tuple[bytes, bytes]:
        """What stdout and stderr were given."""
        return self.out.shown, self.err.shown


@pytest.fixture
def streams(monkeypatch: pytest.MonkeyPatch) -> Streams:
    """Streams that remember."""
    return Streams(monkeypatch)


def run(code: str, redirect: str = "", **environment: str) -> tuple[int, bytes, bytes]:
    """Run a line of code on the console in a shell, with bash's own view of every exit code."""
    script = f"{sys.executable} -c 'from interviewkit import console; {code}' {redirect}"
    root = str(Path(console.__file__).parents[1])
    done = subprocess.run(  # noqa: S602 the redirections are what is tested
        f"{script}; echo status ${{PIPESTATUS[0]}} >&2",
        shell=True,
        executable="/bin/bash",
        capture_output=True,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": root, **environment},
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@given(st.text(st.characters(exclude_categories=())))
@settings(max_examples=300, derandomize=True, deadline=None)
def test_harmless_text_holds_no_control_character_and_can_be_encoded(text: str) -> None:
    safe = console.harmless(text)
    assert {sign for sign in safe if unicodedata.category(sign) in {"Cc", "Cs"}} <= {"\n", "\t"}
    assert not set(safe) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert console.harmless(safe) == safe


@given(st.text(st.characters(categories=("L", "M", "N", "P", "S", "Zs"))))
@settings(max_examples=100, derandomize=True, deadline=None)
def test_ordinary_text_is_harmless_as_it_is(text: str) -> None:
    assert console.harmless(text) == text


def test_every_kind_of_control_shows_as_a_sign() -> None:
    assert console.harmless("a\x1b[2J\x00\r\x7f\x9b\u202e\u2066\ud800\n\tb") == (
        "a␛[2J␀␍␡\\x9b\\u202e\\u2066\N{REPLACEMENT CHARACTER}\n\tb"
    )


@pytest.mark.parametrize(
    ("text", "raw", "shown"),
    [
        ("7", False, b"7\n"),
        ("7\n", False, b"7\n"),
        ("", False, b""),
        ("\x1b]52;c;eA==\x07", False, "␛]52;c;eA==␇\n".encode()),
        ("\x1b", True, b"\x1b\n"),
        ("\ud800", True, b"\\ud800\n"),
    ],
)
def test_a_result_ends_in_a_newline_and_only_raw_data_keeps_its_controls(
    streams: Streams, text: str, raw: bool, shown: bytes
) -> None:
    streams.replace()
    console.result(text, raw=raw)
    assert streams.shown == (shown, b"")


def test_a_terminal_is_protected_from_raw_data_too(streams: Streams) -> None:
    streams.replace(terminal=True)
    console.result("a,\x1b[2J", raw=True)
    assert streams.shown == ("a,␛[2J\n".encode(), b"")


def test_results_are_utf_8_where_the_stream_is_ascii(streams: Streams) -> None:
    streams.replace(encoding="ascii")
    console.result("“ça” ☕")
    console.warn("“ça” ☕")
    assert streams.shown == ("“ça” ☕\n".encode(), "warning: “ça” ☕\n".encode())


def test_bytes_go_out_after_what_was_printed_before_and_exactly(streams: Streams) -> None:
    streams.replace()
    streams.out.write("first ")
    console.result_bytes(b"\xff\x00\x1b")
    assert streams.shown == (b"first \xff\x00\x1b", b"")


def test_a_stream_without_bytes_beneath_is_written_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = io.StringIO()
    monkeypatch.setattr(sys, "stdout", plain)
    console.result("“ça”")
    assert plain.getvalue() == "“ça”\n"


def test_an_unbuffered_stream_that_takes_little_at_a_time_is_given_everything(streams: Streams) -> None:
    class Sip(io.BytesIO):
        def write(self, data: Any) -> int:
            return super().write(bytes(data)[:3])

    sip = Sip()
    streams.monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(sip))
    console.result("nine bytes")
    assert sip.getvalue() == b"nine bytes\n"


def test_quiet_silences_messages_but_no_warning_and_no_error(streams: Streams) -> None:
    streams.replace()
    console.say("saved")
    console.set_quiet(True)
    try:
        console.say("saved")
        console.warn("an old name")
        console.error("no such item\x1b[2J\n")
    finally:
        console.set_quiet(False)
    assert streams.shown == (b"", "saved\nwarning: an old name\nerror: no such item␛[2J\n".encode())


def test_a_message_waits_until_stdout_is_out(monkeypatch: pytest.MonkeyPatch) -> None:
    both = io.BytesIO()
    out, err = (io.TextIOWrapper(io.BufferedWriter(both)) for _ in range(2))
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    out.write("data\n")
    console.say("done")
    assert both.getvalue() == b"data\ndone\n"


@pytest.mark.parametrize(
    ("environment", "shown"),
    [
        ({}, b"\x1b[1mbold\x1b[0m plain\n\x1b[0m"),
        ({"NO_COLOR": ""}, b"\x1b[1mbold\x1b[0m plain\n\x1b[0m"),
        ({"NO_COLOR": "1"}, b"bold plain\n"),
        ({"TERM": "dumb"}, b"bold plain\n"),
    ],
)
def test_paint_shows_on_a_terminal_that_wants_colour(
    streams: Streams, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], shown: bytes
) -> None:
    streams.replace(terminal=True)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    console.result(f"{console.paint('bold', 'bold')} plain")
    assert streams.shown == (shown, b"")


def test_a_pipe_gets_no_paint(streams: Streams) -> None:
    streams.replace()
    console.result(console.paint("red", "red"))
    console.error("gone")
    assert streams.shown == (b"red\n", b"error: gone\n")


def test_an_escape_inside_painted_text_stays_harmless(streams: Streams) -> None:
    streams.replace(terminal=True)
    console.result(console.paint("\x1b[31m", "dim"))
    assert streams.shown == ("\x1b[2m␛[31m\x1b[0m\n\x1b[0m".encode(), b"")


def test_sizes_come_from_the_environment_else_are_those_of_an_old_terminal(
    streams: Streams, monkeypatch: pytest.MonkeyPatch
) -> None:
    streams.replace()
    assert (console.width(), console.height()) == (80, 24)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setenv("LINES", "soon")
    assert (console.width(), console.height()) == (120, 24)
    monkeypatch.setenv("COLUMNS", "0")
    assert console.width() == 80


def test_a_question_is_asked_on_stderr_and_its_answer_is_the_line(streams: Streams) -> None:
    streams.replace(terminal=True, typed=" Zoë \nmore".encode())
    assert console.ask("Really delete\x1b?") == " Zoë "
    assert streams.shown == (b"", "Really delete␛? ".encode())


def test_end_of_input_is_an_empty_answer(streams: Streams) -> None:
    streams.replace(terminal=True)
    assert console.ask("Sure?") == ""


def test_nobody_is_asked_without_a_terminal(streams: Streams) -> None:
    streams.replace()
    with pytest.raises(UsageError) as caught:
        console.ask("Sure?")
    assert str(caught.value) == "no terminal to ask on: Sure? Answer with an option; see --help"
    assert streams.shown == (b"", b"")


def test_stdin_is_read_as_bytes_and_a_closed_one_is_empty(streams: Streams, monkeypatch: pytest.MonkeyPatch) -> None:
    streams.replace(typed=b"\xff\r\n")
    assert console.read_stdin() == b"\xff\r\n"
    monkeypatch.setattr(sys, "stdin", io.StringIO("é"))
    assert console.read_stdin() == "é".encode()
    monkeypatch.setattr(sys, "stdin", None)
    assert console.read_stdin() == b""
    assert not console.interactive()


@pytest.mark.parametrize("pager", ["", "cat", "no-such-pager-here", "'unclosed"])
def test_a_long_result_without_a_pager_is_simply_shown(
    streams: Streams, monkeypatch: pytest.MonkeyPatch, pager: str
) -> None:
    streams.replace(terminal=True)
    monkeypatch.setenv("PAGER", pager)
    console.page("line\n" * 30)
    assert streams.shown == (b"line\n" * 30, b"")


@pytest.mark.parametrize(("options", "used"), [(None, b"FRX"), ("R", b"R")])
def test_the_pager_is_given_the_whole_harmless_text_and_the_options_of_the_person(
    streams: Streams, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, options: str | None, used: bytes
) -> None:
    if options:
        monkeypatch.setenv("LESS", options)
    streams.replace(terminal=True)
    paged = tmp_path / "paged text"
    monkeypatch.setenv("PAGER", f"sh -c '(echo $LESS $LESSCHARSET; cat) > \"$0\"' '{paged}'")
    console.page("line\x1b\n" * 30)
    assert paged.read_bytes() == used + b" utf-8\n" + "line␛\n".encode() * 30
    assert streams.shown == (b"", b"")


def test_a_short_result_needs_no_pager(streams: Streams, monkeypatch: pytest.MonkeyPatch) -> None:
    streams.replace(terminal=True)
    monkeypatch.setenv("PAGER", "false")
    console.page("line\n" * 23)
    assert streams.shown == (b"line\n" * 23, b"")


def test_a_pager_that_was_left_early_is_no_failure(streams: Streams, monkeypatch: pytest.MonkeyPatch) -> None:
    streams.replace(terminal=True)
    monkeypatch.setenv("PAGER", "false")
    console.page("line\n" * 100_000)
    assert streams.shown == (b"", b"")


def test_a_reader_that_goes_away_is_no_failure_and_the_work_goes_on() -> None:
    code = 'console.result("line\\n" * 99999); console.result("more\\n" * 99999); console.say("work done")'
    assert run(code, "| head -n 1") == (0, b"line\n", b"work done\nstatus 0\n")


def test_a_reader_that_was_never_there_leaves_nothing_for_the_end_of_the_process() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    code = "from interviewkit import console; console.result('line'); console.say('work done')"
    environment = {"PYTHONPATH": str(Path(console.__file__).parents[1])}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, env=environment, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"work done\n")


def test_an_exit_code_survives_a_reader_that_goes_away() -> None:
    assert run('console.result("line\\n" * 99999); raise SystemExit(4)', "| true") == (0, b"", b"status 4\n")


def test_a_full_disk_is_told_and_fails() -> None:
    code = 'import sys; sys.tracebacklimit = 0; console.result("line")'
    told = (
        b"interviewkit.errors.InterviewKitError: stdout could not be written (No space left on device); "
        b"write to a file: -o\n"
    )
    status, out, err = run(code, "> /dev/full")
    assert (status, out, err.splitlines(keepends=True)[-2:]) == (0, b"", [told, b"status 1\n"])


def test_a_stderr_that_is_full_or_gone_is_no_failure() -> None:
    assert run('console.warn("old name"); console.result("line")', "2> /dev/full") == (
        0,
        b"line\n",
        b"status 0\n",
    )


def test_a_closed_stderr_is_no_failure_and_a_lost_result_is_one() -> None:
    assert run('console.say("hello"); print(console.is_terminal(), console.colour())', ">&- 2>&-")[2] == b"status 0\n"
    status, out, err = run('import sys; sys.tracebacklimit = 0; console.result(""); console.result("line")', ">&-")
    assert (status, out) == (0, b"")
    assert err.splitlines()[-2:] == [
        b"interviewkit.errors.InterviewKitError: stdout is closed, and the result went nowhere; write to a file: -o",
        b"status 1",
    ]


@pytest.mark.parametrize("environment", [{"LC_ALL": "C", "PYTHONUTF8": "0"}, {"PYTHONIOENCODING": "ascii"}])
def test_no_locale_changes_what_is_written(environment: dict[str, str]) -> None:
    code = 'console.result("\\u2615"); console.warn("\\u2615")'
    assert run(code, **environment) == (0, "☕\n".encode(), "warning: ☕\nstatus 0\n".encode())
