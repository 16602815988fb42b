"""A store's content into a file, or a folder, of any format; every text that leaves goes through the mask here."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from interviewkit.dbfile import Store
from interviewkit.exchange import Format
from interviewkit.masking import Mask
from interviewkit.queries import material as questions
from interviewkit.queries.material import Material
from interviewkit.queries.scope import Scope
from interviewkit.store.records import Record


@dataclass(frozen=True, slots=True)
class Exported:
    """How much an export holds; a codebook holds nothing that was said.

    `withheld` is what of people who did not consent it left out or, `marked`, carries.
    """

    interviews: int
    entries: int
    withheld: int
    marked: bool = False


def export(reading: AbstractContextManager[tuple[Store, Scope, Mask | None]], form: Format, path: Path) -> Exported:
    """Write what a scope holds to a path where nothing is yet, or, as Markdown, into a folder.

    `reading` gives the store in one state, the scope and, for an anonymous export, the mask; it is left before a folder
    is written. Errors: UsageError, InterviewKitError, StoreUnusable.
    """
    if form.is_whole:
        with reading as (store, scope, mask):
            return _records(store, scope, mask, form, path)
    with reading as (store, scope, mask):
        found = questions.read(store, scope)
        found = _masked(found, mask) if mask else found
    _write(found, form, path)
    if form is Format.QDC:
        return Exported(0, 0, 0)
    entries = sum(len(interview["entries"]) for interview in found.interviews)
    besides = found.withheld_besides if form is Format.MARKDOWN else 0
    return Exported(len(found.interviews), entries, found.withheld + besides)


def _records(store: Store, scope: Scope, mask: Mask | None, form: Format, path: Path) -> Exported:
    """All records; in an anonymous export only what stands now and may be shown: it is for other eyes."""
    from interviewkit.exchange import jsonl, sqlite_copy
    from interviewkit.exchange.masked import masked
    from interviewkit.store.records import records

    stream: Iterable[Record] = records(store, scope, live=mask is not None)
    if mask:
        stream = masked(stream, mask)
    if form is Format.JSONL:
        with path.open("wb") as file:
            jsonl.write(stream, file)
    else:
        sqlite_copy.write(stream, path)
    number = questions.counted(store, scope)
    if mask:
        number["entries"] -= number["withheld"]
    return Exported(**number, marked=mask is None)


def _masked(found: Material, mask: Mask) -> Material:
    """The material without names, in an order that does not tell them either."""
    return Material(
        customers=sorted(mask.plain(found.customers), key=lambda row: str(row["slug"])),
        segments=mask.plain(found.segments),
        interviews=mask.plain(found.interviews),
        items=mask.plain(found.items),
        withheld=found.withheld,
        withheld_besides=found.withheld_besides,
    )


def _write(found: Material, form: Format, path: Path) -> None:
    if form is Format.MARKDOWN:
        from interviewkit.exchange.wiki import folder, notes

        folder.write(path, notes.notes(found))
        return
    with path.open("wb") as file:
        if form is Format.CSV:
            from interviewkit.exchange import tags_csv

            tags_csv.write(found, file)
        elif form is Format.QDPX:
            from interviewkit.exchange.refi import project

            project.write(found, file)
        else:
            from interviewkit.exchange.refi import codebook

            codebook.write(found, file)
