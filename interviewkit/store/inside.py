"""Which rows of each table a scope holds, as SQL conditions: what is inside, and whatever it cannot stand without."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from interviewkit.queries.consent import WITHHELD, WITHHELD_IN
from interviewkit.queries.scope import Scope
from interviewkit.store.merge import TABLES, required

NOTHING = "1 = 0"
HEARD = "heard"  # the interviews inside, which others are found by


class Inside:
    """The rows of a scope; `live` leaves out what was taken back and the words that may not be shown.

    Each condition is on a row `t` of its table; an empty one narrows nothing. The roadmap and the segments are ours
    and always inside. Workshops and snapshots are of the whole study: a scope that narrows has none.
    """

    def __init__(self, scope: Scope, *, live: bool) -> None:
        self.scope = scope
        self.live = live
        self.narrows = scope != Scope()
        self.values: dict[str, Any] = scope.values
        self._known: dict[str, str] = {}

    def of(self, table: str) -> str:
        """The condition on a table's rows; empty where all of them are inside."""
        if table not in self._known:
            self._known[table] = self._condition(table) if self.narrows or self.live else ""
        return self._known[table]

    @cached_property
    def prelude(self) -> str:
        """What a statement with one of these conditions begins with: each table's rows inside, under names."""
        if not self.narrows and not self.live:
            return ""
        named = [f"{HEARD} AS ({self._interviews_heard()})"]
        for table in TABLES:
            if self.of(table):
                named.append(f"in_{table} AS (SELECT t.id, t.uid, t.change FROM {table} t WHERE {self.of(table)})")
        return f"WITH {', '.join(named)} "

    def pointed(self, table: str, key: str) -> str:
        """What a join adds to reach only rows that are inside, by their key."""
        return f" AND {key} IN ({self._all(table)})" if self.of(table) else ""

    @cached_property
    def of_changes(self) -> str:
        """The condition on changes `t`: those by which something inside was made."""
        if not self.narrows and not self.live:
            return ""
        made = [self._all(table, "change") for table in TABLES]
        if not self.live:
            made.append(f"SELECT r.change FROM revision r WHERE {self.of_revisions}")
        return f"t.id IN ({' UNION '.join(made)})"

    @cached_property
    def of_revisions(self) -> str:
        """The condition on revisions `r`: those of the rows inside."""
        if not self.narrows:
            return ""
        subjects = (self._all(table, f"'{table}:' || uid") for table in TABLES)
        return f"r.subject IN ({' UNION ALL '.join(subjects)})"

    def _all(self, table: str, picked: str = "id") -> str:
        """The rows of a table that are inside."""
        return f"SELECT {picked} FROM {f'in_{table}' if self.of(table) else table}"

    def _condition(self, table: str) -> str:
        if table.startswith("snapshot") or (self.narrows and table.startswith("workshop")):
            return NOTHING
        own = {
            "customer": self._customers,
            "interview": self._interviews,
            "participant": self._participants,
            "entry": self._entries,
            "parked": self._without_speaker,
            "term": self._without_speaker,
            "followup": self._promises,
            "workshop_seat": self._seats,
            "workshop_problem": self._problems,
        }
        parts = [*self._standing(table)] if table != "interview" else []
        parts += own[table]() if table in own else []
        if self.live and table != "customer":
            parts.append("t.deleted = 0")
        return " AND ".join(parts)

    def _standing(self, table: str) -> list[str]:
        """What a row points at and cannot stand without is inside as well."""
        return [f"t.{name} IN ({self._all(to)})" for name, to in required(table).items() if self.of(to)]

    def _interviews_heard(self) -> str:
        """The keys of the interviews inside."""
        spoken = (
            f" AND EXISTS (SELECT 1 FROM entry e WHERE e.interview = i.id AND {self.scope.of_entries})"
            if self.scope.participants
            else ""
        )
        return (
            "SELECT i.id FROM interview i JOIN customer_roots x ON x.id = i.customer JOIN customer c ON c.id = x.root"
            f" WHERE {self.scope.of_interviews}{spoken}{' AND i.deleted = 0' if self.live else ''}"
        )

    def _interviews(self) -> list[str]:
        return [f"t.id IN (SELECT id FROM {HEARD})"]

    def _customers(self) -> list[str]:
        """The scope's customers under every name they had; those of interviews only, where it narrows interviews."""
        of_interviews = f"t.id IN (SELECT i.customer FROM interview i WHERE i.id IN (SELECT id FROM {HEARD}))"
        scope = self.scope
        if any((scope.since, scope.until, scope.sources, scope.topics, scope.participants)):
            chosen = (
                "SELECT y.root FROM customer_roots y JOIN interview i ON i.customer = y.id"
                f" WHERE i.id IN (SELECT id FROM {HEARD})"
            )
        else:
            chosen = f"SELECT c.id FROM customer c WHERE {scope.of_customers}"
        named = f"t.id IN (SELECT x.id FROM customer_roots x WHERE x.root IN ({chosen}))"
        return [f"({named} AND t.deleted = 0 OR {of_interviews})" if self.live else named]

    def _participants(self) -> list[str]:
        found = ["t.consent <> 'no'"] if self.live else []
        if self.scope.participants:
            places = ", ".join(f":participants_{place}" for place in range(len(self.scope.participants)))
            found.append(f"t.uid IN ({places})")
        return found

    def _entries(self) -> list[str]:
        spoken = [self.scope.of_entries] + ([f"NOT {WITHHELD}"] if self.live else [])
        return [f"t.id IN (SELECT e.id FROM entry e WHERE {' AND '.join(spoken)})"]

    def _without_speaker(self) -> list[str]:
        """What names no speaker: of a participant's scope only what hangs on an entry of theirs."""
        found = [f"t.entry IN ({self._all('entry')})"] if self.scope.participants else []
        return found + ([f"NOT {WITHHELD_IN}"] if self.live else [])

    def _promises(self) -> list[str]:
        if not self.narrows:
            return []
        return [f"(t.customer IN ({self._all('customer')}) OR t.interview IN (SELECT id FROM {HEARD}))"]

    def _problems(self) -> list[str]:
        """A problem is the words of those who state it: one of them, at least, is inside; the team's own are nobody's.

        What stands on a problem (voices, dots, what was delivered) goes with it.
        """
        if not self.live:
            return []
        said = f"SELECT v.problem FROM workshop_voice v WHERE v.deleted = 0 AND v.entry IN ({self._all('entry')})"
        return [f"(t.workshop IN (SELECT w.id FROM workshop w WHERE w.team = 1) OR t.id IN ({said}))"]

    def _seats(self) -> list[str]:
        return [f"(t.customer IS NULL OR t.customer IN ({self._all('customer')}))"]
