"""What comes first: pain scores and the strongest quotes. For order only, nothing here decides a verdict."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from interviewkit.evidence.study import Tagged

HURTS = frozenset({"problem", "pain"})
"""The kinds of tag that may carry a severity; a process step does not hurt by itself."""

SEVERITIES = {"blocking": 3, "costly": 2, "annoying": 1}
"""The words for severities 3, 2 and 1, the worst first."""

_KIND_RANK = {"pain": 2, "problem": 1}


class Quote(NamedTuple):
    """What a customer said for or against an item (`stance`), or, as "", about what no item answers."""

    tag: Tagged
    stance: str


def severity(tag: Tagged) -> int:
    """1–3 for a problem or pain, 1 (annoying) where nobody rated it; 0 for a process step."""
    if tag.kind not in HURTS:
        return 0
    return tag.severity or 1


def pain_score(tags: Iterable[Tagged]) -> int:
    """The sum over customers of the highest severity among their problems and pains.

    One voice each, as everywhere; for ranking only, comparable to Productboard's customer importance score.
    """
    return sum(_worst(tags).values())


def severities(tags: Iterable[Tagged]) -> dict[str, int]:
    """How many customers are hurt how much, by the highest severity among each one's problems and pains."""
    counted = Counter(_worst(tags).values())
    return {word: counted[number] for word, number in SEVERITIES.items()}


def _worst(tags: Iterable[Tagged]) -> dict[str, int]:
    worst: dict[str, int] = defaultdict(int)
    for tag in tags:
        worst[tag.customer] = max(worst[tag.customer], severity(tag))
    return worst


def strongest_first(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    """Each entry once, strongest first, and every customer's best before anybody's second.

    Stronger is: the customer's words before the team's observation, verbatim, first-hand, more severe, more
    recent. An entry that carries several tags is quoted with the one that ranks highest.
    """
    ranked = sorted(quotes, key=lambda quote: quote.tag.ref)
    ranked.sort(key=_strength, reverse=True)
    seen: set[tuple[str, str]] = set()
    heard: dict[str, int] = defaultdict(int)
    turns: list[tuple[int, Quote]] = []
    for quote in ranked:
        entry = (quote.tag.ref, quote.stance)
        if entry not in seen:
            seen.add(entry)
            turns.append((heard[quote.tag.customer], quote))
            heard[quote.tag.customer] += 1
    turns.sort(key=lambda turn: turn[0])
    return tuple(quote for _, quote in turns)


def _strength(quote: Quote) -> tuple[bool, bool, bool, int, str, int]:
    tag = quote.tag
    return (
        not tag.observation,
        tag.verbatim,
        tag.first_hand,
        severity(tag),
        tag.at,
        _KIND_RANK.get(tag.kind, 0),
    )
