"""What may happen on three laptops, and the laws that hold whatever it was."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from json import loads
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from replicas import Accepted, Clock, Laptop, dump, laptops, unsound

from interviewkit import recorder
from interviewkit.dbfile import Row
from interviewkit.store import joining, merge

History = tuple[bool, list[tuple[int, str, int, int, int]]]

WORDS = ("we push", "QA tags it", "a day is gone", "nobody knows")
WRITTEN = ("customer", "participant", "interview", "entry", "item", "tag", "link")
CUSTOMERS = ("acme", "dune")
MOMENT = "2026-11-21T10:00:00.000Z"


def start(laptop: Laptop, first: int, second: int) -> None:
    """Begin an interview; two laptops may give it the same slug, or even the same uid."""
    customer(laptop, first, second)
    uid = "shared" if second == 3 else recorder.new_uid()
    slug = CUSTOMERS[first % 2]
    if laptop.row("interview", uid) or _forgotten(laptop, "interview:shared") or not laptop.row("customer", slug):
        return
    laptop.insert(
        "interview",
        uid,
        slug=slug,
        twin=1 + (laptop.store.value("SELECT max(twin) FROM interview WHERE slug = :slug", slug=slug) or 0),
        customer=laptop.key("customer", slug),
        title=WORDS[second],
        guide="intern",
        source="interview",
        lifecycle="new",
        started_at=MOMENT,
        zone="UTC",
        disclosed=0,
    )


def customer(laptop: Laptop, first: int, second: int) -> None:
    """Add or change a customer; two laptops may add the same one."""
    slug = CUSTOMERS[first % 2]
    if not _forgotten(laptop, f"customer:{slug}"):
        laptop.put("customer", slug, slug=slug, name=WORDS[second], lifecycle="new", internal=second % 2)


def same_customer(laptop: Laptop, first: int, second: int) -> None:
    """Say that one customer is the other, or is not."""
    rows = [laptop.row("customer", slug) for slug in CUSTOMERS]
    if all(rows):
        laptop.revise("customer", "acme", same_as=laptop.key("customer", "dune") if second % 2 else None)


def log(laptop: Laptop, first: int, second: int) -> None:
    """Log an entry under the next number; two laptops may log one with the same uid."""
    if _any(laptop, "interview", first) is None:
        start(laptop, first, second)
    uid = f"import-{first % 2}" if second == 3 else recorder.new_uid()
    inside = _any(laptop, "interview", first)
    if inside is None or laptop.row("entry", uid) or _forgotten(laptop, f"entry:{uid}"):
        return
    number = laptop.store.value("SELECT max(number) FROM entry WHERE interview = :id", id=inside["id"]) or 0
    speaker = _any(laptop, "participant", first)
    laptop.insert(
        "entry",
        uid,
        interview=inside["id"],
        number=number + 1,
        twin=1,
        answer=WORDS[second],
        question=None,
        at=MOMENT,
        phase=None,
        speaker=speaker["id"] if speaker else None,
        verbatim=second % 2,
        evidence="experience",
        prompted=0,
        aha=0,
        look=0,
    )


def edit(laptop: Laptop, first: int, second: int) -> None:
    """Give an entry other words, or a question."""
    found = _any(laptop, "entry", first)
    if found:
        laptop.revise("entry", found["uid"], **{"answer" if second % 2 else "question": WORDS[second]})


def delete(laptop: Laptop, first: int, second: int) -> None:
    """Take back an entry, a tag or a link."""
    table = ("entry", "tag", "link", "interview")[second]
    found = _any(laptop, table, first)
    if found:
        laptop.revise(table, found["uid"], deleted=1)


def undelete(laptop: Laptop, first: int, second: int) -> None:
    """Bring it back."""
    table = ("entry", "tag", "link", "interview")[second]
    found = _any(laptop, table, first)
    if found:
        laptop.revise(table, found["uid"], deleted=0)


def revert(laptop: Laptop, first: int, second: int) -> None:
    """Give a field a value back that it had before, as undo does."""
    found = _any(laptop, "revision", first * 4 + second)
    if found and not found["subject"].startswith("interview") and found["field"] != "interview":
        table, _, uid = found["subject"].partition(":")
        value = recorder.local(laptop.store, found["field"], loads(found["value"]), table)
        laptop.revise(table, uid, **{found["field"]: value})


def tag(laptop: Laptop, first: int, second: int) -> None:
    """Tag an entry and tie the tag to an item; the tag's name is its uid."""
    found = _any(laptop, "entry", first)
    item(laptop, first, second)
    planned = _any(laptop, "item", second)
    if found and planned:
        kind = ("problem", "pain")[first % 2]
        uid = f"{found['uid']}:{kind}"
        laptop.put("tag", uid, entry=found["id"], kind=kind, severity=second or None, who=None, takes=None)
        stance = ("supports", "contradicts", "neutral")[second % 3]
        key = laptop.key("tag", uid)
        laptop.put("link", f"{uid}:{planned['uid']}", tag=key, item=planned["id"], stance=stance)


def item(laptop: Laptop, first: int, second: int) -> None:
    """Add an item, by slug or from a tracker; the tracker's may bear a slug that is taken."""
    uid, slug = (("search", "search"), ("github:1", "search"), ("github:1", "find"))[first % 3]
    there = laptop.row("item", uid)
    if there:
        laptop.revise("item", uid, deleted=0, title=WORDS[second])
        return
    twin = 1 + (laptop.store.value("SELECT max(twin) FROM item WHERE slug = :slug", slug=slug) or 0)
    values = {"title": WORDS[second], "status": "planned", "gone": 0, "description": None, "horizon": None}
    laptop.insert("item", uid, slug=slug, twin=twin, **values)


def person(laptop: Laptop, first: int, second: int) -> None:
    """Note who was there."""
    customer(laptop, first, second)
    found = _any(laptop, "customer", first)
    if found:
        values = {"name": WORDS[second], "role": None, "consent": "unasked"}
        laptop.insert("participant", recorder.new_uid(), customer=found["id"], **values)


def hear(laptop: Laptop, first: int, second: int) -> None:
    """Say who said it, or that nobody knows."""
    found, speaker = _any(laptop, "entry", first), _any(laptop, "participant", second)
    if found and speaker:
        laptop.revise("entry", found["uid"], speaker=speaker["id"] if second else None)


def forget(laptop: Laptop, first: int, second: int) -> None:
    """Forget somebody, once in a while."""
    table = "customer" if second == 3 else "participant"
    found = _any(laptop, table, first)
    if found and not _forgotten(laptop, f"{table}:{found['uid']}"):
        laptop.forget(table, found["uid"])


def join(laptop: Laptop, first: int, second: int) -> None:
    """Say that two interviews are one, the older of them the whole; or that they are two."""
    rows = laptop.store.rows("SELECT i.* FROM interview i JOIN change h ON h.id = i.change ORDER BY h.uid, i.uid")
    if len(rows) < 2:
        return
    before = laptop.store.value("SELECT max(uid) FROM change")
    part = 1 + first % (len(rows) - 1)
    if second:
        joining.join(laptop.store, "ann", [joining.Pair(rows[second % part], rows[part])])
    else:
        joining.apart(laptop.store, "ann", rows[part]["uid"])
    last = laptop.store.value("SELECT max(uid) FROM change")
    if last != before:  # what is joined or parted is not deleted
        laptop.accepted.append(Accepted(last, "interview", rows[part]["uid"], "deleted", 0))


ACTIONS: dict[str, Callable[[Laptop, int, int], None]] = {
    action.__name__: action
    for action in (
        start,
        customer,
        same_customer,
        log,
        edit,
        delete,
        undelete,
        revert,
        tag,
        item,
        person,
        hear,
        join,
        forget,
    )
}
STEPS = st.tuples(
    st.integers(0, 2),
    st.sampled_from([*ACTIONS, "log", "edit", "edit", "tag", "delete", "person", "hear", "merge"]),
    st.integers(0, 5),
    st.integers(0, 3),
    st.integers(-3, 3),
)
HISTORIES = st.tuples(st.booleans(), st.lists(STEPS, min_size=6, max_size=30))


def lived(template: Path, folder: Path, clock: Clock, history: History) -> list[Laptop]:
    """The laptops after the history, which they may begin with an interview that all of them have."""
    clock.__init__()  # type: ignore[misc]  # every history begins at the same moment, with the same dice
    three = laptops(template, folder, 3)
    shared, steps = history
    if shared:
        for action in (person, log, log, tag):
            action(three[0], 0, 1)
        meet(three[1], three[0])
        meet(three[2], three[0])
    for which, name, first, second, tick in steps:
        clock.milliseconds += tick
        if name == "merge":
            meet(three[which], three[(which + 1 + first % 2) % 3])
        else:
            ACTIONS[name](three[which], first, second)
    return three


def meet(into: Laptop, other: Laptop) -> Laptop:
    """Merge one laptop's store into another's."""
    merge.merge(into.store, other.store)
    into.accepted = [*dict.fromkeys([*into.accepted, *other.accepted])]
    return into


def check(template: Path, folder: Path, clock: Clock, history: History) -> None:
    """Every law, for one history."""
    a, b, c = lived(template, folder, clock, history)
    one = meet(meet(a.copy(), b), c)
    found = dump(one.store)
    assert found == dump(meet(meet(c.copy(), a), b).store), "the order must not matter"
    assert found == dump(meet(b.copy(), meet(c.copy(), a)).store), "nor what was merged first"
    for again in (a, one.copy(), c):
        assert found == dump(meet(one, again).store), "merging again must change nothing"
    assert unsound(one.store) == []
    check_contents(found, [said for said in one.accepted if said.uid in {row["uid"] for row in found[said.table]}])


def check_contents(found: dict[str, list[Row]], accepted: list[Accepted]) -> None:
    """What was accepted is all there, and the newest of it shows."""
    gone = {row["subject"] for row in found["forgotten"]}
    rows = {(table, row["uid"]): row for table in merge.TABLES for row in found[table]}
    assert [row for row in found["revision"] if row["subject"] in gone] == [], "nothing of the forgotten is left"
    kept = {(row["subject"], row["field"], row["value"]) for row in found["revision"]}
    in_order = sorted(accepted, key=lambda said: (said.table, said.uid, said.field, said.change))
    for (table, uid, name), group in groupby(in_order, lambda said: (said.table, said.uid, said.field)):
        values = [loads(_pointless(table, said, gone)) for said in group]
        shown = rows[table, uid][name]
        if name in merge.IDENTITY:
            assert name == "twin" or shown == values[0], "a reference that was written down stays true"
            continue
        if name == "interview" and shown != values[-1]:
            shown = check_moved(rows, shown, values[-1])
        assert shown == values[-1], "the newest change's value shows"
        lost = [one for one in values if one != shown and (f"{table}:{uid}", name, recorder.encoded(one)) not in kept]
        assert lost == [], "what was once accepted is in the row or in a revision"
    moved = {row["subject"].partition(":")[2] for row in found["revision"] if row["field"] == "interview"}
    left = [
        row for (table, _), row in rows.items() if table == "entry" and _is_part(rows["interview", row["interview"]])
    ]
    assert left == [], "what belongs to a part stands in its whole"
    for table, alike in merge.twin_groups().items():
        check_twins(found[table], alike, moved if "interview" in alike else set())


def _is_part(interview: Row) -> bool:
    return interview["part_of"] is not None and not interview["deleted"]


def check_moved(rows: dict[tuple[str, str], Row], shown: str, written: str) -> str:
    """What stands in another interview than it was written in stands in the one that that is part of."""
    whole = written
    while rows["interview", whole]["part_of"]:
        whole = rows["interview", whole]["part_of"]
    assert shown == whole
    return written


def check_twins(rows: list[Row], alike: tuple[str, ...], moved: set[str]) -> None:
    """Those that bear the same number or slug are counted by age; what was moved there comes last."""
    in_order = sorted(rows, key=lambda row: ([row[name] for name in alike], row["uid"] in moved, row["change"]))
    for _, group in groupby(in_order, lambda row: [row[name] for name in alike]):
        for place, row in enumerate(group, 1):
            assert row["twin"] == place, "the older of two is the first"


def _pointless(table: str, said: Accepted, gone: set[str]) -> str:
    """A value as it is written down; a reference to something forgotten is none any more."""
    to = merge.references(table).get(said.field)
    return recorder.encoded(None if to and f"{to}:{said.value}" in gone else said.value)


def _any(laptop: Laptop, table: str, number: int) -> Row | None:
    rows = laptop.store.rows(f"SELECT * FROM {table} ORDER BY id")
    return rows[number % len(rows)] if rows else None


def _forgotten(laptop: Laptop, subject: str) -> bool:
    return bool(laptop.store.value("SELECT id FROM forgotten WHERE subject = :subject", subject=subject))


def examine(
    template: Path,
    folder: Path,
    clock: Clock,
    examples: int,
    phases: tuple[Phase, ...] = tuple(Phase),
    histories: st.SearchStrategy[History] = HISTORIES,
) -> None:
    """Check the laws on that many histories."""

    @settings(
        max_examples=examples,
        phases=phases,
        report_multiple_bugs=False,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(histories)
    def holds(history: History) -> None:
        check(template, folder, clock, history)

    holds()
