"""The house's rules that no linter knows; import-linter's contracts in pyproject.toml hold who may import whom."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.main import get_command

from interviewkit import cli

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "interviewkit"
MODULES = sorted(PACKAGE.rglob("*.py"))
SOURCES = [*MODULES, *sorted(ROOT.glob("tests/**/*.py")), *sorted(ROOT.glob("benchmarks/**/*.py"))]
LONGEST = 350
LONGER = {
    "interviewkit/dates.py": "one small table of what people type for a moment or a duration, read in one go",
    "interviewkit/dbfile.py": "one way to open a store, both engines and every failure of theirs in one place",
    "interviewkit/session/loop.py": "a line in, what happened out: every way that a line can take",
    "interviewkit/store/models.py": "every table in one file, to be read as the schema that it is",
    "interviewkit/store/migrations/versions/0001_the_tables_of_a_study.py": "what Alembic wrote, frozen",
    "tests/store/test_merge_law.py": "one machine of random histories and the laws that it is held to",
    "tests/test_dbfile.py": "every way in which a store cannot be opened or written",
}
NAMES_THAT_SAY_NOTHING = {"base", "common", "core", "helper", "helpers", "manager", "misc", "shared", "util", "utils"}
SILENCED_WITHOUT_A_WORD = re.compile(r"#\s*(?:noqa(?!: [A-Z]+[0-9]+)|type: ignore(?!\[[\w-]+\])|pragma: no cover)")
LEFT_FOR_LATER = re.compile(r"#.*\b(?:TO[D]O|FIX[M]E)\b")


def test_no_file_is_long_without_a_stated_reason() -> None:
    long = {named(path) for path in SOURCES if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST}
    assert long - {*LONGER} == set()


def test_every_stated_reason_is_about_a_file_that_is_there() -> None:
    assert [name for name in LONGER if not (ROOT / name).is_file()] == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [named(path) for path in SOURCES if path.stem.strip("_") in NAMES_THAT_SAY_NOTHING] == []


def test_every_module_says_what_it_is() -> None:
    assert [named(path) for path in MODULES if not ast.get_docstring(parsed(path))] == []


def test_nothing_is_silenced_without_a_word_or_left_for_later() -> None:
    found = [
        f"{named(path)}:{number}: {line.strip()}"
        for path in SOURCES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if SILENCED_WITHOUT_A_WORD.search(line) or LEFT_FOR_LATER.search(line)
    ]
    assert found == []


def test_the_package_itself_imports_nothing_and_states_its_version() -> None:
    docstring, version = parsed(PACKAGE / "__init__.py").body
    assert isinstance(docstring, ast.Expr)
    assert isinstance(version, ast.Assign)
    assert ast.unparse(version.targets[0]) == "__version__"
    assert re.fullmatch(r"\d+\.\d+\.\d+", ast.literal_eval(version.value))


@pytest.mark.parametrize(("name", "line"), cli.CONTENTS.items(), ids=[*cli.CONTENTS])
def test_a_command_says_of_itself_what_the_table_of_contents_says(name: str, line: str) -> None:
    assert (loaded(name).help or "").partition("\n")[0] == line


@pytest.mark.parametrize("name", cli.CONTENTS)
def test_a_command_stands_in_a_file_that_names_it(name: str) -> None:
    module = importlib.import_module(f"interviewkit.commands.{cli.LIVES_IN.get(name, name)}")
    first = (module.__doc__ or "").partition("\n")[0]
    assert re.search(rf"`interviewkit {name}\b", first), first


def test_commands_that_share_a_file_are_in_the_table_and_share_it_with_one_that_is() -> None:
    files = {*cli.LIVES_IN.values()} - {"importing"}  # `import` alone is a word of Python's
    assert cli.LIVES_IN.keys() | files <= cli.CONTENTS.keys()


def test_every_verb_of_a_noun_has_its_line() -> None:
    verbs = {f"{name} {verb}": one.help for name in cli.CONTENTS for verb, one in verbs_of(loaded(name))}
    assert [verb for verb, line in verbs.items() if not (line or "").partition("\n")[0].endswith(".")] == []


def named(path: Path) -> str:
    """A file by its path in the project."""
    return path.relative_to(ROOT).as_posix()


def parsed(path: Path) -> ast.Module:
    """A file as Python reads it."""
    return ast.parse(path.read_text(encoding="utf-8"))


def loaded(name: str) -> Any:
    """A command of the table, as it is when it runs."""
    root: Any = get_command(cli.app)
    return root.resolve_command(typer.Context(root), [name])[1]


def verbs_of(command: Any) -> Iterator[tuple[str, Any]]:
    """The verbs of a noun with their commands; nothing for a verb."""
    yield from getattr(command, "commands", {}).items()
