"""The plain rows that the rules read: one study, already narrowed to its scope (dates, segments, …).

Words such as kinds, stances and statuses are the text that the store holds. Moments are ISO 8601 UTC text
of one form, `YYYY-MM-DDTHH:MM:SS.mmmZ`, so that comparing text compares time. Topics are slugs on both
sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Customer(NamedTuple):
    """An organisation or person; `internal` ones are coworkers. `weight` is in the team's unit, or None."""

    slug: str
    name: str
    internal: bool
    lifecycle: str
    segments: frozenset[str]
    weight: float | None


class Interview(NamedTuple):
    """One conversation; `topic` is "" if none was named, `entries` counts those in scope, `zone` is the IANA name of
    the time zone that it was held in (None: this machine's)."""

    ref: str
    customer: str
    topic: str
    source: str
    started_at: str
    entries: int
    zone: str | None = None

    @property
    def internal(self) -> bool:
        """Whether we were the customer ourselves (dogfooding): that is listed apart, whoever's name it bears."""
        return self.source == "dogfood"


class Item(NamedTuple):
    """A roadmap item; empty `segments` or `topics` mean any. `shipped_at`: a moment, a day or None."""

    uid: str
    slug: str
    key: str | None
    title: str
    status: str
    horizon: str | None
    segments: frozenset[str]
    topics: frozenset[str]
    shipped_at: str | None


class Tagged(NamedTuple):
    """One tag (`kind`: problem, process or pain) on one entry, with what the entry says.

    `ref` is the entry's reference, `interview` its interview's; `severity` is 1–3 or None; `evidence` is
    opinion, experience, shown or commitment; `observation` marks the team's own bracketed remark.
    """

    ref: str
    interview: str
    customer: str
    kind: str
    severity: int | None
    evidence: str
    at: str
    labels: frozenset[str]
    question: str
    answer: str
    verbatim: bool
    observation: bool
    prompted: bool
    speaker: str | None
    by: str | None
    takes: str | None
    author: str

    @property
    def first_hand(self) -> bool:
        """Whether it was done, shown or given rather than only thought: everything but an opinion."""
        return self.evidence != "opinion"


class Link(NamedTuple):
    """A tag tied to the item with uid `item`; `stance` is supports, contradicts or neutral."""

    item: str
    tag: Tagged
    stance: str


class NewWord(NamedTuple):
    """A label or a term (`kind`) that came up in an interview; later mentions may be given too."""

    interview: str
    word: str
    kind: str


@dataclass(frozen=True, slots=True)
class Study:
    """Everything in scope. `items` holds the whole roadmap: a report that shows fewer items narrows its
    result, not the study, or what the hidden items answer would be listed as a gap."""

    customers: tuple[Customer, ...] = ()
    interviews: tuple[Interview, ...] = ()
    items: tuple[Item, ...] = ()
    tagged: tuple[Tagged, ...] = ()
    links: tuple[Link, ...] = ()
    words: tuple[NewWord, ...] = ()

    @property
    def counted(self) -> list[Interview]:
        """The interviews that count: with external customers, of at least one entry, not our own dogfooding."""
        external = {customer.slug for customer in self.customers if not customer.internal}
        return [each for each in self.interviews if each.entries and not each.internal and each.customer in external]
