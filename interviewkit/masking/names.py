"""How one name may be written: whole, run together, in part; and what each of these becomes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from typing import NamedTuple

from interviewkit.masking.words import folded, spellings, words

_LONGEST = 8  # words of a name whose parts are known one by one


class Named(NamedTuple):
    """A customer or a person: every name and slug, the former ones too, and what stands for them all."""

    names: tuple[str, ...]
    alias: str
    person: bool = False


class Rank(IntEnum):
    """How surely a form means somebody: asked to be masked, a whole name, what tells it apart, any part of it."""

    ASKED = 0
    WHOLE = 1
    TELLING = 2
    PART = 3


class Form(NamedTuple):
    """What a run of words becomes. `written` is how a short one must be written, to be told from other words."""

    rank: Rank
    alias: str
    person: bool
    written: str = ""


Key = tuple[str, ...]

# Words that tell nobody apart: legal forms, small words, and those that every report of ours is made of.
_COMMON = """
a ab ag and aps as asa at bv by co company corp corporation d da das de dei del della den der des di die do dos du
e el et for from gbr gmbh group grp holding holdings i im in inc incorporated int international is it kg kk l la las
le les limited llc llp los ltd lda mbh nv o of on oy oyj partners per plc pte pty s sa sarl sas se sl spa srl the to
u und v van vd vom von y z zu zum zur
customer customers entry entries interview interviews item items nobody our people pain problem process report
roadmap segment segments team teams their they we
"""
COMMON = frozenset(_COMMON.split())

# Whom our own sentences name: the literature behind the rules. There these are nobody's customers.
CITED = (
    *("Guest, Namey & Chen 2020", "Hennink, Kaiser & Marconi 2017", "Brown, Cai & DasGupta 2001"),
    *("Laakso & Taagepera 1979", "Robertson & Zaragoza 2009", "Cohen 1960", "Cohen's kappa"),
    *("Wilson 1927", "Wilson score", "Wilson interval"),
)


def letters(place: int) -> str:
    """The place in a row as letters, from 0 on: A … Z, AA, AB …"""
    said = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        said = chr(ord("A") + rest) + said
    return said


def key_of(text: str) -> Key:
    """The words of a text, folded."""
    return tuple(word.folded for word in words(text))


def asked(word: str, alias: str) -> Iterator[tuple[Key, Form]]:
    """The forms of a word that somebody asked to be masked."""
    form = Form(Rank.ASKED, alias, person=False)
    for spelling in spellings(word):
        key = key_of(spelling)
        yield key, form
        yield ("".join(key),), form


def forms(one: Named) -> Iterator[tuple[Key, Form]]:
    """Every form of a customer's or a person's names that is looked for in texts."""
    for name in one.names:
        for spelling in spellings(name):
            key = key_of(spelling)
            yield from _whole(one, key, name)
            yield from _parts(one, key[:_LONGEST], spelling)


def initials(one: Named) -> Iterator[str]:
    """How a person may be called in an address: "alee", "annl"."""
    for name in one.names if one.person else ():
        key = [word for word in key_of(name) if word not in COMMON]
        if len(key) > 1:
            yield from (key[0][0] + key[-1], key[0] + key[-1][0], key[-1] + key[0][0])


def _whole(one: Named, key: Key, name: str) -> Iterator[tuple[Key, Form]]:
    form = Form(Rank.WHOLE, one.alias, one.person, _written(key, name))
    yield key, form
    if len(key) > 1:
        yield ("".join(key),), form
        told = tuple(word for word in key if word not in COMMON)
        if told and told != key and not _written(told, ""):
            yield told, form._replace(rank=Rank.WHOLE if len(told) > 1 else Rank.TELLING)


def _parts(one: Named, key: Key, name: str) -> Iterator[tuple[Key, Form]]:
    """Neighbouring words of a name, and single ones unless they are short or tell nobody apart."""
    for some in _runs(key):
        yield some, Form(Rank.TELLING, one.alias, one.person)
        yield ("".join(some),), Form(Rank.TELLING, one.alias, one.person)
    telling = True
    for place, word in enumerate(key):
        first = one.person and place == 0
        if word.isdigit() or (word in COMMON and not first):
            continue
        written = _as_written(name, place) if len(word) < 3 else ""
        if len(word) > 2 or (first and len(word) == 2 and word.isascii()):
            rank = Rank.TELLING if telling or one.person else Rank.PART
            yield (word,), Form(rank, one.alias, one.person, written)
            telling = False


def _runs(key: Key) -> Iterator[Key]:
    for length in range(2, len(key)):
        for start in range(len(key) - length + 1):
            some = key[start : start + length]
            told = [word for word in some if word not in COMMON and not word.isdigit()]
            if (len(told) > 1 or any(len(word) > 2 for word in told)) and sum(map(len, some)) > 2 - _unspaced(some):
                yield some


def _unspaced(some: Key) -> bool:
    return all(len(word) == 1 and not word.isascii() for word in some)


def _written(key: Key, name: str) -> str:
    """How a name of one or two letters, or of digits alone, must be written to be told from other words."""
    whole = "".join(key)
    return (name or whole) if whole.isdigit() or (len(whole) < 3 and whole.isascii()) else ""


def _as_written(name: str, place: int) -> str:
    found = list(words(name))[place]
    return name[found.start : found.end]


def clashing(one: Form, other: Form) -> Form:
    """What a form becomes that two bear: the surer meaning, or nobody in particular where both are as sure."""
    if one.alias == other.alias or one.rank != other.rank:
        best = min(one, other, key=lambda form: form.rank)
        return best if one.alias != other.alias or (one.written and other.written) else best._replace(written="")
    alias = "a person" if one.person and other.person else "somebody" if one.person or other.person else "a customer"
    written = one.written if one.written and other.written else ""
    return Form(one.rank, alias, one.person and other.person, written)


def slug(alias: str) -> str:
    """An alias as slugs and references show it."""
    return folded(alias).replace(" ", "-")


def every(named: Iterable[Named], wanted: Sequence[str], alias: str) -> dict[Key, Form]:
    """All forms by their words; where two things share one, see `clashing`."""
    found: dict[Key, Form] = {}
    pairs = [pair for word in wanted for pair in asked(word, alias)]
    for key, form in [*pairs, *(pair for one in named for pair in forms(one))]:
        if key and "" not in key:
            found[key] = clashing(found[key], form) if key in found else form
    return found
