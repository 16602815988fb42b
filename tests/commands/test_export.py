"""`export` and `import jsonl` as a person and a script run them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import copied, opened
from exchange.handed_on import lived
from program import Run

from interviewkit.commands import delivering
from interviewkit.errors import InterviewKitError, UsageError
from interviewkit.paths import Location


@pytest.fixture
def study(workspace: Location) -> Location:
    """A workspace with the study in it."""
    with opened(workspace) as store:
        lived(store)
    return workspace


def test_a_store_goes_out_and_comes_in_whole(study: Location, run: Run, tmp_path: Path) -> None:
    out = run("export jsonl")
    assert out.err == (
        "warning: 2 entries are, or may be, words of people who did not consent; in the file they are marked\n"
    )
    told = run("export jsonl -o study.jsonl --json")
    assert told.json == {
        "format": "jsonl",
        "file": "study.jsonl",
        "interviews": 3,
        "entries": 10,
        "withheld": 2,
        "marked": True,
    }
    assert (tmp_path / "study.jsonl").read_text() == out.out
    assert (tmp_path / "study.jsonl").stat().st_mode & 0o777 == 0o600
    first = run("--db new.db import jsonl study.jsonl --json")
    assert [*first.json] == ["changes", "rows", "revisions", "forgotten", "conflicts"]
    assert (first.json["rows"]["entry"], first.json["forgotten"], first.json["conflicts"]) == (12, 1, 0)
    again = run("--db new.db import jsonl -", stdin=out.out)
    assert (again.out, again.err) == ("nothing is new\n", "")
    assert run("--db new.db export jsonl -o -").out == out.out


def test_what_is_for_other_eyes_leaves_words_out_and_says_so(study: Location, run: Run, tmp_path: Path) -> None:
    lost = "left out 2 notes: they are, or may be, words of people who did not consent\n"
    kept = (
        "severity and stance have no place in the format and became codes of their own, below each tag and each item\n"
    )
    assert run("export csv -o tags.csv").err == f"wrote tags.csv: 3 interviews, 8 entries\n{lost}"
    assert run("export qdpx -o p.qdpx").err == f"wrote p.qdpx: 3 interviews, 8 entries\n{kept}{lost}"
    assert run("export qdc -o c.qdc").err == f"wrote c.qdc\n{kept}"
    assert run("export markdown -o notes --customer acme").err == "wrote notes: 2 interviews, 7 entries\n"
    assert sorted(path.name for path in (tmp_path / "notes" / "interviews").iterdir()) == ["acme-again.md", "acme.md"]
    assert run("export sqlite -o copy.db --anonymous").err == f"wrote copy.db: 3 interviews, 8 entries\n{lost}"
    assert [row["ref"] for row in run("--db copy.db list --json").json] == [
        "customer-a",
        "customer-b",
        "customer-a-again",
    ]


def test_an_export_takes_the_place_of_no_store_and_needs_a_name_for_a_folder(study: Location, run: Run) -> None:
    before = Path(study.target).read_bytes()
    refused = run(["export", "jsonl", "-o", study.target], code=2)
    assert refused.err.endswith("is a store, and this would take its place; name another file with -o\n")
    assert Path(study.target).read_bytes() == before
    assert run("export markdown", code=2).err.endswith("name it: interviewkit export markdown -o DIR\n")
    assert run("export jsonl --json", code=2).err.endswith("export jsonl -o study.jsonl --json\n")
    assert run("export csv --mask Bolt", code=2).err == (
        "error: --mask takes a word, and goes with --anonymous: interviewkit export csv --anonymous --mask WORD\n"
    )
    assert "golden" not in run("export csv --anonymous --mask golden").out
    assert "'docx' is not one of" in run("export docx", code=2).err
    assert run("export csv --customer nobody", code=3).err.startswith("error: there is no customer nobody")
    assert run("import jsonl nowhere.jsonl", code=3).err == (
        "error: there is no file nowhere.jsonl; name one, or - for standard input\n"
    )
    assert run("export jsonl", code=3, env={"INTERVIEWKIT_DB": "none.db"}).out == ""


def test_a_file_that_cannot_be_imported_leaves_everything_as_it_was(study: Location, run: Run) -> None:
    whole = run("export jsonl").out
    cut = whole[: len(whole) // 2]
    refused = run("import jsonl -", code=2, stdin=cut)
    assert refused.err.startswith("error: line ")
    assert refused.err.endswith("; nothing was stored\n")
    assert run("export jsonl").out == whole


def test_the_same_study_is_the_same_jsonl_from_either_engine(
    study: Location, server: Location, run: Run, tmp_path: Path
) -> None:
    run("export jsonl -o study.jsonl")
    run(["--db", server.target, "import", "jsonl", "study.jsonl"])
    assert run(["--db", server.target, "export", "jsonl"]).out == (tmp_path / "study.jsonl").read_text()
    assert run(["--db", server.target, "export", "csv", "--anonymous"]).out == run("export csv --anonymous").out


def test_a_file_is_there_whole_or_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, template: Path) -> None:
    place = tmp_path / "study.csv"
    place.write_text("before")

    def full(made: Path) -> None:
        made.write_text("half")
        raise OSError(28, os.strerror(28))

    with pytest.raises(InterviewKitError, match=r"study\.csv cannot be written: No space left on device"):
        delivering.into_file(place, full)
    assert place.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".export")] == []
    with pytest.raises(UsageError, match="is a folder"):
        delivering.into_file(tmp_path, full)
    store = Path(copied(template, tmp_path / "a.db").target)
    with pytest.raises(UsageError, match="is a store"):
        delivering.into_file(store, full)
    (tmp_path / "linked.csv").symlink_to(place)
    delivering.into_file(tmp_path / "linked.csv", lambda made: made.write_text("after"))
    assert place.read_text() == "after"
    delivering.into_file(Path(os.devnull), lambda made: made.write_text("gone"))
    assert not Path(os.devnull).is_file()
