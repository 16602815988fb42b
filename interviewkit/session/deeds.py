"""What commands and the closing do alike: mark an entry that is there, promise something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewkit import dates
from interviewkit.dbfile import Row, Store
from interviewkit.errors import UsageError
from interviewkit.fieldwork import followups, undoing
from interviewkit.notation.lines import Marked, Marks, Said, Tag
from interviewkit.notation.reading import parse
from interviewkit.queries import triage
from interviewkit.vocabulary import Kind

if TYPE_CHECKING:
    from interviewkit.session.loop import Loop
    from interviewkit.session.outcomes import Outcome

HURTS = ("problem", "pain")


def marks_for(loop: Loop, entry: Row, words: str) -> Marks:
    """What a line of markers says of an entry; links alone hang on the tags it has. Errors: UsageError."""
    read = parse(words, loop.hearing.known)
    if isinstance(read, Marked) and not read.missed:
        return read.marks
    tagged = parse(f"{words} #pain", loop.hearing.known)
    if not words.strip() or not isinstance(tagged, Marked) or tagged.missed:
        hints = read.hints if isinstance(read, Said | Marked) else ()
        raise UsageError("; ".join(hints) or f"“{words.strip()}” marks nothing; write #p3 +item")
    tags = tuple(Tag(Kind(tag["kind"])) for tag in entry["tags"])
    if tagged.marks.links and not tags:
        raise UsageError("a link hangs on a tag, and this entry has none; write #p +item")
    found = tagged.marks
    return Marks(tags if found.links else (), found.links, found.evidence, found.labels, found.aha, found.look)


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
        outcome.tell(f"took back {taken['verb']}: {'; '.join(taken['about'])}", "dim")
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


def promise_to(loop: Loop, promise: str, due: str | None) -> None:
    """Note a promise to this customer."""
    uid, at = loop.uid, dates.now()
    loop.do(
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
