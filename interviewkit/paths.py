"""Which store, configuration and templates are meant: flag, environment, nearest workspace, user's folder."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

WORKSPACE = ".interviewkit"
STORE = "interviews.db"
SERVERS = ("postgresql://", "postgres://")


@dataclass(frozen=True, slots=True)
class Location:
    """Where a study lives.

    `target` is the path of a SQLite file or a server's URL; `folder` holds config.toml, templates/ and
    guides/; `chosen_by` says in words why this one ("--db", "INTERVIEWKIT_DB", …).
    """

    target: str
    folder: Path
    chosen_by: str

    @property
    def is_server(self) -> bool:
        """Whether the store is a PostgreSQL database rather than a file."""
        return self.target.startswith(SERVERS)

    @property
    def config(self) -> Path:
        """The configuration file, which need not exist."""
        return self.folder / "config.toml"

    @property
    def guides(self) -> Path:
        """Where a team's own guides lie."""
        return self.folder / "guides"

    @property
    def templates(self) -> Path:
        """Where a team's own templates of reports lie, which need not exist."""
        return self.folder / "templates"

    @property
    def shown(self) -> str:
        """The target as a person may see it: home as ~, no password."""
        return without_password(self.target) if self.is_server else homely(self.target)


def homely(path: str | Path) -> str:
    """A path as a person may see it: home as ~."""
    home, whole = str(Path.home()), str(path)
    return "~" + whole[len(home) :] if whole.startswith(home + os.sep) else whole


def locate(flag: str | None) -> Location:
    """Find the store that is meant; it need not exist yet."""
    for value, chosen_by in ((flag, "--db"), (os.environ.get("INTERVIEWKIT_DB"), "INTERVIEWKIT_DB")):
        if value:
            return _named(value, chosen_by)
    workspace = nearest_workspace()
    if workspace:
        return Location(str(workspace / STORE), workspace, "the nearest workspace")
    folder = user_folder()
    return Location(str(folder / STORE), folder, "the user's folder")


def nearest_workspace() -> Path | None:
    """The `.interviewkit/` folder in the working directory or the closest one above it."""
    try:
        here = Path.cwd()
    except FileNotFoundError:
        return None
    return next((up / WORKSPACE for up in (here, *here.parents) if (up / WORKSPACE).is_dir()), None)


def user_folder() -> Path:
    """The user's data folder: XDG_DATA_HOME, or what the system is used to."""
    return _base("XDG_DATA_HOME", "Library/Application Support", ".local/share") / "interviewkit"


def cache_folder() -> Path:
    """The user's cache folder, where throwaway things live."""
    return _base("XDG_CACHE_HOME", "Library/Caches", ".cache") / "interviewkit"


def state_folder() -> Path:
    """The user's state folder, where rescued text lives."""
    return _base("XDG_STATE_HOME", "Library/Application Support", ".local/state") / "interviewkit"


def templates_folder() -> Path:
    """The shipped templates: inside the package, or beside it in a checkout.

    An editable install may leave an old packaged copy behind, so the sibling is taken only where our own
    pyproject.toml lies next to it.
    """
    package = Path(__file__).parent
    packaged, sibling = package / "templates", package.parent / "templates"
    checkout = sibling.is_dir() and (package.parent / "pyproject.toml").is_file()
    return packaged if packaged.is_dir() or not checkout else sibling


def without_password(url: str) -> str:
    """A server's URL with a user's secrets taken out, also those in its query; what cannot be read is not shown."""
    from urllib.parse import parse_qsl, quote, urlsplit

    try:
        parts = urlsplit(url)
    except ValueError:
        return "a URL that cannot be read"
    login, at, host = parts.netloc.rpartition("@")
    named = [(key, value) for key, value in parse_qsl(parts.query) if "pass" not in key.lower()]
    query = "&".join(f"{key}={quote(value, safe='/')}" for key, value in named)
    return f"{parts.scheme}://{login.partition(':')[0]}{at}{host}{parts.path}{'?' if query else ''}{query}"


def _named(value: str, chosen_by: str) -> Location:
    if value.startswith(SERVERS):
        return Location(value, nearest_workspace() or user_folder(), chosen_by)
    path = Path(value).expanduser().absolute()
    if path.is_dir():
        path = (path / WORKSPACE if (path / WORKSPACE).is_dir() else path) / STORE
    return Location(str(path), path.parent, chosen_by)


def _base(variable: str, mac: str, unix: str) -> Path:
    named = os.environ.get(variable)
    if named and Path(named).is_absolute():
        return Path(named)
    return Path.home() / (mac if sys.platform == "darwin" else unix)
