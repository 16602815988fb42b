"""Triage without what others made of it: a second reader says what they would tag each entry, and changes no tag."""

from __future__ import annotations

from functools import partial

from interviewkit import references
from interviewkit.commands.triage import deciding
from interviewkit.commands.triage.decisions import Decision
from interviewkit.commands.triage.screen import unread
from interviewkit.commands.triage.walk import Walk
from interviewkit.dbfile import Row
from interviewkit.fieldwork import readings


class BlindWalk(Walk):
    """One person's way through the entries that they have not read; one line is one entry."""

    def _reasons(self, decision: Decision, row: Row) -> list[str]:
        """What is undecided would tell what others tagged."""
        found: list[str] = decision.row["reasons"]
        return found

    def _advise(self, row: Row) -> None:
        """Suggestions would tell what others linked."""

    def _screen(self, decision: Decision, place: str) -> str:
        return unread(decision, place)

    def _take(self, decision: Decision, line: str) -> bool:
        read = deciding.judged(line)
        if isinstance(read, deciding.Step):
            if read.does == "undo":
                self._undo()
            return read.does != "quit"
        self._carry_out(decision, partial(self._judge, kinds=read))
        self._place += 1
        return True

    def _judge(self, decision: Decision, kinds: frozenset[str]) -> str:
        entry = references.entry(self._store, decision.row["uid"])
        readings.judge(self._store, self._desk.author, decision.interview, entry, kinds)
        return "gone through"
