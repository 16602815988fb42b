"""Where one customer stands on each roadmap item now, and what they said before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from interviewkit.dates import short_day
from interviewkit.dbfile import Row
from interviewkit.evidence.hearing import Hearing, Window
from interviewkit.evidence.ranking import Quote, strongest_first
from interviewkit.evidence.states import Voice
from interviewkit.evidence.study import Interview, Item, Study
from interviewkit.reports.asking import Plain
from interviewkit.reports.filters import cut, spoken
from interviewkit.reports.said import utterance
from interviewkit.reports.tables import Column
from interviewkit.reports.wording import NEED_SAID, SOLVED_SAID

STANDING = (
    Column("Roadmap item", "title"),
    Column("Where they stand", "said"),
    Column("Since", "since"),
    Column("In their words, or as noted", "words"),
)
_BESIDE = {
    "outside": "not counted: outside the item's segments or topics",
    "internal": "internal: never counted",
}


def standing(study: Study, entries: Mapping[str, Row], names: Mapping[str, str]) -> list[Plain]:
    """Every item that the study's one customer spoke to, in the study's order; a shipped one in its two rounds.

    `entries` are those whose words may be shown, by reference; what is withheld counts and is not quoted.
    """
    hearing = Hearing(study)
    held = {interview.ref: interview for interview in study.interviews}
    return [
        _stands(item, after, place, voice, held, entries, names)
        for item in study.items
        for after, window in _rounds(item)
        for place, voices in hearing.voices(item, window)._asdict().items()
        for voice in voices
    ]


def untouched(study: Study) -> list[Item]:
    """The items, but for dropped ones, that never came up with the customer: silence is not contradiction.

    What came up while we were the customer ourselves did not come up with them.
    """
    ours = {interview.ref for interview in study.interviews if interview.internal}
    spoken_to = {link.item for link in study.links if link.tag.interview not in ours}
    return [item for item in study.items if item.status != "dropped" and item.uid not in spoken_to]


def _rounds(item: Item) -> Iterator[tuple[bool, Window]]:
    if item.status == "shipped" and item.shipped_at:
        yield False, Window(until=item.shipped_at)
        yield True, Window(since=item.shipped_at)
    else:
        yield False, Window()


def _stands(
    item: Item,
    after: bool,
    place: str,
    voice: Voice,
    held: Mapping[str, Interview],
    entries: Mapping[str, Row],
    names: Mapping[str, str],
) -> Plain:
    said = SOLVED_SAID if after else NEED_SAID
    latest = max((held[link.tag.interview] for link in voice.links), key=lambda one: one.started_at)
    now = [link for link in voice.links if held[link.tag.interview].started_at == latest.started_at]
    strongest = strongest_first(Quote(link.tag, link.stance) for link in now)
    quotes = [entries[quote.tag.ref] for quote in strongest if quote.tag.ref in entries]
    words = utterance(quotes[0], names) if quotes else None
    state = said[voice.state.value][0]
    changed = f"; before: {said[voice.earlier.value][0]}" if voice.earlier else ""
    beside = f" ({_BESIDE[place]})" if place in _BESIDE else ""
    return {
        "item": item.slug,
        "title": item.title,
        "status": item.status,
        "round": "solved" if after else "need",
        "state": voice.state.value,
        "changed_from": voice.earlier.value if voice.earlier else None,
        "counted": place == "counted",
        "interviews": voice.interviews,
        "at": latest.started_at,
        "quote": words,
        "page": {
            "title": _titled(item, after),
            "said": f"{state}{changed}{beside}",
            "since": short_day(latest.started_at, latest.zone),
            "words": f"{spoken(words, 300)} {words['page']['place']}" if words else "–",
        },
    }


def _titled(item: Item, after: bool) -> str:
    """The item with where it stands on the roadmap, and which of its two rounds is meant once it has shipped."""
    title = cut(item.title, 160)
    if item.status != "shipped" or not item.shipped_at:
        return f"{title} ({item.status})"
    day = short_day(item.shipped_at)
    return f"{title}, since it shipped {day}" if after else f"{title}, the need before it shipped {day}"
