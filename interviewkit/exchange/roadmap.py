"""Roadmap files from anywhere as plain rows: CSV or JSON, of a known tracker or of nobody's.

Reading only: bytes in, rows out. Nothing vanishes in silence: what became no row stands in `skipped`,
columns nobody read in `ignored_columns`, words nobody knows in `unknown_statuses` and `unknown_horizons`.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from interviewkit.errors import UsageError
from interviewkit.exchange import roadmap_csv, roadmap_json
from interviewkit.exchange.roadmap_table import Record, Table, fold, is_blank, shortened, shown
from interviewkit.exchange.roadmap_trackers import (
    GENERIC,
    HORIZON_WORDS,
    STATUS_WORDS,
    TRACKERS,
    Tracker,
    known_columns,
    tracker_for,
)
from interviewkit.fieldwork.slugs import slug_in, slug_of
from interviewkit.texts import decode
from interviewkit.vocabulary import Horizon, Status

FORMS = ("auto", "csv", "json", *TRACKERS)
BINARY_LOOK = 1_024

Skipped = tuple[int, str]
"""A line (CSV) or place in the list (JSON), counted from 1, and why it became no row."""


@dataclass(frozen=True, slots=True)
class RoadmapRow:
    """One roadmap item as a file has it.

    `line` is where it stands, counted from 1: the line of a CSV, the place in a JSON list. With a `key` the
    item is known by (tracker, key), else by its slug; `tracker` is csv or json when no tracker was
    recognised. `slug` is None unless the file names one. `description` is "" when there is none.
    """

    line: int
    tracker: str
    key: str | None
    title: str
    description: str
    status: Status | None
    horizon: Horizon | None
    segments: tuple[str, ...]
    topics: tuple[str, ...]
    url: str | None
    slug: str | None


@dataclass(frozen=True, slots=True)
class RoadmapFile:
    """What a file held: the format recognised, its rows in the file's order, and all that was not read.

    `unit` names what the numbers of `line` and `skipped` count: `line` or `item`.
    """

    source: str
    unit: str
    rows: tuple[RoadmapRow, ...]
    skipped: tuple[Skipped, ...]
    ignored_columns: tuple[str, ...]
    unknown_statuses: tuple[str, ...]
    unknown_horizons: tuple[str, ...]


def read(data: bytes, *, form: str = "auto", mapping: Mapping[str, str], warn: Callable[[str], None]) -> RoadmapFile:
    """Read a roadmap file.

    `form` is one of `FORMS`; `mapping` is what `--map` said, field → column, and goes before what is known of
    the format. `warn` is told what was read but looks doubtful. Of two rows with the same key (without keys:
    the same slug) the later one is taken, as a second import would, and the earlier one is in `skipped`.
    Raises UsageError for what is no roadmap file, a column or field that is not there, and a file without
    titles.
    """
    if form not in FORMS:
        raise UsageError(f"“{form}” is no format; `interviewkit roadmap import --from` takes {', '.join(FORMS)}.")
    asked = _asked(mapping)
    table = _table(_text(data, warn), form, {fold(column) for column in asked.values()}, warn)
    tracker = tracker_for(form, table.shape, table.columns)
    reader = _Reader(tracker, _plan(tracker, table, asked))
    read_rows = [reader.row(record) for record in table.records]
    rows, repeated = _later_of_each([row for row in read_rows if isinstance(row, RoadmapRow)])
    untitled = [skip for skip in read_rows if not isinstance(skip, RoadmapRow)]
    _warn_of_doubts(reader, table, warn)
    return RoadmapFile(
        source=tracker.name,
        unit="line" if table.shape == "csv" else "item",
        rows=tuple(rows),
        skipped=tuple(sorted([*table.skipped, *untitled, *repeated])),
        ignored_columns=_ignored(table, reader.plan),
        unknown_statuses=tuple(reader.unknown_statuses),
        unknown_horizons=tuple(reader.unknown_horizons),
    )


def _text(data: bytes, warn: Callable[[str], None]) -> str:
    """Decode the file; UsageError for one that holds nothing or is no text."""
    if data.startswith(b"PK\x03\x04"):
        raise UsageError(
            "This is a spreadsheet or another zip file, no text; save it as CSV, then run `interviewkit "
            "roadmap import`."
        )
    if b"\0" in data[:BINARY_LOOK] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UsageError("This is a binary file; `interviewkit roadmap import` reads CSV or JSON, saved as UTF-8.")
    text = decode(data, warn)
    if not text.strip():
        raise UsageError("The file is empty; `interviewkit roadmap import` reads CSV with a header, or JSON.")
    return text


def _table(text: str, form: str, asked: Iterable[str], warn: Callable[[str], None]) -> Table:
    """Read text as JSON when told so or when it begins like it, else as CSV."""
    if form == "json" or (form != "csv" and text.lstrip()[0] in "[{"):
        return roadmap_json.table_of(text, warn)
    return roadmap_csv.table_of(text, known_columns().union(asked), warn)


def _asked(mapping: Mapping[str, str]) -> dict[str, str]:
    """Return what `--map` asked, by our names of the fields ("ref" and "id" are the key)."""
    names = {alias: field for field, aliases in GENERIC.items() for alias in (field, *aliases)}
    asked = {}
    for name, column in mapping.items():
        if fold(name) not in names:
            raise UsageError(
                f"--map {name}=…: there is no field “{shortened(name)}”{_nearest(name, GENERIC)}; "
                f"`interviewkit roadmap import --map` knows {', '.join(GENERIC)}."
            )
        asked[names[fold(name)]] = column
    return asked


def _plan(tracker: Tracker, table: Table, asked: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the columns to look in for each field; UsageError if an asked column or a title is not there.

    An empty list in JSON has no columns, and nothing to look for.
    """
    if not table.columns:
        return {}
    plan = {}
    for field, names in tracker.columns.items():
        present = tuple(name for name in names if name in table.columns)
        plan[field] = present if tracker.falls_through else present[:1]
    for field, column in asked.items():
        if fold(column) not in table.columns:
            raise UsageError(
                f"--map {field}={shortened(column)}: the file has no such column"
                f"{_nearest(column, table.columns.values())}; it has {shown(table.columns.values())}. "
                f"Try `interviewkit roadmap import --map {field}=…` with one of them."
            )
        plan[field] = (fold(column),)
    if not plan.get("title"):
        example = shlex.quote(f"title={shortened(next(iter(table.columns.values())))}")
        raise UsageError(
            f"No column of this file is known to be the title; it has {shown(table.columns.values())}. "
            f"If one of them is, say so: `interviewkit roadmap import FILE --map {example}`."
        )
    return plan


def _nearest(name: str, known: Iterable[str]) -> str:
    """Return " (did you mean …?)" for the nearest known name, "" where none is near."""
    import difflib

    by_folded = {fold(one): one for one in known}
    near = difflib.get_close_matches(fold(name)[:200], by_folded, n=1)
    return f" (did you mean “{shortened(by_folded[near[0]])}”?)" if near else ""


class _Reader:
    """Turns records into rows by one plan, and remembers the words it did not know."""

    def __init__(self, tracker: Tracker, plan: dict[str, tuple[str, ...]]) -> None:
        """Read as `tracker` does, each field from the columns that `plan` names."""
        self.tracker = tracker
        self.plan = plan
        self.unknown_statuses: dict[str, None] = {}
        self.unknown_horizons: dict[str, None] = {}
        self.strange_addresses = 0

    def row(self, record: Record) -> RoadmapRow | Skipped:
        """Return the row of a record, or why there is none."""
        title = self._first(record, "title").strip()
        if is_blank(title):
            return (record.line, "has no title")
        key = self.tracker.key_of(self._first(record, "key"))
        return RoadmapRow(
            line=record.line,
            tracker=self._first(record, "tracker").strip().lower() or self.tracker.name,
            key=key or None,
            title=title,
            description=self._first(record, "description"),
            status=self._status(record),
            horizon=self._horizon(record),
            segments=self._several(record, "segments"),
            topics=self._several(record, "topics"),
            url=self._url(record),
            slug=slug_in(self._first(record, "slug")) or None,
        )

    def _values(self, record: Record, field: str) -> list[str]:
        """Return the values of a field that are not blank, of the best column first."""
        cells = [cell for name in self.plan.get(field, ()) for cell in record.cells.get(name, ())]
        if self.tracker.quoted:
            cells = [re.sub(r"^'(?=[=+\-@])", "", cell) for cell in cells]
        return [cell for cell in cells if cell.strip()]

    def _first(self, record: Record, field: str) -> str:
        """Return the best value of a field, "" when there is none."""
        return next(iter(self._values(record, field)), "")

    def _several(self, record: Record, field: str) -> tuple[str, ...]:
        """Return the names in a field, each once; a text is cut at commas, semicolons, bars and line ends."""
        whole = any(name in record.lists for name in self.plan.get(field, ()))
        values = self._values(record, field)
        names = values if whole else [name for value in values for name in re.split(r"[,;|\r\n]", value)]
        return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))

    def _status(self, record: Record) -> Status | None:
        """Return the first status word that is known, unless the resolution says that it was dropped."""
        if any(STATUS_WORDS.get(fold(word)) is Status.DROPPED for word in self._values(record, "resolution")):
            return Status.DROPPED
        words = self._values(record, "status")
        known = next((STATUS_WORDS[fold(word)] for word in words if fold(word) in STATUS_WORDS), None)
        if words and known is None and fold(words[0]) not in HORIZON_WORDS:
            self.unknown_statuses[words[0].strip()] = None
        return known

    def _horizon(self, record: Record) -> Horizon | None:
        """Return the horizon; boards whose columns are Now, Next and Later keep it in the status."""
        words = self._values(record, "horizon")
        for word in (*words, *self._values(record, "status")):
            if fold(word) in HORIZON_WORDS:
                return HORIZON_WORDS[fold(word)]
        self.unknown_horizons.update((word.strip(), None) for word in words[:1])
        return None

    def _url(self, record: Record) -> str | None:
        """Return the address if a browser may follow it: reports make links of addresses."""
        address = self._first(record, "url").strip()
        if address and not re.match(r"https?://\S+$", address, re.IGNORECASE):
            self.strange_addresses += 1
            return None
        return address or None


def _warn_of_doubts(reader: _Reader, table: Table, warn: Callable[[str], None]) -> None:
    """Warn of what the rows made doubtful: addresses left out, closed issues without a reason."""
    if reader.strange_addresses:
        warn(f"addresses left out, because they begin with neither http:// nor https://: {reader.strange_addresses}")
    states = (cell for record in table.records for cell in record.cells.get("state", ()))
    untold = reader.tracker.name == "github" and "statereason" not in table.columns
    if untold and any(fold(state) == "closed" for state in states):
        warn(
            "closed issues were read as shipped; with stateReason in `gh issue list --json …` those "
            "closed as not planned are read as dropped."
        )


def _later_of_each(rows: list[RoadmapRow]) -> tuple[list[RoadmapRow], list[Skipped]]:
    """Return the last row of each item, and the earlier ones with the reason they were skipped."""
    taken: dict[tuple[str, ...], RoadmapRow] = {}
    skipped = []
    for row in rows:
        before = taken.pop(_identity(row), None)
        if before is not None:
            skipped.append((before.line, _why_skipped(before, row)))
        taken[_identity(row)] = row
    return list(taken.values()), skipped


def _why_skipped(before: RoadmapRow, later: RoadmapRow) -> str:
    """Say why an earlier row gave way to a later one."""
    if later.key:
        return f"has the key “{shortened(later.key)}”, which stands again at {later.line}; that one was taken"
    return (
        f"“{shortened(before.title)}” has the slug of “{shortened(later.title)}” at {later.line}; "
        "that one was taken (a column of keys or slugs, --map key=… or --map slug=…, keeps both)"
    )


def _identity(row: RoadmapRow) -> tuple[str, ...]:
    """Return what the item is known by: tracker and key, else the slug that it has or would get."""
    return (row.tracker, row.key) if row.key else (row.slug or slug_of(row.title, "item"),)


def _ignored(table: Table, plan: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the columns nobody read, in the file's order; of an object in JSON only the outer key."""
    used = {table.columns[name] for names in plan.values() for name in names}
    outer = {name.rpartition(".")[0] for name in used}
    every = set(table.columns.values())
    return tuple(
        name for name in table.columns.values() if name not in used | outer and name.rpartition(".")[0] not in every
    )
