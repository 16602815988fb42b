"""What is typed on a screen of triage: keys, several on a line if one likes. Pure."""

from __future__ import annotations

from typing import NamedTuple

from interviewkit.errors import UsageError
from interviewkit.vocabulary import Evidence, Kind, Stance

KINDS = {"1": Kind.PROBLEM, "2": Kind.PROCESS, "3": Kind.PAIN}
STANCES = {"+": Stance.SUPPORTS, "-": Stance.CONTRADICTS, "=": Stance.NEUTRAL}
TAKING = frozenset({*STANCES, "&", "s", "e"})
"""The keys that a word follows, at once or after a blank."""

GOING = {"n": "next", "u": "undo", "q": "quit"}
HELP = (
    "1 problem  2 process  3 pain   s2 severity   &label   e shown  o opinion\n"
    "+1 or +item supports  -item against  =item neutral   Enter next  u undo  q quit\n"
    "or as in the interview: #p2 +item ~shown"
)


BLIND = "1 problem  2 process  3 pain, several if it is: 1 3\nEnter none of them   u undo  q quit"


class Step(NamedTuple):
    """One key: `does` is toggle, link, severity, label, evidence, next, undo or quit; `value` its word, if any.

    A link's `stance` is how the entry speaks to the item.
    """

    does: str
    value: str = ""
    stance: Stance | None = None


ALONE = (
    {key: Step("toggle", kind) for key, kind in KINDS.items()}
    | {key: Step(does) for key, does in GOING.items()}
    | {"o": Step("evidence", Evidence.OPINION)}
)
"""The keys that take no word."""


def steps(line: str) -> list[Step]:
    """The keys of a line in order; an empty line goes on. Errors: UsageError for what is no key."""
    words = line.split()
    if not words:
        return [Step("next")]
    found = []
    while words:
        word = words.pop(0)
        if word in TAKING and words:
            word += words.pop(0)
        found.append(_step(word))
    return found


def is_notation(line: str) -> bool:
    """Whether a line is written as in the live session: `#p2 +grpc`, `by:QE takes:3h`, `#b ~shown`."""
    return any(word.startswith(("#", "~", "by:", "takes:")) for word in line.split())


def judged(line: str) -> frozenset[str] | Step:
    """What a blind reader would tag an entry, none of the kinds too; or undo, or quit. Errors: UsageError."""
    words = line.replace(",", " ").split()
    if words in (["u"], ["q"]):
        return ALONE[words[0]]
    wrong = next((word for word in words if word not in KINDS), None)
    if wrong:
        raise UsageError(f"{wrong} is no key here; nothing was done")
    return frozenset(KINDS[word].value for word in words)


def _step(word: str) -> Step:
    if word in ALONE:
        return ALONE[word]
    key, rest = word[0], word[1:]
    if key in STANCES and rest:
        return Step("link", rest, STANCES[key])
    if key == "&" and rest:
        return Step("label", rest)
    if key == "s" and rest in ("1", "2", "3"):
        return Step("severity", rest)
    if key == "e":
        return Step("evidence", _evidence(rest))
    raise UsageError(f"{word} is no key; nothing was done")


def _evidence(start: str) -> str:
    """The word of `vocabulary.Evidence` that begins so."""
    meant = [each.value for each in Evidence if start and each.value.startswith(start.casefold())]
    if len(meant) != 1:
        raise UsageError(f"how was it said? e {', e '.join(each.value for each in Evidence)}")
    return meant[0]
