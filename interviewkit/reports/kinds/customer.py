"""One customer across time: every conversation, what hurts, where they stand, what was promised and kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from interviewkit import references
from interviewkit.dates import local, minutes_between, short_day
from interviewkit.dbfile import Row
from interviewkit.evidence.answering import Answer, after_shipping, answer_of
from interviewkit.evidence.coverage import days_between
from interviewkit.output import Field
from interviewkit.queries import followups, people
from interviewkit.queries.consent import may_be_named
from interviewkit.queries.said import conversations, said, ties, words
from interviewkit.queries.study import read
from interviewkit.reports.asking import Asked, Plain, Report
from interviewkit.reports.filters import cut
from interviewkit.reports.promises import promise_said
from interviewkit.reports.reading import study_of
from interviewkit.reports.said import NOT_EXPLAINED, STANCES, hurting, severity, unnamed_note, utterance, withheld_note
from interviewkit.reports.standing import STANDING, standing, untouched
from interviewkit.reports.tables import Column, table
from interviewkit.reports.wording import listed, plural, scope_words

CSV_FIELDS = tuple(Field(key, key) for key in ("what", "at", "ref", "title", "state", "detail"))
"""The columns of its CSV: a row for each thing in this customer's time, the earliest first."""

TALKS = (
    Column("When", "day"),
    Column("Conversation", "ref"),
    Column("About", "topic"),
    Column("How it came about", "source"),
    Column("Lifecycle then", "lifecycle"),
    Column("Entries", "entries", number=True),
    Column("Promised in it", "promised"),
)
PROMISES = (Column("Promised", "title"), Column("When", "day"), Column("How it stands", "state"))
TERMS = (Column("Word", "word"), Column("What they mean by it", "meaning"), Column("Told in", "interview"))
PEOPLE = (Column("Name", "name"), Column("Role", "role"), Column("Consent", "consent"))
_KEPT = ("uid", "slug", "name", "lifecycle", "internal", "weight", "segments")


def report(asked: Asked) -> Report:
    """The report of the customer that is named; the scope's dates, sources and topics narrow what is shown.

    Errors: NotFound, UsageError for what the reference names.
    """
    row = references.customer(asked.store, asked.reference or "")
    context = _context(asked, people.customer(asked.store, row["id"]))
    return Report(context, "customer", _flat(context), CSV_FIELDS)


def _context(asked: Asked, of: Row) -> Plain:
    scope = replace(asked.scope, customers=(of["slug"],))
    names, segments = people.names(asked.store)
    held = conversations(asked.store, scope)
    entries = said(asked.store, scope)
    shown = {entry["ref"]: entry for entry in entries if not entry["withheld"]}
    terms = words(asked.store, scope)
    told = [term for term in terms if not term["withheld"]]
    theirs = [term for term in told if of["internal"] or not term["internal"]]
    study = study_of(read(asked.store, scope))
    zones = {row["ref"]: row["zone"] for row in held}
    promises = [_promise(one, asked, zones.get(one["interview"])) for one in followups.in_scope(asked.store, scope)]
    met = may_be_named(of["participants"])
    context = asked.head | {
        "customer": {key: of[key] for key in _KEPT},
        "relationship": [_talk(one, promises) for one in held],
        "hurts": _hurts(shown.values(), ties(asked.store, scope), held, names),
        "standing": standing(study, shown, names),
        "silent": [{"item": item.slug, "title": item.title} for item in untouched(study)],
        "terms": [{key: term[key] for key in ("word", "meaning", "interview", "told_in", "at")} for term in theirs],
        "participants": [{key: one[key] for key in ("uid", "name", "role", "consent")} for one in met],
        "unnamed": len(of["participants"]) - len(met),
        "follow_ups": promises,
        "withheld": len(entries) - len(shown) + len(terms) - len(told),
    }
    narrowed = scope_words(replace(asked.scope, customers=()), segments, names, (), ())
    context["page"] = _page(context, [segments.get(slug, slug) for slug in of["segments"]], asked) | {"scope": narrowed}
    return context


def _promise(row: Row, asked: Asked, zone: str | None) -> Plain:
    now = asked.generated_at
    overdue = not row["done_at"] and row["due"] is not None and local(now).date().isoformat() > row["due"]
    return {key: row[key] for key in ("uid", "ref", "title", "interview", "at", "due", "done_at")} | {
        "overdue": overdue,
        "page": {
            "title": row["title"],
            "day": short_day(row["at"], zone),
            "state": promise_said(row["due"], row["done_at"], now),
        },
    }


def _talk(row: Row, promises: Sequence[Plain]) -> Plain:
    keys = ("ref", "topic", "guide", "source", "internal", "lifecycle", "started_at", "ended_at", "zone", "disclosed")
    made = [one for one in promises if one["interview"] == row["ref"]]
    minutes = minutes_between(row["started_at"], row["ended_at"]) if row["ended_at"] else None
    return {key: row[key] for key in (*keys, "entries")} | {
        "minutes": None if minutes is None else max(round(minutes), 0),
        "promises": [one["uid"] for one in made],
        "page": {
            "day": short_day(row["started_at"], row["zone"]),
            "ref": row["ref"],
            "topic": row["topic"] or "–",
            "source": row["source"],
            "lifecycle": row["lifecycle"],
            "entries": row["entries"],
            "promised": "; ".join(f"{cut(one['title'], 120)} ({one['page']['state']})" for one in made) or "–",
        },
    }


def _hurts(entries: Iterable[Row], tied: Iterable[Row], held: Iterable[Row], names: Mapping[str, str]) -> list[Plain]:
    """Their problems and pains: what no item answers first, then the most severe, then the latest; ours last."""
    starts = {row["ref"]: row for row in held}
    by_entry: dict[str, list[Row]] = defaultdict(list)
    for tie in tied:
        if tie["kind"] != "process":
            by_entry[tie["ref"]].append(tie)
    told = [_hurt(entry, by_entry[entry["ref"]], starts, names) for entry in entries if hurting(entry)]
    told.sort(key=lambda one: (one["started_at"], one["at"], one["ref"]), reverse=True)
    return sorted(told, key=lambda one: (one["internal"], _ORDER.index(one["answered"]), -one["severity"]))


_OURS = "Ours, from being the customer ourselves: listed, never counted"
_ORDER = [Answer.STILL_HURTS, Answer.NONE, Answer.COMING, Answer.SHIPPED]
_SAID = {
    Answer.STILL_HURTS: "It has shipped, and hurts all the same",
    Answer.NONE: "No item answers it",
    Answer.COMING: "An item is to answer it",
    Answer.SHIPPED: "An item that has shipped answers it",
}


def _hurt(entry: Row, tied: Sequence[Row], starts: Mapping[str, Row], names: Mapping[str, str]) -> Plain:
    held = starts[entry["interview"]]
    started_at, zone = held["started_at"], held["zone"]
    answer = answer_of(tied, started_at)
    one = utterance(entry, names)
    one["page"] |= {
        "day": short_day(started_at, zone),
        "answer": _SAID[answer],
        "linked": list(dict.fromkeys(_tie_said(tie, started_at) for tie in tied)),
    }
    keys = ("kind", "item", "title", "status", "stance", "since", "shipped_at")
    return one | {
        "started_at": started_at,
        "internal": entry["internal"],
        "severity": severity(entry["tags"]),
        "answered": answer.value,
        "answers": [{key: tie[key] for key in keys} for tie in tied],
    }


def _tie_said(tie: Row, started_at: str) -> str:
    """A link in words: "for Faster builds (planned), since 3 Mar 2026"."""
    title = cut(tie["title"], 160)
    state = f", shipped {short_day(tie['shipped_at'])}" if tie["shipped_at"] and tie["status"] == "shipped" else ""
    if after_shipping(tie, started_at):
        return f"{title}{state}: {_SOLVED[tie['stance']]}"
    status = state or f" ({tie['status']})"
    return f"{STANCES[tie['stance']]} {title}{status}, linked since {short_day(tie['since'])}"


_SOLVED = {"supports": "solved, they say", "contradicts": "it still hurts, they say", "neutral": "neither way"}


def _page(context: Plain, segments: list[str], asked: Asked) -> Plain:
    of, talks = context["customer"], context["relationship"]
    groups = defaultdict(list)
    for one in context["hurts"]:
        ours = one["internal"] and not of["internal"]
        groups[_OURS if ours else one["page"]["answer"]].append(one)
    terms = [_term(one) for one in context["terms"]]
    met = [person | {"role": person["role"] or "–"} for person in context["participants"]]
    loose = [one for one in context["follow_ups"] if not one["interview"]]
    owed = sorted((one for one in context["follow_ups"] if not one["done_at"]), key=_urgency)
    return {
        "title": cut(of["name"], 160),
        "facts": [
            listed(segments) or "in no segment",
            of["lifecycle"],
            *(["internal: listed, never counted"] if of["internal"] else []),
            *([f"weight {of['weight']:,.15g}"] if of["weight"] is not None else []),
        ],
        "headline": _headline(context, asked),
        "talks": table("Every conversation, the first one first", TALKS, (one["page"] for one in talks)),
        "groups": [{"title": title, "hurts": hurts} for title, hurts in groups.items()],
        "standing": table("The latest they said of it", STANDING, (one["page"] for one in context["standing"])),
        "silent": [one["title"] for one in context["silent"]],
        "terms": table("Words of theirs, as they explained them", TERMS, terms),
        "people": table("Everybody of theirs who spoke, or may speak", PEOPLE, met),
        "owed": table("What is owed to them, the most urgent first", PROMISES, (one["page"] for one in owed)),
        "loose": table("Promised outside a conversation", PROMISES, (one["page"] for one in loose)),
        "notes": [*withheld_note(context["withheld"]), *unnamed_note(context["unnamed"])],
    }


def _term(one: Plain) -> Plain:
    return one | {"meaning": one["meaning"] or NOT_EXPLAINED, "interview": one["told_in"] or one["interview"]}


def _urgency(one: Plain) -> tuple[bool, str, str]:
    return one["due"] is None, one["due"] or "", one["at"]


def _headline(context: Plain, asked: Asked) -> str:
    """The relationship in a few sentences: met how often, what hurts, what was promised and kept; what is ours is
    told apart."""
    promises, coworker = context["follow_ups"], context["customer"]["internal"]
    talks, hurts = (
        [one for one in context[what] if coworker or not one["internal"]] for what in ("relationship", "hurts")
    )
    ours = len(context["relationship"]) - len(talks)
    said = ["Nobody has talked with them in this scope."]
    if talks:
        last = talks[-1]
        days = days_between(last["started_at"], asked.generated_at, last["zone"])
        ago = f"{plural(days, 'day')} ago" if days else "today"
        said = [f"{plural(len(talks), 'conversation')}, the latest on {last['page']['day']} ({ago})."]
    if ours:
        said.append(f"{plural(ours, 'conversation')} of ours in their place, never counted.")
    if hurts:
        open_ones = sum(one["answered"] in (Answer.NONE, Answer.STILL_HURTS) for one in hurts)
        said.append(f"{plural(len(hurts), 'problem or pain', 'problems and pains')}, {open_ones} of them unanswered.")
    if promises:
        kept = sum(one["done_at"] is not None for one in promises)
        late = sum(one["overdue"] for one in promises)
        overdue = f", {late} overdue" if late else ""
        said.append(f"{kept} of {plural(len(promises), 'promise')} kept{overdue}.")
    return " ".join(said)


def _flat(context: Plain) -> list[Plain]:
    """Everything in the order of time, as rows of the CSV."""
    rows = [
        _row("conversation", one["started_at"], one["ref"], one["topic"], one["lifecycle"], one["source"])
        for one in context["relationship"]
    ]
    rows += [
        _row("promise", one["at"], one["ref"], one["title"], one["page"]["state"], one["interview"])
        for one in context["follow_ups"]
    ]
    rows += [
        _row(tag["kind"], one["at"], one["ref"], one["answer"], one["answered"], tag["severity"])
        for one in context["hurts"]
        for tag in one["tags"]
        if tag["kind"] != "process"
    ]
    rows += [
        _row("standing", one["at"], one["item"], one["title"], one["state"], one["changed_from"])
        for one in context["standing"]
    ]
    rows += [_row("term", one["at"], one["interview"], one["word"], None, one["meaning"]) for one in context["terms"]]
    return sorted(rows, key=lambda row: str(row["at"]))


def _row(what: str, at: str, ref: str, title: str | None, state: str | None, detail: object) -> Plain:
    return {"what": what, "at": at, "ref": ref, "title": title, "state": state, "detail": detail}
