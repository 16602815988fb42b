"""What is left open in an interview: parked questions, and words nobody has explained yet."""

from __future__ import annotations

from interviewkit import dates, recorder
from interviewkit.dbfile import Row, Store
from interviewkit.errors import UsageError


def park(
    store: Store,
    author: str,
    interview: Row,
    question: str,
    why: str | None,
    *,
    at: str | None = None,
    uid: str | None = None,
) -> Row:
    """Park what the customer asked the expert; gives its uid, number and ref. A `uid` that is there adds nothing."""
    if not question.strip():
        raise UsageError('a parked question needs words: interviewkit park "when will it be faster?" --why "…"')
    uid = uid or recorder.new_uid()
    with recorder.change(store, "park", author, interview=interview["uid"]) as change:
        there = store.row("SELECT uid, number FROM parked WHERE uid = :uid", uid=uid)
        if there:
            return there | {"ref": f"{interview['ref']}/{there['number']}"}
        latest = store.value("SELECT max(number) FROM parked WHERE interview = :interview", interview=interview["id"])
        number = (latest or 0) + 1
        change.insert(
            "parked",
            uid=uid,
            interview=interview["id"],
            number=number,
            twin=1,
            question=question,
            why=why,
            at=at or dates.now(),
        )
    return {"uid": uid, "number": number, "ref": f"{interview['ref']}/{number}"}


def answer(store: Store, author: str, interview: Row, found: Row, text: str, *, at: str | None = None) -> None:
    """Write down what a parked question was answered with; an answer given before is kept as its history."""
    if not text.strip():
        raise UsageError(f'an answer needs words: interviewkit answer {found["number"]} "…"')
    with recorder.change(store, "answer", author, interview=interview["uid"]) as change:
        change.revise("parked", found["uid"], answer=text, answered_at=at or dates.now())


def matters(store: Store, author: str, interview: Row, found: Row, why: str) -> None:
    """Write down why a parked question matters; a reason given before is kept as its history."""
    with recorder.change(store, "park", author, interview=interview["uid"]) as change:
        change.revise("parked", found["uid"], why=why)


def explain(store: Store, author: str, interview: Row, word: str, meaning: str | None, *, at: str | None = None) -> str:
    """Note a word of theirs, open until it has a meaning; gives its uid."""
    with recorder.change(store, "term", author, interview=interview["uid"]) as change:
        return put_term(change, interview, word, meaning, at=at)


def put_term(
    change: recorder.Change,
    interview: Row,
    word: str,
    meaning: str | None,
    *,
    at: str | None = None,
    entry: int | None = None,
) -> str:
    """Write a word down where it is new; a meaning takes the place of none or of an older one. Gives its uid."""
    name = " ".join(word.split())
    if not name:
        raise UsageError('a term is a word: interviewkit term "golden build" "the one QA has signed off"')
    key = name.casefold()
    uid = f"{interview['uid']}:{key}"
    if change.store.value("SELECT id FROM term WHERE uid = :uid", uid=uid) is None:
        new = {"word": key, "name": name, "meaning": meaning, "at": at or dates.now(), "entry": entry}
        change.insert("term", uid=uid, interview=interview["id"], **new)
    elif meaning or entry is None:
        change.revise("term", uid, deleted=0, **({"meaning": meaning} if meaning else {}))
    return uid
