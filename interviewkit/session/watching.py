"""The second screen, for the one who asks: what stands on it, before anybody thinks of lines and columns.

The customer may read it. Before the guide's roadmap phase it holds no item and no tag; a severity, a verdict or one of
the team's own [remarks] it never holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from interviewkit.console import harmless
from interviewkit.dates import minutes_between
from interviewkit.dbfile import Row
from interviewkit.notation.stuck import without_markers
from interviewkit.session.guide import Guide, Phase, fill
from interviewkit.session.probes import Offer, Prober
from interviewkit.vocabulary import Stance

ROADMAP = "roadmap"
LAST = 2
_REMARK = re.compile(r"(?<!\w)\[[^\[\]]*\]")
_NO_SIGNS = dict.fromkeys(range(0xFDD0, 0xFDF0), "\N{REPLACEMENT CHARACTER}")


class Seen(NamedTuple):
    """What was read of an interview.

    `row` is what `queries.interviews.whole` gives, `asked` every question that it ever stood at, `names` are the
    customer's and its people's, `items` what is on the roadmap: titles by slug.
    """

    row: Row
    asked: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    items: Mapping[str, str] = {}


class Prompt(NamedTuple):
    """Something to say now, and how: `ask next`, `say first`, `say`."""

    how: str
    text: str


class Waiting(NamedTuple):
    """A parked question with its number and why it matters (empty where nobody said)."""

    number: str
    question: str
    why: str


class Said(NamedTuple):
    """An entry's number and words, and from the roadmap phase on its tags ("problem, pain")."""

    number: str
    words: str
    tags: str


@dataclass(frozen=True, slots=True)
class Screen:
    """All that stands on the second screen, as harmless text without line breaks.

    `place` is the phase ("2 of 5 · walk through"), `clock` the minutes ("23 min of 60"), `late` when they are used up,
    `question` the one that is being answered, `items` titles that answer what was said, empty before the roadmap phase.
    """

    about: str
    place: str
    clock: str
    late: bool = False
    ended: bool = False
    question: str = ""
    following: Prompt | None = None
    parked: tuple[Waiting, ...] = ()
    words: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    last: tuple[Said, ...] = ()
    trouble: str = ""


class Listener:
    """Hears an interview's answers as the note-taker's prober does, each once while nothing said before changes."""

    def __init__(self, guide: Guide) -> None:
        """Begin with nothing heard."""
        self._guide = guide
        self._prober: Prober | None = None
        self._known: tuple[object, ...] = ()
        self._heard: list[str] = []
        self._offers: list[Offer] = []

    def offers(self, seen: Seen) -> list[Offer]:
        """What each of the entries gave to ask, in their order."""
        row = seen.row
        answers = [entry["answer"] or "" for entry in row["entries"]]
        explained = tuple(term["word"] for term in row["terms"] if term["meaning"])
        known = (explained, seen.names, row["topic"])
        if self._prober is None or known != self._known or answers[: len(self._heard)] != self._heard:
            self._prober = Prober(self._guide, explained, seen.names, topic=row["topic"])
            self._known, self._heard, self._offers = known, [], []
        for answer in answers[len(self._heard) :]:
            self._offers.append(self._prober.look(answer))
            self._heard.append(answer)
        return self._offers


def screen(seen: Seen, guide: Guide, listener: Listener, now: str, trouble: str = "") -> Screen:
    """What to show at a moment (stored form); `trouble` says why it may be old."""
    row = seen.row
    phase = _phase(guide, row["phase"])
    open_to_items = _reached_roadmap(guide, phase)
    minutes = elapsed(row, now)
    planned = row["minutes"]
    ended = row["ended_at"] is not None
    return Screen(
        about=" · ".join(filter(None, (shown(row["customer_name"]), shown(row["topic"])))),
        place=f"{guide.phases.index(phase) + 1} of {len(guide.phases)} · {shown(phase.title)}",
        clock=f"{minutes} min" + (f" of {planned}" if planned else ""),
        late=bool(planned) and minutes > planned and not ended,
        ended=ended,
        question="" if ended else shown(row["question"]),
        following=None if ended else _following(seen, guide, phase, listener),
        parked=tuple(_waiting(row)),
        words=tuple(filter(None, (shown(term["word"]) for term in row["terms"] if not term["meaning"]))),
        items=tuple(_answering(seen)) if open_to_items else (),
        last=tuple(_said(row, tagged=open_to_items))[-LAST:],
        trouble=shown(trouble),
    )


def elapsed(row: Row, now: str) -> int:
    """The minutes that an interview has lasted, rounded as the note-taker's bar rounds them."""
    return max(0, round(minutes_between(row["started_at"], row["ended_at"] or now)))


def shown(text: str | None) -> str:
    """What people wrote as this screen may show it: on one line, harmless, the team's [remarks] left out."""
    left = text or ""
    while (cut := _REMARK.sub(" ", left)) != left:
        left = cut
    return harmless(" ".join(left.split())).translate(_NO_SIGNS)


def spoken(text: str | None) -> str:
    """The same of what was typed on a line: markers that stayed text, which may name an item, are left out too."""
    return " ".join(without_markers(shown(text)).split())


def _phase(guide: Guide, name: str | None) -> Phase:
    """The guide's phase of that title or slug; the first one where there is none."""
    return next((phase for phase in guide.phases if name in (phase.title, phase.slug)), guide.phases[0])


def _reached_roadmap(guide: Guide, phase: Phase) -> bool:
    """Whether the roadmap may be spoken of; never where the guide has no such phase."""
    slugs = [one.slug for one in guide.phases]
    return ROADMAP in slugs and slugs.index(phase.slug) >= slugs.index(ROADMAP)


def _following(seen: Seen, guide: Guide, phase: Phase, listener: Listener) -> Prompt | None:
    """What to say next: the opening, the sentence that parks, a probe, else the guide's next question."""
    row = seen.row
    if not row["question"] and not row["entries"] and not row["disclosed"]:
        return Prompt("say first", shown(fill(guide.opening, row["topic"])))
    asked = seen.asked | {entry["question"] for entry in row["entries"]} | {row["question"]}
    entry, offer = _last_offer(seen, listener)
    if offer is not None and entry["phase"] in (None, phase.title):
        if offer.park and not _reached_roadmap(guide, phase) and not _is_parked(row, entry):
            return Prompt("say", shown(offer.park))
        for probe in offer.questions:
            if probe.question not in asked:
                return Prompt("ask next", shown(probe.question))
    return next((Prompt("ask next", shown(one)) for one in phase.asked(row["topic"]) if one not in asked), None)


def _last_offer(seen: Seen, listener: Listener) -> tuple[Row, Offer | None]:
    """The last thing that the customer said, with what it gives to ask; an observation of the team is none."""
    offers = listener.offers(seen)
    for entry, offer in zip(reversed(seen.row["entries"]), reversed(offers), strict=True):
        if entry["answer"] and not entry["observation"]:
            return entry, offer
    return {}, None


def _is_parked(row: Row, entry: Row) -> bool:
    """Whether something was parked since the customer said this."""
    return any(parked["at"] >= entry["at"] for parked in row["parked"])


def _waiting(row: Row) -> Iterator[Waiting]:
    """What was parked and not answered yet."""
    for parked in row["parked"]:
        question = spoken(parked["question"])
        if parked["answer"] is None and question:
            yield Waiting(_number(parked), question, spoken(parked["why"]))


def _said(row: Row, *, tagged: bool) -> Iterator[Said]:
    """The entries that a customer may read, each with its tags where those may be shown."""
    for entry in row["entries"]:
        words = "" if entry["observation"] else spoken(entry["answer"]) or _asked_only(entry)
        if words:
            quoted = f"“{words}”" if entry["verbatim"] else words
            speaker = shown(entry["speaker"])
            tags = ", ".join(dict.fromkeys(tag["kind"] for tag in entry["tags"])) if tagged else ""
            yield Said(_number(entry), f"{speaker}: {quoted}" if speaker else quoted, tags)


def _asked_only(entry: Row) -> str:
    """A question that was noted without an answer."""
    question = "" if entry["answer"] else spoken(entry["question"])
    return f"? {question}" if question else ""


def _answering(seen: Seen) -> Iterator[str]:
    """The titles of the items that answer what was said, in the order in which they came up."""
    slugs = dict.fromkeys(
        link["item"]
        for entry in seen.row["entries"]
        for tag in entry["tags"]
        for link in tag["links"]
        if link["stance"] == Stance.SUPPORTS.value
    )
    return (shown(seen.items[slug]) for slug in slugs if slug in seen.items)


def _number(row: Row) -> str:
    return str(row["ref"]).rpartition("/")[2]
