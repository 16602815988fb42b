"""Who could have spoken to an item, and who did: the customers that count, and those listed beside."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from interviewkit.evidence.states import Voice, voice_of
from interviewkit.evidence.study import Customer, Interview, Item, Link, Study


class Window(NamedTuple):
    """One round's interviews by their start: from `since` on, before `until`; "" and None are no bound."""

    since: str = ""
    until: str | None = None

    def holds(self, moment: str) -> bool:
        """Whether an interview that started at this moment belongs to the round."""
        return self.since <= moment and (self.until is None or moment < self.until)


class Counted(NamedTuple):
    """The customers that count for an item (N): by name, and how many of them each segment holds."""

    customers: tuple[Customer, ...]
    per_segment: Mapping[str, int]


class Voices(NamedTuple):
    """Everybody who spoke to an item, each group by customer's name.

    `counted` are among N. `outside` are external customers heard outside the item's segments or topics; one
    who is also counted is listed there only if they said something else in the interviews that count.
    `internal` are coworkers, and whoever dogfooded.
    """

    counted: tuple[Voice, ...]
    outside: tuple[Voice, ...]
    internal: tuple[Voice, ...]


_Spoken = dict[str, list[tuple[Interview, Link]]]


class Hearing:
    """A study arranged for the question "who was heard on this?", once for all its items.

    Interviews without an entry, or of a customer who is not in the study, are left out, and so is what
    hangs on them.
    """

    def __init__(self, study: Study) -> None:
        self._customers = {customer.slug: customer for customer in study.customers}
        self._interviews = {
            interview.ref: interview
            for interview in study.interviews
            if interview.entries and interview.customer in self._customers
        }
        self._links: dict[str, list[Link]] = defaultdict(list)
        for link in study.links:
            if link.tag.interview in self._interviews:
                self._links[link.item].append(link)
        self._counted: dict[tuple[frozenset[str], frozenset[str], Window], Counted] = {}

    def counted(self, item: Item, window: Window) -> Counted:
        """The external customers with an interview in the window who could have spoken to the item."""
        key = (item.segments, item.topics, window)
        if key not in self._counted:
            self._counted[key] = self._count(item, window)
        return self._counted[key]

    def voices(self, item: Item, window: Window) -> Voices:
        """Who spoke to the item in the window, counted or beside."""
        counted: _Spoken = defaultdict(list)
        outside: _Spoken = defaultdict(list)
        internal: _Spoken = defaultdict(list)
        for link in self._links.get(item.uid, ()):
            interview = self._interviews[link.tag.interview]
            if not window.holds(interview.started_at):
                continue
            customer = self._customers[interview.customer]
            inside = in_segments(item, customer) and on_topic(item, interview)
            ours = customer.internal or interview.internal
            side = internal if ours else counted if inside else outside
            side[customer.slug].append((interview, link))
        heard = {voice.customer.slug: voice for voice in self._told(counted)}
        beside = [voice for voice in self._told(outside) if not _same(voice, heard)]
        return Voices(tuple(heard.values()), tuple(beside), tuple(self._told(internal)))

    def _count(self, item: Item, window: Window) -> Counted:
        slugs = {
            interview.customer
            for interview in self._interviews.values()
            if not interview.internal and on_topic(item, interview) and window.holds(interview.started_at)
        }
        able = (self._customers[slug] for slug in slugs)
        customers = [each for each in able if not each.internal and in_segments(item, each)]
        customers.sort(key=_by_name)
        return Counted(tuple(customers), Counter(name for each in customers for name in each.segments))

    def _told(self, spoken: _Spoken) -> list[Voice]:
        voices = [voice_of(self._customers[slug], links) for slug, links in spoken.items()]
        return sorted(voices, key=lambda voice: _by_name(voice.customer))


def in_segments(item: Item, customer: Customer) -> bool:
    """Whether the item is for this customer: in one of its segments, or it has none."""
    return not item.segments or not item.segments.isdisjoint(customer.segments)


def on_topic(item: Item, interview: Interview) -> bool:
    """Whether the interview was about the item's matter: on one of its topics, or it has none.

    An interview without a topic is on nobody's: it counts for items without topics only.
    """
    return not item.topics or interview.topic in item.topics


def _same(voice: Voice, heard: Mapping[str, Voice]) -> bool:
    """Whether a counted voice of the same customer says the same already."""
    other = heard.get(voice.customer.slug)
    return other is not None and other.state is voice.state


def _by_name(customer: Customer) -> tuple[str, str]:
    return customer.name.casefold(), customer.slug
