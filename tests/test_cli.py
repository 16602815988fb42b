"""The program as a whole: help, version, unknown words, exit codes, pipes, and that no word ever gives a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import typer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from program import SOURCES, Run
from typer.testing import CliRunner

from interviewkit import __version__, dbfile, texts
from interviewkit.cli import CONTENTS, app
from interviewkit.fieldwork import interviews
from interviewkit.paths import Location


def found(name: str) -> Any:
    """A command as it is when it runs."""
    group: Any = typer.main.get_command(app)
    return group.resolve_command(None, [name])[1]


def leaves(name: str) -> list[list[str]]:
    """A command as the words that run it, or the words of each of a noun's verbs."""
    verbs = getattr(found(name), "commands", None)
    return [[name, verb] for verb in verbs] if verbs else [[name]]


LEAVES = [words for name in CONTENTS for words in leaves(name)]


def test_help_lists_every_command_with_its_line(run: Run) -> None:
    shown = run("--help")
    assert shown.err == ""
    listed = dict(line.strip().split("  ", 1) for line in shown.out.partition("Commands:\n")[2].splitlines() if line)
    assert {name: " ".join(line.split()) for name, line in listed.items()} == CONTENTS
    assert run("-h").out == shown.out


@pytest.mark.parametrize("name", CONTENTS)
def test_every_commands_first_line_is_the_one_in_the_table(name: str) -> None:
    assert found(name).help.partition("\n")[0] == CONTENTS[name]


@pytest.mark.parametrize("words", LEAVES, ids=" ".join)
def test_every_command_explains_itself(words: list[str]) -> None:
    shown = CliRunner().invoke(app, [*words, "-h"], prog_name="interviewkit")
    assert shown.exit_code == 0
    assert shown.stdout.startswith(f"Usage: interviewkit {' '.join(words)} [OPTIONS]")
    assert CliRunner().invoke(app, [*words, "--help"], prog_name="interviewkit").stdout == shown.stdout


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").out == f"interviewkit {__version__}\n"


def test_an_unknown_command_is_told_with_the_nearest(run: Run) -> None:
    refused = run("lgo x", code=2)
    assert (refused.out, refused.err) == (
        "",
        "Usage: interviewkit [OPTIONS] COMMAND [ARGS]...\nTry 'interviewkit -h' for help.\n\n"
        "Error: There is no command 'lgo'. Did you mean log? See interviewkit --help.\n",
    )
    assert "There is no command 'xyzzy'. See interviewkit --help." in run("xyzzy", code=2).err


def test_no_command_at_all_shows_the_help_and_exits_2(run: Run) -> None:
    assert "Commands:" in run("", code=2).err


@pytest.mark.parametrize(
    "words",
    [
        "list",
        "show @",
        "status",
        "log x",
        "park x",
        "end",
        "undo",
        "search x",
        "edit 1 -a x",
        "customer list",
        "upgrade",
    ],
)
def test_where_there_is_no_store_the_command_that_makes_one_is_named(run: Run, tmp_path: Path, words: str) -> None:
    refused = run(words, code=3)
    assert refused.out == ""
    assert refused.err.startswith(
        "error: there is no store at ~/data/interviewkit/interviews.db; make one: interviewkit init\n"
    )
    assert not (tmp_path / "home" / "data").exists()


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0" + b"\0" * 84, b"some text"])
@pytest.mark.parametrize("words", ["list", "start Acme", "log x", "init", "upgrade"])
def test_a_file_that_is_not_ours_is_refused_and_left_as_it_is(
    run: Run, tmp_path: Path, words: str, content: bytes
) -> None:
    file = tmp_path / "x.db"
    file.write_bytes(content)
    refused = run(["--db", "x.db", *words.split()], code=6)
    assert refused.out == ""
    assert refused.err.startswith(f"error: {file} is not an interviewkit store; it was left as it is;")
    assert file.read_bytes() == content


def test_the_store_is_the_flags_else_the_environments_else_the_nearest(run: Run, tmp_path: Path) -> None:
    for name in ("flag", "environment"):
        run(f"--db {name}.db start {name}")
    (tmp_path / "a").mkdir()
    run("init a")
    below = tmp_path / "a" / "b"
    below.mkdir()
    run("start nearest", cwd=below)
    run("start user")
    named = {"INTERVIEWKIT_DB": str(tmp_path / "environment.db")}
    flag = ["--db", str(tmp_path / "flag.db")]
    found = [
        run([*flag, "list", "--json"], env=named, cwd=below).json,
        run("list --json", env=named, cwd=below).json,
        run("list --json", cwd=below).json,
        run("list --json").json,
    ]
    assert [[row["customer"] for row in rows] for rows in found] == [["flag"], ["environment"], ["nearest"], ["user"]]
    assert run(["--db", str(tmp_path / "a"), "list", "--json"]).json == found[2]


def test_quiet_silences_news_and_no_error(run: Run, workspace: Location) -> None:
    run("start Acme")
    assert run("--quiet term canary").err == ""
    assert run("--quiet log ' '", code=2).err.startswith("error: ")


def test_a_reader_that_leaves_early_is_no_failure(run: Run, workspace: Location) -> None:
    run("start Acme")
    run("log --stdin", stdin='{"answer": "we push to main"}\n' * 4000)
    piped = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m interviewkit show @ | head -1; echo ${{PIPESTATUS[0]}}"],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(SOURCES)},
        check=False,
    )
    first, code = piped.stdout.splitlines()
    assert (first.split()[0], code, piped.stderr) == ("Interview", "0", "")


def test_a_full_disk_under_stdout_is_told(run: Run, workspace: Location) -> None:
    run("start Acme")
    with Path("/dev/full").open("wb") as full:
        failed = subprocess.run(
            [sys.executable, "-m", "interviewkit", "list"],
            stdout=full,
            stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(SOURCES)},
            check=False,
        )
    assert failed.returncode == 1
    assert failed.stderr.decode().startswith("error: stdout could not be written (No space left on device)")


def in_process(*words: str) -> tuple[int, str, str]:
    """Run the program inside this process: its exit code, what it printed, and its messages."""
    ran = CliRunner().invoke(app, list(words), prog_name="interviewkit")
    if ran.exception is not None and not isinstance(ran.exception, SystemExit):
        raise ran.exception
    assert "this should not happen" not in ran.stderr
    return ran.exit_code, ran.stdout, ran.stderr


@pytest.fixture
def acme(workspace: Location) -> Location:
    """A store in which an interview with Acme runs."""
    with closing(dbfile.connect(workspace, write=True)) as store:
        interviews.start(store, "ann", interviews.Opening("Acme", topic="delivery"))
    return workspace


def ignored(_: str) -> None:
    """Take a warning."""


ANYTHING = st.text(st.characters(codec=None, exclude_characters="\0"), max_size=40)
EVERY_DAY = settings(
    max_examples=60, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@EVERY_DAY
@given(question=ANYTHING, answer=ANYTHING, name=ANYTHING, label=ANYTHING)
def test_what_is_stored_is_the_text_as_it_was_accepted(
    acme: Location, question: str, answer: str, name: str, label: str
) -> None:
    asked, said, who = (texts.accept(text, ignored) for text in (question, answer, name))
    code, printed, _ = in_process("log", f"--question={question}", f"--answer={answer}", f"--speaker={name}", "--json")
    if not (asked + said).strip():
        assert code == 2
        return
    assert code == 0
    entry = json.loads(in_process("show", json.loads(printed)["uid"], "--json")[1])
    assert (entry["question"] or "", entry["answer"] or "") == (asked, said)
    assert (entry["speaker"] or "").casefold() == who.casefold()


@EVERY_DAY
@given(name=ANYTHING, title=ANYTHING)
def test_names_and_titles_come_back_as_they_were_accepted(acme: Location, name: str, title: str) -> None:
    who, what = (texts.accept(text, ignored) for text in (name, title))
    code, printed, _ = in_process("customer", "add", "--", name)
    assert code == (0 if who.strip() and printed else 2)
    if code == 0:
        assert json.loads(in_process("customer", "show", printed.strip(), "--json")[1])["name"] == who
    code, printed, _ = in_process("roadmap", "add", "--", title)
    assert code == (0 if what.strip() and printed else 2)
    if code == 0:
        assert json.loads(in_process("roadmap", "show", printed.strip(), "--json")[1])["title"] == what


WORDS = st.one_of(
    st.sampled_from(
        [*CONTENTS, "add", "edit", "import", "merge", "get", "set", "1", "1:pain", "@", "acme", "x/1", "pain"]
    ),
    st.sampled_from(
        ["-i", "-q", "-a", "--at", "--json", "--link", "--severity", "--takes", "--weight", "--since", "--", "-"]
    ),
    st.sampled_from(
        ["yesterday", "99999999999999999999", "-1", "\udce9", "²", "policy.z", "1e400", "é:pain", "%", "\x1b[0m"]
    ),
    ANYTHING,
)
NEVER = {"demo", "init", "completion", "report", "upgrade"}  # they write elsewhere, or have tests of their own


@settings(EVERY_DAY, max_examples=400)
@given(words=st.lists(WORDS, min_size=1, max_size=6).filter(lambda words: not NEVER & set(words)))
def test_no_words_give_a_traceback(acme: Location, words: list[str]) -> None:
    code, _, _ = in_process(*words)
    assert code in (0, 1, 2, 3)


@settings(EVERY_DAY, max_examples=300)
@given(
    command=st.sampled_from([words for words in LEAVES if not NEVER & set(words)]),
    words=st.lists(WORDS, max_size=2).filter(lambda words: not NEVER & set(words)),
)
def test_no_words_after_a_command_give_a_traceback(acme: Location, command: list[str], words: list[str]) -> None:
    code, _, _ = in_process(*command, *words)
    assert code in (0, 1, 2, 3)


@pytest.mark.parametrize("loading", ["typer", "interviewkit.commands.desk"])
def test_an_interruption_while_the_program_loads_is_quiet(loading: str) -> None:
    code = (
        "import sys\n"
        "class Interrupted:\n"
        f"    def find_spec(self, name, *rest):\n        if name == {loading!r}: raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupted())\n"
        "from interviewkit.__main__ import main\nmain()\n"
    )
    ran = subprocess.run([sys.executable, "-c", code, "list"], capture_output=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (130, b"", b"")


def test_a_report_into_a_closed_stdout_is_lost_and_that_fails(run: Run, workspace: Location) -> None:
    words = ["sh", "-c", f"{sys.executable} -m interviewkit report >&-"]
    ran = subprocess.run(words, capture_output=True, check=False)
    assert (ran.returncode, ran.stdout) == (1, b"")
    assert ran.stderr == b"error: stdout is closed, and the result went nowhere; write to a file: -o\n"
