"""A text as the words that a name could be made of: where each begins and ends, and how it reads folded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# What may stand on or inside a letter without ending the word: accents set apart, soft hyphens, joiners.
_MARKS = "\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff"
# Scripts that put no blanks between words: there a name is found as a run of signs.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_UNSPACED += "\U00020000-\U0003ffff"
_WORD = re.compile(rf"\d+|[{_UNSPACED}]|(?:[^\W\d_{_UNSPACED}][{_MARKS}]*)+")
_HUMP = re.compile(r"[^\W\d_]")
_SPELLED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n"}
    | dict.fromkeys(map(chr, (0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF)), "")
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})


class Word(NamedTuple):
    """A word of a text: its place, and how it reads in lower case without accents."""

    start: int
    end: int
    folded: str


def words(text: str) -> Iterator[Word]:
    """The words of a text in order; digits are words of their own, and "AcmeCloud" is two."""
    for found in _WORD.finditer(text):
        word = found[0]
        if word.islower() or word.isupper() or word[1:].islower():
            yield Word(found.start(), found.end(), folded(word))
        else:
            yield from _humps(word, found.start())


def folded(text: str) -> str:
    """A text in lower case, without accents and without what nobody sees: "Żubr" and "ZUBR" read alike."""
    if text.isascii():
        return text.lower()
    from unicodedata import combining, normalize

    flat = normalize("NFKD", text.casefold())
    return "".join(sign for sign in flat if not combining(sign)).translate(_SPELLED)


def spellings(text: str) -> list[str]:
    """The text, and as people without its letters type it: "Oberländer", "Oberlaender"."""
    from unicodedata import normalize

    plain = normalize("NFC", text)
    other = plain.casefold().translate(_UMLAUTS)
    return [plain] if other == plain.casefold() else [plain, other]


def _humps(word: str, start: int) -> Iterator[Word]:
    """The parts of a word that capitals divide: "AcmeCloud", "eBay"."""
    begun = 0
    for place in range(1, len(word)):
        if word[place].isupper() and _HUMP.match(word[place - 1]) and word[place - 1].islower():
            yield Word(start + begun, start + place, folded(word[begun:place]))
            begun = place
    yield Word(start + begun, start + len(word), folded(word[begun:]))
