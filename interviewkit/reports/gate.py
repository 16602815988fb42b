"""The planning gate: which items do not have the verdict that a plan asks for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from interviewkit.errors import NotFound, UsageError
from interviewkit.evidence.gaps import ANSWERING
from interviewkit.evidence.verdicts import Verdict
from interviewkit.references import nearest
from interviewkit.reports.asking import Plain

NOBODY = "nobody was interviewed in this scope; see what there is: interviewkit list"


class Condition(NamedTuple):
    """The verdicts that are meant: for `item` (its uid), or, where that is None, for every item looked at."""

    item: str | None
    verdict: str


def failures(context: Plain, fail_on: list[str], fail_unless: list[str]) -> list[str]:
    """One sentence per item that fails the gate, in the report's order; empty when it holds.

    Words are VERDICT or ITEM:VERDICT, also several joined by commas. With `fail_on`, an item fails that has
    one of the verdicts; with `fail_unless`, one that has none of them. Words for one item take the place of
    the words for all. Where nobody was interviewed, nothing asked for by `fail_unless` can hold: one sentence says so.
    Errors: UsageError for a word that is no verdict, or an item that is neither planned
    nor building; NotFound for an item that the report does not hold.
    """
    refused = _conditions(context, fail_on)
    asked = _conditions(context, fail_unless)
    if asked and not context["interviews"]:
        return [NOBODY]
    found = []
    for item in _looked_at(context):
        verdict = item["verdict"]
        unwanted, wanted = _meant(refused, item["uid"]), _meant(asked, item["uid"])
        if verdict in unwanted:
            found.append(f"{item['slug']} is {item['reason']}")
        elif wanted and verdict not in wanted:
            found.append(f"{item['slug']} is not {' or '.join(wanted)}, it is {item['reason']}")
    return found


def doubts(context: Plain) -> list[str]:
    """Why a gate that held says little: nobody was interviewed, or there was no item to look at."""
    found = [] if context["interviews"] else [NOBODY]
    if not _looked_at(context):
        found.append("the gate looked at no item: none is planned or building here; see interviewkit roadmap list")
    return found


def _looked_at(context: Plain) -> list[Plain]:
    return [item for item in context["items"] if item["status"] in ANSWERING]


def _meant(conditions: Iterable[Condition], uid: str) -> list[str]:
    """The verdicts named for this item, else those named for every item."""
    own = [condition.verdict for condition in conditions if condition.item == uid]
    return own or [condition.verdict for condition in conditions if condition.item is None]


def _conditions(context: Plain, words: list[str]) -> list[Condition]:
    single = [word.strip() for joined in words for word in joined.split(",")]
    named = [word for word in single if word]
    if words and not named:
        raise UsageError(f"a gate names verdicts; use some of {', '.join(Verdict)}")
    return [_condition(context, word) for word in named]


def _condition(context: Plain, word: str) -> Condition:
    name, colon, verdict = word.rpartition(":")
    verdicts = [each.value for each in Verdict]
    if verdict.lower() not in verdicts:
        near = nearest(verdict.lower(), verdicts)
        raise UsageError(f"{verdict or word!r} is no verdict{near}; use one of {', '.join(verdicts)}")
    return Condition(_item(context, name) if colon else None, verdict.lower())


def _item(context: Plain, name: str) -> str:
    items: list[Plain] = context["items"]
    found = [item for item in items if name in (item["slug"], item["uid"], item["key"])]
    found = found or [item for item in items if name and item["slug"].startswith(name)]
    if not found:
        near = nearest(name, [item["slug"] for item in items])
        raise NotFound(f"there is no item {name!r} in this report{near}; see interviewkit roadmap list")
    if len(found) > 1:
        some = ", ".join(item["slug"] for item in found[:5])
        raise UsageError(f"{name} could be {some}; write more of it; see interviewkit roadmap list")
    if found[0]["status"] not in ANSWERING:
        raise UsageError(
            f"{found[0]['slug']} is {found[0]['status']}: the gates look at planned and building items;"
            " see interviewkit roadmap list"
        )
    uid: str = found[0]["uid"]
    return uid
