"""Two laptops' stores become one, told to a person: how much was new, what bears another name now, what may be one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from interviewkit.dbfile import Row, Store
from interviewkit.errors import StoreDamaged
from interviewkit.store import backup, joining, merge
from interviewkit.store.joining import Pair
from interviewkit.store.merge import Counts

SLUGGED = ("interview", "item", "workshop", "snapshot")
NUMBERED = {"entry": "interview", "parked": "interview", "followup": None}
"""What two laptops may name alike: by slug, or by a number, inside an interview where there is one."""

Names = dict[tuple[str, str], str]


@dataclass(slots=True)
class Together:
    """What a merge did: `unchanged` things were here already, `renamed` are (table, uid, was, is now).

    `pairs` may be one conversation each. `backup` is where the store as it was is kept; None where nothing was new,
    where the store is on a server, or where nothing was done.
    """

    counts: Counts = field(default_factory=Counts)
    unchanged: int = 0
    renamed: list[tuple[str, str, str, str]] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    backup: Path | None = None

    @property
    def brought(self) -> bool:
        """Whether anything was new."""
        counts = self.counts
        return bool(counts.changes or counts.rows.total() or counts.revisions or counts.forgotten)


class _TakenBack(Exception):
    """What a dry run ends its transaction with."""


def bring(into: Store, theirs: dict[str, list[Row]], shown: str, *, dry_run: bool) -> Together:
    """Unite a store with the rows of another, all of them or none; the store as it was is kept beside it.

    Errors: StoreDamaged for rows that the tables refuse, StoreUnusable.
    """
    found = Together()
    try:
        with into.writing():
            _unite(into, theirs, shown, found, dry_run=dry_run)
    except _TakenBack:
        return found
    except BaseException:
        if found.backup:
            found.backup.unlink()
        raise
    return found


def names(rows: dict[str, list[Row]]) -> Names:
    """What everything that has a name is called, by table and uid, given the rows of a store."""
    found: Names = {}
    inside: dict[int, str] = {}
    for table in (*SLUGGED, *NUMBERED):
        for row in rows[table]:
            if row["deleted"] or row.get("part_of"):
                continue
            if table in SLUGGED:
                ref = row["slug"] + (f".{row['twin']}" if row["twin"] > 1 else "")
            else:
                within = inside.get(row["interview"]) if NUMBERED[table] else ""
                ref = f"{within}/{row['number']}".lstrip("/") + (f"-{row['twin']}" if row["twin"] > 1 else "")
                if within is None:
                    continue
            if table == "interview":
                inside[row["id"]] = ref
            found[table, row["uid"]] = ref
    return found


def _by_its_interview(table: str, was: str, now: str) -> bool:
    """Whether only the interview's name is another one, which is told of the interview."""
    return NUMBERED.get(table) is not None and was.rpartition("/")[2] == now.rpartition("/")[2]


def _named_rows(store: Store) -> dict[str, list[Row]]:
    """What `names` needs of a store's own rows."""
    slugs = {table: store.rows(f"SELECT * FROM {table}") for table in SLUGGED}
    within = {table: f"{name}, " if name else "" for table, name in NUMBERED.items()}
    return slugs | {
        table: store.rows(f"SELECT uid, {name}number, twin, deleted FROM {table}") for table, name in within.items()
    }


def _unite(into: Store, theirs: dict[str, list[Row]], shown: str, found: Together, *, dry_run: bool) -> None:
    before = names(_named_rows(into))
    if not into.is_server and not dry_run and before:
        found.backup = backup.keep(into.location, "before-merge")
    with _refused(shown):
        found.counts = merge.unite(into, theirs)
    held = Counter({table: len(theirs[table]) for table in merge.TABLES}).total()
    found.unchanged = max(0, held - found.counts.rows.total() - found.counts.changed)
    after = names(_named_rows(into))
    were = [*before.items(), *((key, ref) for key, ref in names(theirs).items() if key not in before)]
    found.renamed = [
        (*key, ref, after[key])
        for key, ref in sorted(were)
        if key in after and after[key] != ref and not _by_its_interview(key[0], ref, after[key])
    ]
    found.pairs = joining.candidates(into, {row["uid"] for row in theirs["interview"]})
    if dry_run:
        raise _TakenBack
    if found.backup and not found.brought:
        found.backup.unlink()
        found.backup = None


@contextmanager
def _refused(shown: str) -> Iterator[None]:
    """A row that the tables do not take, said in a sentence on either engine."""
    try:
        yield
    except Exception as error:
        if {kind.__name__ for kind in type(error).__mro__}.isdisjoint({"IntegrityError", "DataError", "OverflowError"}):
            raise
        said = " ".join(str(error).partition("\n")[0].split())
        raise StoreDamaged(f"{shown} holds what no store can ({said}); nothing was changed") from None
