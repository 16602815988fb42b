"""How an interview ends: what is still open comes up, one thing at a time, and each can be skipped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from interviewkit import dates, references
from interviewkit.dbfile import Row, Store
from interviewkit.evidence import undecided
from interviewkit.evidence.undecided import Reason
from interviewkit.fieldwork import interviews, questions
from interviewkit.notation.lines import Command
from interviewkit.notation.reading import parse
from interviewkit.queries import interviews as asked
from interviewkit.queries import triage
from interviewkit.session import deeds
from interviewkit.session.noting import number_of, words_of

if TYPE_CHECKING:
    from interviewkit.session.loop import Loop
    from interviewkit.session.outcomes import Outcome

TERMS = 5
SKIP = "/skip"


class Open(NamedTuple):
    """Something open: what to ask about it, and what to do with what is typed."""

    asked: str
    settle: Callable[[str], None]
    again: bool = False


class Closing:
    """The walk through what is open; an empty line skips one thing, `/skip` the rest; commands work as ever."""

    def __init__(self, loop: Loop) -> None:
        """Look at what is open now."""
        self._loop = loop
        self._open = list(loop.notebook.ask(self._found))

    @property
    def asking(self) -> str:
        """What stands on the prompt."""
        return self._open[0].asked if self._open else ""

    def begin(self, outcome: Outcome) -> None:
        """Say how many things are open; a promise can be made in any case."""
        count = len(self._open) - 1
        things = f"{count} {'thing is' if count == 1 else 'things are'} open" if count else "nothing is open"
        outcome.tell(f"{things}; Enter skips, {SKIP} ends at once, Ctrl-C goes back to the interview", "dim")

    def take(self, line: str, outcome: Outcome) -> None:
        """Settle or skip the first thing; end after the last one."""
        typed = line.strip()
        command = parse(typed, self._loop.hearing.known) if typed.startswith("/") else None
        if typed == SKIP or command == Command("end", ""):
            self._open = []
        elif isinstance(command, Command) and command.name != "end":
            self._loop.command(command, outcome)
            return
        elif typed:
            self._open[0].settle(typed)
        if self._open and not (self._open[0].again and typed):
            self._open.pop(0)
        if not self._open:
            self._end(outcome)

    def _end(self, outcome: Outcome) -> None:
        loop, at = self._loop, dates.now()
        loop.closing = None

        def ended(store: Store) -> None:
            interview = loop.notebook.interview(store)
            if interview["ended_at"] is None:
                interviews.end(store, loop.notebook.author, interview, max(at, interview["started_at"]))

        loop.do(ended, wait=False)
        outcome.tell(
            f"ended {loop.notebook.ref}; go through it while it is fresh: interviewkit triage {loop.notebook.ref}"
        )
        outcome.ended = True

    def _found(self, store: Store) -> list[Open]:
        """What is open in the store now, to this author."""
        interview = self._loop.notebook.interview(store)
        seen, tagged = triage.gone_through(store, self._loop.notebook.author), triage.tagged(store, interview["id"])
        row = asked.whole(store, interview["id"])
        waiting = {entry["uid"]: undecided.reasons(entry, seen.get(entry["uid"]), tagged) for entry in row["entries"]}
        return list(self._things(row, waiting))

    def _things(self, row: Row, waiting: Mapping[str, Sequence[Reason]]) -> Iterator[Open]:
        for parked in row["parked"]:
            if parked["answer"] is None:
                yield Open(f"parked {number_of(parked)}: {parked['question']} — the answer?", self._answering(parked))
        for term in [term for term in row["terms"] if term["meaning"] is None][:TERMS]:
            yield Open(f"“{term['word']}” — what does it mean?", self._explaining(term))
        for entry in row["entries"]:
            said = f"{number_of(entry)}: {words_of(entry)}"
            if Reason.UNTAGGED in waiting[entry["uid"]]:
                yield Open(f"{said} — #p #b #s?", self._marking(entry))
            elif Reason.UNLINKED in waiting[entry["uid"]]:
                yield Open(f"{said} — +item or -item?", self._marking(entry))
        yield Open("a promise to them? TEXT by DATE", self._promise, again=True)

    def _answering(self, parked: Row) -> Callable[[str], None]:
        def settle(text: str) -> None:
            at = dates.now()

            def answered(store: Store) -> None:
                interview = self._loop.notebook.interview(store)
                found = references.parked(store, parked["ref"])
                questions.answer(store, self._loop.notebook.author, interview, found, text, at=at)

            self._loop.do(answered)

        return settle

    def _explaining(self, term: Row) -> Callable[[str], None]:
        def settle(text: str) -> None:
            at = dates.now()

            def explained(store: Store) -> None:
                interview = self._loop.notebook.interview(store)
                questions.explain(store, self._loop.notebook.author, interview, term["word"], text, at=at)

            self._loop.do(explained)

        return settle

    def _marking(self, entry: Row) -> Callable[[str], None]:
        def settle(words: str) -> None:
            self._loop.mark(entry, deeds.marks_for(self._loop, entry, words))

        return settle

    def _promise(self, text: str) -> None:
        deeds.promise_to(self._loop, *deeds.promised(text))
