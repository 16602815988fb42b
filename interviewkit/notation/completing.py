"""What may go on where the typing stops."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from interviewkit.notation.lines import Known
from interviewkit.notation.markers import SIGN, STANCES, STEPS
from interviewkit.notation.writing import step
from interviewkit.vocabulary import Evidence, Kind


class Completion(NamedTuple):
    """What may stand in place of the last `replaces` characters before the cursor."""

    text: str
    replaces: int


def complete(before: str, known: Known) -> list[Completion]:
    """What may follow the text before the cursor: commands, phases, markers; nothing behind a plain word."""
    command, blank, rest = before.lstrip().partition(" ")
    if command.startswith("/") and not blank:
        return _starting(command, [f"/{name}" for name in known.commands])
    if command == "/phase":
        return _starting(rest.lstrip(), known.phases)
    head, opened, value = before.rpartition('by:"')
    inside = opened and '"' not in value and not head[-1:].strip()
    typed = opened + value if inside else re.split(r"\s", before)[-1]
    return _starting(typed, list(_all_markers(known))) if SIGN.match(typed) or len(typed) > 1 else []


def _all_markers(known: Known) -> Iterator[str]:
    """Every marker that can be completed."""
    yield from (f"#{kind.value}" for kind in Kind)
    yield from (f"{sign}{item}" for item in known.items for sign in STANCES)
    yield from (f"~{evidence.value}" for evidence in Evidence)
    yield from (f"&{label}" for label in known.labels)
    yield from STEPS
    yield from (step("by:", actor) for actor in known.actors)


def _starting(typed: str, choices: Sequence[str]) -> list[Completion]:
    """The choices that go on where the typed text stops; quotation marks and capitals do not matter."""
    start = typed.replace('"', "").casefold()
    fitting = (one for one in choices if one != typed and one.replace('"', "").casefold().startswith(start))
    return [Completion(one, len(typed)) for one in fitting]
