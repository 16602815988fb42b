"""`interviewkit report`: forms, files, scope and the gate. What the report says is in tests/reports/."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import pytest
from program import Run

from interviewkit import demo
from interviewkit.paths import Location
from interviewkit.reports.render import FORMATS

NOW = "2026-11-21T10:00:00.000Z"


@pytest.fixture
def study(workspace: Location) -> Location:
    """The demo study in the workspace of the working directory."""
    from interviewkit import dbfile

    store = dbfile.connect(workspace, write=True)
    demo.fill(store)
    store.close()
    return workspace


def test_a_report_is_markdown_in_a_pipe_and_takes_its_form_from_a_files_ending(run: Run, study: Location) -> None:
    assert run("report").out.startswith("# Roadmap validation\n")
    starts = {
        "md": "# Roadmap",
        "html": "<!doctype html>",
        "json": '{\n  "schema": 1',
        "csv": "uid,slug",
        "txt": "Roadmap",
    }
    for ending, start in starts.items():
        said = run(f"report -o out.{ending}")
        assert (said.out, said.err) == ("", f"wrote out.{ending}\n")
        assert Path(f"out.{ending}").read_text(encoding="utf-8").startswith(start)


def test_the_same_numbers_are_in_every_form(run: Run, study: Location) -> None:
    report = run("report --format json").json
    faster = next(item for item in report["items"] if item["slug"] == "faster-builds")
    assert faster["customers"]["supports"] == 11
    assert faster["customers"]["total"] == 20
    rows = list(csv.DictReader(io.StringIO(run("report --format csv").out)))
    row = next(row for row in rows if row["slug"] == "faster-builds")
    assert (row["customers.supports"], row["customers.total"], row["interval.low"]) == ("11", "20", "0.3421")
    for form in ("text", "md", "html"):
        assert "11 of 20" in run(f"report --format {form}").out


def test_one_items_page_takes_the_item_by_slug_key_or_prefix(run: Run, study: Location) -> None:
    pages = {run(f"report roadmap {name}").out for name in ("faster-builds", "DLV-12", "fast")}
    assert len(pages) == 1
    assert "Faster builds" in pages.pop()
    assert "did you mean faster-builds?" in run("report roadmap fastr-builds", code=3).err


@pytest.mark.parametrize(
    ("words", "customers"),
    [
        ("--since 2026-10-01", 4),
        ("--until 2026-04-01", 4),
        ("--segment startups", 8),
        ("--customer tofu-ledger", 1),
        ("--source visit", None),
        ('--topic "how incidents are handled"', 3),
        ("--since tomorrow", 0),
    ],
)
def test_a_scope_narrows_who_is_counted(run: Run, study: Location, words: str, customers: int | None) -> None:
    report = run(f"report --format json {words}", env={"INTERVIEWKIT_NOW": NOW}).json
    assert report["customers"] < 22
    if customers is not None:
        assert report["customers"] == customers
    assert all(item["customers"]["total"] <= report["customers"] for item in report["items"])


def test_status_and_horizon_choose_the_items_that_are_shown(run: Run, study: Location) -> None:
    shown = run("report --format json --status building,shipped --horizon now").json["items"]
    assert {item["slug"] for item in shown} == {"faster-builds", "flaky-test-quarantine"}
    assert "'plannd' is none of planned, building, shipped, dropped" in run("report --status plannd", code=2).err


def test_the_gate_writes_the_report_then_says_each_failure_and_exits_4(run: Run, study: Location) -> None:
    failed = run("report --fail-on contradicted,unsupported -o report.md", code=4)
    assert Path("report.md").is_file()
    assert failed.out == ""
    lines = failed.err.splitlines()
    assert lines[0] == "wrote report.md"
    assert [line.split(":")[1].split()[0] for line in lines[1:]] == ["nightly-reports", "automatic-upgrades"]


def test_a_gate_that_holds_exits_0(run: Run, study: Location) -> None:
    run("report --fail-on faster-builds:contradicted -o r.md")
    run("report --fail-unless faster-builds:validated,search:contested -o r.md")
    run("report --fail-unless faster-builds:contested -o r.md", code=4)


def test_a_gate_of_a_word_that_is_no_verdict_is_wrong_usage(run: Run, study: Location) -> None:
    assert "'nope' is no verdict" in run("report --fail-on nope", code=2).err
    assert "there is no item 'nope'" in run("report --fail-on nope:validated", code=3).err


def test_a_report_that_does_not_exist_and_a_form_that_does_not_are_wrong_usage(run: Run, study: Location) -> None:
    refused = run("report faster-builds", code=2).err
    assert refused.startswith("error: there is no report 'faster-builds'; use one of roadmap")
    assert refused.endswith("for one roadmap item: interviewkit report roadmap faster-builds\n")
    assert f"choose one of {', '.join(FORMATS)}" in run("report --format pdf", code=2).err


def test_a_report_that_cannot_be_written_whole_leaves_the_old_one(run: Run, study: Location) -> None:
    whole = Path("report.html")
    whole.write_text("the old report", encoding="utf-8")
    limited = run_limited("report -o report.html", blocks=4)
    assert limited.returncode == 1
    assert b"cannot be written" in limited.stderr
    assert whole.read_text(encoding="utf-8") == "the old report"
    assert sorted(path.name for path in Path().glob("*report*")) == ["report.html"]


def test_a_folder_is_no_file_to_write_to(run: Run, study: Location) -> None:
    Path("out").mkdir()
    assert "out is a folder; name a file: -o out/report.html" in run("report -o out", code=2).err


def test_a_report_never_writes_to_the_store(run: Run, study: Location) -> None:
    before = Path(study.target).read_bytes()
    run("report -o r.html")
    assert Path(study.target).read_bytes() == before


def test_an_empty_store_gives_a_readable_report_and_none_exits_3(run: Run, workspace: Location, tmp_path: Path) -> None:
    for form in FORMATS:
        assert run(f"report --format {form}").out
    elsewhere = tmp_path / "elsewhere.db"
    assert "there is no store" in run(f"--db {elsewhere} report", code=3).err


def test_a_reader_that_leaves_early_ends_the_report_quietly(study: Location) -> None:
    import subprocess
    import sys

    ran = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m interviewkit report | head -n 1"],
        capture_output=True,
        check=False,
        env={**os.environ},
    )
    assert (ran.stdout, ran.stderr) == (b"# Roadmap validation\n", b"")


def run_limited(words: str, *, blocks: int):  # type: ignore[no-untyped-def]  # a finished process
    """Run the program where no file may grow over so many KiB."""
    import subprocess
    import sys

    return subprocess.run(
        ["bash", "-c", f"ulimit -f {blocks}; trap '' XFSZ; exec {sys.executable} -m interviewkit {words}"],
        capture_output=True,
        check=False,
        env={**os.environ},
    )


def test_other_eyes_get_no_zone_and_no_weight_and_read_in_the_help_that_the_teams_names_stay(
    run: Run, study: Location
) -> None:
    shown = run(["report", "interview", "halvorsen-marine-2026-11-20", "--anonymous", "--format", "json"]).json
    plain = run("report interview halvorsen-marine-2026-11-20 --format json").json["interview"]
    assert (plain["zone"], shown["interview"]["zone"]) == ("Europe/Oslo", "UTC")
    assert shown["interview"]["interviewers"] == plain["interviewers"] == ["Noor Haddad"]
    assert "(UTC)" in run("report interview halvorsen-marine-2026-11-20 --anonymous").out
    assert "weight 210" in run("report customer halvorsen-marine").out
    hidden = run("report customer halvorsen-marine --anonymous --format json")
    assert hidden.json["customer"]["weight"] is None
    for command in ("report", "export"):
        assert "your own team's names stay" in " ".join(run(f"{command} --help").out.split())
    for refused in ("report", "export csv"):
        assert run(f"{refused} --mask x", code=2).err == (
            f"error: --mask takes a word, and goes with --anonymous: interviewkit {refused} --anonymous --mask WORD\n"
        )


def test_an_unknown_topic_is_no_such_thing_and_the_known_ones_are_named(run: Run, study: Location) -> None:
    said = "there are how-incidents-are-handled, how-software-is-delivered; see interviewkit list"
    gate = run("report --topic how-software-is-deliverd --fail-on contradicted", code=3)
    assert gate.out == ""
    assert "(did you mean how-software-is-delivered?)" in gate.err
    assert said in run("export csv --topic nowhere", code=3).err
    assert said in run("snapshot june --topic nowhere", code=3).err
    assert run("report --topic how-soft --format json").json["scope"]["topics"] == ["how-software-is-delivered"]


def test_a_gate_where_nobody_was_interviewed_does_not_hold_in_silence(run: Run, study: Location) -> None:
    nobody = "nobody was interviewed in this scope; see what there is: interviewkit list\n"
    assert run("report --since 2031-01-01 --fail-unless insufficient", code=4).err == f"error: {nobody}"
    assert run("report --since 2031-01-01 --fail-on contradicted").err == f"warning: {nobody}"
    assert run("report --fail-on contradicted --status shipped").err == (
        "warning: the gate looked at no item: none is planned or building here; see interviewkit roadmap list\n"
    )
    assert run("report --since 2031-01-01 --fail-on insufficient", code=4).err.startswith("error: ")


def test_a_report_takes_the_place_of_no_store(run: Run, study: Location) -> None:
    before = Path(study.target).read_bytes()
    refused = run(["report", "--format", "md", "-o", study.target], code=2)
    assert refused.err.startswith(f"error: {study.target} is a store, and this would take its place; ")
    assert Path(study.target).read_bytes() == before


def test_the_help_of_report_names_the_kinds_with_their_lines_and_no_placeholder_of_types(run: Run) -> None:
    from interviewkit.reports.kinds import KINDS

    shown = run("report --help").out
    for kind in KINDS.values():
        assert f"{kind.name:<10}  {kind.line}\n" in shown
    assert "--source SOURCE" in shown
    assert "<int" not in shown + run("start --help").out + run("search --help").out


def test_two_forms_at_once_are_wrong_usage(run: Run, study: Location) -> None:
    assert run("report --json --format csv", code=2).err == "error: --json or --format csv? Name one of them\n"
    assert run("report --json --format json").json["schema"] == 1
