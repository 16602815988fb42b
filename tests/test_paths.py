"""Which store is meant: flag before environment before the nearest workspace before the user's folder."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from interviewkit import paths
from interviewkit.paths import Location, locate


def test_the_users_folder_is_meant_where_nothing_else_is(tmp_path: Path) -> None:
    folder = tmp_path / "home" / "data" / "interviewkit"
    assert locate(None) == Location(str(folder / "interviews.db"), folder, "the user's folder")
    assert locate(None).config == folder / "config.toml"


def test_the_nearest_workspace_is_meant_before_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    far, near = tmp_path / ".interviewkit", tmp_path / "a" / ".interviewkit"
    deep = tmp_path / "a" / "b" / "c"
    for folder in (far, near, deep):
        folder.mkdir(parents=True)
    monkeypatch.chdir(deep)
    assert locate(None) == Location(str(near / "interviews.db"), near, "the nearest workspace")
    (deep / ".interviewkit").write_text("a file is no workspace")
    assert locate(None).folder == near


def test_the_environment_is_meant_before_the_workspace_and_a_flag_before_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".interviewkit").mkdir()
    monkeypatch.setenv("INTERVIEWKIT_DB", "env.db")
    assert locate(None) == Location(str(tmp_path / "env.db"), tmp_path, "INTERVIEWKIT_DB")
    assert locate("flag.db") == Location(str(tmp_path / "flag.db"), tmp_path, "--db")
    monkeypatch.setenv("INTERVIEWKIT_DB", "")
    assert locate("").chosen_by == "the nearest workspace"


def test_a_folder_means_the_store_in_it(tmp_path: Path) -> None:
    (tmp_path / "study" / ".interviewkit").mkdir(parents=True)
    (tmp_path / "plain").mkdir()
    assert locate("study").target == str(tmp_path / "study" / ".interviewkit" / "interviews.db")
    assert locate("plain").target == str(tmp_path / "plain" / "interviews.db")
    assert locate("~/x.db").target == str(tmp_path / "home" / "x.db")


def test_a_url_means_a_server_and_its_settings_lie_in_the_workspace(tmp_path: Path) -> None:
    (tmp_path / ".interviewkit").mkdir()
    url = "postgresql://ann:secret@db.example/study"
    location = locate(url)
    assert location.is_server
    assert (location.target, location.folder) == (url, tmp_path / ".interviewkit")
    assert locate("postgres://db/study").is_server
    assert not locate("postgresql.db").is_server


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://ann:secret@db/study", "postgresql://ann@db/study"),
        ("postgresql://ann:se@cret@db:5433/study", "postgresql://ann@db:5433/study"),
        ("postgresql://db/study?user=ann&password=secret", "postgresql://db/study?user=ann"),
        ("postgresql://db/study?sslpassword=secret", "postgresql://db/study"),
        ("postgresql:///study", "postgresql:///study"),
    ],
)
def test_no_password_is_shown(url: str, shown: str) -> None:
    assert locate(url).shown == shown


def test_home_is_shown_as_a_tilde(tmp_path: Path) -> None:
    assert locate(str(tmp_path / "home" / "x.db")).shown == "~/x.db"
    assert locate(str(tmp_path / "homes.db")).shown == str(tmp_path / "homes.db")


def test_each_kind_of_file_has_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    assert paths.cache_folder() == home / "cache" / "interviewkit"
    assert paths.state_folder() == home / "state" / "interviewkit"
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, "relative/is/ignored")
    monkeypatch.setattr(sys, "platform", "linux")
    assert paths.user_folder() == home / ".local" / "share" / "interviewkit"
    assert paths.cache_folder() == home / ".cache" / "interviewkit"
    assert paths.state_folder() == home / ".local" / "state" / "interviewkit"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert paths.user_folder() == home / "Library" / "Application Support" / "interviewkit"


def test_templates_lie_in_the_package_or_beside_it_in_a_checkout(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "interviewkit"
    package.mkdir()
    monkeypatch.setattr(paths, "__file__", str(package / "paths.py"))
    assert paths.templates_folder() == package / "templates"
    (tmp_path / "templates").mkdir()
    assert paths.templates_folder() == package / "templates"
    (tmp_path / "pyproject.toml").touch()
    assert paths.templates_folder() == tmp_path / "templates"
    (package / "templates").mkdir()
    assert paths.templates_folder() == package / "templates"


def test_a_working_directory_that_is_gone_is_no_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert paths.nearest_workspace() is None
    monkeypatch.chdir(tmp_path)
