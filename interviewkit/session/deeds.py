"""What commands and the closing do alike: mark an entry that is there, promise something."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from interviewkit import dates
from interviewkit.dbfile import Row, Store
from interviewkit.errors import UsageError
from interviewkit.fieldwork import followups, undoing
from interviewkit.notation.lines import Marked, Marks, Said, Tag
from interviewkit.notation.reading import NOTHING, STAYS, parse
from interviewkit.queries import triage
from interviewkit.session.taken import took_back
from interviewkit.vocabulary import Kind

if TYPE_CHECKING:
    from interviewkit.session.loop import Loop
    from interviewkit.session.outcomes import Outcome

HURTS = ("problem", "pain")


def marks_for(loop: Loop, entry: Row, words: str) -> Marks:
    """What a line of markers says of an entry; links alone hang on the tags it has. Errors: UsageError."""
    read = parse(words, loop.hearing.known)
    if isinstance(read, Marked) and not read.missed:
        return hung_on(entry, read.marks)
    hints = [hint.replace(STAYS, NOTHING, 1) for hint in read.hints] if isinstance(read, Said | Marked) else []
    raise UsageError("; ".join(hints) or f"“{words.strip()}” marks nothing; write #p3 +item")


def hung_on(entry: Row, marks: Marks) -> Marks:
    """The marks as the entry can bear them: links without a tag hang on the tags it has. Errors: UsageError."""
    if marks.tags or not marks.links:
        return marks
    tags = tuple(Tag(Kind(tag["kind"])) for tag in entry["tags"])
    if not tags:
        raise UsageError("a link hangs on a tag, and this entry has none; write #p +item")
    return replace(marks, tags=tags)


def unsay(loop: Loop, uid: str, outcome: Outcome) -> bool:
    """Take back the entry of this uid, if it is the author's last deed in the interview; says whether it was."""

    def unsaid(store: Store) -> Row | None:
        interview = loop.notebook.interview(store)
        made = store.value("SELECT h.uid FROM change h JOIN entry e ON e.change = h.id WHERE e.uid = :uid", uid=uid)
        if made is None or made != triage.last_change(store, loop.notebook.author, interview["uid"]):
            return None
        return undoing.undo(store, loop.notebook.author, interview)

    taken = loop.do(unsaid, wait=False)
    if taken:
        outcome.tell(took_back(taken), "dim")
    return taken is not None


def promised(text: str) -> tuple[str, str | None]:
    """A promise, and the day behind its last “by” where that is one."""
    promise, by, day = text.rpartition(" by ")
    if by:
        try:
            return promise.strip(), dates.due(day)
        except UsageError:
            if any(sign.isdigit() for sign in day):
                raise
    return text.strip(), None


def told(promise: str, due: str | None) -> str:
    """What was promised, as a sentence."""
    return f"promised: {promise}" + (f", by {dates.short_day(due)}" if due else ", without a date")


def promise_to(loop: Loop, promise: str, due: str | None) -> bool:
    """Note a promise to this customer; says whether the store has it already."""
    uid, at = loop.uid, dates.now()
    made = loop.do(
        lambda store: followups.add(
            store,
            loop.notebook.author,
            promise,
            interview=loop.notebook.interview(store),
            due=due,
            at=at,
            uid=uid,
        )
    )
    return made is not None
