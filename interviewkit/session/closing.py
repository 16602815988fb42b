"""How an interview ends: what is still open comes up, one thing at a time, and each can be skipped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from interviewkit import dates, references
from interviewkit.dbfile import Row, Store
from interviewkit.errors import UsageError
from interviewkit.evidence import undecided
from interviewkit.evidence.undecided import Reason
from interviewkit.fieldwork import interviews, questions
from interviewkit.notation.lines import Command
from interviewkit.notation.reading import parse
from interviewkit.queries import interviews as asked
from interviewkit.queries import triage
from interviewkit.session import deeds
from interviewkit.session.bar import counted
from interviewkit.session.noting import number_of, words_of

if TYPE_CHECKING:
    from interviewkit.session.loop import Loop
    from interviewkit.session.outcomes import Outcome

TERMS = 5
SKIP = "/skip"
LOOK = frozenset({"look", "now", "yes", "y", "l"})


class Open(NamedTuple):
    """Something open: what to ask about it, and what does what is typed; that says what it did, or nothing."""

    asked: str
    settle: Callable[[str], str]
    again: bool = False


class Undecided(NamedTuple):
    """An entry without a tag, or with a problem or pain that speaks to no item."""

    entry: Row
    untagged: bool


class Closing:
    """The walk through what is open; an empty line skips one thing, `/skip` the rest; commands work as ever.

    The customer sits there: entries that nobody has decided on are one question, and the rest is for triage.
    """

    def __init__(self, loop: Loop) -> None:
        """Look at what is open now."""
        self._loop = loop
        self._counts: list[str] = []
        self._open = list(loop.notebook.ask(self._found))

    @property
    def asking(self) -> str:
        """What stands on the prompt."""
        return self._open[0].asked if self._open else ""

    def begin(self, outcome: Outcome) -> None:
        """Say how many things are open; a promise can be made in any case."""
        things = f"open: {', '.join(self._counts)}" if self._counts else "nothing is open"
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
        elif typed and (did := self._open[0].settle(typed)):
            outcome.tell(did, "dim")
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
        found = [(entry, undecided.reasons(entry, seen.get(entry["uid"]), tagged)) for entry in row["entries"]]
        waiting = [
            Undecided(entry, Reason.UNTAGGED in reasons)
            for entry, reasons in found
            if {Reason.UNTAGGED, Reason.UNLINKED} & {*reasons}
        ]
        parked = [one for one in row["parked"] if one["answer"] is None]
        terms = [one for one in row["terms"] if one["meaning"] is None]
        self._counts = [*_counts(parked, terms, waiting)]
        return list(self._things(parked, terms[:TERMS], waiting))

    def _things(self, parked: Sequence[Row], terms: Sequence[Row], waiting: Sequence[Undecided]) -> Iterator[Open]:
        for one in parked:
            yield Open(f"parked {number_of(one)}: {one['question']} — the answer?", self._answering(one))
        for term in terms:
            yield Open(f"“{term['word']}” — what does it mean?", self._explaining(term))
        if len(waiting) > 1:
            yield Open(
                f"{_told(waiting)} — Enter leaves them to triage, look goes through them", self._looking(waiting)
            )
        else:
            yield from map(self._entry, waiting)
        yield Open("a promise to them? TEXT by DATE", self._promise, again=True)

    def _entry(self, one: Undecided) -> Open:
        wanted = "#p #b #s?" if one.untagged else "+item or -item?"
        return Open(f"{number_of(one.entry)}: {words_of(one.entry)} — {wanted}", self._marking(one.entry))

    def _looking(self, waiting: Sequence[Undecided]) -> Callable[[str], str]:
        def settle(text: str) -> str:
            if text.casefold() not in LOOK:
                self._loop.holds_no_prose()
                raise UsageError("Enter leaves them to triage; look goes through them now, one by one")
            self._open[1:1] = map(self._entry, waiting)
            return ""

        return settle

    def _answering(self, parked: Row) -> Callable[[str], str]:
        def settle(text: str) -> str:
            at = dates.now()

            def answered(store: Store) -> bool:
                interview = self._loop.notebook.interview(store)
                found = references.parked(store, parked["ref"])
                questions.answer(store, self._loop.notebook.author, interview, found, text, at=at)
                return True

            return f"answered {number_of(parked)}" if self._loop.do(answered) else ""

        return settle

    def _explaining(self, term: Row) -> Callable[[str], str]:
        def settle(text: str) -> str:
            at = dates.now()

            def explained(store: Store) -> str:
                interview = self._loop.notebook.interview(store)
                return questions.explain(store, self._loop.notebook.author, interview, term["word"], text, at=at)

            return f"{term['word']}: {text}" if self._loop.do(explained) else ""

        return settle

    def _marking(self, entry: Row) -> Callable[[str], str]:
        def settle(words: str) -> str:
            self._loop.holds_no_prose()
            marked = self._loop.mark(entry, deeds.marks_for(self._loop, entry, words))
            return f"marked {number_of(entry)}" if marked else ""

        return settle

    def _promise(self, text: str) -> str:
        promise, due = deeds.promised(text)
        return deeds.told(promise, due) if deeds.promise_to(self._loop, promise, due) else ""


def _counts(parked: Sequence[Row], terms: Sequence[Row], waiting: Sequence[Undecided]) -> Iterator[str]:
    """How many of each thing are open; of many words only some are asked for."""
    if parked:
        yield counted(len(parked), "parked question")
    if terms:
        yield f"{TERMS} of {len(terms)} words" if len(terms) > TERMS else counted(len(terms), "word")
    if waiting:
        yield _told(waiting)


def _told(waiting: Sequence[Undecided]) -> str:
    """As "24 entries untagged, 3 without an item"."""
    untagged = sum(one.untagged for one in waiting)
    unlinked = len(waiting) - untagged
    if not unlinked or not untagged:
        return f"{counted(len(waiting), 'entry', 'entries')} {'untagged' if untagged else 'without an item'}"
    return f"{counted(untagged, 'entry', 'entries')} untagged, {unlinked} without an item"
