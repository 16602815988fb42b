"""Entries as JSON Lines: what `log --stdin` reads, and what is rescued when a store cannot take them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from json import JSONDecodeError, dumps, loads
from typing import Any

from interviewkit import dates, recorder
from interviewkit.errors import UsageError
from interviewkit.fieldwork.notes import Note, Tagging, checked
from interviewkit.vocabulary import Evidence, Kind, Stance

ENTRY = {
    "uid": str,
    "question": str,
    "answer": str,
    "at": str,
    "phase": str,
    "speaker": str,
    "verbatim": bool,
    "evidence": str,
    "labels": list,
    "aha": bool,
    "tags": list,
}
TAG = {"kind": str, "severity": int, "by": str, "takes": str, "links": list}
TEXTS = ("question", "answer", "phase", "speaker")
LINK = {"item": str, "stance": str}
SHOWN = 60


def notes_in(data: bytes, accept: Callable[[str], str]) -> list[Note]:
    """The notes of a JSON Lines text, each with its line; empty lines are passed over.

    Errors: UsageError naming line and fault.
    """
    text = _decoded(data)
    found: list[Note] = []
    first: dict[str, tuple[int, Mapping[str, Any]]] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                fields = _parsed(line)
                note = note_of(fields, accept)
                _check_once(first, note.uid, number, fields)
            except UsageError as error:
                raise UsageError(f"line {number}: {error}; nothing was stored") from None
            note.line = number
            found.append(note)
    return found


def _check_once(
    first: dict[str, tuple[int, Mapping[str, Any]]], uid: str, number: int, fields: Mapping[str, Any]
) -> None:
    """Refuse a uid that stood on an earlier line with other words: one of the two would be lost."""
    line, other = first.setdefault(uid, (number, fields))
    if other != fields:
        raise UsageError(f"the uid {uid} stands on line {line} already, with other words")


def note_of(fields: Mapping[str, Any], accept: Callable[[str], str]) -> Note:
    """A note from one line's object. Errors: UsageError for an unknown key or a value that cannot be."""
    _check(fields, ENTRY, "an entry")
    given = {name: value for name, value in fields.items() if value is not None}
    text = {name: accept(given[name]) for name in TEXTS if name in given}
    labels = given.get("labels", [])
    if not all(isinstance(label, str) and label.strip() for label in labels):
        raise UsageError('labels are words: "labels": ["builds"]')
    return checked(
        Note(
            uid=_uid(given.get("uid")),
            question=text.get("question"),
            answer=text.get("answer"),
            phase=text.get("phase"),
            speaker=text.get("speaker"),
            at=_moment(given.get("at")),
            verbatim=given.get("verbatim", False),
            evidence=_word(Evidence, given["evidence"], "evidence") if "evidence" in given else None,
            labels=[accept(label) for label in labels],
            aha=given.get("aha", False),
            tags=[_tag(tag, accept) for tag in given.get("tags", [])],
        )
    )


def written(note: Note) -> str:
    """The line that a note is read from again."""
    whole: dict[str, Any] = {
        "uid": note.uid,
        "question": note.question,
        "answer": note.answer,
        "at": note.at or dates.now(),
        "phase": note.phase,
        "speaker": note.speaker,
        "verbatim": note.verbatim or None,
        "evidence": note.evidence and note.evidence.value,
        "labels": note.labels or None,
        "aha": note.aha or None,
        "tags": [_tag_written(tag) for tag in note.tags] or None,
    }
    return dumps({name: value for name, value in whole.items() if value is not None})


def _tag_written(tag: Tagging) -> dict[str, Any]:
    whole = {
        "kind": tag.kind.value,
        "severity": tag.severity,
        "by": tag.by,
        "takes": tag.takes,
        "links": [{"item": item, "stance": stance.value} for item, stance in tag.links] or None,
    }
    return {name: value for name, value in whole.items() if value is not None}


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UsageError(f"line {line}: JSON Lines are UTF-8, and this is not; nothing was stored") from None


def _parsed(line: str) -> Mapping[str, Any]:
    try:
        fields = loads(line, object_pairs_hook=_each_once, parse_constant=_no_constant)
    except JSONDecodeError as error:
        raise UsageError(f"column {error.colno}: no JSON ({error.msg}): {line.strip()[:SHOWN]}") from None
    except RecursionError:
        raise UsageError("nested far too deeply to be an entry") from None
    except ValueError:  # Python reads no whole number of more than 4,300 digits
        raise UsageError("a number far too long to be an entry's") from None
    if not isinstance(fields, dict):
        raise UsageError('an entry is an object: {"question": "…", "answer": "…"}')
    return fields


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise UsageError("a key stands twice in one object")
    return fields


def _no_constant(name: str) -> None:
    raise UsageError(f"{name} is no JSON")


def _check(fields: Any, known: Mapping[str, type], what: str) -> None:
    if not isinstance(fields, dict):
        raise UsageError(f"{what} is an object with {', '.join(known)}")
    for name, value in fields.items():
        if name not in known:
            raise UsageError(f"{what} has no {name[:SHOWN]!r}; known are {', '.join(known)}")
        if value is not None and (
            not isinstance(value, known[name]) or (known[name] is int and isinstance(value, bool))
        ):
            raise UsageError(f"{name} of {what} is {_kind(known[name])}, not {str(value)[:SHOWN]}")


def _kind(wanted: type) -> str:
    return {str: "a text", bool: "true or false", int: "a whole number", list: "a list"}[wanted]


def _tag(fields: Any, accept: Callable[[str], str]) -> Tagging:
    _check(fields, TAG, "a tag")
    given = {name: value for name, value in fields.items() if value is not None}
    if "kind" not in given:
        raise UsageError(f"a tag has a kind: {', '.join(kind.value for kind in Kind)}")
    return Tagging(
        kind=_word(Kind, given["kind"], "kind"),
        severity=given.get("severity"),
        by=accept(given["by"]) if "by" in given else None,
        takes=given.get("takes"),
        links=[_link(link, accept) for link in given.get("links", [])],
    )


def _link(fields: Any, accept: Callable[[str], str]) -> tuple[str, Stance]:
    _check(fields, LINK, "a link")
    if not fields.get("item"):
        raise UsageError('a link names an item: {"item": "faster-builds", "stance": "supports"}')
    return accept(fields["item"]), _word(Stance, fields.get("stance") or Stance.SUPPORTS.value, "stance")


def _word(words: Any, value: str, what: str) -> Any:
    try:
        return words(value)
    except ValueError:
        raise UsageError(f"{what} is one of {', '.join(word.value for word in words)}, not {value[:SHOWN]!r}") from None


def _uid(given: str | None) -> str:
    if given is None:
        return recorder.new_uid()
    if not given or len(given) > 200 or any(map(_splits, given)):
        raise UsageError("a uid is one word without / and :, of at most 200 signs")
    return given


def _splits(sign: str) -> bool:
    """Whether no uid may hold this sign: blanks, what references are built with, and what is no text."""
    return sign.isspace() or sign in "/:\0" or "\ud800" <= sign <= "\udfff"


def _moment(given: str | None) -> str | None:
    return dates.moment(given) if given else None
