"""How one thing looks on a terminal, and which of its fields its JSON has."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from interviewkit import dates
from interviewkit.dbfile import Row
from interviewkit.output import Field, lines_of, render, render_one
from interviewkit.queries.scope import narrowed

SIGNS = {"supports": "+", "contradicts": "-", "neutral": "="}


def _fields(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name.replace("_", " ").capitalize(), name) for name in names)


ENTRY = _fields(
    "uid",
    "ref",
    "interview",
    "number",
    "question",
    "answer",
    "at",
    "phase",
    "speaker",
    "verbatim",
    "observation",
    "evidence",
    "prompted",
    "aha",
    "look",
    "labels",
    "tags",
    "author",
)
INTERVIEW = _fields(
    "uid",
    "ref",
    "customer",
    "customer_name",
    "internal",
    "topic",
    "guide",
    "source",
    "lifecycle",
    "started_at",
    "ended_at",
    "zone",
    "minutes",
    "disclosed",
    "author",
    "interviewers",
    "note_takers",
    "participants",
    "tags",
    "entries",
    "parked",
    "terms",
    "follow_ups",
)
ITEM = _fields(
    "uid",
    "slug",
    "title",
    "description",
    "status",
    "horizon",
    "segments",
    "topics",
    "tracker",
    "key",
    "url",
    "gone",
    "shipped_at",
    "added_at",
    "author",
    "links",
)
CUSTOMER = _fields(
    "uid",
    "slug",
    "name",
    "segments",
    "lifecycle",
    "internal",
    "weight",
    "added_at",
    "author",
    "last_met",
    "participants",
    "interviews",
    "follow_ups",
)
SEGMENT = (
    Field("", "uid"),
    Field("Segment", "slug"),
    *_fields("name", "weight", "customers", "interviewed", "members", "items"),
)
PARTICIPANT = _fields("name", "role", "consent", "customer", "uid")
PARKED = _fields("uid", "ref", "number", "question", "why", "answer", "at", "answered_at", "author")
SNAPSHOT = _fields("uid", "ref", "name", "at", "author", "scope", "policy", "customers", "verdicts", "items")
TERM = _fields("uid", "word", "meaning", "at", "author")
FOLLOW_UP = _fields(
    "uid",
    "ref",
    "number",
    "title",
    "customer",
    "customer_name",
    "interview",
    "due",
    "overdue",
    "done_at",
    "at",
    "author",
)

WORKSHOP = _fields(
    *("uid", "ref", "name", "team", "dots", "stacking", "held_at", "closed_at", "author"),
    *("seats", "groups", "problems", "vote"),
)
SEAT = _fields("uid", "name", "customer", "group", "came", "voted", "votes")
GROUP = _fields("uid", "name", "customers", "members", "problems", "ranking")
PROBLEM = _fields(
    *("uid", "ref", "title", "group", "author", "joined", "picked", "rank", "tied", "dots", "voters", "by_group"),
    *("customers", "entries", "items", "chosen", "delivery"),
)


def interview(row: Row) -> str:
    """An interview as it went: who, what was said, what is parked, which words are theirs."""
    started = dates.local(row["started_at"], row["zone"])
    ended = f"{dates.local(row['ended_at'], row['zone']):%H:%M}" if row["ended_at"] else "running"
    people = [_person(one) for one in row["participants"]]
    head = {
        "interview": row["ref"],
        "customer": row["customer_name"],
        "topic": row["topic"],
        "when": f"{started:%Y-%m-%d %H:%M} – {ended} ({row['zone']})",
        "how": f"{row['source']}, guide {row['guide']}, intern stance {'told' if row['disclosed'] else 'not told'}",
        "they": people,
        "we": row["interviewers"] + [f"{name} (notes)" for name in row["note_takers"]],
    }
    parts = [render_one(head, _fields(*head), "text"), "".join(_said(entry) for entry in row["entries"])]
    parked = [{**one, "answer": one["answer"] or "open"} for one in row["parked"]]
    parts.append(_titled("Parked", render(parked, _fields("number", "question", "why", "answer"), "table")))
    words = [{**one, "meaning": one["meaning"] or "open"} for one in row["terms"]]
    parts.append(_titled("Words", render(words, _fields("word", "meaning"), "table")))
    parts.append(
        _titled("Follow-ups", render(row["follow_ups"], _fields("number", "title", "due", "done_at"), "table"))
    )
    return "\n".join(part for part in parts if part)


def entry(row: Row) -> str:
    """An entry with everything that hangs on it."""
    about = {
        "entry": row["ref"],
        "question": row["question"],
        "answer": row["answer"],
        "at": row["at"],
        "phase": row["phase"],
        "speaker": row["speaker"],
        "kind": _how(row),
        "tags": [_tag(tag) for tag in row["tags"]],
        "labels": row["labels"],
        "author": row["author"],
    }
    return render_one(about, _fields(*about), "text")


def item(row: Row) -> str:
    """A roadmap item, and what speaks to it."""
    head = render_one(row, tuple(field for field in ITEM if field.key not in ("uid", "links", "gone")), "text")
    return head + _titled("Linked", render(row["links"], _fields("ref", "customer", "stance", "answer"), "table"))


def customer(row: Row) -> str:
    """A customer, its people and its interviews."""
    people = [_person(one) for one in row["participants"]]
    named = {
        **row,
        "last_met": last_met(row),
        "participants": people,
        "follow_ups": [one["title"] for one in row["follow_ups"] if not one["done_at"]],
    }
    return render_one(named, tuple(field for field in CUSTOMER if field.key != "uid"), "text")


def last_met(row: Row) -> str:
    """The day on which a customer was last met, in the zone of that interview; "" for never."""
    return dates.local(row["last_met"], row["last_zone"]).date().isoformat() if row["last_met"] else ""


def snapshot(row: Row) -> str:
    """A snapshot: whose, of what, and what it said of every item."""
    head = {
        "snapshot": row["ref"],
        "name": row["name"],
        "kept": f"{dates.short_day(row['at'])} by {row['author']}",
        "scope": "; ".join(narrowed(row["scope"])) or "every interview",
        "customers": row["customers"],
    }
    items = [{**one, "verdict": one["verdict"] or one["status"]} for one in row["items"]]
    table = render(items, (Field("Item", "slug"), *_fields("verdict", "reason")), "table")
    return render_one(head, _fields(*head), "text") + _titled("Verdicts", table)


def _plain(*hidden: str, fields: tuple[Field, ...]) -> Callable[[Row], str]:
    """The text of a thing that needs no words of its own: its fields, without what people do not read."""
    shown = tuple(field for field in fields if field.key not in ("uid", *hidden))
    return lambda row: render_one(row, shown, "text")


LAYOUTS: dict[str, tuple[tuple[Field, ...], Callable[[Row], str]]] = {
    "interview": (INTERVIEW, interview),
    "entry": (ENTRY, entry),
    "item": (ITEM, item),
    "customer": (CUSTOMER, customer),
    "segment": (SEGMENT, _plain(fields=SEGMENT)),
    "participant": (PARTICIPANT, _plain(fields=PARTICIPANT)),
    "parked": (PARKED, _plain("number", fields=PARKED)),
    "term": (TERM, _plain(fields=TERM)),
    "followup": (FOLLOW_UP, _plain("number", "customer", fields=FOLLOW_UP)),
    "snapshot": (SNAPSHOT, snapshot),
    "workshop_problem": (PROBLEM, _plain("joined", "by_group", "delivery", "tied", fields=PROBLEM)),
    "workshop_seat": (SEAT, _plain("customer", "votes", fields=SEAT)),
    "workshop_group": (GROUP, _plain("ranking", fields=GROUP)),
}


def _said(row: Row) -> str:
    """An entry as it stands in its interview: question, answer, what hangs on it."""
    number = row["ref"].rpartition("/")[2]
    lines = [f"Q  {row['question']}"] if row["question"] else []
    if row["answer"]:
        who = f"{row['speaker']}: " if row["speaker"] else ""
        lines.append(f"{who}{quoted(row)}")
    marks = "  ".join(_marks(row))
    lines += [f"   {marks}"] if marks else []
    gap = " " * 5
    return "".join(
        f"{number if first else '':>3}  {line}\n"
        for first, line in zip([True] + [False] * len(lines), _indented(lines, gap), strict=False)
    )


def _indented(lines: list[str], gap: str) -> Iterator[str]:
    for line in lines:
        yield f"\n{gap}".join(lines_of(line, len(gap)))


def quoted(row: Row) -> str:
    """An answer in quotation marks where these are the very words, else as the note that it is."""
    return f"“{row['answer']}”" if row["verbatim"] else str(row["answer"])


def _marks(row: Row) -> Iterator[str]:
    yield from (_tag(tag) for tag in row["tags"])
    yield from (f"&{name}" for name in row["labels"])
    if row["aha"]:
        yield "aha"
    if row["evidence"] != "experience":
        yield f"~{row['evidence']}"


def _tag(tag: Row) -> str:
    words = [f"#{tag['kind']}{tag['severity'] or ''}"]
    words += [f"by:{tag['by']}"] if tag["by"] else []
    words += [f"takes:{tag['takes']}"] if tag["takes"] else []
    words += [f"{SIGNS[link['stance']]}{link['item']}" for link in tag["links"]]
    return " ".join(words)


def _how(row: Row) -> str:
    flags = [name for name in ("verbatim", "observation", "prompted", "aha") if row[name]]
    return ", ".join([row["evidence"], *flags])


def _person(one: Row) -> str:
    role = f", {one['role']}" if one["role"] else ""
    consent = "" if one["consent"] == "yes" else f" (consent {one['consent']})"
    return f"{one['name']}{role}{consent}"


def _titled(title: str, table: str) -> str:
    return f"\n{title}\n{table}" if table else ""
