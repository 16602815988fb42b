"""The moments of insight, the newest first."""

from __future__ import annotations

from collections.abc import Mapping

from interviewkit.dates import short_day
from interviewkit.dbfile import Row
from interviewkit.output import Field
from interviewkit.queries import people
from interviewkit.queries.said import conversations, said
from interviewkit.reports import wording
from interviewkit.reports.asking import Asked, Plain, Report
from interviewkit.reports.said import utterance
from interviewkit.reports.wording import plural

CSV_FIELDS = tuple(
    Field(key, key)
    for key in (
        *("ref", "at", "customer", "customer_name", "internal", "interview", "source", "topic", "speaker"),
        *("question", "answer", "verbatim", "evidence", "labels", "kinds", "items"),
    )
)
_STANCES = {"supports": "supports", "contradicts": "contradicts", "neutral": "came up with"}


def report(asked: Asked) -> Report:
    """What was marked as an aha in the scope; words of those who did not consent are left out, and counted."""
    found = said(asked.store, asked.scope, ahas=True)
    names, segments = people.names(asked.store)
    held = {row["ref"]: row for row in conversations(asked.store, asked.scope)}
    shown = [row for row in found if not row["withheld"]]
    newest = sorted(shown, key=lambda row: (row["at"], row["number"]), reverse=True)
    ahas = [_aha(row, held[row["interview"]], names) for row in newest]
    customers = len({row["customer"] for row in ahas if not row["internal"]})
    context = asked.head | {
        "ahas": ahas,
        "withheld": len(found) - len(shown),
        "page": {
            "title": "Moments of insight",
            "scope": wording.scope_words(asked.scope, segments, names, asked.statuses, asked.horizons),
            "facts": [plural(len(ahas), "aha"), plural(customers, "customer")],
            "notes": ["An aha is ours: the moment in which we understood something, marked with * or /aha or --aha."],
        },
    }
    return Report(context, "ahas", ahas, CSV_FIELDS)


def _aha(row: Row, interview: Row, names: Mapping[str, str]) -> Plain:
    told = utterance(row, names)
    links = [(link["stance"], link["item"], link["title"]) for tag in row["tags"] for link in tag["links"]]
    whence = [interview["topic"], None if interview["source"] == "interview" else interview["source"]]
    return told | {
        "customer_name": names.get(row["customer"], row["customer"]),
        "internal": row["internal"],
        "interview": row["interview"],
        "source": interview["source"],
        "topic": interview["topic"],
        "kinds": [tag["kind"] for tag in row["tags"]],
        "items": list(dict.fromkeys(item for _, item, _ in links)),
        "page": told["page"]
        | {
            "marks": [mark for mark in told["page"]["marks"] if mark != "aha"],
            "day": short_day(row["at"], interview["zone"]),
            "whence": [word for word in (*whence, "internal" if row["internal"] else None) if word],
            "links": list(dict.fromkeys(f"{_STANCES[stance]} {title} ({item})" for stance, item, title in links)),
        },
    }
