"""What importing a transcript and importing notes have in common: what was told, when it was, what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from interviewkit import console, dates, output
from interviewkit.commands.desk import Desk
from interviewkit.commands.importing import filing
from interviewkit.commands.progressing import progress
from interviewkit.errors import UsageError
from interviewkit.vocabulary import Source

if TYPE_CHECKING:
    from interviewkit.dbfile import Row
    from interviewkit.fieldwork.conversations import Brought, Conversation, Said
    from interviewkit.fieldwork.interviews import Opening

FIRST = 8
LEFT_OUT = {
    "header_lines": "header line",
    "footer_lines": "footer line",
    "comments": "comment",
    "style_blocks": "block of styles",
    "region_blocks": "block of regions",
    "repeated_lines": "line that captions show again",
    "unreadable_times": "time that cannot be read (kept as text)",
    "bare_times": "time alone on its line (kept as the moment of what follows)",
    "titles": "title",
    "rules": "rule",
    "section_headings": "heading over further questions",
}
TURNS = tuple(output.Field(title, key) for title, key in (("Question", "question"), ("Answer", "answer")))


class Told:
    """What the command line says of a conversation, as text that may be stored."""

    def __init__(
        self,
        desk: Desk,
        customer: str | None,
        interviewers: Sequence[str] | None,
        topic: str | None,
        at: str | None,
        segments: Sequence[str] | None,
        source: Source,
        *,
        internal: bool,
    ) -> None:
        self.customer = desk.maybe(customer)
        self.interviewers = [desk.text(name) for name in interviewers or ()]
        self.topic = desk.maybe(topic)
        self.at = dates.moment(at) if at else None
        self.segments = [desk.text(name) for name in segments or ()]
        self.source = source
        self.internal = internal

    def opening(self, customer: str, at: str, length: int | None, **more: Any) -> Opening:
        """An interview's beginning; `length` is in milliseconds. `more` goes before what was told."""
        from interviewkit.fieldwork.interviews import Opening

        minutes = -(-length // 60_000) if length else None
        told = {"topic": self.topic, "interviewers": self.interviewers}
        return Opening(
            customer=customer,
            at=at,
            minutes=minutes,
            segments=self.segments,
            source=self.source,
            internal=self.internal,
            **(told | more),
        )


def customer_of(told: Told, named: str | None, path: str) -> str:
    """The customer that was told, or that the file names. Errors: UsageError when neither does."""
    found = told.customer or named
    if not found or not found.strip():
        raise UsageError(f"whose words are in {path}? say it: --customer NAME")
    return found


def began(
    told: Told, path: str, length: int | None, named: str | None = None, *, day: str | None = None
) -> tuple[str, str | None]:
    """When a conversation began, and how that is known where it was not told.

    By its file's name, else by the `day` that the file names above the talk, else by the file's own date.
    """
    if told.at:
        return told.at, None
    if named:
        return named, None
    found = filing.when(path)
    if day and not (found and found[1]):
        with suppress(UsageError):
            named_at = dates.moment(day)
            if named_at <= dates.now():
                return named_at, f"by the day above the talk, {day}"
    if found is None:
        return dates.now(), "by nothing: it is now"
    at, is_beginning, how = found
    return (at if is_beginning else _before(at, length or 0)), how


def write(desk: Desk, conversations: Iterable[Conversation], what: str, total: int) -> list[Brought]:
    """Write them down, all or none, with a bar on the terminal."""
    from interviewkit.fieldwork import conversations as fieldwork

    with desk.writing(create=True) as store, progress(what, total) as done:
        return fieldwork.bring(store, desk.author, conversations, done)


def already(desk: Desk, customer: str, digest: str) -> Row | None:
    """The interview that a file became before, where there is a store."""
    from interviewkit import dbfile
    from interviewkit.errors import NoStore
    from interviewkit.fieldwork.conversations import there_already

    try:
        if not dbfile.exists(desk.location):
            return None
        with desk.reading() as store:
            return there_already(store, customer, digest)
    except NoStore:
        return None


def digest_of(data: bytes) -> str:
    """What tells a file's content from every other one's."""
    import hashlib

    return hashlib.sha256(data).hexdigest()


def say_news(brought: Brought) -> None:
    """Say what is new, or that nothing is."""
    for news in brought.news:
        console.say(news)
    if not brought.new:
        console.say(
            f"that file is there already as {brought.ref}; nothing was changed."
            f" To read it anew: interviewkit delete {brought.ref}, then import it again"
        )


def say_left_out(counts: dict[str, int], where: str = "") -> None:
    """Say what of a file is no talk and became no entry."""
    if counts:
        listed = ", ".join(counted(number, LEFT_OUT[what]) for what, number in counts.items())
        console.say(f"{where}not among the entries: {listed}")


def first_of(said: Iterable[Said]) -> tuple[list[Row], int, int]:
    """The first entries as rows, how many there are, and how many questions."""
    rows: list[Row] = []
    entries, questions, last = 0, 0, None
    walk = iter(said)
    for one in islice(walk, FIRST):
        rows.append({"question": one.question, "answer": one.answer, "speaker": one.speaker, "offset": one.offset})
        entries += 1
        questions += one.question is not None and one.question != last
        last = one.question or last
    for one in walk:
        entries += 1
        questions += one.question is not None and one.question != last
        last = one.question or last
    return rows, entries, questions


def counted(number: int, what: str) -> str:
    """A number and its noun: 1 entry, 2 entries."""
    first, blank, rest = (
        what.partition(" ") if what not in ("header line", "footer line", "new interview") else (what, "", "")
    )
    many = f"{first[:-1]}ies" if first.endswith("y") else f"{first}s"
    return f"{number:,} {first if number == 1 else many}{blank}{rest}"


def _before(at: str, length: int) -> str:
    moment = datetime.fromisoformat(at) - timedelta(milliseconds=length)
    return moment.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
