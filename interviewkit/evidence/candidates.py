"""Candidate segments, from the labels that the team put on cards and on what customers said."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple


class Card(NamedTuple):
    """A label on an entry: whose interview it was in, whether that is our own team's, and what was written."""

    label: str
    ref: str
    customer: str
    internal: bool
    text: str


class Candidate(NamedTuple):
    """A group of customers (slugs, sorted) that labels suggest; `cards` are the entries it is from, in order.

    `unknown` are those cards of the team's own that name no known customer.
    """

    name: str
    labels: tuple[str, ...]
    customers: tuple[str, ...]
    cards: tuple[str, ...]
    unknown: tuple[str, ...]


def candidates(cards: Iterable[Card], names: Mapping[str, str], groups: Mapping[str, Sequence[str]]) -> list[Candidate]:
    """One candidate for each label, or for each name in `groups` and its labels; by customers, cards and name.

    A customer's own words put that customer in; a card of the team's puts in every customer whose name (`names`,
    by slug) stands on it as words of its own, the longest name first.
    """
    of_label: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        of_label[card.label].append(card)
    grouped = {label for labels in groups.values() for label in labels}
    named = {name: tuple(labels) for name, labels in groups.items()}
    named |= {name_of(label): (label,) for label in of_label if label not in grouped}
    finder = _Finder(names)
    found = [
        _candidate(name, labels, [card for label in labels for card in of_label[label]], finder)
        for name, labels in named.items()
    ]
    return sorted(found, key=lambda one: (-len(one.customers), -len(one.cards), one.name))


def name_of(label: str) -> str:
    """A label as a segment's name: `public-sector` is "Public sector"."""
    words = label.replace("-", " ")
    return words[:1].upper() + words[1:]


class _Finder:
    """Finds customers by name in a text, whatever the case."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._slugs: dict[str, str] = {}
        for slug, name in sorted(names.items()):
            self._slugs.setdefault(name.casefold(), slug)
        longest = sorted(self._slugs, key=lambda name: (-len(name), name))
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)") if longest else None

    def named_in(self, text: str) -> set[str]:
        """The slugs of the customers named."""
        if self._pattern is None:
            return set()
        return {self._slugs[found] for found in self._pattern.findall(text.casefold())}


def _candidate(name: str, labels: tuple[str, ...], cards: list[Card], finder: _Finder) -> Candidate:
    customers: set[str] = set()
    unknown = []
    for card in cards:
        found = finder.named_in(card.text) if card.internal else {card.customer}
        customers |= found
        if not found:
            unknown.append(card.ref)
    refs = dict.fromkeys(card.ref for card in cards)
    return Candidate(name, labels, tuple(sorted(customers)), tuple(refs), tuple(dict.fromkeys(unknown)))
