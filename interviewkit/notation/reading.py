"""A line taken apart: what was asked, commanded or said, and how it is marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from unicodedata import normalize

from interviewkit.notation import markers
from interviewkit.notation.lines import Asked, Command, Known, Line, Marked, Marks, NextQuestion, Said, Span
from interviewkit.notation.markers import Marker
from interviewkit.notation.stuck import stuck
from interviewkit.vocabulary import Kind

PAIRS = ('""', "“”", "„“", "„”", "””", "«»", "»«")
STAYS, NOTHING = " stays text: ", " marks nothing: "
_COMMAND = re.compile(r"\s*/(\S+)")


def parse(line: str, known: Known) -> Line:
    """What a typed line is. Any text is allowed, line breaks too; time grows with its length."""
    if line.lstrip().startswith("?"):
        asked = line.lstrip()[1:].strip()
        if not asked:
            return NextQuestion()
        if any(char.isalnum() for char in asked):
            return Asked(asked)
    command = _COMMAND.match(line)
    if command and command[1].casefold() in known.commands:
        return Command(command[1].casefold(), line[command.end() :].strip())
    talk = _talk(line, known)
    if command and command[1].isalpha() and isinstance(talk, Said):
        return _misspelt(talk, command[1], known)
    return talk


def toggled(line: str, kind: Kind, known: Known) -> str:
    """The line of talk with that tag at its end, or without it where it carries it; any other line as it is."""
    if not isinstance(parse(line, known), Said | Marked):
        return line
    tokens = list(markers.TOKEN.finditer(line))
    run, _ = _run(tokens, known)
    carried = [
        token
        for token, marker in zip(tokens[len(tokens) - len(run) :], run, strict=True)
        if marker and (marker.sign, marker.name) == ("#", kind.value)
    ]
    for token in reversed(carried):
        line = line[: token.start()].rstrip() + line[token.end() :]
    return line if carried else f"{line.rstrip()} #{kind.value}"


def _talk(line: str, known: Known) -> Said | Marked:
    """A line of talk: its run is taken out where it counts."""
    tokens = list(markers.TOKEN.finditer(line))
    run, misses = _run(tokens, known)
    found = [marker for marker in run if marker]
    nothing = [hint.replace(STAYS, NOTHING, 1) for hint in misses]
    if run and len(misses) == len(tokens) and not any(token[0].startswith("-") for token in tokens):
        return Marked(Marks(), tuple(token[0] for token in tokens), tuple(nothing))
    before = stuck([token[0] for token in tokens], len(tokens) - len(run), known)
    if not markers.count(found, alone=_stands_alone(tokens, run)):
        return _said(line, [(0, len(line))], Marks(), [*before, *markers.idle(found, misses)], known)
    counting, doubles = markers.last_ones(found)
    kept = _kept(tokens, run)
    if len(run) == len(tokens):
        missed = [token[0] for token, marker in zip(tokens, run, strict=True) if marker is None]
        return Marked(markers.marks(counting), tuple(missed), (*nothing, *doubles))
    return _said(line, kept, markers.marks(counting), [*before, *misses, *doubles], known)


def _stands_alone(tokens: list[re.Match[str]], run: list[Marker | None]) -> bool:
    """Whether a line is nothing but markers; beside near misses `*` and `//` are too like prose to say so."""
    near_misses = None in run
    return len(run) == len(tokens) and (not near_misses or any(one and one.sign not in markers.FLAGS for one in run))


def _misspelt(talk: Said, word: str, known: Known) -> Said:
    """The same line, with what to say of a word behind its slash that is no command."""
    from interviewkit.notation.misspelt import nearest

    meant = nearest(word, known.commands)
    instead = f"did you mean /{meant}? Typed next, it takes this text back" if meant else "it is no command; see /help"
    return replace(talk, hints=(f"“/{word}” stays text: {instead}", *talk.hints), meant=meant)


def _said(line: str, kept: list[Span], marks: Marks, hints: list[str], known: Known) -> Said:
    """What is kept of a line, without its speaker's name and the quotation marks around all of it."""
    text = "".join(line[start:stop] for start, stop in kept)
    speaker, start, doubts = _speaker(text, known.people)
    quoted = _quoted(text[start:])
    start, stop = (start + quoted[0], start + quoted[1]) if quoted else (start, len(text))
    words = text[start:stop]
    return Said(
        words,
        verbatim=quoted is not None,
        observation=not quoted and words.strip().startswith("[") and words.strip().endswith("]"),
        speaker=speaker,
        marks=marks,
        hints=(*hints, *doubts),
        kept=tuple(_part(kept, start, stop)),
    )


def _run(tokens: list[re.Match[str]], known: Known) -> tuple[list[Marker | None], list[str]]:
    """The last tokens, up to the line's end, as markers (None for a near miss), and what to say of near misses."""
    run: list[Marker | None] = []
    hints: list[str] = []
    for token in (found[0] for found in reversed(tokens)):
        read = markers.read(token, known)
        if isinstance(read, Marker):
            run.append(read)
        elif markers.is_near_miss(token):
            run.append(None)
            hints.append(f"“{token}”{STAYS}{read}")
        else:
            break
    return run[::-1], hints[::-1]


def _kept(tokens: list[re.Match[str]], run: list[Marker | None]) -> list[Span]:
    """The spans of a line that stay: all before the run, then its near misses with the blanks before them."""
    first = len(tokens) - len(run)
    kept = [(0, tokens[first - 1].end())] if first else []
    ends = [0, *(token.end() for token in tokens)][first:]
    for (before, end), token, marker in zip(pairwise(ends), tokens[first:], run, strict=True):
        if marker is None:
            kept.append((before if kept else token.start(), end))
    return kept


def _part(kept: list[Span], start: int, stop: int) -> Iterator[Span]:
    """Where characters `start` to `stop` of the kept text stand in the line."""
    for first, last in kept:
        if max(start, 0) < min(stop, last - first):
            yield first + max(start, 0), first + min(stop, last - first)
        start, stop = start - (last - first), stop - (last - first)


def _speaker(text: str, people: Sequence[str]) -> tuple[str | None, int, list[str]]:
    """Who speaks, by full or first name; where the words begin then; and what to say where two have the name."""
    name, _, words = text.partition(":")
    wanted = _folded(name)
    if not words[:1].isspace() or not words.strip():
        return None, 0, []
    known = dict.fromkeys(people)
    meant = [one for one in known if _folded(one) == wanted]
    meant = meant or [one for one in known if _folded(one).split(" ")[0] == wanted]
    if len(meant) == 1:
        return meant[0], len(text) - len(words.lstrip()), []
    return None, 0, [f"“{name.strip()}:” stays text: it may be {' or '.join(meant)}"] if meant else []


def _folded(name: str) -> str:
    """A name for comparing: composed, in small letters, with single blanks."""
    return " ".join(normalize("NFC", name).casefold().split())


def _quoted(text: str) -> Span | None:
    """Where the words stand in a text that is one quotation, not two with prose between them."""
    body = text.strip()
    words = body[1:-1].strip()
    if not words or body[0] + body[-1] not in PAIRS or body[0] in words or body[-1] in words:
        return None
    start = text.index(words, text.index(body) + 1)
    return start, start + len(words)
