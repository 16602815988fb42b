"""`completion`, in real shells: slugs are offered, and nothing that people wrote is ever run."""

from __future__ import annotations

import os
import pty
import re
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from program import SOURCES, Run

from interviewkit import dbfile
from interviewkit.fieldwork import roadmap
from interviewkit.paths import Location


@pytest.fixture
def ik(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on PATH with the program under its short name, and a file that no completion may make."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "ik"
    program.write_text(
        f"#!{sys.executable}\nimport sys\nfrom interviewkit.cli import main\nsys.argv[0] = 'ik'\nmain()\n"
    )
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    monkeypatch.setenv("PYTHONPATH", str(SOURCES))
    return folder


def shell_named(shell: str) -> list[str]:
    """The command of a shell that reads nobody's settings; skips, saying so, where there is no such shell."""
    found = shutil.which(shell)
    if found is None:
        pytest.skip(f"{shell} is not installed here, so its completion was not tried")
    return [found, *{"bash": ["--norc", "--noprofile"], "zsh": ["-f", "-i"], "fish": ["--no-config"]}[shell]]


def in_shell(shell: str, script: str) -> str:
    """What a script prints in a shell; anything on stderr fails the test."""
    command = [*shell_named(shell), "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60, check=False)
    assert done.stderr == ""
    return done.stdout


def on_terminal(shell: str, ready: str, keys: str) -> str:
    """What a terminal shows after these keys are pressed in a shell that was made ready, and left again."""
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        shell_named(shell),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        env=os.environ | {"TERM": "xterm"},
    )
    os.close(theirs)
    os.write(ours, f"{ready}; PS1='rea''dy> '\n".encode())
    shown_until(ours, b"ready> ")
    os.write(ours, keys.encode())
    shown = shown_until(ours, None)
    os.close(ours)
    child.wait(timeout=60)
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", " ", shown.decode())


def shown_until(terminal: int, end: bytes | None) -> bytes:
    """What a terminal shows until it shows `end`, or is left."""
    shown = b""
    try:
        while (end is None or end not in shown) and (part := os.read(terminal, 4096)):
            shown += part
    except OSError:  # Linux ends a pseudo-terminal so
        pass
    return shown


def offered(shell: str, typed: str, run: Run, tmp_path: Path) -> set[str]:
    """What a shell offers after these words and a Tab; the last word may be empty."""
    script = tmp_path / f"completion.{shell}"
    script.write_text(run(f"completion show {shell}").out)
    if shell == "bash":
        words = typed.split(" ")
        quoted = " ".join(f"'{word}'" for word in words)
        ready = f"source '{script}'\nCOMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}\n"
        return set(in_shell(shell, f'{ready}_ik_completion ik\nprintf "%s\\n" "${{COMPREPLY[@]}}"').splitlines())
    if shell == "fish":
        lines = in_shell(shell, f"source '{script}'\ncomplete -C '{typed}'").splitlines()
        return {line.partition("\t")[0] for line in lines}
    ready = f"autoload -Uz compinit; compinit -u; source '{script}'"
    return set(re.findall(r"[\w:/.-]+", on_terminal(shell, ready, f"{typed}\t\x01echo \x05\nexit\n")))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_tab_offers_slugs_and_runs_nothing_that_people_wrote(
    run: Run, acme: str, workspace: Location, ik: Path, tmp_path: Path, shell: str
) -> None:
    trap = tmp_path / "pwned"
    run(["roadmap", "add", f"$(touch {trap}) `touch {trap}`", "--slug", "trap"])
    run(["roadmap", "add", "Faster builds", "--key", f"$(touch {trap})"])
    run(["log", f"$(touch {trap})", "--pain", "--label", f"`touch {trap}`"])
    found = offered(shell, "ik log --link ", run, tmp_path)
    assert {"faster-builds", "trap"} <= found
    assert not {word for word in found if "touch" in word}
    assert "faster-builds" in offered(shell, "ik log --link fa", run, tmp_path)
    assert "trap" not in offered(shell, "ik log --link fa", run, tmp_path)
    for typed in ("ik show ", "ik log --label ", "ik customer show ", "ik roadmap show "):
        offered(shell, typed, run, tmp_path)
    assert not trap.exists()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_tab_offers_commands_and_references(run: Run, acme: str, ik: Path, tmp_path: Path, shell: str) -> None:
    run("log so --pain")
    assert "status" in offered(shell, "ik sta", run, tmp_path)
    assert "1:pain" in offered(shell, "ik untag 1", run, tmp_path)
    assert acme in offered(shell, "ik show ac", run, tmp_path)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_tab_without_a_store_offers_nothing_and_says_nothing(run: Run, ik: Path, tmp_path: Path, shell: str) -> None:
    assert "faster-builds" not in offered(shell, "ik log --link ", run, tmp_path)
    assert not (tmp_path / "home" / "data" / "interviewkit").exists()


def completed(run: Run, typed: str, **environment: str) -> list[str]:
    """What the program itself answers to a shell's question."""
    asked = {
        "_INTERVIEWKIT_COMPLETE": "complete_bash",
        "COMP_WORDS": typed,
        "COMP_CWORD": str(len(typed.split(" ")) - 1),
    }
    told = run("", env=asked | environment)
    assert told.err == ""
    return told.out.split()


@pytest.mark.parametrize("state", ["none", "foreign", "empty"])
def test_a_store_that_cannot_be_read_offers_nothing_and_says_nothing(run: Run, tmp_path: Path, state: str) -> None:
    store = tmp_path / "x.db"
    if state != "none":
        store.write_bytes(b"no store at all" * (state == "foreign"))
    assert completed(run, "ik log --link ", INTERVIEWKIT_DB=str(store)) == []


def test_only_harmless_words_are_offered(run: Run, acme: str, workspace: Location) -> None:
    with closing(dbfile.connect(workspace, write=True)) as store:
        for title in ("Fine", "Spoilt"):
            roadmap.add(store, "ann", title)
        with store.writing():  # as no command would, but some other program might
            store.run("UPDATE item SET slug = :slug WHERE slug = 'spoilt'", slug="a;$(ls)")
    assert completed(run, "ik roadmap show ") == ["fine"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("ik par", ["park", "parked", "participant"]),
        ("ik roadmap ", ["add", "list", "show", "edit", "remove", "import"]),
        ("ik customer sh", ["show"]),
        ("ik tag 1 p", ["problem", "process", "pain"]),
        ("ik config get quiet", ["quiet_hours"]),
        ("ik participant list --customer ", ["acme"]),
        ("ik status ", ["acme-2026-11-21"]),
        ("ik log --evidence o", ["opinion"]),
        ("ik answer ", ["1"]),
        ("ik edit ", ["1", "acme-2026-11-21/1"]),
        ("ik start --topic ", ["delivery"]),
    ],
)
def test_what_tab_offers(run: Run, acme: str, typed: str, words: list[str]) -> None:
    run("log so")
    run("park why")
    assert completed(run, typed) == words


def test_the_store_named_before_the_command_is_completed_from(run: Run, acme: str, tmp_path: Path) -> None:
    run("--db other.db start Beta")
    assert completed(run, "ik --db other.db show ") == ["beta-2026-11-21"]


@pytest.mark.parametrize(
    ("shell", "files"),
    [
        ("bash", [".bash_completions/ik.sh", ".bash_completions/interviewkit.sh", ".bashrc"]),
        ("zsh", [".zfunc/_ik", ".zfunc/_interviewkit", ".zshrc"]),
        ("fish", [".config/fish/completions/ik.fish", ".config/fish/completions/interviewkit.fish"]),
    ],
)
def test_install_writes_one_script_for_each_name(run: Run, tmp_path: Path, shell: str, files: list[str]) -> None:
    told = run(["completion", "install", shell])
    home = tmp_path / "home"
    assert told.out == ""
    assert told.err.endswith("completion works in the next shell that you open\n")
    assert sorted(str(path.relative_to(home)) for path in home.rglob("*") if path.is_file()) == sorted(files)
    once = {path: path.read_text().split() for path in home.rglob("*") if path.is_file()}
    run(["completion", "install", shell])
    assert {path: path.read_text().split() for path in once} == once


def test_without_a_known_shell_the_names_are_told(run: Run) -> None:
    refused = run("completion show", code=2, env={"SHELL": "/bin/tcsh"})
    assert refused.err == (
        "error: which shell? name one of bash, zsh, fish, powershell, pwsh: interviewkit completion show bash\n"
    )
    assert run("completion show", env={"SHELL": "/usr/bin/zsh"}).out == run("completion show zsh").out
