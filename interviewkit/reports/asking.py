"""What a person asks of a report, and what a kind of report answers with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from interviewkit.dbfile import Store
from interviewkit.output import Field
from interviewkit.queries.scope import Scope
from interviewkit.settings import Policy

SCHEMA = 1

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """One report as it was asked for, on a store that is open for reading.

    `reference` names the one thing a report is of, as it was typed; `statuses` and `horizons` narrow the items
    shown (empty: any); `quotes` bounds the quotes of an item and side, `full` asks for everything that was said;
    `generated_at` is a stored moment, `store_shown` the store as people know it. `verify_days` and `return_days`
    are the settings of these names. `since_snapshot` names the snapshot to compare with.
    """

    store: Store
    scope: Scope
    policy: Policy
    generated_at: str
    store_shown: str
    reference: str | None = None
    statuses: tuple[str, ...] = ()
    horizons: tuple[str, ...] = ()
    quotes: int = 5
    full: bool = False
    verify_days: int = 14
    return_days: int = 183
    since_snapshot: str | None = None

    @property
    def head(self) -> Plain:
        """What every report's JSON begins with."""
        return {
            "schema": SCHEMA,
            "generated_at": self.generated_at,
            "store": self.store_shown,
            "scope": scope_of(self.scope),
        }


class Report(NamedTuple):
    """A report before it is laid out.

    `context` is plain data (dicts, lists, strings, numbers): the JSON, with what only pages show under keys
    `page`. `template` names the templates (`roadmap` → `roadmap.html.j2`, …). `rows` and `columns` are its CSV.
    """

    context: Plain
    template: str
    rows: Sequence[Plain]
    columns: tuple[Field, ...]


def scope_of(scope: Scope) -> Plain:
    """The scope as JSON shows and snapshots keep it; lists are sorted, so that one scope is one text."""
    lists = ("segments", "sources", "topics", "customers", "participants")
    return {"since": scope.since, "until": scope.until} | {name: sorted(getattr(scope, name)) for name in lists}
