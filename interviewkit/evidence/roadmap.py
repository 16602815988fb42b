"""Roadmap validation: for every item who was heard, what they said, and what it comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from interviewkit.evidence.hearing import Counted, Hearing, Voices, Window
from interviewkit.evidence.judging import Judgement, judge, not_judged
from interviewkit.evidence.ranking import Quote, pain_score, severities, strongest_first
from interviewkit.evidence.reasons import FORMER_NEED, NEED, SOLVED, Asked
from interviewkit.evidence.states import State, Voice
from interviewkit.evidence.study import Customer, Item, Study
from interviewkit.evidence.tally import Tally
from interviewkit.evidence.verdicts import BEST_FIRST, Verdict
from interviewkit.settings import Policy


class SegmentCount(NamedTuple):
    """One segment's counted customers: those who spoke, by state, and all of them (`total`)."""

    slug: str
    supports: int
    contradicts: int
    mixed: int
    neutral: int
    total: int


@dataclass(frozen=True, slots=True)
class Round:
    """One round's evidence for one item.

    `voices` holds who spoke, counted and beside; `counted` is N by name. `changed` counts customers of N
    whose earlier state differed. `interviews` are those of N that speak to the item, `tags` theirs by kind,
    `pain_score` and `severity` (customers by how much it hurts) are those of the supporting and mixed customers'
    supporting tags. `segments` are the item's
    own, or, for an item without, those of the counted customers. Quotes are the words behind the states:
    from supporting and mixed customers for it, from contradicting and mixed ones against it, strongest
    first.
    """

    judgement: Judgement
    tally: Tally
    counted: tuple[Customer, ...]
    voices: Voices
    changed: int
    interviews: int
    pain_score: int
    severity: dict[str, int]
    tags: dict[str, int]
    segments: tuple[SegmentCount, ...]
    supporting: tuple[Quote, ...]
    contradicting: tuple[Quote, ...]

    @property
    def cells(self) -> list[tuple[Customer, State]]:
        """Every counted customer, by name, with their state: a row of the heat map."""
        states = {voice.customer.slug: voice.state for voice in self.voices.counted}
        return [(customer, states.get(customer.slug, State.SILENT)) for customer in self.counted]

    @property
    def outside(self) -> dict[State, int]:
        """External customers heard outside the item's segments or topics, by state; never counted."""
        return _by_state(self.voices.outside)

    @property
    def internal(self) -> dict[State, int]:
        """Coworkers who spoke to it, by state; never counted."""
        return _by_state(self.voices.internal)


@dataclass(frozen=True, slots=True)
class ItemEvidence:
    """An item with its evidence. `need` is the main judgement; `after` stands only where an item has
    shipped and its ship date is known, from other interviews than `need`: the two are never added up."""

    item: Item
    need: Round
    after: Round | None


def item_evidence(study: Study, policy: Policy) -> list[ItemEvidence]:
    """The evidence for every item of the study, in the study's order.

    A shipped item has two rounds, before its ship date and from it on; without a known ship date, one. A
    dropped item is listed with its numbers and not judged.
    """
    hearing = Hearing(study)
    return [_evidence(item, hearing, policy) for item in study.items]


def best_first(evidence: Iterable[ItemEvidence]) -> list[ItemEvidence]:
    """Items in a report's order: by verdict, `insufficient` after the real ones and dropped items last;
    then by pain score, supporting customers and slug."""
    return sorted(evidence, key=_place)


def _place(evidence: ItemEvidence) -> tuple[int, int, int, str]:
    order: list[Verdict | None] = [*BEST_FIRST, Verdict.INSUFFICIENT, None]
    need = evidence.need
    return order.index(need.judgement.verdict), -need.pain_score, -need.tally.supports, evidence.item.slug


def _evidence(item: Item, hearing: Hearing, policy: Policy) -> ItemEvidence:
    if item.status == "shipped" and item.shipped_at:
        need = _round(item, hearing, Window(until=item.shipped_at), policy, FORMER_NEED)
        return ItemEvidence(item, need, _round(item, hearing, Window(since=item.shipped_at), policy, SOLVED))
    return ItemEvidence(item, _round(item, hearing, Window(), policy, NEED), None)


def _round(item: Item, hearing: Hearing, window: Window, policy: Policy, asked: Asked) -> Round:
    counted = hearing.counted(item, window)
    voices = hearing.voices(item, window)
    segments = _segments(item, counted, voices.counted)
    tally = _tally(item, counted, voices, segments)
    supporting = [quote for voice in voices.counted for quote in _quotes(voice, State.SUPPORTS)]
    contradicting = [quote for voice in voices.counted for quote in _quotes(voice, State.CONTRADICTS)]
    return Round(
        judgement=not_judged(tally, policy) if item.status == "dropped" else judge(tally, policy, asked),
        tally=tally,
        counted=counted.customers,
        voices=voices,
        changed=sum(voice.changed for voice in voices.counted),
        interviews=sum(voice.interviews for voice in voices.counted),
        pain_score=pain_score(quote.tag for quote in supporting),
        severity=severities(quote.tag for quote in supporting),
        tags=_kinds(voices.counted),
        segments=segments,
        supporting=strongest_first(supporting),
        contradicting=strongest_first(contradicting),
    )


def _tally(item: Item, counted: Counted, voices: Voices, segments: tuple[SegmentCount, ...]) -> Tally:
    states = _by_state(voices.counted)
    beside = _by_state(voices.outside)
    lacking = [segment for segment in segments if item.segments and not segment.supports]
    return Tally(
        supports=states[State.SUPPORTS],
        contradicts=states[State.CONTRADICTS],
        mixed=states[State.MIXED],
        neutral=states[State.NEUTRAL],
        silent=len(counted.customers) - len(voices.counted),
        strong=sum(voice.strong for voice in voices.counted),
        segments=len(item.segments),
        not_heard=tuple(segment.slug for segment in lacking if not segment.total),
        none_supports=tuple(segment.slug for segment in lacking if segment.total),
        outside_against=beside[State.CONTRADICTS] + beside[State.MIXED],
    )


def _segments(item: Item, counted: Counted, voices: tuple[Voice, ...]) -> tuple[SegmentCount, ...]:
    said = Counter((slug, voice.state) for voice in voices for slug in voice.customer.segments)
    return tuple(
        SegmentCount(
            slug=slug,
            supports=said[slug, State.SUPPORTS],
            contradicts=said[slug, State.CONTRADICTS],
            mixed=said[slug, State.MIXED],
            neutral=said[slug, State.NEUTRAL],
            total=counted.per_segment.get(slug, 0),
        )
        for slug in sorted(item.segments or counted.per_segment)
    )


def _quotes(voice: Voice, stance: State) -> list[Quote]:
    """A customer's links of this stance, if it is (part of) where they stand now."""
    if voice.state not in (stance, State.MIXED):
        return []
    return [Quote(link.tag, link.stance) for link in voice.links if link.stance == stance]


def _kinds(voices: tuple[Voice, ...]) -> dict[str, int]:
    tags = {(link.tag.ref, link.tag.kind) for voice in voices for link in voice.links}
    kinds = Counter(kind for _, kind in tags)
    return {kind: kinds[kind] for kind in ("problem", "process", "pain")}


def _by_state(voices: tuple[Voice, ...]) -> dict[State, int]:
    states = Counter(voice.state for voice in voices)
    return {state: states[state] for state in State if state is not State.SILENT}
