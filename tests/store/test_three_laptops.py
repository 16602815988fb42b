"""Three laptops do what people do, meet when they like, and in the end export the same bytes."""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from replicas import Clock, Laptop, laptops, unsound

from interviewkit import recorder
from interviewkit.dbfile import Row, Store
from interviewkit.errors import InterviewKitError
from interviewkit.exchange import jsonl
from interviewkit.fieldwork import entries, followups, interviews, people, questions, roadmap, undoing
from interviewkit.fieldwork.interviews import Opening
from interviewkit.fieldwork.notes import Note, Tagging
from interviewkit.queries import conflicts
from interviewkit.store import joining, merge, records, settling
from interviewkit.vocabulary import Kind, Stance

WHO = st.integers(0, 2)
ANY = st.integers(0, 7)
WORDS = st.sampled_from(["we push", "a day is gone", "$(rm -rf)\n\u202e", '{"a": 1}', "naïve 🙂"])
KINDS = st.sampled_from([*Kind])
AUTHORS = ("ann", "ben", "cho")


def exported(store: Store) -> bytes:
    """What `export jsonl` writes."""
    file = BytesIO()
    with store.reading():
        jsonl.write(records.records(store), file)
    return file.getvalue()


class ThreeLaptops(RuleBasedStateMachine):
    """Everything goes through the commands' own verbs; what a command refuses changes nothing."""

    template: Path
    folder: Path
    clock: Clock

    @initialize(met=st.booleans(), joined=st.booleans())
    def begin(self, met: bool, joined: bool) -> None:
        self.clock.__init__(self.clock.step)  # type: ignore[misc]  # every run has the same dice
        self.three = laptops(self.template, self.folder, 3)
        self.start(0, "Acme")
        if met:
            self.meet(1, 0)
        else:
            self.start(1, "Acme")
            self.log(0, 0, "we push", Kind.PROCESS)
            self.log(1, 0, "a day is gone", Kind.PAIN)
            self.meet(0, 1, join=joined)
        self.start(2, "Dune")

    def store(self, which: int) -> Store:
        return self.three[which].store

    def one(self, which: int, view: str, number: int) -> Row | None:
        rows = self.store(which).rows(f"SELECT * FROM {view} ORDER BY uid")
        return rows[number % len(rows)] if rows else None

    @rule(which=WHO, customer=st.sampled_from(["Acme", "Dune"]))
    def start(self, which: int, customer: str) -> None:
        interviews.start(self.store(which), AUTHORS[which], Opening(customer, participants=["Ann Lee, QE"]))

    @rule(which=WHO, number=ANY, words=WORDS, kind=KINDS)
    def log(self, which: int, number: int, words: str, kind: Kind) -> None:
        interview = self.one(which, "interviews", number)
        if interview:
            said = Note(recorder.new_uid(), answer=words, tags=[Tagging(kind)], labels=["builds"], terms=["we"])
            entries.log(self.store(which), AUTHORS[which], interview, [said])

    @rule(which=WHO, number=ANY, words=WORDS)
    def edit(self, which: int, number: int, words: str) -> None:
        entry = self.one(which, "entries", number)
        if entry:
            entries.edit(self.store(which), AUTHORS[which], entry, question=None, answer=words, at=None)

    @rule(which=WHO, number=ANY, kind=KINDS, stance=st.sampled_from([*Stance]))
    def tie(self, which: int, number: int, kind: Kind, stance: Stance) -> None:
        store, author = self.store(which), AUTHORS[which]
        entry = self.one(which, "entries", number)
        with suppress(InterviewKitError):  # the item is there already
            roadmap.add(store, author, "Faster builds")
        item = self.one(which, "items", 0)
        if entry and item:
            entries.tag(store, author, entry, Tagging(kind, by="QE" if kind is Kind.PROCESS else None))
            found = store.row("SELECT * FROM tags WHERE entry = :e AND kind = :k", e=entry["id"], k=kind.value)
            entries.link(store, author, entry, found or {}, item, stance)

    @rule(which=WHO, number=ANY)
    def untag(self, which: int, number: int) -> None:
        found = self.one(which, "tags", number)
        entry = found and self.store(which).row("SELECT * FROM entries WHERE id = :id", id=found["entry"])
        if found and entry:
            entries.untag(self.store(which), AUTHORS[which], entry, found)

    @rule(which=WHO, number=ANY, words=WORDS)
    def park_and_promise(self, which: int, number: int, words: str) -> None:
        interview = self.one(which, "interviews", number)
        if interview:
            questions.park(self.store(which), AUTHORS[which], interview, words, None)
            questions.explain(self.store(which), AUTHORS[which], interview, "we", words)
            followups.add(self.store(which), AUTHORS[which], words, interview=interview)

    @rule(which=WHO, number=ANY)
    def undo(self, which: int, number: int) -> None:
        interview = self.one(which, "interviews", number)
        if interview:
            with suppress(InterviewKitError):  # nothing is left to take back
                undoing.undo(self.store(which), AUTHORS[which], interview)

    @rule(which=WHO, number=ANY, table=st.sampled_from(["interview", "entry"]), back=st.booleans())
    def delete(self, which: int, number: int, table: str, back: bool) -> None:
        found = self.one(which, table, number)
        if found:
            verb = undoing.undelete if back else undoing.delete
            verb(self.store(which), AUTHORS[which], table, found, None)

    @rule(which=WHO, part=st.booleans())
    def same_customer(self, which: int, part: bool) -> None:
        with suppress(InterviewKitError):  # one of them is not known here
            if part:
                people.part_customers(self.store(which), AUTHORS[which], "dune")
            else:
                people.merge_customers(self.store(which), AUTHORS[which], "dune", "acme")

    @rule(which=WHO, number=ANY, last=st.booleans())
    def resolve(self, which: int, number: int, last: bool) -> None:
        found = conflicts.listed(self.store(which))
        if found:
            field = found[number % len(found)]
            settling.settle(self.store(which), AUTHORS[which], [(field, field["values"][-1 if last else 0])])

    @rule(which=WHO, number=ANY)
    def part(self, which: int, number: int) -> None:
        found = self.one(which, "(SELECT * FROM interview WHERE part_of IS NOT NULL AND deleted = 0) AS p", number)
        if found:
            joining.apart(self.store(which), AUTHORS[which], found["uid"])
        else:
            self.meet(which, (which + 1) % 3, join=True)

    @rule(which=WHO, other=WHO, join=st.booleans())
    def meet(self, which: int, other: int, join: bool = False) -> None:
        if which != other:
            store = self.store(which)
            merge.merge(store, self.store(other))
            theirs = {row["uid"] for row in self.store(other).rows("SELECT uid FROM interview")}
            pairs = joining.candidates(store, theirs)
            if join and pairs:
                joining.join(store, AUTHORS[which], pairs)

    def teardown(self) -> None:
        if not hasattr(self, "three"):
            return
        copies = [[laptop.copy() for laptop in self.three] for _ in range(2)]
        a, b, c = copies[0]
        for into, other in ((a, b), (a, c), (b, a), (c, b), (a, c)):
            merge.merge(into.store, other.store)
        d, e, f = copies[1]
        for into, other in ((f, e), (d, f), (f, e), (e, d), (e, f)):
            merge.merge(into.store, other.store)
        found = exported(a.store)
        for other in (b, c, d, e):
            assert exported(other.store) == found
        assert unsound(a.store) == []
        _nothing_is_hidden(a)


def _nothing_is_hidden(laptop: Laptop) -> None:
    """Every entry that nobody deleted, of an interview that nobody deleted, is shown."""
    hidden = laptop.store.rows(
        "SELECT e.uid FROM entry e JOIN interview i ON i.id = e.interview"
        " WHERE e.deleted = 0 AND i.deleted = 0 AND e.id NOT IN (SELECT id FROM entries)"
    )
    assert hidden == []


def test_any_edits_merged_in_any_order_any_number_of_times_end_in_the_same_bytes(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTERVIEWKIT_NOW", "2026-11-21T10:00:00Z")
    clock = Clock(step=1)
    clock.rule(monkeypatch.setattr)
    monkeypatch.setattr(ThreeLaptops, "template", template, raising=False)
    monkeypatch.setattr(ThreeLaptops, "folder", tmp_path, raising=False)
    monkeypatch.setattr(ThreeLaptops, "clock", clock, raising=False)
    run_state_machine_as_test(
        ThreeLaptops,
        settings=settings(
            max_examples=60,
            stateful_step_count=25,
            derandomize=True,
            deadline=None,
            suppress_health_check=[*HealthCheck],
        ),
    )
