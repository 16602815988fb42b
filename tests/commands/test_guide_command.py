"""`guide`: what is asked in which phase, shipped or a team's own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from program import SOURCES, Run

from interviewkit.paths import Location
from interviewkit.session import guide

FIRST_WEEK = """\
title = "First week"
purpose = "See a first week through their eyes"
minutes = 20
known = ["CAB"]

[say]
opening = "Show us your first {topic}."
expert = "Later."
closing = "Thank you."

[[phase]]
slug = "open"
title = "open"
minutes = 5
questions = ["Who was there?", "What did {topic} look like?"]

[[phase]]
slug = "close"
title = "close"
minutes = 15
questions = ["What is left?"]

[[trigger]]
kind = "we"
why = "We may be many."
question = "Who is we?"
patterns = ["\\\\bwe\\\\b"]

[[trigger]]
kind = "bug"
why = "Put it aside."
patterns = ["crash"]
park = true
"""
FAULTY = FIRST_WEEK.replace("minutes = 20", "minutes = 25").replace('slug = "close"', 'slug = "the end"')


@pytest.fixture
def own(workspace: Location) -> Path:
    """The workspace's folder of guides, with the guide `first-week` in it."""
    folder = workspace.folder / "guides"
    folder.mkdir()
    (folder / "first-week.toml").write_text(FIRST_WEEK, encoding="utf-8")
    return folder


@pytest.fixture
def usual_mask() -> Iterator[None]:
    """Files and folders that others may read, unless the program sees to it."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def shipped() -> list[str]:
    """The names of the guides that come with the program."""
    return sorted(path.stem for path in guide.SHIPPED.glob("*.toml"))


def test_guides_of_the_team_stand_among_the_shipped_ones(run: Run, own: Path) -> None:
    (own / "intern.toml").write_text(FIRST_WEEK.replace("First week", "Our intern"), encoding="utf-8")
    rows = {row["name"]: row for row in run("guide list --json").json}
    assert [*rows] == sorted({"first-week", *shipped()})
    assert {name for name, row in rows.items() if row["where"] == "yours"} == {"first-week", "intern"}
    assert rows["first-week"] == {
        "name": "first-week",
        "title": "First week",
        "minutes": 20,
        "where": "yours",
        "purpose": "See a first week through their eyes",
        "path": str(own / "first-week.toml"),
        "fault": None,
    }
    table = [" ".join(line.split()) for line in run("guide list").out.splitlines()]
    assert table[0] == "Guide Title Minutes Where What for"
    assert "intern Our intern 20 yours See a first week through their eyes" in table


def test_without_guides_of_their_own_a_team_has_the_shipped_ones(run: Run) -> None:
    listed = run("guide list --json").json
    assert [(row["name"], row["where"], row["fault"]) for row in listed] == [
        (name, "shipped", None) for name in shipped()
    ]
    assert "intern" in shipped()


def test_a_guide_with_faults_is_listed_and_warned_about(run: Run, own: Path) -> None:
    (own / "broken.toml").write_text(FAULTY, encoding="utf-8")
    listed = run("guide list --json")
    fault = (
        "the guide broken cannot be followed, line 3: the phases take 20 minutes together, the guide says 25"
        " and 1 more; see interviewkit guide check broken"
    )
    broken = next(row for row in listed.json if row["name"] == "broken")
    assert (broken["title"], broken["minutes"], broken["fault"]) == ("", None, fault)
    assert listed.err == f"warning: {fault}\n"
    assert run("guide show broken", code=2).err == f"error: {fault}\n"


def test_a_guide_is_shown_as_it_will_be_followed(run: Run, own: Path) -> None:
    assert run("guide show first-week").out == (
        "First week (first-week), 20 minutes\n"
        "See a first week through their eyes\n"
        "\n"
        "Say first\n"
        "   Show us your first {topic}.\n"
        "\n"
        "1  open, 5 minutes\n"
        "   Who was there?\n"
        "   What did {topic} look like?\n"
        "\n"
        "2  close, 15 minutes\n"
        "   What is left?\n"
        "\n"
        "Say when they ask the expert\n"
        "   Later.\n"
        "\n"
        "Say last\n"
        "   Thank you.\n"
        "\n"
        "Ask when you hear it\n"
        "   we: Who is we?\n"
        "   bug: Put it aside.\n"
    )


def test_on_a_terminal_long_sentences_go_on_indented(own: Path) -> None:
    opening = "Show us your first {topic}, from the minute you came in."
    long = FIRST_WEEK.replace("Show us your first {topic}.", opening)
    (own / "first-week.toml").write_text(long, encoding="utf-8")
    terminal, end = os.openpty()
    subprocess.run(
        [sys.executable, "-m", "interviewkit", "guide", "show", "first-week"],
        env=os.environ | {"PYTHONPATH": str(SOURCES), "COLUMNS": "40", "PAGER": ""},
        stdout=end,
        check=True,
    )
    shown = os.read(terminal, 65536).decode()
    os.close(end)
    os.close(terminal)
    assert "Say first\r\n   Show us your first {topic}, from\r\n      the minute you came in.\r\n" in shown


def test_the_json_of_a_guide_has_ten_keys(run: Run, own: Path) -> None:
    assert run("guide show first-week --json").json == {
        "name": "first-week",
        "title": "First week",
        "purpose": "See a first week through their eyes",
        "minutes": 20,
        "opening": "Show us your first {topic}.",
        "expert": "Later.",
        "closing": "Thank you.",
        "phases": [
            {
                "slug": "open",
                "title": "open",
                "minutes": 5,
                "questions": ["Who was there?", "What did {topic} look like?"],
            },
            {"slug": "close", "title": "close", "minutes": 15, "questions": ["What is left?"]},
        ],
        "triggers": [
            {"kind": "we", "why": "We may be many.", "question": "Who is we?", "park": False},
            {"kind": "bug", "why": "Put it aside.", "question": None, "park": True},
        ],
        "known": ["cab"],
    }


@pytest.mark.parametrize("verb", ["show", "check"])
def test_an_unknown_guide_is_told_with_the_nearest(run: Run, own: Path, verb: str) -> None:
    assert run(f"guide {verb} frist-week", code=3).err == (
        "error: there is no guide frist-week (did you mean first-week?); see interviewkit guide list\n"
    )


def test_a_new_guide_can_be_followed_as_it_is(run: Run, workspace: Location, usual_mask: None) -> None:
    path = workspace.folder / "guides" / "second-week.toml"
    made = run("guide new second-week")
    assert (made.out, made.err) == (
        f"{path}\n",
        "fill it in, then: interviewkit guide check second-week;"
        " follow it: interviewkit start CUSTOMER --guide second-week\n",
    )
    assert path.read_text(encoding="utf-8") == guide.new("second-week")
    assert run("guide check second-week").out == "no faults\n"
    assert [row["where"] for row in run("guide list --json").json if row["name"] == "second-week"] == ["yours"]
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_new_guide_may_take_the_place_of_a_shipped_one_and_says_so(run: Run, workspace: Location) -> None:
    made = run("guide new intern --json")
    assert made.json == {"name": "intern", "path": str(workspace.folder / "guides" / "intern.toml")}
    assert "follow it, instead of the shipped one: interviewkit start CUSTOMER --guide intern\n" in made.err
    assert run("guide check intern").out == "no faults\n"
    path = Path(made.json["path"])
    path.write_text(FAULTY, encoding="utf-8")
    assert run("guide check intern", code=1).err.startswith(f"{path}:3: ")


def test_a_guide_that_is_there_is_never_written_over(run: Run, own: Path) -> None:
    path = own / "first-week.toml"
    refused = run("guide new first-week", code=2)
    assert (refused.out, refused.err) == (
        "",
        f"error: there is {path} already; it was left as it is; see interviewkit guide show first-week\n",
    )
    assert path.read_text(encoding="utf-8") == FIRST_WEEK


@pytest.mark.parametrize("name", ["../first", "First week", "first.toml", "-", ""])
def test_a_name_that_is_no_file_name_is_refused(run: Run, own: Path, name: str) -> None:
    refused = run(["guide", "new", "--", name], code=2)
    assert refused.err.startswith(f"error: {name!r} cannot be a guide's name")
    assert [path.name for path in own.rglob("*")] == ["first-week.toml"]


def test_without_a_workspace_a_guide_lies_in_the_persons_folder(run: Run, tmp_path: Path, usual_mask: None) -> None:
    home = tmp_path / "home" / "data" / "interviewkit"
    assert run("guide new first-week").out == f"{home / 'guides' / 'first-week.toml'}\n"
    assert [folder.stat().st_mode & 0o777 for folder in (home, home / "guides")] == [0o700, 0o700]
    assert run("guide check first-week").out == "no faults\n"


def test_a_folder_that_takes_no_guide_is_told(run: Run, workspace: Location) -> None:
    (workspace.folder / "guides").write_text("a file in the way", encoding="utf-8")
    path = workspace.folder / "guides" / "first-week.toml"
    assert run("guide new first-week", code=5).err == (
        f"error: {path} cannot be written: File exists; see interviewkit path\n"
    )


def test_a_guide_that_does_not_fit_on_the_disk_is_not_there_in_half(run: Run, own: Path) -> None:
    words = [sys.executable, "-m", "interviewkit", "guide", "new", "second-week"]
    ran = subprocess.run(
        ["sh", "-c", 'ulimit -f 0; exec "$@"', "sh", *words],
        env=os.environ | {"PYTHONPATH": str(SOURCES)},
        capture_output=True,
        text=True,
        check=False,
    )
    path = own / "second-week.toml"
    assert (ran.returncode, ran.stderr) == (
        5,
        f"error: {path} cannot be written: File too large; see interviewkit path\n",
    )
    assert not path.exists()


@pytest.mark.parametrize("named", ["broken", "./broken.toml", ".interviewkit/guides/broken.toml"])
def test_every_fault_is_told_with_its_file_and_line(run: Run, own: Path, tmp_path: Path, named: str) -> None:
    for folder in (own, tmp_path):
        (folder / "broken.toml").write_text(FAULTY, encoding="utf-8")
    file = own / "broken.toml" if named == "broken" else Path(named)
    refused = run(["guide", "check", named], code=1)
    assert (refused.out, refused.err) == (
        "",
        f"{file}:3: the phases take 20 minutes together, the guide says 25\n"
        f"{file}:18: the slug 'the end' must be small letters, digits and hyphens, as walk-through\n"
        f"error: 2 faults in {file}; mend, then: interviewkit guide check {named}\n",
    )


def test_a_guide_is_checked_from_standard_input(run: Run) -> None:
    assert run("guide check -", stdin=FIRST_WEEK).out == "no faults\n"
    assert run("guide check -", stdin=f"\ufeff{FIRST_WEEK}").out == "no faults\n"
    refused = run("guide check -", stdin=FIRST_WEEK.replace("20", "25"), code=1)
    assert refused.err == (
        "-:3: the phases take 20 minutes together, the guide says 25\n"
        "error: one fault in -; mend, then: interviewkit guide check -\n"
    )


def test_a_file_that_is_no_text_has_that_fault(run: Run, tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(b'title = "One"\npurpose = "caf\xe9"\n')
    assert run("guide check latin.toml", code=1).err == (
        "latin.toml:2: this is not UTF-8; save the file as UTF-8\n"
        "error: one fault in latin.toml; mend, then: interviewkit guide check latin.toml\n"
    )


def test_a_file_that_is_not_there_is_told(run: Run) -> None:
    assert run("guide check gone.toml", code=3).err == (
        "error: there is no file gone.toml; name one, or - for standard input\n"
    )


def test_a_file_is_checked_where_no_guide_bears_its_name(run: Run, own: Path, tmp_path: Path) -> None:
    (tmp_path / "draft").write_text(FIRST_WEEK, encoding="utf-8")
    (tmp_path / "first-week").write_text("not a guide", encoding="utf-8")
    assert run("guide check draft").out == "no faults\n"
    assert run("guide check first-week").out == "no faults\n"
    assert run("guide check ./first-week", code=1).err.startswith("first-week:1: this is no TOML")


def test_every_shipped_guide_is_without_faults(run: Run) -> None:
    assert {name: run(f"guide check {name}").out for name in shipped()} == dict.fromkeys(shipped(), "no faults\n")


def test_completion_offers_the_names_of_guides(run: Run, own: Path) -> None:
    (own / "$(touch pwned).toml").write_text(FIRST_WEEK, encoding="utf-8")
    asked = {"_INTERVIEWKIT_COMPLETE": "complete_bash", "COMP_WORDS": "interviewkit guide show fi", "COMP_CWORD": "3"}
    assert run("", env=asked).out.split() == ["first-week"]
    every = {**asked, "COMP_WORDS": "interviewkit guide show "}
    assert run("", env=every).out.split() == sorted({"first-week", *shipped()})
