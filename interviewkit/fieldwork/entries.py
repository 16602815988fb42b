"""Entries are logged, edited, tagged, linked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from interviewkit import dates, recorder, references
from interviewkit.dbfile import Row, Store
from interviewkit.errors import NotFound, UsageError
from interviewkit.fieldwork import people, questions, readings
from interviewkit.fieldwork.notes import Note, Tagging, check_tagging, checked
from interviewkit.fieldwork.slugs import slug_of
from interviewkit.vocabulary import Evidence, Stance

ROADMAP_PHASE = "roadmap"


@dataclass(eq=False, repr=False)
class Logged:
    """What became of the notes: keys of the new entries, how many were there already, links that found no item."""

    keys: list[int] = field(default_factory=list)
    known: int = 0
    unlinked: list[str] = field(default_factory=list)


def log(store: Store, author: str, interview: Row, notes: Sequence[Note], *, strict: bool = True) -> Logged:
    """Store the notes as entries of the interview: all of them or, after an error, none.

    A note whose uid is there already is skipped. Where not `strict`, a link to an unknown item leaves the note
    and is told in `unlinked`; else NotFound names the note's line. Errors: UsageError, NotFound.
    """
    with recorder.change(store, "log", author, interview=interview["uid"]) as change:
        return write(change, interview, notes, strict=strict)


def write(change: recorder.Change, interview: Row, notes: Sequence[Note], *, strict: bool = True) -> Logged:
    """The same as `log`, as a part of a change that writes more."""
    done = Logged()
    number, reached = _latest(change.store, interview)
    phase = interview["phase"] or reached
    for note in notes:
        if change.store.value("SELECT id FROM entry WHERE uid = :uid", uid=note.uid) is not None:
            done.known += 1
            continue
        number += 1
        phase = note.phase or phase
        with _telling_the_line(note):
            key = _insert(change, interview, checked(note), number, phase)
            for tag in note.tags:
                done.unlinked += _tag(change, key, note.uid, tag, strict=strict)
            for name in note.labels:
                label(change, key, note.uid, name)
            for term in note.terms:
                questions.put_term(change, interview, term, None, at=note.at, entry=key)
        done.keys.append(key)
    return done


def edit(store: Store, author: str, entry: Row, *, question: str | None, answer: str | None, at: str | None) -> bool:
    """Give an entry other words or another moment; says whether anything is different."""
    new = {"question": question, "answer": answer, "at": at}
    changed = {name: value or None for name, value in new.items() if value is not None}
    merged = {name: changed.get(name, entry[name]) or "" for name in ("question", "answer")}
    if not any(text.strip() for text in merged.values()):
        raise UsageError(f"an entry needs words; to take it back: interviewkit delete {entry['ref']}")
    with recorder.change(store, "edit", author, interview=_interview_uid(store, entry)) as change:
        return change.revise("entry", entry["uid"], **changed)


def rewrite(store: Store, author: str, entry: Row, note: Note) -> None:
    """Put a note in the place of what an entry says: words, tags, links and labels that it lacks are taken off."""
    with recorder.change(store, "fix", author, interview=_interview_uid(store, entry)) as change:
        interview = store.row("SELECT * FROM interviews WHERE id = :id", id=entry["interview"]) or {}
        said = _said(change, interview, checked(note), note.phase or entry["phase"])
        change.revise("entry", entry["uid"], **said)
        kinds = {tagging.kind.value for tagging in note.tags}
        for tag in store.rows("SELECT uid, kind, author FROM tags WHERE entry = :entry", entry=entry["id"]):
            for link in store.rows(
                "SELECT l.uid FROM links l JOIN tags t ON t.id = l.tag WHERE t.uid = :uid", uid=tag["uid"]
            ):
                change.revise("link", link["uid"], deleted=1)
            if tag["kind"] not in kinds:
                readings.untagged(change, entry, author, tag)
                change.revise("tag", tag["uid"], deleted=1)
        for one in store.rows("SELECT uid, name FROM labels WHERE entry = :entry", entry=entry["id"]):
            if one["name"] not in note.labels:
                change.revise("label", one["uid"], deleted=1)
        _hang(change, entry, note.tags, note.labels)
        for term in note.terms:
            questions.put_term(change, interview, term, None, at=note.at, entry=entry["id"])


def mark(
    store: Store,
    author: str,
    entry: Row,
    tags: Sequence[Tagging],
    *,
    labels: Sequence[str] = (),
    evidence: Evidence | None = None,
    aha: bool = False,
    look: bool = False,
) -> None:
    """Mark an entry that is there with everything that a line of markers holds. Errors: UsageError, NotFound."""
    flags = {name: 1 for name, given in (("aha", aha), ("look", look)) if given}
    with recorder.change(store, "mark", author, interview=_interview_uid(store, entry)) as change:
        change.revise("entry", entry["uid"], **flags, **({"evidence": evidence.value} if evidence else {}))
        _hang(change, entry, tags, labels)


def tag(store: Store, author: str, entry: Row, tagging: Tagging) -> None:
    """Tag an entry, or give a tag that it carries another severity or step. Errors: UsageError."""
    check_tagging(tagging)
    with recorder.change(store, "tag", author, interview=_interview_uid(store, entry)) as change:
        _tag(change, entry["id"], entry["uid"], tagging, strict=True)
        readings.tagged(change, entry, change.author, tagging.kind)


def untag(store: Store, author: str, entry: Row, found: Row) -> None:
    """Take a tag off an entry, and with it its links."""
    with recorder.change(store, "untag", author, interview=_interview_uid(store, entry)) as change:
        readings.untagged(change, entry, author, found)
        for row in store.rows("SELECT uid FROM links WHERE tag = :tag", tag=found["id"]):
            change.revise("link", row["uid"], deleted=1)
        change.revise("tag", found["uid"], deleted=1)


def link(store: Store, author: str, entry: Row, found: Row, item: Row, stance: Stance) -> None:
    """Tie a tag to a roadmap item, or give a link that is there another stance."""
    with recorder.change(store, "link", author, interview=_interview_uid(store, entry)) as change:
        _link(change, found["id"], found["uid"], item, stance)


def unlink(store: Store, author: str, entry: Row, found: Row, item: Row) -> None:
    """Take a link off a tag. Errors: NotFound when there is none."""
    with recorder.change(store, "unlink", author, interview=_interview_uid(store, entry)) as change:
        there = store.row("SELECT uid FROM links WHERE tag = :tag AND item = :item", tag=found["id"], item=item["id"])
        if there is None:
            raise NotFound(
                f"{entry['ref']}:{found['kind']} is not linked to {item['ref']}; see interviewkit show {entry['ref']}"
            )
        change.revise("link", there["uid"], deleted=1)


def label(change: recorder.Change, key: int, uid: str, name: str) -> None:
    """Put a label on an entry; it is kept as a slug, so that "Slow builds" and "slow-builds" are one."""
    if not name.strip():
        raise UsageError("a label is a word: --label builds")
    word = slug_of(name, "label")
    change.put("label", f"{uid}:{word}", entry=key, name=word)


@contextmanager
def _telling_the_line(note: Note) -> Iterator[None]:
    """Say on which line a note stood that cannot be stored, where it was read from lines."""
    try:
        yield
    except (NotFound, UsageError) as error:
        if note.line is None:
            raise
        raise type(error)(f"line {note.line}: {error}; nothing was stored") from None


def _hang(change: recorder.Change, entry: Row, tags: Sequence[Tagging], labels: Sequence[str]) -> None:
    for tagging in tags:
        check_tagging(tagging)
        _tag(change, entry["id"], entry["uid"], tagging, strict=True)
        readings.tagged(change, entry, change.author, tagging.kind)
    for name in labels:
        label(change, entry["id"], entry["uid"], name)


def _insert(change: recorder.Change, interview: Row, note: Note, number: int, phase: str | None) -> int:
    said = _said(change, interview, note, phase)
    at = note.at or dates.now()
    return change.insert("entry", uid=note.uid, interview=interview["id"], number=number, twin=1, at=at, **said)


def _said(change: recorder.Change, interview: Row, note: Note, phase: str | None) -> Row:
    """A note's own columns; in the roadmap phase what they say is an opinion, and prompted, unless told otherwise."""
    asked = phase == ROADMAP_PHASE
    evidence = note.evidence or (Evidence.OPINION if asked else Evidence.EXPERIENCE)
    return {
        "question": note.question or None,
        "answer": note.answer or None,
        "phase": phase,
        "speaker": people.speaker(change, interview, note.speaker) if note.speaker else None,
        "verbatim": int(note.verbatim),
        "evidence": evidence.value,
        "prompted": int(asked and evidence is Evidence.OPINION),
        "aha": int(note.aha),
        "look": int(note.look),
    }


def _tag(change: recorder.Change, key: int, uid: str, tagging: Tagging, *, strict: bool) -> list[str]:
    """Write a tag and its links; gives a sentence for each link that found no item."""
    name = f"{uid}:{tagging.kind.value}"
    said = {"severity": tagging.severity, "who": tagging.by, "takes": tagging.takes}
    stands = change.store.value("SELECT id FROM tags WHERE uid = :uid", uid=name) is not None
    given = {field: value for field, value in said.items() if value is not None or not stands}
    tag_key = change.put("tag", name, entry=key, kind=tagging.kind.value, **given)
    missing = []
    stances: dict[int, Stance] = {}
    for reference, stance in tagging.links:
        try:
            item = references.item(change.store, reference)
        except (NotFound, UsageError) as error:
            if strict:
                raise
            missing.append(str(error))
            continue
        if stances.setdefault(item["id"], stance) is not stance:
            raise UsageError(f"a tag takes one stance to {item['ref']}; tag what speaks for and against it apart")
        _link(change, tag_key, name, item, stance)
    return missing


def _link(change: recorder.Change, tag_key: int, tag_uid: str, item: Row, stance: Stance) -> None:
    change.put("link", f"{tag_uid}:{item['uid']}", tag=tag_key, item=item["id"], stance=stance.value)


def _latest(store: Store, interview: Row) -> tuple[int, str | None]:
    """The highest number ever given in the interview, taken back or not, and the phase it has reached."""
    row = store.row(
        "SELECT number, phase FROM entry WHERE interview = :interview ORDER BY number DESC, twin DESC LIMIT 1",
        interview=interview["id"],
    )
    return (row["number"], row["phase"]) if row else (0, None)


def _interview_uid(store: Store, entry: Row) -> str:
    uid: str = store.value("SELECT uid FROM interview WHERE id = :id", id=entry["interview"])
    return uid
