"""What was promised to a customer, and that it was kept."""

from __future__ import annotations

from interviewkit import dates, recorder
from interviewkit.dbfile import Row, Store
from interviewkit.errors import UsageError


def add(
    store: Store,
    author: str,
    text: str,
    *,
    interview: Row | None = None,
    customer: Row | None = None,
    due: str | None = None,
    at: str | None = None,
    uid: str | None = None,
) -> Row:
    """Note a promise made in an interview, to its customer, or to a customer outside any; gives uid, number, ref.

    A `uid` that is there already adds nothing.
    `due` is a stored day. Numbers count through the whole store, and one that was taken back is not given again.
    Errors: UsageError for a promise without words, or to nobody.
    """
    if not text.strip():
        raise UsageError('a follow-up needs words: interviewkit followup add "send the sizing guide" --due friday')
    whose = interview["customer"] if interview else customer["id"] if customer else None
    if whose is None:
        raise UsageError(
            "a follow-up is promised to somebody, and no interview is running;"
            " name the customer: interviewkit followup add TEXT --customer CUSTOMER"
        )
    uid = uid or recorder.new_uid()
    with recorder.change(store, "follow up", author, interview=interview["uid"] if interview else None) as change:
        there = store.row("SELECT uid, number FROM followup WHERE uid = :uid", uid=uid)
        if there:
            return there | {"ref": str(there["number"])}
        number = (store.value("SELECT max(number) FROM followup") or 0) + 1
        change.insert(
            "followup",
            uid=uid,
            number=number,
            twin=1,
            title=text,
            customer=whose,
            interview=interview["id"] if interview else None,
            due=due,
            at=at or dates.now(),
        )
    return {"uid": uid, "number": number, "ref": str(number)}


def done(store: Store, author: str, found: Row, *, at: str | None = None) -> None:
    """Say that a promise was kept. Errors: UsageError when that was said before."""
    if found["done_at"] is not None:
        raise UsageError(
            f"follow-up {found['ref']} was done on {dates.short_day(found['done_at'])} already;"
            " see interviewkit followup list --all"
        )
    interview = store.value("SELECT uid FROM interview WHERE id = :id", id=found["interview"])
    with recorder.change(store, "keep promise", author, interview=interview) as change:
        change.revise("followup", found["uid"], done_at=at or dates.now())
