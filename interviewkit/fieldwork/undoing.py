"""What was done is taken back: undo, delete, undelete. Nothing is lost by any of them."""

from __future__ import annotations

from json import loads
from typing import Any

from interviewkit import recorder
from interviewkit.dbfile import Row, Store
from interviewkit.errors import NotFound

# Every table whose rows one command in an interview or a workshop may make, and what to call such a row.
MADE = {
    "entry": "entry",
    "tag": "tag",
    "label": "label",
    "link": "link",
    "parked": "parked question",
    "term": "term",
    "participant": "participant",
    "attendance": "attendance",
    "reading": "reading",
    "followup": "follow-up",
    "interview": "interview",
    "workshop_voice": "voice",
    "workshop_vote": "vote",
    "workshop_delivery": "delivery",
    "workshop_problem": "problem",
    "workshop_seat": "seat",
    "workshop_group": "group",
    "workshop": "workshop",
}

# Whether a living entry still needs this row: as its speaker, or as the interview that it stands in.
NEEDED = {
    "interview": "SELECT id FROM entries WHERE interview = :id LIMIT 1",
    "participant": "SELECT id FROM entries WHERE speaker = :id LIMIT 1",
    "attendance": "SELECT id FROM entries WHERE speaker = :participant AND interview = :interview LIMIT 1",
}

SAID = ("answer", "question", "kind", "name", "title", "stance")
WORDS = {"ended_at": "end", "done_at": "keeping", "answered_at": "moment", "at": "moment", "who": "by"}
SHOWN = 80
# What is written down beside a deed, and taken back with it without a word.
QUIET = frozenset({"reading", "workshop_voice", "workshop_vote", "workshop_seat"})


def undo(store: Store, author: str, interview: Row) -> Row:
    """Take back the author's own last thing in the interview; gives its verb, moment and what it was about.

    Rows that the change made are taken back, fields that it revised get the value that it replaced, unless somebody
    has changed them since. Errors: NotFound when nothing is left.
    """
    with store.writing():
        last = store.row(
            "SELECT h.* FROM change h WHERE h.interview = :interview AND h.author = :author AND h.undoes IS NULL"
            " AND h.verb NOT IN ('start', 'stand') AND NOT EXISTS (SELECT 1 FROM change u WHERE u.undoes = h.uid)"
            " ORDER BY h.uid DESC LIMIT 1",
            interview=interview["uid"],
            author=author,
        )
        if last is None:
            raise NotFound(
                f"nothing of yours is left to take back in {interview['ref']}; see interviewkit show {interview['ref']}"
            )
        change = recorder.Change(store, "undo", author, interview["uid"], last["uid"])
        about = _take_back_rows(change, last) + _take_back_values(change, last)
        _ = change.id  # an undo that finds nothing to change any more still counts, or the next would try it again
    return {"verb": last["verb"], "at": last["at"], "change": last["uid"], "about": about}


def delete(store: Store, author: str, table: str, row: Row, interview: str | None) -> None:
    """Take back an entry or a whole interview; `undelete` brings it back as it was."""
    with recorder.change(store, "delete", author, interview=interview) as change:
        change.revise(table, row["uid"], deleted=1)


def undelete(store: Store, author: str, table: str, row: Row, interview: str | None) -> None:
    """Bring back what was deleted, or undone, with the tags, links and labels that went with it."""
    with recorder.change(store, "undelete", author, interview=interview) as change:
        for name, uid in _went_with(store, f"{table}:{row['uid']}"):
            if name == table or uid.startswith(f"{row['uid']}:"):
                change.revise(name, uid, deleted=0)


def _went_with(store: Store, subject: str) -> list[tuple[str, str]]:
    """Table and uid of everything that the change which deleted the subject has deleted, the subject first."""
    rows = store.rows(
        "SELECT r.subject FROM revision r WHERE r.field = 'deleted' AND r.value = '1' AND r.change = ("
        " SELECT d.change FROM revision d JOIN change h ON h.id = d.change"
        " WHERE d.subject = :subject AND d.field = 'deleted' AND d.value = '1' ORDER BY h.uid DESC LIMIT 1)",
        subject=subject,
    )
    others = [row["subject"] for row in rows if row["subject"] != subject]
    return [(table, uid) for table, _, uid in (one.partition(":") for one in [subject, *others])]


def _take_back_rows(change: recorder.Change, last: Row) -> list[str]:
    about = []
    for table, name in MADE.items():
        rows = change.store.rows(f"SELECT * FROM {table} WHERE change = :id AND deleted = 0 ORDER BY id", id=last["id"])
        for row in rows:
            if table in NEEDED and change.store.value(NEEDED[table], **row) is not None:
                continue
            change.revise(table, row["uid"], deleted=1)
            if table not in QUIET:
                about.append(_described(name, row))
    return about


def _take_back_values(change: recorder.Change, last: Row) -> list[str]:
    store = change.store
    about = []
    revised = "SELECT * FROM revision WHERE change = :id AND replaces IS NOT NULL ORDER BY id"
    for row in store.rows(revised, id=last["id"]):
        table, _, uid = row["subject"].partition(":")
        before = _before(store, row, last)
        thing = store.row(f"SELECT * FROM {table} WHERE uid = :uid", uid=uid)
        if before is None or thing is None or (thing["deleted"] and row["field"] != "deleted"):
            continue  # somebody has changed or deleted it since
        value = recorder.local(store, row["field"], loads(before), table)
        if change.revise(table, uid, **{row["field"]: value}) and table not in QUIET:
            about.append(_again(table, thing, row["field"], value))
    return about


def _before(store: Store, revision: Row, last: Row) -> str | None:
    """What a field held before a change, as it is written down; None when somebody changed it after that.

    What was taken back, and the taking back itself, count as never said, so that undo after undo goes on.
    """
    versions = store.rows(
        "SELECT h.uid, r.value, r.replaces, CASE WHEN h.undoes IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM change u WHERE u.undoes = h.uid) THEN 1 ELSE 0 END AS stands"
        " FROM revision r JOIN change h ON h.id = r.change"
        " WHERE r.subject = :subject AND r.field = :field ORDER BY h.uid DESC",
        subject=revision["subject"],
        field=revision["field"],
    )
    standing = [one for one in versions if one["stands"] or one["uid"] == last["uid"] or one["replaces"] is None]
    if standing[0]["uid"] != last["uid"]:
        return None
    before: str = standing[1]["value"]
    return before


def _again(table: str, row: Row, field: str, value: Any) -> str:
    """What a field holds again, in words."""
    name = MADE.get(table, table)
    if field == "deleted":
        return _described(name, row) if value else f"{_described(name, row)} (it is back)"
    number = f" {row['number']}" if "number" in row else ""
    now = "is empty" if value is None else f"is {_short(str(value))}"
    return f"{WORDS.get(field, field)} of {name}{number} {now} again"


def _described(name: str, row: Row) -> str:
    words = next((row[field] for field in SAID if row.get(field)), None)
    number = f" {row['number']}" if "number" in row else ""
    return f"{name}{number}: {_short(words)}" if words else f"{name}{number}"


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
