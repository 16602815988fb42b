"""The customers' glossary: what each word means to whom, where they disagree, what nobody has explained."""

from __future__ import annotations

from collections.abc import Iterable

from interviewkit import references
from interviewkit.dates import short_day
from interviewkit.evidence.glossary import Told, Word, glossary
from interviewkit.output import Field
from interviewkit.queries.people import names
from interviewkit.queries.said import words
from interviewkit.reports.asking import Asked, Plain, Report
from interviewkit.reports.filters import cut
from interviewkit.reports.said import NOT_EXPLAINED, withheld_note
from interviewkit.reports.tables import Column, table
from interviewkit.reports.wording import plural, scope_words

CSV_FIELDS = tuple(
    Field(key, key)
    for key in (
        *("word", "name", "customer", "customer_name", "internal", "interview", "at", "meaning"),
        *("disagree", "open"),
    )
)
"""The columns of its CSV: a row for each word and interview."""

USES = (Column("Customer", "customer"), Column("What they mean by it", "meaning"), Column("Told in", "interview"))
WORDS = (
    Column("Word", "word"),
    Column("Customer", "customer"),
    Column("What they mean by it", "meaning"),
    Column("Told in", "interview"),
)
OPEN = (Column("Word", "word"), Column("Said by", "customers"), Column("Last heard", "day"))


def report(asked: Asked) -> Report:
    """The glossary of the scope; of one customer: their words, with what others mean by these. Errors: NotFound."""
    of = references.customer(asked.store, asked.reference) if asked.reference else None
    rows = words(asked.store, asked.scope)
    shown = [row for row in rows if not row["withheld"]]
    found = [word for word in glossary(shown) if of is None or _said_by(word.uses, of["slug"])]
    context = asked.head | {
        "customer": {"slug": of["slug"], "name": of["name"]} if of else None,
        "customers": len({use["customer"] for word in found for use in word.uses if not use["internal"]}),
        "words": [_word(word) for word in found],
        "disagreements": sum(word.disagree for word in found),
        "open": sum(word.open for word in found),
        "withheld": len(rows) - len(shown),
    }
    context["page"] = _page(context, asked)
    return Report(context, "terms", [use for word in context["words"] for use in _flat(word)], CSV_FIELDS)


def _said_by(uses: Iterable[Told], slug: str) -> bool:
    return any(use["customer"] == slug for use in uses)


def _word(word: Word) -> Plain:
    """A word with its uses, by customer's name."""
    keys = ("customer", "customer_name", "internal", "interview", "at", "name", "meaning", "told_in")
    ordered = sorted(word.uses, key=lambda use: (use["customer_name"].casefold(), use["started_at"], use["interview"]))
    uses = [{key: use[key] for key in keys} | {"page": _use(use)} for use in ordered]
    latest = max(word.uses, key=lambda use: use["started_at"])
    customers = list(dict.fromkeys(use["page"]["customer"] for use in uses))
    return {
        "word": word.word,
        "disagree": word.disagree,
        "open": word.open,
        "meanings": word.meanings,
        "uses": uses,
        "page": {
            "word": uses[0]["name"],
            "table": table(f"What “{cut(uses[0]['name'], 80)}” means to whom", USES, (use["page"] for use in uses)),
            "customers": ", ".join(customers),
            "day": short_day(latest["started_at"], latest["zone"]),
        },
    }


def _use(use: Told) -> Plain:
    return {
        "word": use["name"],
        "customer": use["customer_name"] + (" (internal)" if use["internal"] else ""),
        "meaning": use["meaning"] or NOT_EXPLAINED,
        "interview": use["told_in"] or use["interview"],
    }


def _page(context: Plain, asked: Asked) -> Plain:
    customers, segments = names(asked.store)
    of, told = context["customer"], context["words"]
    counts = (plural(len(told), "word"), plural(context["customers"], "customer"))
    return {
        "title": f"The words of {cut(of['name'], 160)}" if of else "Their words",
        "scope": scope_words(asked.scope, segments, customers, (), ()),
        "facts": list(counts),
        "headline": _headline(context, *counts),
        "words": table("Every word, by the alphabet", WORDS, (use["page"] for word in told for use in word["uses"])),
        "open": table("Ask for these", OPEN, (word["page"] for word in told if word["open"])),
        "notes": withheld_note(context["withheld"], "word", "words"),
    }


def _headline(context: Plain, count: str, whom: str) -> str:
    if not context["words"]:
        return "No word of theirs has been noted in this scope."
    apart = context["disagreements"]
    split = f"{plural(apart, 'word')} with more than one meaning" if apart else "no word with more than one meaning"
    waiting = plural(context["open"], "word that nobody has explained", "words that nobody has explained")
    return f"{count} from {whom}: {split}, {waiting}."


def _flat(word: Plain) -> list[Plain]:
    return [{"word": word["word"], "disagree": word["disagree"], "open": word["open"]} | use for use in word["uses"]]
