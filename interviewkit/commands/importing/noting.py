"""What `import notes` does: one file, or a folder of them, each into an interview of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from interviewkit import console, dates, output
from interviewkit.commands.desk import Desk
from interviewkit.commands.importing import bringing, filing
from interviewkit.commands.progressing import progress
from interviewkit.errors import UsageError
from interviewkit.exchange import notes as exchange

if TYPE_CHECKING:
    from interviewkit.dbfile import Row
    from interviewkit.exchange.notes import Notes
    from interviewkit.fieldwork.conversations import Conversation

ENDINGS = (".md", ".markdown", ".txt", ".text")
MOST = 10_000
JSON = tuple(
    output.Field("", name)
    for name in (*("uid", "ref", "customer", "new", "dry_run", "file", "started_at", "counts", "left_out", "first"),)
)
OUTCOMES = tuple(
    output.Field(title, key)
    for title, key in (("File", "file"), ("Customer", "customer"), ("Entries", "entries"), ("Questions", "questions"))
)


@dataclass(eq=False, repr=False)
class _Plan:
    """A file that was read once: what it is to become."""

    path: str
    customer: str
    at: str
    digest: str
    row: Row


def bring(desk: Desk, path: str, told: bringing.Told, *, dry_run: bool, as_json: bool) -> None:
    """Bring notes in, all files or none. Errors: UsageError when one cannot be read, NotFound when it is not there."""
    is_folder = path != "-" and Path(path).is_dir()
    paths = _files(path) if is_folder else [path]
    plans = []
    with progress("reading", len(paths)) as done:
        for number, one in enumerate(paths, 1):
            with _naming(one, wanted=is_folder):
                plans.append(_planned(desk, one, told, dry_run=dry_run))
            done(number)
    rows = [plan.row for plan in plans]
    if not dry_run:
        total = sum(row["counts"]["entries"] for row in rows)
        brought = bringing.write(desk, _conversations(desk, plans, told), path, total)
        for row, each in zip(rows, brought, strict=True):
            counts = row["counts"] | {"entries": each.entries}
            row |= {"uid": each.uid, "ref": each.ref, "customer": each.customer, "new": each.new, "counts": counts}
            bringing.say_news(each)
    _tell(rows, is_folder=is_folder, dry_run=dry_run, as_json=as_json)


class _naming:  # noqa: N801  read as a word: with _naming(path)
    """Puts a file's name before what is wrong with it, where several are read."""

    def __init__(self, path: str, *, wanted: bool) -> None:
        self.path = path
        self.wanted = wanted

    def __enter__(self) -> None:
        """Nothing to do."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if self.wanted and isinstance(error, UsageError):
            raise UsageError(f"{self.path}: {error}; nothing was stored") from None


def _files(folder: str) -> list[str]:
    """The notes in a folder and the folders in it, by name; links are left out, and that is said."""
    found: list[str] = []
    others = links = 0
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = Path(place, name)
            if name.startswith("."):
                continue
            if path.is_symlink() or not path.is_file():
                links += 1
            elif name.lower().endswith(ENDINGS):
                found.append(str(path))
            else:
                others += 1
    if others:
        what = "file that is" if others == 1 else "files that are"
        console.warn(f"left out in {folder}: {others:,} {what} no .md or .txt")
    if links:
        console.warn(f"left out in {folder}: {bringing.counted(links, 'link or device')}")
    if not found:
        raise UsageError(f"no notes are in {folder}; they end in {', '.join(ENDINGS)}: name a file, or another folder")
    if len(found) > MOST:
        raise UsageError(f"more than {MOST:,} files are in {folder}; import it in parts")
    return found


def _planned(desk: Desk, path: str, told: bringing.Told, *, dry_run: bool) -> _Plan:
    data, read = _read(desk, path)
    customer = bringing.customer_of(told, read.head.customer, path)
    digest = bringing.digest_of(data)
    there = bringing.already(desk, customer, digest)
    named = None if told.at or there else _date(read, path)
    at, how = (there["started_at"], None) if there else bringing.began(told, path, None, named)
    if how:
        console.say(f"{path}: when it was is known {how}; if that is wrong: --at 2026-11-21T10:00")
    bringing.say_left_out(dict(read.left_out), f"{path}: ")
    first, entries, questions = bringing.first_of(read.said())
    row: Row = {
        "uid": there and there["uid"],
        "ref": there and there["ref"],
        "customer": customer,
        "new": there is None,
        "dry_run": dry_run,
        "file": path,
        "started_at": at,
        "counts": {"entries": entries, "questions": questions},
        "left_out": dict(read.left_out),
        "first": first,
    }
    return _Plan(path, customer, at, digest, row)


def _read(desk: Desk, path: str) -> tuple[bytes, Notes]:
    data = desk.stdin if path == "-" and desk.stdin is not None else filing.content(desk, path)
    warn: Callable[[str], None] = lambda text: console.warn(f"{path}: {text}")  # noqa: E731  it needs a type
    return data, exchange.read(data, warn)


def _date(read: Notes, path: str) -> str | None:
    """The day that the notes name, unless nobody can read it, or it is to come."""
    if read.head.date is None:
        return None
    try:
        at = dates.moment(read.head.date)
    except UsageError as error:
        console.warn(f"{path}: its date cannot be read ({error})")
        return None
    if at > dates.now():
        console.warn(f"{path}: its date, {read.head.date[:40]}, is to come")
        return None
    return at


def _conversations(desk: Desk, plans: list[_Plan], told: bringing.Told) -> Iterator[Conversation]:
    from interviewkit.fieldwork.conversations import Conversation

    for plan in plans:
        data, read = _read(desk, plan.path)
        if bringing.digest_of(data) != plan.digest:
            raise UsageError(f"{plan.path} was changed while it was read; nothing was stored; try again")
        head = read.head
        opening = told.opening(
            plan.customer,
            plan.at,
            None,
            topic=told.topic or head.topic,
            interviewers=told.interviewers or head.interviewers,
            participants=head.participants,
        )
        yield Conversation(opening, read.said(), plan.digest)


def _tell(rows: list[Row], *, is_folder: bool, dry_run: bool, as_json: bool) -> None:
    if as_json:
        text = output.render(rows, JSON, "json") if is_folder else output.render_one(rows[0], JSON, "json")
        console.result(text, raw=True)
        return
    if not dry_run:
        for row in rows:
            console.result(row["ref"])
        entries = sum(row["counts"]["entries"] for row in rows if row["new"])
        new = sum(row["new"] for row in rows)
        brought = next((row["ref"] for row in rows if row["new"]), None)
        more = f"; go through them: interviewkit triage {brought}" if brought else ""
        console.say(f"{bringing.counted(entries, 'entry')} in {bringing.counted(new, 'new interview')}{more}")
        return
    table = [row | row["counts"] for row in rows]
    console.result(output.render(table, OUTCOMES, "table"))
    if not is_folder:
        console.result("\n" + output.render(rows[0]["first"], bringing.TURNS, "table"))
    entries = sum(row["counts"]["entries"] for row in rows)
    console.result(f"\nwould be: {bringing.counted(entries, 'entry')} in {bringing.counted(len(rows), 'interview')}")
