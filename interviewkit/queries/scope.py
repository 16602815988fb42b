"""What a report looks at: which interviews, and whose words in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from interviewkit.dates import short_day

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scope:
    """Which interviews count; an empty part narrows nothing.

    `since` and `until` are stored moments of an interview's start, the first included, the second not.
    `segments` and `customers` are slugs, `topics` slugs of topics, `sources` words of `vocabulary.Source`,
    `participants` uids.
    """

    since: str | None = None
    until: str | None = None
    segments: Words = ()
    sources: Words = ()
    topics: Words = ()
    customers: Words = ()
    participants: Words = ()

    @property
    def values(self) -> dict[str, Any]:
        """The parameters that the conditions name."""
        listed = {f"{name}_{place}": word for name in _LISTS for place, word in enumerate(getattr(self, name))}
        bounds = {"since": self.since, "until": self.until}
        return listed | {name: moment for name, moment in bounds.items() if moment}

    @property
    def of_customers(self) -> str:
        """The SQL condition on a customer `c`."""
        return _all(
            self._one_of("customers", "c.slug"),
            self._within(
                "segments",
                "c.id IN (SELECT m.customer FROM customer_segments m JOIN segments g ON g.id = m.segment"
                " WHERE g.slug IN ({}))",
            ),
        )

    @property
    def of_interviews(self) -> str:
        """The SQL condition on an interview `i` of a customer `c`."""
        return _all(
            "i.started_at >= :since" if self.since else "",
            "i.started_at < :until" if self.until else "",
            self._one_of("sources", "i.source"),
            self._one_of("topics", "i.topic_slug"),
            self.of_customers,
        )

    @property
    def of_entries(self) -> str:
        """The SQL condition on an entry `e`: a participant's are those they spoke.

        What names no speaker is theirs when nobody else was there.
        """
        return _all(self._within("participants", _SPOKEN_BY))

    @property
    def of_unnamed(self) -> str:
        """The SQL condition on what names no speaker in an interview `i`, such as a term: as for such entries."""
        return _all(self._within("participants", _alone("i.id")))

    def _one_of(self, name: str, column: str) -> str:
        return self._within(name, column + " IN ({})")

    def _within(self, name: str, condition: str) -> str:
        places = ", ".join(f":{name}_{place}" for place in range(len(getattr(self, name))))
        return condition.replace("{}", places) if places else ""


def narrowed(kept: Mapping[str, Any]) -> list[str]:
    """What a kept scope was narrowed to, one phrase each; empty when it is every interview."""
    lists = ("segments", "sources", "topics", "customers")
    said = [f"{name} {', '.join(kept[name])}" for name in lists if kept[name]]
    people = len(kept["participants"])
    said += [f"words of {people} participant{'' if people == 1 else 's'}"] if people else []
    said += [f"since {short_day(kept['since'])}"] if kept["since"] else []
    return said + ([f"before {short_day(kept['until'])}"] if kept["until"] else [])


_ANY = "1 = 1"
_LISTS = ("segments", "sources", "topics", "customers", "participants")


def _alone(interview: str) -> str:
    """Whether one of the participants was the only one in an interview, given by the SQL of its key."""
    return f"""(EXISTS (SELECT 1 FROM attendance a JOIN participants p ON p.id = a.participant
            WHERE a.interview = {interview} AND a.deleted = 0 AND p.uid IN ({{}}))
        AND (SELECT count(*) FROM attendance a WHERE a.interview = {interview} AND a.deleted = 0) = 1)"""


_SPOKEN_BY = f"""(e.speaker IN (SELECT p.id FROM participants p WHERE p.uid IN ({{}}))
    OR (e.speaker IS NULL AND {_alone("e.interview")}))"""


def _all(*conditions: str) -> str:
    """The conditions that are there, all of them to hold; "1 = 1" when there is none."""
    there = [condition for condition in conditions if condition not in ("", _ANY)]
    return " AND ".join(there) or _ANY
