"""What is said about an answer before it is stored: the entry that is meant, its tags, their links."""

from __future__ import annotations

from dataclasses import dataclass, field

from interviewkit import dates
from interviewkit.errors import UsageError
from interviewkit.vocabulary import Evidence, Kind, Stance


@dataclass(eq=False, repr=False)
class Tagging:
    """A tag to set: `links` are (item reference, stance); `by` and `takes` belong to a process step."""

    kind: Kind
    severity: int | None = None
    by: str | None = None
    takes: str | None = None
    links: list[tuple[str, Stance]] = field(default_factory=list)


@dataclass(eq=False, repr=False)
class Note:
    """An entry to log; `uid` is made before the first attempt, so that a second attempt adds nothing.

    `terms` are words in it that nobody has explained yet; `line` is where it stands in the text that it was read from.
    """

    uid: str
    question: str | None = None
    answer: str | None = None
    at: str | None = None
    phase: str | None = None
    speaker: str | None = None
    verbatim: bool = False
    evidence: Evidence | None = None
    labels: list[str] = field(default_factory=list)
    aha: bool = False
    look: bool = False
    tags: list[Tagging] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    line: int | None = None


def checked(note: Note) -> Note:
    """The same note, durations in their usual form. Errors: UsageError for what no entry can be."""
    if not (note.question or "").strip() and not (note.answer or "").strip():
        raise UsageError('an entry needs words; write what was said: interviewkit log "what they said"')
    kinds = [tag.kind for tag in note.tags]
    if len(kinds) != len(set(kinds)):
        raise UsageError("an entry carries each tag once; name problem, process and pain at most once each")
    for tag in note.tags:
        check_tagging(tag)
    return note


def check_tagging(tag: Tagging) -> None:
    """Bring a tag into its usual form. Errors: UsageError for a severity or a step where none belongs."""
    if tag.severity is not None and tag.severity not in (1, 2, 3):
        raise UsageError(f"a severity is 1 (annoying), 2 (costly) or 3 (blocking), not {tag.severity}")
    if tag.severity is not None and tag.kind is Kind.PROCESS:
        raise UsageError("a process step has no severity; tag what hurts as --problem or --pain")
    if tag.kind is not Kind.PROCESS and (tag.by or tag.takes):
        raise UsageError("who does a step and how long it takes belong to --process")
    if tag.takes:
        tag.takes = dates.takes(tag.takes)
