"""What a guide's file must hold, and every way in which it does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from interviewkit.session.places import Path, line_of, places

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
FINDS = ("acronyms", "quoted", "capitalised")
WITHIN = ("sentence", "answer")
HEARD, ROADMAP = ("walk-through", "parked"), "roadmap"
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_AT_LINE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)")


class Fault(NamedTuple):
    """What is wrong with a guide's file, on which line, from 1 on."""

    line: int
    sentence: str


class Key(NamedTuple):
    """What a key holds: `text`, `texts`, `minutes` or `yes`; whether it must be there; its placeholders."""

    holds: str
    needed: bool = False
    placeholders: tuple[str, ...] = ()


TOP = {
    "title": Key("text", needed=True),
    "purpose": Key("text", needed=True),
    "minutes": Key("minutes", needed=True),
    "include": Key("text"),
    "known": Key("texts"),
}
SAY = {name: Key("text", placeholders=("topic",)) for name in ("opening", "expert", "closing")}
PHASE = {
    "slug": Key("text", needed=True),
    "title": Key("text", needed=True),
    "minutes": Key("minutes", needed=True),
    "questions": Key("texts", needed=True, placeholders=("topic", "said", "promised", "delivered")),
}
TRIGGER = {
    "kind": Key("text", needed=True),
    "why": Key("text", needed=True),
    "question": Key("text", placeholders=("topic", "word")),
    "patterns": Key("texts"),
    "finds": Key("text"),
    "unless": Key("texts"),
    "within": Key("text"),
    "park": Key("yes"),
}
TABLES = ("say", "phase", "trigger")

_WANTED = {
    "text": "a text",
    "texts": "a list of texts, none of them empty",
    "minutes": "a whole number of minutes, at least 1",
    "yes": "true or false",
}
_Found = Iterator[tuple[Path, str]]


def faults(text: str, name: str, problem: Callable[[str], str | None]) -> list[Fault]:
    """Every fault of a guide's text, by line; `problem` says why a guide cannot be included, or None."""
    import tomllib

    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return [_unreadable(text, error)]
    where = places(text)
    found = [*_named(name), *_top(table, problem), *_phases(table), *_triggers(table)]
    return sorted({Fault(line_of(where, path), sentence) for path, sentence in found})


def _unreadable(text: str, error: ValueError | RecursionError) -> Fault:
    """The one fault of what is no TOML."""
    place = _AT_LINE.search(str(error))
    line = int(place[1]) if place and place[1] else max(1, len(text.splitlines()))
    column = f" at column {place[2]}" if place and place[2] else ""
    what = _AT_LINE.sub("", str(error))
    return Fault(line, f"this is no TOML{column}: {what}; the rest can be checked once it is mended")


def _named(name: str) -> _Found:
    if not NAME.fullmatch(name):
        yield (), f"the file's name {name!r} must be small letters, digits and hyphens: first-week.toml"


def _top(table: Mapping[str, Any], problem: Callable[[str], str | None]) -> _Found:
    """The faults of what stands outside phases and triggers."""
    yield from _keys(table, (), {**TOP, **dict.fromkeys(TABLES, Key("table"))}, "a guide")
    say = table.get("say", {})
    if not isinstance(say, dict):
        yield ("say",), "the things to say are a table: [say]"
        say = {}
    yield from _keys(say, ("say",), SAY, "[say]")
    missing = [key for key in SAY if key not in say]
    if missing and "include" not in table:
        yield ("say",), f'[say] needs {", ".join(missing)}, or `include = "intern"` to take them from there'
    including = table.get("include")
    if isinstance(including, str) and (why := problem(including)):
        yield ("include",), f"{including} cannot be included: {why}"


def _phases(table: Mapping[str, Any]) -> _Found:
    """The faults of the phases, of their order and their minutes."""
    phases = table.get("phase", [])
    if not _tables(phases) or not phases:
        yield ("phase",), "a guide needs phases, each begun by a line [[phase]]"
        return
    for number, phase in enumerate(phases):
        at = ("phase", number)
        yield from _keys(phase, at, PHASE, "a phase")
        if phase.get("questions") == []:
            yield (*at, "questions"), "the phase has no questions; write one, or take the phase out"
        slug = phase.get("slug")
        if isinstance(slug, str) and slug.strip() and not NAME.fullmatch(slug):
            yield (*at, "slug"), f"the slug {slug!r} must be small letters, digits and hyphens, as walk-through"
    for key in ("slug", "title"):
        yield from _twice(phases, "phase", key)
    yield from _order([phase.get("slug") for phase in phases])
    yield from _sum(table.get("minutes"), [phase.get("minutes") for phase in phases])


def _order(slugs: Sequence[Any]) -> _Found:
    """No roadmap before the customer has been heard."""
    if ROADMAP not in slugs:
        return
    at = slugs.index(ROADMAP)
    path = ("phase", at, "slug")
    if HEARD[0] not in slugs:
        yield path, f"a roadmap phase needs a {HEARD[0]} before it: hear the customer first"
    for earlier in HEARD:
        if earlier in slugs[at:]:
            yield path, f"the roadmap comes after {earlier}, never before: hear the customer first"


def _sum(minutes: Any, parts: Sequence[Any]) -> _Found:
    """The minutes of the phases are those of the guide."""
    if all(_holds(one, "minutes") for one in (minutes, *parts)) and sum(parts) != minutes:
        yield ("minutes",), f"the phases take {sum(parts)} minutes together, the guide says {minutes}"


def _triggers(table: Mapping[str, Any]) -> _Found:
    """The faults of the triggers."""
    triggers = table.get("trigger", [])
    if not _tables(triggers):
        yield ("trigger",), "triggers are begun by a line [[trigger]] each"
        return
    for number, trigger in enumerate(triggers):
        at = ("trigger", number)
        yield from _keys(trigger, at, TRIGGER, "a trigger")
        yield from _trigger(trigger, at)
    yield from _twice(triggers, "trigger", "kind")


def _trigger(trigger: Mapping[str, Any], at: Path) -> _Found:
    """The faults of one trigger beyond those of single keys."""
    if ("patterns" in trigger) == ("finds" in trigger):
        yield at, f"a trigger needs either patterns or finds ({', '.join(FINDS)})"
    if trigger.get("patterns") == []:
        yield (*at, "patterns"), "the trigger has no patterns, so it never fires"
    if trigger.get("park") is not True and "question" not in trigger:
        yield at, "a trigger needs a question, or `park = true` when what was said is to be parked"
    for key, words in (("finds", FINDS), ("within", WITHIN)):
        value = trigger.get(key)
        if isinstance(value, str) and value not in words:
            yield (*at, key), f"{key} is {value!r}{_nearest(value, words)}; it can be {' or '.join(words)}"
    for key in ("patterns", "unless"):
        if _holds(trigger.get(key), "texts"):
            for number, pattern in enumerate(trigger[key]):
                yield from _pattern(pattern, (*at, key, number))


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of a trigger, blind to case; line ends and the blanks beside them do not count. Raises re.error."""
    lines = pattern.splitlines()
    return re.compile(pattern if len(lines) < 2 else "".join(line.strip() for line in lines), re.IGNORECASE)


def _pattern(pattern: str, at: Path) -> _Found:
    """Why a regular expression cannot be used."""
    try:
        empty = compiled(pattern).match("")
    except (re.error, RecursionError, OverflowError) as error:
        place = f" at character {error.pos + 1}" if isinstance(error, re.error) and error.pos is not None else ""
        what = error.msg if isinstance(error, re.error) else "it is too large"
        yield at, f"the pattern {_short(pattern)} is no regular expression: {what}{place}"
        return
    if empty:
        yield at, f"the pattern {_short(pattern)} fits on nothing at all, so it would always fire"


def _keys(table: Mapping[str, Any], at: Path, known: Mapping[str, Key], what: str) -> _Found:
    """Unknown keys with the nearest one, missing keys, values of the wrong kind, unknown placeholders."""
    for key, value in table.items():
        path = (*at, key)
        if key not in known:
            yield path, f"{what} has no {key!r}{_nearest(key, known)}; it can hold {', '.join(known)}"
        elif known[key].holds == "table" or value == []:
            continue
        elif not _holds(value, known[key].holds):
            yield path, f"{key} must be {_WANTED[known[key].holds]}"
        elif known[key].holds in {"text", "texts"}:
            yield from _placeholders(key, value, path, known[key].placeholders)
    for key, one in known.items():
        if one.needed and key not in table:
            yield at, f"{what} needs {key}: {_WANTED[one.holds]}"


def _placeholders(key: str, value: str | list[str], at: Path, known: tuple[str, ...]) -> _Found:
    """Placeholders that nothing fills in; a key that takes none may hold braces."""
    if not known:
        return
    texts = [(at, value)] if isinstance(value, str) else [((*at, place), one) for place, one in enumerate(value)]
    for path, text in texts:
        for name in _PLACEHOLDER.findall(text):
            if name not in known:
                fillable = " and ".join(f"{{{one}}}" for one in known)
                yield path, f"nothing fills in {{{name}}}{_nearest(name, known)}; {key} can hold {fillable}"


def _twice(tables: Sequence[Mapping[str, Any]], what: str, key: str) -> _Found:
    """Values that must differ and do not."""
    seen = set()
    for number, table in enumerate(tables):
        value = table.get(key)
        if isinstance(value, str) and value in seen:
            yield (what, number, key), f"there is a {what} with the {key} {value!r} already"
        if isinstance(value, str):
            seen.add(value)


def _tables(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def _holds(value: Any, holds: str) -> bool:
    """Whether a value is of the kind that its key wants."""
    if holds == "texts":
        return isinstance(value, list) and all(_holds(one, "text") for one in value)
    if holds == "text":
        return isinstance(value, str) and bool(value.strip())
    if holds == "yes":
        return isinstance(value, bool)
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _nearest(word: str, words: Sequence[str] | Mapping[str, Any]) -> str:
    """ ", did you mean …?" with the closest word, or nothing."""
    from difflib import get_close_matches

    near = get_close_matches(word, words, 1)
    return f", did you mean {near[0]!r}?" if near else ""


def _short(pattern: str) -> str:
    return repr(pattern if len(pattern) <= 40 else pattern[:39] + "…")
