"""What a typed line can be, and what has to be known to read it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from interviewkit.vocabulary import Evidence, Kind, Stance

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Known:
    """What exists now: `items` are slugs, `people` the participants' names, `actors` and `labels` those used so far.

    `duration` brings what is typed after `takes:` into its stored form and raises UsageError for what is none.
    """

    duration: Callable[[str], str]
    items: Sequence[str] = ()
    people: Sequence[str] = ()
    phases: Sequence[str] = ()
    commands: Sequence[str] = ()
    actors: Sequence[str] = ()
    labels: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Tag:
    """One of the three tags: `severity` (1 to 3) only of a problem or pain, `by` and `takes` only of a process."""

    kind: Kind
    severity: int | None = None
    by: str | None = None
    takes: str | None = None


@dataclass(frozen=True, slots=True)
class Marks:
    """What the markers of a line say; `links` are (item, stance) and belong to every tag."""

    tags: tuple[Tag, ...] = ()
    links: tuple[tuple[str, Stance], ...] = ()
    evidence: Evidence | None = None
    labels: tuple[str, ...] = ()
    aha: bool = False
    look: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A line of talk. `kept` are the spans of the typed line that, joined, are `text`; `hints` are whole sentences.

    `meant` is the command that it may have been meant as.

    An observation keeps its brackets, as it is stored; a verbatim text has lost its quotation marks.
    """

    text: str
    verbatim: bool = False
    observation: bool = False
    speaker: str | None = None
    marks: Marks = Marks()
    hints: tuple[str, ...] = field(default=(), compare=False)
    kept: tuple[Span, ...] = field(default=(), compare=False)
    meant: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Marked:
    """A line of only markers: it marks the entry before. `missed` are the ones that no rule reads."""

    marks: Marks
    missed: tuple[str, ...] = ()
    hints: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """The question from now on."""

    question: str


@dataclass(frozen=True, slots=True)
class NextQuestion:
    """A `?` alone: the guide's next question."""


@dataclass(frozen=True, slots=True)
class Command:
    """A known `/name` and the rest of the line."""

    name: str
    rest: str


Line = Said | Marked | Asked | NextQuestion | Command
