"""The mask itself: a text or plain data goes in, the same without anybody's name comes out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from interviewkit.masking.names import CITED, Form, Key, Named, Rank, every, initials, key_of, slug
from interviewkit.masking.words import Word, folded, words
from interviewkit.vocabulary import Consent, Evidence, Horizon, Kind, Lifecycle, Source, Stance, Status

MASKED = "█"
"""What a word becomes that somebody asked to be masked."""

_GAP = 3  # signs that may stand between two words of one name
_DATED = re.compile(r"-\d{4}-\d\d-\d\d")
_JOINS = frozenset("-_/.@:")
_BLANKS = frozenset(["", " ", "\n", ","])
_AT_ONCE = 10_000  # words of a text that are looked at together
_TELLING_LENGTH = 4  # letters of a name that is found inside a longer word of an address
_ADDRESS = 1000  # letters of a word that may be part of an address
_ALPHABET = 5  # members of a list from which on the alphabet's order is no accident, as it is in a ranking of two
_ENDINGS = 3  # letters that a longer name may be inflected with

# Under these keys stand fixed words of ours, which a template or a script compares; never what people said.
_CLOSED = frozenset(
    [
        *("verdict", "status", "statuses", "horizon", "horizons", "kind", "stance", "evidence", "state", "form"),
        *("group", "lifecycle", "lifecycles", "consent", "source", "sources", "word"),
    ]
)
_FIXED = frozenset(
    [word.value for words in (Kind, Stance, Evidence, Lifecycle, Source, Consent, Status, Horizon) for word in words]
    + ["validated", "partial", "emerging", "contested", "untested", "doubtful", "unsupported", "contradicted"]
    + ["insufficient", "mixed", "silent", "heard", "quote", "observation", "question", "note"]
)
_TEAM = frozenset(
    ["author", "authors", "interviewer", "interviewers", "note_taker", "note_takers", "member", "members"]
)

_ZONE = "zone"  # the name of a time zone is read by programs: whoever gives it away tells UTC (`queries.known.abroad`)


class _Hit(NamedTuple):
    start: int
    end: int
    form: Form


class Mask:
    """Takes the names of customers and people out of text.

    `named` are those who are known, `asked` more words to mask, `ours` the names of segments, labels and roadmap
    items (inside them only whole names and what tells a customer apart are masked), `team` the names of our own
    people, `exact` references that would become alike, with what each becomes.
    """

    def __init__(
        self,
        named: Iterable[Named],
        asked: Sequence[str] = (),
        *,
        ours: Iterable[str] = (),
        team: Iterable[str] = (),
        exact: Mapping[str, str] | None = None,
    ) -> None:
        known = list(named)
        self._forms = every(known, asked, MASKED)
        self._forms |= {key_of(text): Form(Rank.ASKED, alias, False) for text, alias in (exact or {}).items()}
        self._signs = [word for word in asked if word and not key_of(word)]
        self._ours = {key for text in ours if (key := key_of(text))}
        self._cited = _cited({word for text in asked for word in key_of(text)})
        self._team = frozenset(team)
        self._mailed = {word: one for one in known for word in initials(one)}
        self._longest: dict[str, int] = defaultdict(int)
        for key in (*self._forms, *self._ours):
            self._longest[key[0]] = max(self._longest[key[0]], len(key))
        self._within = {word for key in (*self._forms, *self._ours) for word in key}
        self._longest_word = max((len(key[0]) for key in self._forms if len(key) == 1), default=0)
        self._idle: set[str] = set()
        self._done: dict[str, str] = {}
        self._inflected: dict[str, Form | None] = {}

    def text(self, text: str) -> str:
        """The text with every known name replaced by its letter, every asked word by █."""
        if text not in self._done:
            self._done[text] = self._masked(text)
        return self._done[text]

    def plain(self, value: Any) -> Any:
        """Plain data with every text in it masked; keys stay, and so do fixed words of ours and the team's names.

        A longer list in the alphabet of names that are gone would still tell their order: it is sorted anew.
        """
        return self._plain(value, "")

    def _plain(self, value: Any, key: str) -> Any:
        if isinstance(value, str):
            return value if self._stays(value, key) else self.text(value)
        if isinstance(value, Mapping):
            return {name: self._plain(inner, str(name)) for name, inner in value.items()}
        if isinstance(value, list | tuple):
            return _sorted_anew(list(value), [self._plain(inner, key) for inner in value])
        return value

    def _stays(self, value: str, key: str) -> bool:
        return key == _ZONE or (key in _CLOSED and value in _FIXED) or (key in _TEAM and value in self._team)

    def _masked(self, text: str) -> str:
        parts, at = [], 0
        for batch in self._batches(text):
            for hit in self._hits(text, batch):
                parts += [text[at : hit.start], _shown(text, hit)]
                at = hit.end
        masked = "".join([*parts, text[at:]])
        for sign in self._signs:
            masked = masked.replace(sign, MASKED)
        return masked

    def _batches(self, text: str) -> Iterator[list[Word]]:
        """The words of a text, many at a time, parted only where no name goes on: an answer may have megabytes."""
        batch: list[Word] = []
        for word in words(text):
            if len(batch) >= _AT_ONCE and word.folded not in self._within:
                yield batch
                batch = []
            batch.append(word)
        yield batch

    def _hits(self, text: str, found: list[Word], *, within_ours: bool = False) -> Iterator[_Hit]:
        place = 0
        while place < len(found):
            word = found[place]
            if word.folded in self._idle and not _joined(text, word):
                place += 1
                continue
            cited = next((key for key in self._cited.get(word.folded, ()) if _reads(found, place, key)), ())
            if cited:
                place += len(cited)
                continue
            hit, taken = self._at(text, found, place, within_ours)
            if hit:
                yield hit
            elif taken:
                yield from self._hits(text, found[place : place + taken], within_ours=True)
            elif word.folded not in self._longest and not self._inflected.get(word.folded):
                self._idle.add(word.folded)
            place += taken or 1

    def _at(self, text: str, found: list[Word], place: int, within_ours: bool) -> tuple[_Hit | None, int]:
        """The longest name or word of ours that begins here: what it becomes, and how many words it is long."""
        first = found[place]
        for length in range(min(self._longest.get(first.folded, 0), len(found) - place), 0, -1):
            some = found[place : place + length]
            key = tuple(word.folded for word in some)
            if (key in self._forms or key in self._ours) and _together(some):
                form, ours = self._forms.get(key), key in self._ours and not within_ours
                spared = form is not None and form.rank is Rank.PART and (ours or within_ours)
                if form and not spared and _fits(text, some[0].start, some[-1].end, form):
                    return _Hit(some[0].start, some[-1].end, form), length
                if ours and length > 1:
                    return None, length
        form = self._glued(text, first)
        return (_Hit(first.start, first.end, form), 1) if form else (None, 0)

    def _glued(self, text: str, word: Word) -> Form | None:
        """A name inside a longer word: inflected ("Halvorsens"), or run together in an address ("acmecorp.example")."""
        said = word.folded
        if said not in self._inflected:
            self._inflected[said] = self._without_ending(said)
        form = self._inflected[said]
        if form or len(said) > _ADDRESS or not _in_address(text, word):
            return form
        if said in self._mailed:
            one = self._mailed[said]
            return Form(Rank.TELLING, one.alias, one.person)
        return next((form for form in self._inside(said) if form.rank < Rank.PART), None)

    def _without_ending(self, said: str) -> Form | None:
        for cut in range(1, _ENDINGS + 1):
            form = self._forms.get((said[:-cut],))
            if form and form.rank < Rank.PART and not form.written and _inflects(said[:-cut], said[-cut:]):
                return form
        return None

    def _inside(self, said: str) -> Iterator[Form]:
        for length in range(min(len(said) - 1, self._longest_word), _TELLING_LENGTH - 1, -1):
            for start in range(len(said) - length + 1):
                form = self._forms.get((said[start : start + length],))
                if form:
                    yield form


def _cited(asked: set[str]) -> dict[str, list[Key]]:
    """The literature our sentences name, by its first word; without what somebody asked to be masked."""
    found: dict[str, list[Key]] = defaultdict(list)
    for key in map(key_of, CITED):
        if not asked & {*key}:
            found[key[0]].append(key)
    return found


def _reads(found: list[Word], place: int, key: Key) -> bool:
    some = found[place : place + len(key)]
    return tuple(word.folded for word in some) == key and _together(some)


def _inflects(name: str, ending: str) -> bool:
    return (ending == "s" and len(name) > 2) or (len(name) >= 2 * _ENDINGS and ending.isalpha())


def _together(some: Sequence[Word]) -> bool:
    return all(after.start - before.end <= _GAP for before, after in pairwise(some))


def _fits(text: str, start: int, end: int, form: Form) -> bool:
    """Whether a form means somebody here. A part of a customer's name does with a capital or in an address ("trust"
    is a word); a short name does as it is written, as all of the text, in a reference, or in an address."""
    surface = text[start:end]
    if form.rank is Rank.PART and surface.islower():
        return _in_address(text, Word(start, end, surface))
    if not form.written or surface == text.strip() or _DATED.match(text, end):
        return True
    if surface == form.written and len(surface) > 1 and not surface.isdigit():
        return True
    return text[max(start - 1, 0) : start] in ("@", "/") and text[end : end + 1] == "."


def _joined(text: str, word: Word) -> bool:
    """Whether anything but a blank or a comma stands beside a word."""
    return text[max(word.start - 1, 0) : word.start] not in _BLANKS or text[word.end : word.end + 1] not in _BLANKS


def _in_address(text: str, word: Word) -> bool:
    """Whether a word is joined to others as in an address, a path or a file's name, or is a handle or a tag."""
    if not _joined(text, word):
        return False
    before, after = text[max(word.start - 2, 0) : word.start], text[word.end : word.end + 2]
    joined_before = before[-1:] in _JOINS and (before[:1].isalnum() or before in ("//", "~/", "./"))
    joined_after = after[:1] in _JOINS and after[1:].isalnum()
    return joined_before or joined_after or before[-1:] in ("@", "#")


def _shown(text: str, hit: _Hit) -> str:
    """The alias as it reads here: as a slug inside a reference or an address, else as words."""
    alias = hit.form.alias
    if alias != MASKED and _is_slug(text, hit.start, hit.end):
        alias = slug(alias)
    after = text[hit.end : hit.end + 1]
    return f"{alias}-" if after.isascii() and after.isalnum() and alias != MASKED else alias


def _is_slug(text: str, start: int, end: int) -> bool:
    surface = text[start:end]
    if "@" in (text[max(start - 1, 0) : start], text[end : end + 1]):
        return True
    if surface != surface.lower() or not surface.isascii():
        return False
    before = start > 1 and text[start - 1] in _JOINS and (text[start - 2].isalnum() or text[start - 2] in "/~.")
    after = text[end : end + 1] in _JOINS and text[end + 1 : end + 2].isalnum()
    return bool(before or after) or surface == text or "-" in surface or "_" in surface


def _sorted_anew(before: list[Any], after: list[Any]) -> list[Any]:
    """The masked list; a longer one whose names stood in the alphabet's order, in the order of their letters."""
    if len(before) < _ALPHABET:
        return after
    for key in _keys(before[0]):
        names, masks = [_under(key, one) for one in before], [_under(key, one) for one in after]
        if all(name and name != mask for name, mask in zip(names, masks, strict=True)):
            if [*map(folded, names)] != sorted(map(folded, names)):
                return after
            return [after[place] for place in sorted(range(len(after)), key=lambda at: (len(masks[at]), masks[at]))]
    return after


def _keys(one: Any) -> list[str]:
    """Where a list's member may hold the name that it is sorted by: itself (""), or each of its texts."""
    return [key for key, value in one.items() if isinstance(value, str)] if isinstance(one, Mapping) else [""]


def _under(key: str, one: Any) -> str:
    found = one.get(key) if isinstance(one, Mapping) else one if not key else None
    return found if isinstance(found, str) else ""
