"""`config`, `path` and `upgrade`."""

from __future__ import annotations

from pathlib import Path

import pytest
from program import Run

from interviewkit.paths import Location


def test_a_setting_is_set_and_shown(run: Run, workspace: Location, tmp_path: Path) -> None:
    assert run("config get quiet_hours").out == "12.0\n"
    config = tmp_path / ".interviewkit" / "config.toml"
    config.write_text("# ours\nquiet_hours = 3 # short\n")
    told = run("config set policy.min_customers 5")
    assert (told.out, told.err) == ("", f"policy.min_customers is 5 in {config}\n")
    assert config.read_text() == "# ours\nquiet_hours = 3 # short\n\n[policy]\nmin_customers = 5\n"
    assert run("config get policy.min_customers --json").json == {"key": "policy.min_customers", "value": 5}
    assert run("config get author --json").json == {"key": "author", "value": None}
    assert run("config get author").out == ""
    rows = {row["key"]: row for row in run("config list --json").json}
    assert rows["quiet_hours"] == {
        "key": "quiet_hours",
        "value": 3.0,
        "default": 12.0,
        "help": rows["quiet_hours"]["help"],
    }
    assert run("config list").out.splitlines()[0].split() == ["Setting", "Value", "Default", "What", "it", "is"]


def test_the_author_comes_from_the_flag_the_environment_the_settings(run: Run, acme: str) -> None:
    run("config set author carl")
    run("log one", env={"INTERVIEWKIT_AS": ""})
    run("log two")
    run("--as zoë log three")
    assert [entry["author"] for entry in run("show @ --json").json["entries"]] == ["carl", "ann", "zoë"]


@pytest.mark.parametrize(
    "words",
    ["config get nope", "config set nope 1", "config set quiet_hours soon", "config set quiet_hours -- -3"],
)
def test_a_setting_that_cannot_be_is_refused(run: Run, workspace: Location, words: str) -> None:
    refused = run(words, code=2)
    assert refused.out == ""
    assert refused.err.endswith("see `interviewkit config list`\n")


def test_a_broken_file_is_named_and_left_alone(run: Run, acme: str, tmp_path: Path) -> None:
    config = tmp_path / ".interviewkit" / "config.toml"
    config.write_text("quiet_hours = = 3")
    for words in ("config list", "config set quiet_hours 3", "status", "log x"):
        assert run(words, code=2).err.startswith(f"error: {config} cannot be read (")
    assert config.read_text() == "quiet_hours = = 3"


def test_path_tells_which_store_is_meant_and_why(run: Run, tmp_path: Path, workspace: Location) -> None:
    store = tmp_path / ".interviewkit" / "interviews.db"
    assert run("path").out == f"{store}\n"
    assert run("path").err == "chosen by the nearest workspace; there\n"
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    whole = {
        "store": str(store),
        "chosen_by": "the nearest workspace",
        "exists": True,
        "config": str(store.parent / "config.toml"),
        "folder": str(store.parent),
    }
    assert run("path --json", cwd=below).json == whole
    named = whole | {"store": str(below / "x.db"), "exists": False}
    named |= {"config": str(below / "config.toml"), "folder": str(below)}
    assert run("path --json", cwd=below, env={"INTERVIEWKIT_DB": "x.db"}).json == named | {
        "chosen_by": "INTERVIEWKIT_DB"
    }
    assert run("--db x.db path --json", cwd=below, env={"INTERVIEWKIT_DB": "y.db"}).json == named | {
        "chosen_by": "--db"
    }


def test_path_without_a_workspace_is_the_users_folder(run: Run, tmp_path: Path) -> None:
    there = run("path")
    assert there.out == f"{tmp_path}/home/data/interviewkit/interviews.db\n"
    assert there.err == "chosen by the user's folder; not made yet: interviewkit init\n"


def test_path_never_shows_a_password(run: Run) -> None:
    shown = run("--db postgresql://ann:geheim@example.org/study?password=geheim path --json")
    assert "geheim" not in shown.out + shown.err
    assert shown.json["store"] == "postgresql://ann@example.org/study"


def test_upgrade_of_a_store_that_is_up_to_date(run: Run, acme: str, tmp_path: Path) -> None:
    store = tmp_path / ".interviewkit" / "interviews.db"
    before = run("show @ --json").out
    told = run("upgrade")
    assert (told.out, told.err) == ("", f"{store} is up to date (schema 0002)\n")
    assert run("show @ --json").out == before
    assert sorted(path.name for path in store.parent.glob("*.db")) == ["interviews.db"]


def test_upgrade_without_a_store_exits_3(run: Run) -> None:
    assert run("upgrade", code=3).err == (
        "error: there is no store at ~/data/interviewkit/interviews.db; make one: interviewkit init\n"
    )
