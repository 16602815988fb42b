"""Which words of an answer only insiders know: acronyms, what they quote, what they write large."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from interviewkit.session import everyday

_ACRONYM = re.compile(r"(?<![\w.@/-])[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ0-9]*(?:&[A-Z])?[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ0-9]*s?(?![\w@])")
_SHOUTED = re.compile(r"\b[A-Z][A-Z']*(?:[ ,!]+[A-Z][A-Z']*\b)+")
_QUOTED = re.compile(r"[\"“„”]([^\"“„”]+)[\"“”]|«\s*([^«»]+?)\s*»|(?<!\w)['‘]([^'‘’\n]+)['’](?!\w)")
_SPOKEN = re.compile(
    r"\b(?:said|shout(?:s|ed)|yell(?:s|ed)|ask(?:s|ed)|answer(?:s|ed)|repl(?:ies|ied)|told(?: \w+)?|wrote|writes"
    r"|scream(?:s|ed)|whisper(?:s|ed)|cried|goes|was like)[,:]? ?$",
    re.IGNORECASE,
)
_WRITTEN = re.compile(
    r"\b(?:word|sign|label|button|subject|message|sticker|banner|note)\b[^.!?]{0,30}$"
    r"|\b(?:press|click|hit|tap|type)(?:e?s|ed)?(?: on)? $",
    re.IGNORECASE,
)
_IS_SPEECH = re.compile(r"\b(?:I|you|me|my|your|we|let's|is|are|was|were|don't|doesn't)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_](?:[\w’'-]*\w)?")
_JOINERS = frozenset({"of", "the", "de", "for"})
_AT_A_PLACE = re.compile(r"\b(?:in|to|from|near|at|via|around|outside|between) $", re.IGNORECASE)
_KEPT_THERE = re.compile(
    r"\b(?:books?|booked|enter(?:s|ed)?|typ(?:e|es|ed)|log(?:s|ged)?|sav(?:e|es|ed)|record(?:s|ed)?|stor(?:e|es|ed)"
    r"|fil(?:e|es|ed)|track(?:s|ed)?|register(?:s|ed)?|writes?|written|wrote|look(?:s|ed)? it up|sees?|find|finds|found"
    r"|creat(?:e|es|ed)|open(?:s|ed)?|read|reads|check(?:s|ed)?|put|puts|copy|copies|copied|paste[sd]?|export(?:s|ed)?"
    r"|import(?:s|ed)?|ticket|tickets|data|number|status|goes|lands?|ends? up)\b",
    re.IGNORECASE,
)
_RELATION = re.compile(
    r"\b(?:lady|man|woman|guy|girl|boy|colleague|boss|friend|neighbou?r|brother|sister|wife|husband|son|daughter|uncle"
    r"|aunt|cousin|grandmother|grandfather|called|named),? $",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:\d|one|two|three|four|five|six|seven|eight|nine|ten)\b", re.IGNORECASE)
_EXPLAINED_AFTER = re.compile(
    r"[\"”“’'»]?,? ?(?:\((?=[^)]*[a-z]{3})|(?:which |that |it )?(?:means?|stands for)\b|(?:is )?short for\b|for short\b"
    r"|is (?:what|when|where|how)\b|that is\b|i\.e\.|meaning\b|is the name (?:of|for)\b|= )"
)
_INTRODUCED = re.compile(
    r"\b(?:is|are|was|were|is officially) (?:called|named) (?:the |an? )?[\"“'‘]?$|[a-z]{3,} \($", re.IGNORECASE
)
_APPOSED = re.compile(r", (?:the|our|an?) ")
_LONGEST_QUOTE = 4
_LOOKED_BACK = 100


class Word(NamedTuple):
    """A word of theirs, where it stands in the sentence, and whether the same breath explains it."""

    text: str
    start: int
    explained: bool


def acronyms(sentence: str, ordinary: Callable[[str], bool]) -> Iterator[Word]:
    """Letters that stand for something; not what is shouted, not units, not what is `ordinary`."""
    shouted = [found.span() for found in _SHOUTED.finditer(sentence) if _is_shouted(found[0])]
    for found in _ACRONYM.finditer(sentence):
        text = found[0].removesuffix("s") if found[0][-2:-1].isupper() else found[0]
        plain = text.casefold() in everyday.LETTERS | everyday.FUNCTION or ordinary(text)
        if len(text) > 1 and not plain and not _inside(found.start(), shouted):
            apposed = _APPOSED.match(sentence, found.end()) is not None
            yield Word(text, found.start(), apposed or explained(sentence, *found.span()))


def quoted(sentence: str, ordinary: Callable[[str], bool]) -> Iterator[Word]:
    """What they put in quotation marks as a name; not speech, not what stands on a sign, not mere stress."""
    for found in _QUOTED.finditer(sentence):
        text = next(group for group in found.groups() if group is not None).strip(" ,.;:!?")
        before = _before(sentence, found.start())
        speech = _SPOKEN.search(before) or _WRITTEN.search(before) or _IS_SPEECH.search(text) or _NUMBERED.match(text)
        stress = text.casefold() in everyday.EMPHASIS
        if text and len(text.split()) <= _LONGEST_QUOTE and not speech and not stress and not ordinary(text):
            yield Word(text, found.start(), explained(sentence, found.start(), found.end()))


def capitalised(sentence: str, ordinary: Callable[[str], bool]) -> Iterator[Word]:
    """Words written large where English would not: inside a sentence, or with a capital in their middle."""
    if not _is_english(sentence):
        return
    quotes = [found.span() for found in _QUOTED.finditer(sentence)]
    for start, end in _runs(sentence):
        text = re.sub(r"['’]s$", "", sentence[start:end])
        if (
            _inside(start, quotes)
            or ordinary(text)
            or _is_everyday(text)
            or _is_place_or_person(sentence, start, text, ordinary)
        ):
            continue
        yield Word(text, start, explained(sentence, start, end))


def explained(sentence: str, start: int, end: int) -> bool:
    """Whether the words around a word explain it: "… means …", "… (…)", "… for short", "… is called …"."""
    return bool(_INTRODUCED.search(_before(sentence, start)) or _EXPLAINED_AFTER.match(sentence, end))


def _runs(sentence: str) -> Iterator[tuple[int, int]]:
    """Where large words stand, neighbours taken together: "Inbox of Sorrows"."""
    words = list(_WORD.finditer(sentence))
    place = 0
    while place < len(words):
        if not _is_large(sentence, words[place], first=place == 0):
            place += 1
            continue
        last = place
        while (further := _next_large(sentence, words, last)) is not None:
            last = further
        first = next((word for word in words[place:last] if not _is_everyday(word[0])), words[last])
        if not _follows_the_first(sentence, words, place):
            yield first.start(), words[last].end()
        place = last + 1


def _follows_the_first(sentence: str, words: list[re.Match[str]], place: int) -> bool:
    """Whether a large word only goes on with a name that the sentence begins with: nobody knows where that starts."""
    beside = place == 1 and sentence[words[0].end() : words[1].start()] == " "
    return beside and words[0][0][0].isupper() and not _is_everyday(words[0][0])


def _next_large(sentence: str, words: list[re.Match[str]], last: int) -> int | None:
    """The large word that continues the one at `last`, across nothing but a blank and small joining words."""
    for further in range(last + 1, min(last + 4, len(words))):
        if sentence[words[further - 1].end() : words[further].start()].strip():
            return None
        if _is_large(sentence, words[further], first=False):
            return further
        if words[further][0] not in _JOINERS:
            return None
    return None


def _is_large(sentence: str, word: re.Match[str], *, first: bool) -> bool:
    """Whether a word is written as a name: a capital inside it, or before it where no sentence begins."""
    text = word[0].removesuffix("'s").removesuffix("’s")
    if text.isupper() or text in {"I", "I'm", "I've", "I'd", "I'll", "I’m", "I’ve", "I’d", "I’ll"}:
        return False
    if re.search(r"[a-z][A-Z]", text):
        return True
    begins = first or bool(re.search(r"[:\"“„«'(\[•–-] ?$|\.\.\. ?$|… ?$", _before(sentence, word.start())))
    return text[0].isupper() and not begins


def _is_place_or_person(sentence: str, start: int, text: str, ordinary: Callable[[str], bool]) -> bool:
    """Whether large letters are those of a place, a person, a day or a language."""
    before = _before(sentence, start)
    if {word.casefold() for word in (*_WORD.findall(before)[-1:], text.partition(" ")[0])} & everyday.TITLES:
        return True
    if _RELATION.search(before):
        return True
    parts = [part for part in text.split() if part not in _JOINERS]
    if parts[0].casefold() in everyday.GIVEN_NAMES | everyday.TITLES and len(parts) <= 3:
        return True
    if all(_is_everyday(part) or ordinary(part) for part in parts):
        return True
    place = _AT_A_PLACE.search(before) and not _KEPT_THERE.search(before)
    return bool(place) and not re.search(r"[a-z][A-Z]", text)


def _is_everyday(word: str) -> bool:
    return any(
        form in words
        for form in (word.casefold(), word.casefold().partition("-")[0])
        for words in (everyday.CALENDAR, everyday.PLACES, everyday.PEOPLES, everyday.GIVEN_NAMES, everyday.FUNCTION)
    )


def _is_english(sentence: str) -> bool:
    """Whether capital letters mean what they mean in English."""
    words = [word.casefold() for word in _WORD.findall(sentence)]
    foreign = sum(word in everyday.FOREIGN and word not in everyday.FUNCTION for word in words)
    return foreign <= sum(word in everyday.FUNCTION and word not in everyday.FOREIGN for word in words)


def _is_shouted(run: str) -> bool:
    """Whether words in capitals are a shout rather than acronyms side by side."""
    words = [word.casefold() for word in re.findall(r"[A-Z']+", run)]
    return len(words) > 3 or any(word in everyday.FUNCTION for word in words)


def _before(sentence: str, place: int) -> str:
    """What stands before a place, as far back as it matters."""
    return sentence[max(0, place - _LOOKED_BACK) : place]


def _inside(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)
