"""The kinds of report: what each is called, what it may be asked of, and the module that makes it."""

from __future__ import annotations

from collections.abc import Collection
from importlib import import_module
from typing import NamedTuple

from interviewkit.errors import UsageError
from interviewkit.references import nearest
from interviewkit.reports.asking import Asked, Report

SCOPE = frozenset({"--since", "--until", "--segment", "--source", "--topic", "--customer", "--participant"})
"""The options that narrow which interviews count, and whose words in them."""
ITEMS = frozenset({"--status", "--horizon"})
NARROWING = SCOPE | ITEMS | {"--quotes", "--full", "--since-snapshot"}
"""Every option that narrows or widens a report, and that a kind either honours or refuses."""


class Kind(NamedTuple):
    """A kind of report.

    `line` is its one line of help; `of` names what a reference may be (None: it is of no one thing), `needed`
    whether it must be named. The module of that name beside this one holds its `report(asked: Asked) -> Report`.
    `takes` are the options of `NARROWING` that it honours, `for_many` those of them that mean nothing once the one
    thing is named.
    """

    name: str
    line: str
    of: str | None = None
    needed: bool = False
    takes: frozenset[str] = SCOPE
    for_many: frozenset[str] = frozenset()


_ROADMAP = SCOPE | ITEMS | {"--quotes", "--since-snapshot"}
_LISTED = (
    Kind("roadmap", "Every roadmap item, judged by customers' words.", "ITEM", takes=_ROADMAP, for_many=ITEMS),
    Kind(
        "interview",
        "A snapshot of one conversation, the latest unless named.",
        "INTERVIEW",
        takes=SCOPE | {"--quotes", "--full"},
        for_many=SCOPE - {"--participant"},
    ),
    Kind(
        "customer",
        "Everything a customer told us and was promised, over time.",
        "CUSTOMER",
        needed=True,
        takes=SCOPE - {"--segment", "--customer"},
    ),
    Kind("process", "The steps of a topic as each customer told them.", "TOPIC"),
    Kind("terms", "Customers' words, and where they mean different things.", "CUSTOMER"),
    Kind("segments", "Which segment is the biggest, worth most, underserved, never heard."),
    Kind("gaps", "What hurts, and no planned or building item answers.", takes=SCOPE | {"--quotes"}),
    Kind("ahas", "The moments of insight, the newest first."),
    Kind("followups", "What was promised: overdue, due, undated, done."),
    Kind("coverage", "Who has not been heard, and how many more it takes.", takes=SCOPE | ITEMS),
    Kind("workshop", "The week of a workshop on one page.", "WORKSHOP", takes=frozenset()),
)
KINDS = {kind.name: kind for kind in _LISTED}
"""Every kind by its name; the first is what `interviewkit report` alone means."""


def named(words: list[str]) -> tuple[Kind, str | None]:
    """The kind and the reference that these words ask for; none: roadmap. Errors: UsageError."""
    name, *rest = words or ["roadmap"]
    if name not in KINDS:
        raise UsageError(
            f"there is no report {name!r}{nearest(name, list(KINDS))}; use one of {', '.join(KINDS)};"
            f" for one roadmap item: interviewkit report roadmap {name}"
        )
    kind = KINDS[name]
    if len(rest) > (1 if kind.of else 0):
        usage = f" [{kind.of}]" if kind.of else ""
        raise UsageError(f"too many words; write: interviewkit report {name}{usage}")
    if kind.needed and not rest:
        raise UsageError(f"which one? Write: interviewkit report {name} {kind.of}")
    return kind, rest[0] if rest else None


def check(kind: Kind, reference: str | None, given: Collection[str]) -> None:
    """Refuse an option that this kind would print and not honour. Errors: UsageError, naming what it does take."""
    takes = kind.takes - kind.for_many if reference else kind.takes
    refused = sorted(set(given) & NARROWING - takes)
    if not refused:
        return
    left_out = f"leave {', '.join(refused)} out"
    if set(refused) <= kind.takes:
        one = (kind.of or kind.name).lower()
        raise UsageError(f"report {kind.name} {reference} is of that one {one} only; {left_out}")
    others = f"it takes {', '.join(sorted(takes))}" if takes else "it takes none of the options that narrow a report"
    raise UsageError(f"report {kind.name} does not take {', '.join(refused)}; {left_out}: {others}")


def made(kind: Kind, asked: Asked) -> Report:
    """The report of this kind. Errors: NotFound, AmbiguousReference for what the reference names."""
    report: Report = import_module(f"{__name__}.{kind.name}").report(asked)
    return report
