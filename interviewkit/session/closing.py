"""How an interview ends: what is still open comes up, one thing at a time, and each can be skipped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from interviewkit import dates, references
from interviewkit.dbfile import Row
from interviewkit.errors import UsageError
from interviewkit.fieldwork import followups, interviews, questions
from interviewkit.notation.lines import Marked, Marks, Tag
from interviewkit.notation.reading import parse
from interviewkit.vocabulary import Kind

if TYPE_CHECKING:
    from interviewkit.session.loop import Loop, Outcome

TERMS = 5
HURTS = ("problem", "pain")


class Open(NamedTuple):
    """Something open: what to ask about it, and what to do with what is typed."""

    asked: str
    settle: Callable[[str], None]
    again: bool = False


class Closing:
    """The walk through what is open; an empty line skips, `/skip` skips all the rest."""

    def __init__(self, loop: Loop) -> None:
        """Look at what is open now."""
        self._loop = loop
        self._open = list(self._things(loop.notebook.whole()))

    @property
    def asking(self) -> str:
        """What stands on the prompt."""
        return self._open[0].asked if self._open else ""

    def begin(self, outcome: Outcome) -> None:
        """Say how many things are open, or end at once."""
        outcome.tell(f"{len(self._open)} things before you go; Enter skips one, /skip the rest", "dim")

    def take(self, line: str, outcome: Outcome) -> None:
        """Settle or skip the first thing; end after the last one."""
        if line.strip() == "/skip":
            self._open = []
        elif line.strip():
            self._open[0].settle(line.strip())
        if self._open and not (self._open[0].again and line.strip()):
            self._open.pop(0)
        if not self._open:
            self._end(outcome)

    def _end(self, outcome: Outcome) -> None:
        loop = self._loop
        loop.notebook.do(
            lambda store: interviews.end(store, loop.notebook.author, loop.notebook.interview(store), dates.now()),
            "/end",
        )
        outcome.tell(
            f"ended {loop.notebook.ref}; go through it while it is fresh: interviewkit triage {loop.notebook.ref}"
        )
        outcome.ended = True

    def _things(self, row: Row) -> Iterator[Open]:
        for parked in row["parked"]:
            if parked["answer"] is None:
                yield Open(f"parked {parked['number']}: {parked['question']} — the answer?", self._answering(parked))
        for term in [term for term in row["terms"] if term["meaning"] is None][:TERMS]:
            yield Open(f"“{term['word']}” — what does it mean?", self._explaining(term))
        for entry in row["entries"]:
            number = entry["ref"].rpartition("/")[2]
            if not entry["tags"]:
                yield Open(f"{number}: {entry['answer'] or entry['question']} — #p #b #s?", self._marking(entry))
            elif any(tag["kind"] in HURTS and not tag["links"] for tag in entry["tags"]):
                yield Open(f"{number}: {entry['answer'] or entry['question']} — +item or -item?", self._marking(entry))
        yield Open("a promise to them? TEXT by DATE", self._promise, again=True)

    def _answering(self, parked: Row) -> Callable[[str], None]:
        loop = self._loop

        def settle(text: str) -> None:
            loop.notebook.do(
                lambda store: questions.answer(
                    store,
                    loop.notebook.author,
                    loop.notebook.interview(store),
                    references.parked(store, parked["ref"]),
                    text,
                    at=dates.now(),
                ),
                f"/answer {parked['number']} {text}",
            )

        return settle

    def _explaining(self, term: Row) -> Callable[[str], None]:
        loop = self._loop

        def settle(text: str) -> None:
            loop.notebook.do(
                lambda store: questions.explain(
                    store, loop.notebook.author, loop.notebook.interview(store), term["word"], text, at=dates.now()
                ),
                f"/term {term['word']} = {text}",
            )

        return settle

    def _marking(self, entry: Row) -> Callable[[str], None]:
        loop = self._loop

        def settle(words: str) -> None:
            marks = marks_for(loop, entry, words)
            loop.mark(entry, marks, f"/tag {entry['ref'].rpartition('/')[2]} {words}")

        return settle

    def _promise(self, text: str) -> None:
        loop = self._loop
        promise, by, day = text.rpartition(" by ")
        said, due = (promise, dates.due(day)) if by else (text, None)
        loop.notebook.do(
            lambda store: followups.add(
                store, loop.notebook.author, said.strip(), interview=loop.notebook.interview(store), due=due
            ),
            f"/follow {text}",
        )


def marks_for(loop: Loop, entry: Row, words: str) -> Marks:
    """What a line of markers says of an entry; links alone hang on the tags it has. Errors: UsageError."""
    read = parse(words, loop.known)
    if isinstance(read, Marked):
        return read.marks
    tagged = parse(f"{words} #pain", loop.known)
    tags = tuple(Tag(Kind(tag["kind"])) for tag in entry["tags"])
    if isinstance(tagged, Marked) and tagged.marks.links and tags:
        return Marks(tags=tags, links=tagged.marks.links)
    raise UsageError(f"“{words}” marks nothing here; write #p3 +item, or press Enter to skip")
