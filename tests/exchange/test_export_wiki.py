"""A folder of notes: linked, safe on every system, written whole or not at all, and never over a person's own words."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from exchange.handed_on import lived, revise

from interviewkit.dbfile import Store
from interviewkit.errors import InterviewKitError, UsageError
from interviewkit.exchange.wiki import folder, notes
from interviewkit.exchange.wiki.writing import file_names, front_matter, line, lines, link
from interviewkit.queries import material
from interviewkit.queries.scope import Scope

ACME = """---
type: "interview"
uid: "acme"
ref: "acme"
customer: "[[customers/acme|Acme Works]]"
topic: "How code reaches production"
source: "interview"
guide: "intern"
started_at: "2026-03-03T10:00:00.000Z"
ended_at: "2026-03-03T10:50:00.000Z"
zone: "UTC"
disclosed: true
interviewers: ["Paul"]
note_takers: ["Nora"]
participants: ["Ann, release engineer"]
---

# Acme Works, 3 Mar 2026

[[customers/acme|Acme Works]] · How code reaches production · interview

## What was said

**Q** How does it begin?

**1** Ann: we push at three ^e1

- process, by developers, takes 3h

**Q** And then?

**2** Ann: QA tags the golden build ^e2

- process, by QA, takes 6h-9h

**3** Ann: “a day is gone, every time” ^e3

- pain 3, supports [[items/faster-builds|Faster builds]]
- labels: acme-works, builds
- aha

**5** Ann: \\[she sighed at the login\\] ^e5

- pain 1, supports [[items/sign-in|One sign-in]]

**6** Ann: an audit log could be nice ^e6

- problem 1, supports [[items/audit-trail|Audit trail]]

## Parked

- When will it be faster? (why: half a day is gone each time) → Not before autumn.
- Can we have dark mode? → open

## Their words

- Golden build: the one that QA has signed off
- train: ?

## Follow-ups

- [x] Send the road map, due 2026-03-20
- [ ] Ask how the builds are, due 2026-05-01
"""
BUILDS = """---
type: "roadmap item"
uid: "faster-builds"
title: "Faster builds"
status: "planned"
horizon: "now"
---

# Faster builds

## For it

- “a day is gone, every time” (pain 3, [[interviews/acme#^e3|Acme Works /3]])

## Against it

- the builds are quick now (process, [[interviews/acme-again#^e2|Acme Works /2]])
"""
CUSTOMER = """---
type: "customer"
uid: "acme"
name: "Acme Works"
lifecycle: "blocked"
internal: false
segments: ["startups"]
---

# Acme Works

## People

- Ann, release engineer

## Interviews

- [[interviews/acme|3 Mar 2026]] · How code reaches production · 5 entries
- [[interviews/acme-again|20 May 2026]] · How code reaches production · 2 entries
"""


def made(store: Store) -> dict[str, str]:
    """The notes of the study."""
    return notes.notes(material.read(lived(store), Scope()))


def held(place: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def test_each_interview_customer_and_item_has_a_note_linked_with_the_others(file_store: Store) -> None:
    found = made(file_store)
    assert [*found] == [
        "index.md",
        "interviews/acme.md",
        "interviews/bolt.md",
        "interviews/acme-again.md",
        "customers/acme.md",
        "customers/bolt.md",
        "customers/platform-team.md",
        "items/audit-trail.md",
        "items/faster-builds.md",
        "items/sign-in.md",
    ]
    assert found["interviews/acme.md"] == ACME
    assert found["items/faster-builds.md"] == BUILDS
    assert found["customers/acme.md"] == CUSTOMER
    assert "- [[items/sign-in|One sign-in]] · shipped\n" in found["index.md"]
    whole = "".join(found.values())
    assert "Bea" not in whole
    assert "who said this" not in whole


def test_text_from_people_has_no_power_over_a_note() -> None:
    assert line("# [[x|y]] ![z](u) #tag <b> $1$ %%c%% ==h== `q` a_b ^e1") == (
        r"\# \[\[x\|y\]\] !\[z\](u) \#tag &lt;b&gt; \$1\$ \%\%c\%\% \=\=h\=\= \`q\` a\_b \^e1"
    )
    assert (line("- a"), line("1. a"), line("---"), line("https://x.example")) == (
        r"\- a",
        r"1\. a",
        r"\---",
        r"https\://x.example",
    )
    assert lines("one\n\n    two\r\n> three\x1b") == "one  \ntwo  \n&gt; three␛"
    assert link("items/x", "a]] | [[b#^c\\ \n") == "[[items/x|a)) / ((b c/]]"
    assert front_matter({"a": '"\n---\nb: 1', "none": None, "no": False, "c": "\x85\u2028é"}) == (
        '---\na: "\\"\\n---\\nb: 1"\nno: false\nc: "\\u0085\\u2028é"\n---\n'
    )


def test_file_names_are_safe_on_every_system_and_stay_apart() -> None:
    assert file_names(["acme-2026-11-21.2", "con", "aux.2", "█-x", "Ä", "█-x-"]) == {
        "acme-2026-11-21.2": "acme-2026-11-21.2",
        "con": "con-",
        "aux.2": "aux-.2",
        "█-x": "x",
        "Ä": "note",
        "█-x-": "x-2",
    }


def test_a_second_export_is_the_same_and_keeps_what_a_person_put_there(tmp_path: Path) -> None:
    place = tmp_path / "notes"
    folder.write(place, {"index.md": "a\n", "items/x.md": "b\n", "items/y.md": "c\n"})
    first = held(place)
    (place / ".obsidian").mkdir()
    (place / ".obsidian" / "app.json").write_text("{}")
    (place / "items" / "mine.md").write_text("my own")
    (place / "empty").mkdir()
    (place / "elsewhere").symlink_to("/nowhere")
    folder.write(place, {"index.md": "a\n", "items/x.md": "new\n"})
    now = held(place)
    assert now.pop(".obsidian/app.json") == b"{}"
    assert now.pop("items/mine.md") == b"my own"
    assert (place / "empty").is_dir()
    assert (place / "elsewhere").readlink() == Path("/nowhere")
    assert {name: data for name, data in now.items() if name.endswith(".md")} == {
        "index.md": b"a\n",
        "items/x.md": b"new\n",
    }
    assert first[".interviewkit.json"] != now[".interviewkit.json"]
    assert [path.name for path in tmp_path.iterdir() if "notes" in path.name] == ["notes"]


def test_a_note_changed_by_hand_is_not_written_over(tmp_path: Path) -> None:
    place = tmp_path / "notes"
    folder.write(place, {"index.md": "a\n", "x.md": "b\n"})
    (place / "x.md").write_text("b, and what I think of it\n")
    before = held(place)
    with pytest.raises(UsageError, match=r"x\.md was changed by hand"):
        folder.write(place, {"index.md": "new\n"})
    assert held(place) == before


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "thesis"
    place.mkdir()
    folder.write(place, {"index.md": "a\n"})
    (place / ".interviewkit.json").write_text("[" * 10_000)
    with pytest.raises(UsageError, match="is not empty, and no export of ours"):
        folder.write(place, {"index.md": "new\n"})
    with pytest.raises(UsageError, match="is no folder"):
        folder.write(place / "index.md", {})
    with pytest.raises(UsageError, match="is the folder you are in"):
        folder.write(tmp_path, {})
    assert (place / "index.md").read_text() == "a\n"


@pytest.mark.parametrize("failing", [1, 2])
def test_a_folder_is_written_whole_or_not_at_all(failing: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "notes"
    folder.write(place, {"index.md": "a\n"})
    before, rename, calls = held(place), Path.rename, []

    def broken(self: Path, target: Any) -> Path:
        calls.append(self)
        if len(calls) == failing:
            raise OSError(28, os.strerror(28))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", broken)
    with pytest.raises(InterviewKitError, match="No space left on device"):
        folder.write(place, {"index.md": "new\n", "x.md": "y\n"})
    assert held(place) == before
    assert [path.name for path in tmp_path.iterdir() if "notes" in path.name] == ["notes"]


def test_words_on_many_lines_stay_one_answer(file_store: Store) -> None:
    lived(file_store)
    revise(file_store, "entry", "acme/3", answer="first\n# second\n---")
    found = notes.notes(material.read(file_store, Scope()))
    assert "**3** Ann: “first  \n\\# second  \n\\---” ^e3\n" in found["interviews/acme.md"]
    assert "- “first \\# second \\---” (pain 3, [[" in found["items/faster-builds.md"]
