"""Triage on a terminal: one screen per decision, keys on a line, everything through fieldwork so that undo works."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple, TypeVar

from interviewkit import console, dates, references, rescue
from interviewkit.commands.desk import Desk
from interviewkit.commands.suggesting import LABELS_OFFERED, OFFERED, Adviser
from interviewkit.commands.triage import deciding
from interviewkit.commands.triage.decisions import ENTRY, PARKED, Decision, hurts
from interviewkit.commands.triage.screen import screen
from interviewkit.dbfile import Row, Store
from interviewkit.errors import NotFound, StoreDamaged, StoreUnusable, UsageError
from interviewkit.evidence.undecided import reasons
from interviewkit.fieldwork import entries, questions, readings, undoing
from interviewkit.fieldwork.notes import Tagging
from interviewkit.notation.lines import Known, Marked, Said
from interviewkit.notation.reading import parse
from interviewkit.queries import entries as rows
from interviewkit.queries import suggest
from interviewkit.queries import triage as asked
from interviewkit.session.noting import taggings
from interviewkit.session.wrapping import wrapped
from interviewkit.vocabulary import Evidence, Kind, Stance

Some = TypeVar("Some")
UNTAGGED = "a link hangs on a tag; tag it first: 1, 2 or 3"
UNRATED = "only a problem or a pain has a severity; tag it first: 1 or 3"
CLEAR = b"\x1b[H\x1b[2J"
CUT = 4094
"""What a terminal cuts a line at, in bytes, its end left out."""

DID = {"link": "linked", "severity": "rated", "label": "labelled", "evidence": "judged"}


class Done(NamedTuple):
    """What was written on which screen, and the uid of its change: to be counted and taken back."""

    place: int
    did: str
    change: str


class Walk:
    """One person's way through the decisions."""

    def __init__(self, desk: Desk, store: Store, decisions: list[Decision]) -> None:
        self._desk = desk
        self._store = store
        self._decisions = decisions
        self._place = 0
        self._done: list[Done] = []
        self._told = ""
        self._adviser: Adviser | None = None
        self._advised = -1
        self._advice: list[Row] = []
        self._labels: list[Row] = []

    def go(self) -> None:
        """Show one decision after the other, until the last, q or the end of input; then say what was done.

        After Ctrl-C that is said too, since everything that was decided is kept; then KeyboardInterrupt goes on.
        """
        try:
            self._walk()
        except KeyboardInterrupt:
            kept = f"{self._summary()}; what you decided is kept, go on with interviewkit triage"
            console.result(f"\n{wrapped(kept, console.width())}")
            raise
        console.result(self._summary())

    def _walk(self) -> None:
        while self._place < len(self._decisions):
            decision = self._decisions[self._place]
            row = self._now(decision)
            if row is None:
                self._place += 1
                continue
            self._show(decision, row)
            self._told = ""
            line = _line()
            if line is None:
                break
            try:
                if not self._take(decision, self._desk.text(_whole(line))):
                    break
            except (UsageError, NotFound) as error:
                self._told = str(error)
            except (StoreUnusable, StoreDamaged):
                console.warn(f"what you typed is kept in {rescue.keep(line, '.txt') or line!r}")
                raise

    def _now(self, decision: Decision) -> Row | None:
        """The entry as it is now, None if somebody took it back; other things as they were."""
        if decision.row["what"] != ENTRY:
            return decision.row
        try:
            found = references.entry(self._store, decision.row["uid"])
        except NotFound:
            return None
        row = decision.row | rows.one(self._store, found["id"])
        row["reasons"] = self._reasons(decision, row)
        self._advise(row)
        return row

    def _reasons(self, decision: Decision, row: Row) -> list[str]:
        """What is undecided about an entry as it is now."""
        seen = asked.gone_through(self._store, self._desk.author).get(row["uid"])
        tagged = asked.tagged(self._store, decision.interview["id"])
        return [each.value for each in reasons(row, seen, tagged)]

    def _advise(self, row: Row) -> None:
        """Have suggestions for an entry at hand, items, and labels where it wants one; numbers stay while it does."""
        self._adviser = self._adviser or Adviser(self._store)
        if self._advised != self._place:
            self._advised, self._labels = self._place, []
            self._advice = self._adviser.suggestions(row)[:OFFERED]
        wants_label = hurts(row) and not row["labels"]
        self._labels = (self._labels or self._adviser.labels(row)[:LABELS_OFFERED]) if wants_label else []

    def _show(self, decision: Decision, row: Row) -> None:
        if os.environ.get("TERM", "dumb") != "dumb":
            console.result_bytes(CLEAR)
        told = f"\n{console.paint(self._told, 'yellow')}" if self._told else ""
        place = f"{self._place + 1} of {len(self._decisions)}"
        console.result(wrapped(self._screen(decision._replace(row=row), place).rstrip("\n") + told, console.width()))
        console.result_bytes(b"> ")

    def _screen(self, decision: Decision, place: str) -> str:
        return screen(decision, place, self._advice, self._labels)

    def _take(self, decision: Decision, line: str) -> bool:
        """Do what the line says; false when the walk is over."""
        if decision.row["what"] != ENTRY and line.strip() not in ("", *deciding.GOING):
            self._carry_out(decision, partial(self._write_down, text=line.strip()))
            self._place += 1
            return True
        if decision.row["what"] == ENTRY and deciding.is_notation(line):
            self._carry_out(decision, partial(self._mark_as, line=line))
            return True
        steps = deciding.steps(line)
        if decision.row["what"] == ENTRY:
            self._check(decision, steps)
        for step in steps:
            if step.does == "quit":
                return False
            if step.does == "undo":
                self._undo()
                return True
            if step.does == "next":
                self._next(decision)
                return True
            self._carry_out(decision, partial(self._mark, step=step))
        return True

    def _check(self, decision: Decision, steps: list[deciding.Step]) -> None:
        """See that all the keys of a line can be done before the first one is. Errors: UsageError, NotFound."""
        entry = rows.one(self._store, references.entry(self._store, decision.row["uid"])["id"])
        kinds = {tag["kind"] for tag in entry["tags"]}
        for step in steps:
            if step.does == "toggle":
                kinds ^= {step.value}
            elif step.does == "link":
                references.item(self._store, _meant(step.value, [one["item"] for one in self._advice]))
                _some([*kinds], UNTAGGED)
            elif step.does == "severity":
                _some([kind for kind in kinds if kind != Kind.PROCESS], UNRATED)

    def _mark_as(self, decision: Decision, line: str) -> str:
        """Mark the entry as the live session would, in one go. Errors: UsageError where a marker means nothing."""
        words = [_offered(word, [one["item"] for one in self._advice]) for word in line.split()]
        known = Known(dates.takes, items=[item["slug"] for item in suggest.items(self._store)])
        read = parse(" ".join(words), known)
        if not isinstance(read, Marked) or read.missed:
            hints = read.hints if isinstance(read, Marked | Said) else ()
            raise UsageError(("; ".join(hints) or "this is no line of markers") + "; nothing was done")
        marks = read.marks
        entries.mark(
            self._store,
            self._desk.author,
            references.entry(self._store, decision.row["uid"]),
            taggings(marks),
            labels=marks.labels,
            evidence=marks.evidence,
            aha=marks.aha,
            look=marks.look,
        )
        return "marked"

    def _next(self, decision: Decision) -> None:
        if decision.row["what"] == ENTRY:
            self._carry_out(decision, self._settle)
        self._place += 1

    def _carry_out(self, decision: Decision, deed: Callable[[Decision], str]) -> None:
        """Do something that says in a word what it did; it is remembered if anything is different afterwards."""
        before = self._last_change(decision)
        did = deed(decision)
        after = self._last_change(decision)
        if after is not None and after != before:
            self._done.append(Done(self._place, did, after))
            self._learn(did)

    def _learn(self, did: str) -> None:
        """Let the next suggestions know of a link or a label that was made or taken off."""
        if did in ("linked", "untagged", "labelled"):
            self._adviser = None

    def _last_change(self, decision: Decision) -> str | None:
        return asked.last_change(self._store, self._desk.author, decision.interview["uid"])

    def _settle(self, decision: Decision) -> str:
        entry = references.entry(self._store, decision.row["uid"])
        readings.settle(self._store, self._desk.author, decision.interview, entry)
        return "gone through"

    def _write_down(self, decision: Decision, text: str) -> str:
        """The answer to a parked question, or the meaning of a word."""
        interview = references.interview(self._store, decision.interview["ref"])
        if decision.row["what"] == PARKED:
            questions.answer(self._store, self._desk.author, interview, decision.row, text)
            return "answered"
        questions.explain(self._store, self._desk.author, interview, decision.row["word"], text)
        return "explained"

    def _mark(self, decision: Decision, step: deciding.Step) -> str:
        entry = references.entry(self._store, decision.row["uid"])
        if step.does == "toggle":
            return self._toggle(entry, Kind(step.value))
        entries.mark(self._store, self._desk.author, entry, **self._marks(entry, step))
        return DID[step.does]

    def _toggle(self, entry: Row, kind: Kind) -> str:
        """Tag the entry, or take the tag off; gives what was done."""
        try:
            _, found = references.tag(self._store, f"{entry['ref']}:{kind}")
        except NotFound:
            entries.tag(self._store, self._desk.author, entry, Tagging(kind))
            return "tagged"
        entries.untag(self._store, self._desk.author, entry, found)
        return "untagged"

    def _marks(self, entry: Row, step: deciding.Step) -> dict[str, Any]:
        """What a key marks the entry with, as `entries.mark` takes it. Errors: UsageError, NotFound."""
        if step.does == "evidence":
            return {"tags": [], "evidence": Evidence(step.value)}
        if step.does == "label":
            return {"tags": [], "labels": [_meant(step.value, [one["label"] for one in self._labels])]}
        kinds = [Kind(tag["kind"]) for tag in rows.one(self._store, entry["id"])["tags"]]
        if step.does == "severity":
            rated = [Tagging(kind, severity=int(step.value)) for kind in kinds if kind is not Kind.PROCESS]
            return {"tags": _some(rated, UNRATED)}
        item = references.item(self._store, _meant(step.value, [one["item"] for one in self._advice]))["uid"]
        tied = [Tagging(kind, links=[(item, step.stance or Stance.SUPPORTS)]) for kind in kinds]
        return {"tags": _some(tied, UNTAGGED)}

    def _undo(self) -> None:
        if not self._done:
            raise UsageError("nothing was done here yet; what was done before: interviewkit undo")
        last = self._done[-1]
        decision = self._decisions[last.place]
        if self._last_change(decision) != last.change:
            raise UsageError("you did something elsewhere since; take that back first: interviewkit undo")
        taken = undoing.undo(self._store, self._desk.author, decision.interview)
        self._done.pop()
        self._learn(last.did)
        self._place = last.place
        self._told = f"took back: {'; '.join(taken['about']) or last.did}"

    def _summary(self) -> str:
        """What was done, and how much is left."""
        counts = Counter(done.did for done in self._done)
        did = [f"{number} {word}" for word, number in counts.items()]
        finished = {done.place for done in self._done if done.did in ("gone through", "answered", "explained")}
        left = len(self._decisions) - len(finished)
        return f"triage: {', '.join(did) or 'nothing changed'}; {left} left"


def _meant(name: str, offered: list[str]) -> str:
    """What was offered under a number, or what was typed."""
    number = int(name) if name.isascii() and name.isdigit() and len(name) == 1 else 0
    return offered[number - 1] if 1 <= number <= len(offered) else name


def _offered(word: str, offered: list[str]) -> str:
    """A marker of the notation; behind + - and = a number stands for what was offered."""
    return f"{word[0]}{_meant(word[1:], offered)}" if word[0] in deciding.STANCES else word


def _some(tags: list[Some], missing: str) -> list[Some]:
    if not tags:
        raise UsageError(missing)
    return tags


def _line() -> str | None:
    """A line that was typed, None at the end of input."""
    typed = sys.stdin.buffer.readline()
    return typed.decode("utf-8", "surrogateescape").rstrip("\r\n") if typed else None


def _whole(line: str) -> str:
    """The same line. Errors: UsageError where the terminal may have cut it."""
    if len(line.encode("utf-8", "surrogateescape")) >= CUT:
        raise UsageError("a terminal cuts a line at 4,095 bytes, so nothing was done; type it in parts or shorter")
    return line
