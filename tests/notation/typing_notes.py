"""What exists while a line is typed, short ways to say what a line should be, and lines to try."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from interviewkit import dates
from interviewkit.notation.lines import Known, Line, Marked, Marks, Said, Tag
from interviewkit.vocabulary import Kind, Stance

KNOWN = Known(
    duration=dates.takes,
    items=(
        "faster-builds",
        "nightly-reports",
        "nightly-builds",
        "search",
        "search-api",
        "ux",
        "2fa-login",
        "CHK-12",
        "CHK-120",
    ),
    people=("Ann Lee", "Bo", "Bo Wu", "Kai Oh", "Kai Ono", "Zoë", "דנה כהן"),
    phases=("open", "walk through", "parked", "roadmap", "close"),
    commands=("park", "parked", "phase", "end"),
    actors=("QE", "release engineering"),
    labels=("builds", "golden-build"),
)
PROBLEM, PROCESS, PAIN = (Tag(kind) for kind in Kind)
PAIN3, PROBLEM3, PAIN1 = Tag(Kind.PAIN, 3), Tag(Kind.PROBLEM, 3), Tag(Kind.PAIN, 1)
FASTER = ("faster-builds", Stance.SUPPORTS)

TAG = "a tag is #problem, #process or #pain, with 1, 2 or 3 right behind a problem or a pain"
LABEL = "a label is one word of two letters or more"
ITEM = "no roadmap item begins like that"
BY = "after by: comes who does it, with blanks in quotation marks"
WAYS = "evidence is ~opinion, ~experience, ~shown, ~commitment"

PIECES = (
    *("#p", "#pain3", "#b2", "#s", "#s3", "#p4", "#", "+fas", "-faster-builds", "=search", "+nig", "+nosuch", "--all"),
    *("-5", "~shown", "~opinion", "~", "&builds", "&D", "&", "*", "//", "by:QE", 'by:"release engineering"', 'by:"'),
    *(
        "by:“QE",
        "by:",
        "takes:6h-9h",
        "takes:soon",
        "takes:90 min",
        '"',
        "“",
        "”",
        "„",
        "«",
        "»",
        "[",
        "]",
        "Ann:",
        "Bo:",
    ),
    *(
        "Kai:",
        "ann lee: ",
        "?",
        "/park",
        "/var/log",
        "word",
        "R",
        "perdues",
        "!",
        "C#",
        "#42",
        "https://a.b/#p",
        "👩‍💻",
    ),
    *("שלום", "e\u0301", "\u200f", "\u00a0", "\n", "\t", "  ", ":", 'by:"a b"c', "takes:»", "\u2028", "\x1c", "\0"),
)
LINES = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=9).flatmap(
    lambda pieces: st.sampled_from((" ", "", "  ")).map(lambda blank: blank.join(pieces))
)
WORDS = st.lists(
    st.text(st.characters(exclude_characters='#+-=~&*/?[]:"“”„«»', exclude_categories=["C", "Z"]), min_size=1).filter(
        lambda word: not word.isspace()
    ),
    min_size=1,
    max_size=8,
).map(" ".join)


def marks(*tags: Tag, **more: Any) -> Marks:
    """Marks with these tags; `more` are the other fields."""
    return Marks(tags=tags, **more)


def noted(
    text: str, *tags: Tag, voice: str | None = None, verbatim: bool = False, aside: bool = False, **more: Any
) -> Said:
    """A line of talk with these tags; `voice` is the speaker, `aside` an observation, `more` the other marks."""
    return Said(text, verbatim=verbatim, observation=aside, speaker=voice, marks=marks(*tags, **more))


def marking(*tags: Tag, missed: tuple[str, ...] = (), **more: Any) -> Marked:
    """A line of only markers with these tags; `missed` are those that nothing reads, `more` the other marks."""
    return Marked(marks(*tags, **more), missed)


def step(by: str | None = None, takes: str | None = None) -> Tag:
    """A process tag with who does the step and how long it takes."""
    return Tag(Kind.PROCESS, by=by, takes=takes)


def stays(token: str, why: str) -> str:
    """The hint for a near miss."""
    return f"“{token}” stays text: {why}"


def nothing(token: str, why: str) -> str:
    """The hint for a near miss among nothing but markers."""
    return f"“{token}” marks nothing: {why}"


def meant(word: str, command: str) -> str:
    """The hint for a command with a slip in it."""
    return f"“/{word}” stays text: did you mean /{command}? Typed next, it takes this text back"


def untagged(tokens: str) -> str:
    """The hint for markers without a tag."""
    return f"without a tag “{tokens}” stays text; add #problem, #process or #pain"


def yields(before: str, after: str) -> str:
    """The hint for a marker that a later one replaces."""
    return f"“{before}” gives way to “{after}”: the last one counts"


def hints_of(line: Line) -> list[str]:
    """The hints of a line, none where it has no room for them."""
    return list(line.hints) if isinstance(line, Said | Marked) else []
