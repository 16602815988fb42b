"""Probes: what to ask next about the words that a customer has just used.

Which words and which question stand in the guide; here is when to ask: at most two at a time, nothing twice, nothing
about what has been explained. A question to the expert or a bug report is not probed further but parked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from interviewkit.notation.stuck import LEFT_OVER
from interviewkit.session import words
from interviewkit.session.guide import Guide, Trigger, fill
from interviewkit.session.guide_rules import compiled

AT_ONCE = 2
LOOKED_AT = 2000
_FINDERS = {"acronyms": words.acronyms, "quoted": words.quoted, "capitalised": words.capitalised}
_NO_TALK = re.compile(r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.-]+|`[^`]*`")
_ENDS = re.compile(
    r"(?<=[.!?])(?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bProf\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bapprox\.)\s+"
    r"|(?<=[.!?][\"”'’])\s+|\n+"
)


class Probe(NamedTuple):
    """A question to ask, the kind of trigger and the words that it is about, and why it is worth asking."""

    kind: str
    question: str
    why: str
    word: str


class Offer(NamedTuple):
    """What an answer gives: at most two questions, new words of theirs, and what to say before parking it, or None."""

    questions: tuple[Probe, ...]
    terms: tuple[str, ...]
    park: str | None


class Heard(NamedTuple):
    """All that an answer holds, before what was asked already is left out.

    `parks` are the kinds that ask for parking, `explained` the words that the answer itself explains.
    """

    probes: tuple[Probe, ...]
    terms: tuple[str, ...]
    explained: tuple[str, ...]
    parks: tuple[str, ...]


class Prober:
    """Looks at one answer after the other and remembers what it offered.

    `known_terms` are words that have been explained, `names` those of people and customers; both need no asking.
    `state` is what an earlier prober of the same interview gave back.
    """

    def __init__(
        self,
        guide: Guide,
        known_terms: Iterable[str] = (),
        names: Iterable[str] = (),
        *,
        topic: str | None = None,
        state: Mapping[str, Iterable[str]] | None = None,
    ) -> None:
        """Begin with nothing offered, or go on from a state."""
        state = state or {}
        self._guide = guide
        self._topic = topic
        self._names = {part for name in names for part in (_key(name), *map(_key, name.split())) if len(part) > 1}
        self._offered = dict.fromkeys(state.get("offered", ()))
        self._terms = dict.fromkeys(state.get("terms", ()))
        self._explained: dict[str, None] = {}
        self._explained_words: re.Pattern[str] | None = None
        self.learn(*known_terms, *state.get("explained", ()))

    @property
    def state(self) -> dict[str, list[str]]:
        """What was offered, which terms were reported and which were explained, as plain data for a later prober."""
        return {"offered": [*self._offered], "terms": [*self._terms], "explained": [*self._explained]}

    def learn(self, *terms: str) -> None:
        """Take note that terms have been explained: they are never asked about again."""
        self._explained |= dict.fromkeys(filter(None, map(_key, terms)))
        if self._explained:
            longest_first = sorted(self._explained, key=len, reverse=True)
            words = "|".join(re.escape(term).replace(r"\ ", r"\s+") for term in longest_first)
            self._explained_words = re.compile(rf"(?<!\w)(?:{words})(?:['’]?e?s)?(?!\w)", re.IGNORECASE)

    def look(self, answer: str) -> Offer:
        """What to ask about this answer. Only its first 2,000 characters are looked at."""
        heard = self.hear(answer)
        if heard.explained:
            self.learn(*heard.explained)
        questions = _best(probe for probe in heard.probes if _key(probe.question) not in self._offered)
        self._offered |= dict.fromkeys(_key(probe.question) for probe in questions)
        terms = tuple(term for term in heard.terms if _key(term) not in self._terms)
        self._terms |= dict.fromkeys(map(_key, terms))
        return Offer(questions, terms, fill(self._guide.expert, self._topic) if heard.parks else None)

    def hear(self, answer: str) -> Heard:
        """Everything that an answer holds, whatever was offered before; changes nothing."""
        talk = _talk(answer)
        sentences = [sentence for sentence in _ENDS.split(talk) if sentence.strip()]
        found = [
            (trigger, word)
            for trigger in self._guide.triggers
            for part in ([talk] if trigger.whole_answer else sentences)
            for word in self._found(trigger, part)
        ]
        explained = dict.fromkeys(_key(word.text) for _, word in found if word.explained)
        asking = [(trigger, word.text) for trigger, word in found if _key(word.text) not in explained]
        probes = [
            Probe(trigger.kind, fill(trigger.question, self._topic, word), trigger.why, word)
            for trigger, word in asking
            if not trigger.park
        ]
        terms = {_key(word): word for trigger, word in reversed(asking) if trigger.finds}
        return Heard(
            tuple(dict.fromkeys(probes)),
            tuple(reversed(terms.values())),
            tuple(explained),
            tuple(dict.fromkeys(trigger.kind for trigger, _ in asking if trigger.park)),
        )

    def _found(self, trigger: Trigger, part: str) -> Iterator[words.Word]:
        """The words that a trigger finds in a sentence, or in the whole answer."""
        if any(compiled(pattern).search(part) for pattern in trigger.unless):
            return
        if trigger.finds:
            yield from _FINDERS[trigger.finds](part, self._is_ordinary)
            return
        for pattern in map(compiled, trigger.patterns):
            for found in pattern.finditer(part):
                group = "word" if "word" in pattern.groupindex and found["word"] is not None else 0
                if not self._is_explained_at(part, found.start(group)):
                    yield words.Word(found[group].strip(" ,"), found.start(group), explained=False)

    def _is_explained_at(self, part: str, place: int) -> bool:
        """Whether a term that has been explained begins before a place and reaches over it."""
        explained = self._explained_words.finditer(part) if self._explained_words else ()
        return any(found.start() <= place < found.end() for found in explained)

    def _is_ordinary(self, text: str) -> bool:
        """Whether a word needs no asking: known to all, a name, or explained, also in its plural."""
        forms = {_key(text), _key(text).removesuffix("s"), _key(text).removesuffix("'s").removesuffix("’s")}
        return any(form in known for form in forms for known in (self._guide.known, self._names, self._explained))


def _best(probes: Iterable[Probe]) -> tuple[Probe, ...]:
    """The first of each kind, at most two, no two about the same word."""
    chosen: dict[str, Probe] = {}
    for probe in probes:
        if probe.kind not in chosen and not any(_same(probe.word, other.word) for other in chosen.values()):
            chosen[probe.kind] = probe
    return tuple(chosen.values())[:AT_ONCE]


def _same(one: str, other: str) -> bool:
    """Whether two words are one, or one begins with the other: "golden" and "golden build"."""
    shorter, longer = sorted((_key(one), _key(other)), key=len)
    return f"{longer} ".startswith(f"{shorter} ")


def _talk(answer: str) -> str:
    """The part of an answer that is the customer's talk: no observation, address, code or marker, no outer quotes."""
    answer = answer[:LOOKED_AT].strip()
    if answer.startswith("[") and answer.endswith("]"):
        return ""
    if len(answer) > 1 and answer[0] in '"“' and answer[-1] in '"”' and not set(answer[1:-1]) & {'"', "“", "”"}:
        answer = answer[1:-1]
    return LEFT_OVER.sub(_blank, _NO_TALK.sub(_blank, answer))


def _blank(found: re.Match[str]) -> str:
    """Blanks in the place of what is no talk, so that the rest stays where it was."""
    return " " * len(found[0])


def _key(text: str) -> str:
    """A word as it is compared: folded, its blanks single."""
    return " ".join(text.casefold().split())
