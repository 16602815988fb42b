"""What a person or a script names: slugs, numbers, prefixes and uids become rows.

An exact name wins over a prefix; a prefix must be the only one. When nothing is meant, the sentence offers
the nearest name. Rows come from the views, with their columns.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import Any

from interviewkit.dates import now
from interviewkit.dbfile import Row, Store
from interviewkit.errors import NotFound, UsageError
from interviewkit.vocabulary import Kind

CURRENT = "@"


def interview(store: Store, name: str | None, *, quiet_hours: float = 12) -> Row:
    """The interview of that slug, uid or unique prefix; without a name the one that is running.

    Errors: NotFound; UsageError for an ambiguous prefix, several running ones, or one that fell quiet.
    """
    name = name or os.environ.get("INTERVIEWKIT_INTERVIEW") or CURRENT
    if name == CURRENT:
        return _running(store, quiet_hours)
    return _whole(store, name) or _named(store, "interviews", "ref", name, "interview", "interviewkit list")


def running_interview(store: Store, name: str | None, *, quiet_hours: float = 12) -> Row:
    """The same, but only an interview that has not ended. Errors: as `interview`, UsageError when ended."""
    found = interview(store, name, quiet_hours=quiet_hours)
    if found["ended_at"] is not None:
        raise UsageError(
            f"the interview {found['ref']} has ended; go on with it: interviewkit resume {found['ref']}"
            f", or put this entry into it: interviewkit log --at WHEN -i {found['ref']} …"
        )
    return found


def entry(store: Store, name: str, within: str | None = None, *, quiet_hours: float = 12) -> Row:
    """An entry as `7` in an interview, `acme-2026-11-21/7` anywhere, or by its uid. Errors: NotFound, UsageError."""
    before, slash, number = name.rpartition("/")
    if slash or is_number(name):
        joined = _joined(store, before, number) if slash else None
        if joined:
            return joined
        found = interview(store, before or within, quiet_hours=quiet_hours)
        return _numbered(store, "entries", found, number, "entry")
    by_uid = store.row("SELECT * FROM entries WHERE uid = :uid", uid=name)
    if by_uid:
        return by_uid
    raise NotFound(f"there is no entry {name}; an entry is named like 7 or acme-2026-11-21/7; see interviewkit show @")


def tag(store: Store, name: str, within: str | None = None, *, quiet_hours: float = 12) -> tuple[Row, Row]:
    """A tag as `7:pain`, with its entry; gives (entry, tag). Errors: NotFound, UsageError."""
    before, colon, word = name.rpartition(":")
    kinds = [kind.value for kind in Kind]
    if not colon or word not in kinds:
        meant = name if not colon else before or "7"
        raise UsageError(f"{name} names no tag; write one of {', '.join(f'{meant}:{kind}' for kind in kinds)}")
    on = entry(store, before, within, quiet_hours=quiet_hours)
    found = store.row("SELECT * FROM tags WHERE entry = :entry AND kind = :kind", entry=on["id"], kind=word)
    if found is None:
        raise NotFound(f"entry {on['ref']} is not tagged {word}; tag it: interviewkit tag {on['ref']} {word}")
    return on, found


def parked(store: Store, name: str, within: str | None = None, *, quiet_hours: float = 12) -> Row:
    """A parked question by its number in an interview, `2` or `acme-2026-11-21/2`, or its uid.

    Errors: NotFound, UsageError.
    """
    by_uid = store.row("SELECT * FROM parked_questions WHERE uid = :uid", uid=name)
    if by_uid:
        return by_uid
    before, _, number = name.rpartition("/")
    found = interview(store, before or within, quiet_hours=quiet_hours)
    return _numbered(store, "parked_questions", found, number, "parked question")


def item(store: Store, name: str) -> Row:
    """A roadmap item by slug, the tracker's key, uid or unique prefix.

    Errors: NotFound; UsageError for an ambiguous prefix, or a key that several bear and none as its slug or uid.
    """
    by_key = store.rows("SELECT * FROM items WHERE key = :key ORDER BY ref", key=name)
    if len(by_key) == 1:
        return by_key[0]
    if by_key and store.value("SELECT id FROM items WHERE ref = :name OR uid = :name", name=name) is None:
        raise UsageError(f"{name} could be {', '.join(row['ref'] for row in by_key)}; name one by slug")
    return _named(store, "items", "ref", name, "roadmap item", "interviewkit roadmap list")


def customer(store: Store, name: str) -> Row:
    """A customer by slug, full name, or unique prefix. Errors: NotFound, UsageError."""
    merged = store.row(
        "SELECT v.* FROM customer c JOIN customer_roots r ON r.id = c.id JOIN customers v ON v.id = r.root"
        " WHERE c.slug = :name OR c.name = :name ORDER BY c.slug = :name DESC LIMIT 1",
        name=name,
    )
    return merged or _named(store, "customers", "slug", name, "customer", "interviewkit customer list")


def segment(store: Store, name: str) -> Row:
    """A segment by slug, full name, or unique prefix. Errors: NotFound, UsageError."""
    by_name = store.rows("SELECT * FROM segments WHERE name = :name", name=name)
    if len(by_name) == 1:
        return by_name[0]
    return _named(store, "segments", "slug", name, "segment", "interviewkit segment list")


def participant(store: Store, name: str) -> Row:
    """A participant by uid or full name. Errors: NotFound, UsageError when two bear the name."""
    found = store.rows("SELECT * FROM participants WHERE uid = :name OR name = :name ORDER BY id", name=name)
    if len(found) == 1:
        return found[0]
    if found:
        uids = ", ".join(row["uid"] for row in found)
        raise UsageError(f"{len(found)} participants are called {name}; name one by uid: {uids}")
    names = [row["name"] for row in store.rows("SELECT name FROM participants ORDER BY name")]
    raise NotFound(f"there is no participant {name}{nearest(name, names)}; see interviewkit participant list")


def followup(store: Store, name: str) -> Row:
    """A follow-up by its number, `3`, or `3-2` where two laptops numbered alike, or by its uid. Errors: NotFound."""
    first, _, twin = name.partition("-")
    numbered = is_number(name) and len(first) < 10 and len(twin) < 10
    found = store.row(
        "SELECT f.*, CAST(f.number AS TEXT) || CASE f.twin WHEN 1 THEN '' ELSE '-' || CAST(f.twin AS TEXT) END AS ref"
        " FROM followups f WHERE f.uid = :name OR (f.number = :number AND f.twin = :twin)",
        name=name,
        number=int(first) if numbered else 0,
        twin=int(twin or 1) if numbered else 0,
    )
    if found is None:
        raise NotFound(f"there is no follow-up {name}; see interviewkit followup list")
    return found


def workshop(store: Store, name: str | None) -> Row:
    """The workshop of that slug, full name, uid or unique prefix; without a name the last one that is open.

    Errors: NotFound, UsageError.
    """
    if name:
        by_name = store.rows("SELECT * FROM workshops WHERE name = :name", name=name)
        if len(by_name) == 1:
            return by_name[0]
        return _named(store, "workshops", "ref", name, "workshop", "interviewkit workshop list")
    last = store.row("SELECT * FROM workshops WHERE closed_at IS NULL ORDER BY added_at DESC, id DESC LIMIT 1")
    if last is None:
        raise NotFound("no workshop is open; begin one: interviewkit workshop start NAME --customers acme,bolt")
    return last


def snapshot(store: Store, name: str) -> Row:
    """A snapshot by slug, full name, uid or unique prefix. Errors: NotFound, UsageError."""
    by_name = store.rows("SELECT * FROM snapshots WHERE name = :name", name=name)
    if len(by_name) == 1:
        return by_name[0]
    return _named(store, "snapshots", "ref", name, "snapshot", "interviewkit snapshot")


def workshop_of(store: Store, key: int) -> Row:
    """The workshop of that key."""
    return store.rows("SELECT * FROM workshops WHERE id = :key", key=key)[0]


def nearest(name: str, names: list[str]) -> str:
    """ " (did you mean …?)" with the closest of the names, or nothing."""
    from difflib import get_close_matches

    close = get_close_matches(name, names, n=1, cutoff=0.6)
    return f" (did you mean {close[0]}?)" if close else ""


def is_number(text: str) -> bool:
    """Whether this is an entry's number, as `7` or `7-2`."""
    first, dash, twin = text.partition("-")
    return first.isascii() and first.isdigit() and (not dash or (twin.isascii() and twin.isdigit()))


def _whole(store: Store, name: str) -> Row | None:
    """The interview that the one of this name is part of, because two laptops began it."""
    return store.row(
        "SELECT v.* FROM interview p JOIN interviews v ON v.id = p.part_of"
        f" WHERE p.deleted = 0 AND (p.uid = :name OR {_REF} = :name)",
        name=name,
    )


def _joined(store: Store, interview: str, number: str) -> Row | None:
    """The entry that bore a number in an interview that is part of another now; what was written down stays true."""
    first, _, twin = number.partition("-")
    if not is_number(number) or max(len(first), len(twin)) > 9 or _whole(store, interview) is None:
        return None
    rows = store.rows(
        "SELECT e.* FROM interview p JOIN entries e ON e.interview = p.part_of AND e.number = :number"
        " JOIN revision r ON r.subject = 'entry:' || e.uid AND r.field = 'interview'"
        f" WHERE r.value = '\"' || p.uid || '\"' AND (p.uid = :name OR {_REF} = :name) ORDER BY e.twin",
        name=interview,
        number=int(first),
    )
    place = int(twin or 1)
    return rows[place - 1] if 0 < place <= len(rows) else None


_REF = "p.slug || CASE p.twin WHEN 1 THEN '' ELSE '.' || CAST(p.twin AS TEXT) END"


def _named(store: Store, view: str, column: str, name: str, what: str, see: str) -> Row:
    exact = store.row(f"SELECT * FROM {view} WHERE {column} = :name", name=name)
    exact = exact or store.row(f"SELECT * FROM {view} WHERE uid = :name", name=name)
    if exact:
        return exact
    starting = store.rows(
        f"SELECT * FROM {view} WHERE substr({column}, 1, :length) = :name ORDER BY {column}",
        length=len(name),
        name=name,
    )
    if len(starting) == 1 and name:
        return starting[0]
    if starting and name:
        listed = ", ".join(row[column] for row in starting[:5]) + (", …" if len(starting) > 5 else "")
        raise UsageError(f"{name} could be {listed}; write more of it; see {see}")
    names = [row[column] for row in store.rows(f"SELECT {column} FROM {view} ORDER BY {column}")]
    raise NotFound(f"there is no {what} {name}{nearest(name, names)}; see {see}")


def _numbered(store: Store, view: str, within: Row, number: str, what: str) -> Row:
    first, _, twin = number.partition("-")
    if is_number(number) and len(first) < 10 and len(twin) < 10:
        found = store.row(
            f"SELECT * FROM {view} WHERE interview = :interview AND number = :number AND twin = :twin",
            interview=within["id"],
            number=int(first),
            twin=int(twin or 1),
        )
        if found:
            return found
    raise NotFound(f"there is no {what} {number} in {within['ref']}; see interviewkit show {within['ref']}")


def _running(store: Store, quiet_hours: float) -> Row:
    running: list[Row] = store.rows(
        "SELECT i.*, (SELECT max(h.at) FROM change h WHERE h.interview = i.uid) AS last_activity"
        " FROM interviews i WHERE i.ended_at IS NULL ORDER BY i.ref"
    )
    named = ", ".join(row["ref"] for row in running)
    if not running:
        last = store.value("SELECT ref FROM interviews ORDER BY ended_at DESC, ref DESC LIMIT 1")
        named_last = f"; the last one: interviewkit show {last}" if last else ""
        raise NotFound(f"no interview is running; begin one: interviewkit start CUSTOMER{named_last}")
    if len(running) > 1:
        raise UsageError(f"{len(running)} interviews are running ({named}); name one: -i {running[0]['ref']}")
    if _hours_since(running[0]["last_activity"]) >= quiet_hours:
        raise UsageError(
            f"the interview {named} has been quiet for {quiet_hours:g} hours; name it: -i {named},"
            f" or interviewkit end {named}"
        )
    return running[0]


def _hours_since(moment: Any) -> float:
    if moment is None:
        return 0.0
    quiet = datetime.fromisoformat(now()) - datetime.fromisoformat(moment).astimezone(UTC)
    return quiet / timedelta(hours=1)
