"""Every table of a study, as SQLModel: types, constraints, relationships.

One class per thing of product.md, with the columns of `Kept` first: who is meant (`uid`), the change that
made the row, whether it is taken back, and a checksum of its content. Later values of a field live in
`Revision`; the row shows the latest. Notebooks may query a study through these classes; the program's own
reads are in `queries.py` and its writes in `recorder.py`.
"""

from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Dialect, Index, MetaData, SmallInteger, UniqueConstraint
from sqlalchemy import Enum as Choice
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, Relationship, SQLModel

from interviewkit.vocabulary import (
    Consent,
    Delivery,
    Evidence,
    Horizon,
    Kind,
    Lifecycle,
    Role,
    Source,
    Stance,
    Status,
)

MOMENT = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"
DAY = r"^\d{4}-\d\d-\d\d$"
SLUG = r"^[a-z0-9][a-z0-9-]*$"

SQLModel.metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Flag(TypeDecorator[bool]):
    """True or false, stored as 1 or 0 on every engine, so that one SQL text serves them all."""

    impl = SmallInteger
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> Any:
        """Store 1 or 0."""
        return None if value is None else int(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:
        """Read a bool back."""
        return None if value is None else bool(value)


def one_of(words: type[StrEnum], column: str, **options: Any) -> Any:
    """A column that holds one of the words, by value, with a CHECK in the table."""
    kind = Choice(
        words,
        values_callable=lambda enum: [word.value for word in enum],
        native_enum=False,
        create_constraint=True,
        length=20,
        name=column,
    )
    return Field(sa_type=kind, **options)


def flag(**options: Any) -> Any:
    """A yes-or-no column, no unless told."""
    return Field(default=False, sa_type=Flag, **options)


def moment(**options: Any) -> Any:
    """A moment in UTC, to the millisecond."""
    return Field(regex=MOMENT, **options)


class Change(SQLModel, table=True):
    """One command that wrote something: the store's journal and its clock.

    `uid` is a UUIDv7 greater than every earlier one in the store; `interview` and `undoes` are uids, because
    a change is written before the rows that it makes.
    """

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    at: str = moment()
    verb: str
    author: str
    interview: str | None = Field(default=None, index=True)
    undoes: str | None = Field(default=None, index=True)
    checksum: int = Field(sa_type=BigInteger)


class Revision(SQLModel, table=True):
    """A value that a field has, or had: nothing that was once accepted is overwritten.

    `subject` is `table:uid`, `value` is JSON (a reference to another row is that row's uid), `replaces` lists
    the uids of the changes whose values this one replaces.
    """

    __table_args__ = (UniqueConstraint("subject", "field", "change"),)

    id: int | None = Field(default=None, primary_key=True)
    subject: str
    field: str
    change: int = Field(foreign_key="change.id", index=True)
    value: str
    replaces: str | None = None
    checksum: int = Field(sa_type=BigInteger)


class Forgotten(SQLModel, table=True):
    """A subject whose rows are really gone, remembered so that no merge brings it back.

    `change` is the command that forgot it; what a merge found to hang on it has none.
    """

    id: int | None = Field(default=None, primary_key=True)
    subject: str = Field(unique=True)
    change: int | None = Field(default=None, foreign_key="change.id")
    checksum: int = Field(sa_type=BigInteger)


class Kept(SQLModel):
    """The columns that every row of a study begins with."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    change: int = Field(foreign_key="change.id", index=True)
    deleted: bool = flag()
    checksum: int = Field(sa_type=BigInteger)


class Customer(Kept, table=True):
    """An organisation (or a person) outside the company that spends its own money; internal ones are apart."""

    slug: str = Field(unique=True, regex=SLUG)
    name: str = Field(min_length=1)
    lifecycle: Lifecycle = one_of(Lifecycle, "lifecycle", default=Lifecycle.REGULAR)
    internal: bool = flag()
    weight: float | None = None
    same_as: int | None = Field(default=None, foreign_key="customer.id")

    interviews: list["Interview"] = Relationship(back_populates="of")
    participants: list["Participant"] = Relationship(back_populates="of")


class Segment(Kept, table=True):
    """A named group of customers with different needs; `weight` is what it is worth, in the team's unit."""

    slug: str = Field(unique=True, regex=SLUG)
    name: str = Field(min_length=1)
    weight: float | None = None


class CustomerSegment(Kept, table=True):
    """A customer's place in a segment."""

    __tablename__ = "customer_segment"
    __table_args__ = (UniqueConstraint("customer", "segment"),)

    customer: int = Field(foreign_key="customer.id")
    segment: int = Field(foreign_key="segment.id", index=True)


class Participant(Kept, table=True):
    """A person on the customer's side who spoke, or may speak."""

    customer: int = Field(foreign_key="customer.id", index=True)
    name: str = Field(min_length=1)
    role: str | None = None
    consent: Consent = one_of(Consent, "consent", default=Consent.UNASKED)

    of: Customer = Relationship(back_populates="participants")


class Interview(Kept, table=True):
    """One conversation with one customer; running until it has ended.

    `phase` and `question` are where the live session stands, so that the second screen and a resumed session know.
    `part_of` is the same conversation as another laptop began it; what belongs to this one then stands in that one.
    """

    __table_args__ = (UniqueConstraint("slug", "twin"), CheckConstraint("twin >= 1", name="twin"))

    slug: str = Field(regex=SLUG)
    twin: int = 1
    customer: int = Field(foreign_key="customer.id", index=True)
    title: str
    topic: str | None = None
    topic_slug: str | None = Field(default=None, regex=SLUG)
    guide: str = "intern"
    source: Source = one_of(Source, "source", default=Source.INTERVIEW)
    lifecycle: Lifecycle = one_of(Lifecycle, "lifecycle", default=Lifecycle.REGULAR)
    started_at: str = moment()
    ended_at: str | None = moment(default=None)
    zone: str = "UTC"
    minutes: int | None = None
    disclosed: bool = flag()
    phase: str | None = None
    question: str | None = None
    part_of: int | None = Field(default=None, foreign_key="interview.id", index=True)

    of: Customer = Relationship(back_populates="interviews")
    entries: list["Entry"] = Relationship(back_populates="heard_in")


class Crew(Kept, table=True):
    """Who of our own team was in an interview: who asked, who noted."""

    __table_args__ = (UniqueConstraint("interview", "role", "name"),)

    interview: int = Field(foreign_key="interview.id")
    role: Role = one_of(Role, "role")
    name: str = Field(min_length=1)


class Attendance(Kept, table=True):
    """A participant's presence in an interview."""

    __table_args__ = (UniqueConstraint("interview", "participant"),)

    interview: int = Field(foreign_key="interview.id")
    participant: int = Field(foreign_key="participant.id", index=True)


class Entry(Kept, table=True):
    """One question and one answer, numbered inside its interview.

    `twin` tells apart what two laptops numbered alike; `look` asks for a second look in triage; `prompted`
    is an opinion given after we had shown the roadmap.
    """

    __table_args__ = (
        UniqueConstraint("interview", "number", "twin"),
        CheckConstraint("number >= 1 AND twin >= 1", name="number"),
        CheckConstraint("question IS NOT NULL OR answer IS NOT NULL", name="said"),
    )

    interview: int = Field(foreign_key="interview.id")
    number: int = Field(ge=1)
    twin: int = Field(default=1, ge=1)
    question: str | None = None
    answer: str | None = None
    at: str = moment()
    phase: str | None = None
    speaker: int | None = Field(default=None, foreign_key="participant.id", index=True)
    verbatim: bool = flag()
    evidence: Evidence = one_of(Evidence, "evidence", default=Evidence.EXPERIENCE)
    prompted: bool = flag()
    aha: bool = flag()
    look: bool = flag()

    heard_in: Interview = Relationship(back_populates="entries")
    tags: list["Tag"] = Relationship(back_populates="on")
    labels: list["Label"] = Relationship(back_populates="on")


class Tag(Kept, table=True):
    """An entry marked as problem, process or pain; `by` and `takes` belong to a process step."""

    __table_args__ = (
        UniqueConstraint("entry", "kind"),
        CheckConstraint("severity IS NULL OR (severity BETWEEN 1 AND 3 AND kind <> 'process')", name="severity"),
        CheckConstraint("kind = 'process' OR (who IS NULL AND takes IS NULL)", name="step"),
    )

    entry: int = Field(foreign_key="entry.id")
    kind: Kind = one_of(Kind, "kind")
    severity: int | None = Field(default=None, ge=1, le=3)
    who: str | None = None
    takes: str | None = None

    on: Entry = Relationship(back_populates="tags")
    links: list["Link"] = Relationship(back_populates="carries")


class Label(Kept, table=True):
    """A free-form word on an entry, for themes that cut across the three tags."""

    __table_args__ = (UniqueConstraint("entry", "name"),)

    entry: int = Field(foreign_key="entry.id")
    name: str = Field(regex=SLUG, index=True)

    on: Entry = Relationship(back_populates="labels")


class Item(Kept, table=True):
    """Something planned: a roadmap item, ours or a tracker's."""

    __table_args__ = (UniqueConstraint("slug", "twin"), CheckConstraint("twin >= 1", name="twin"))

    slug: str = Field(regex=SLUG)
    twin: int = 1
    title: str = Field(min_length=1)
    description: str | None = None
    status: Status = one_of(Status, "status", default=Status.PLANNED)
    horizon: Horizon | None = one_of(Horizon, "horizon", default=None)
    tracker: str | None = None
    key: str | None = None
    url: str | None = None
    gone: bool = flag()
    shipped_at: str | None = moment(default=None)

    links: list["Link"] = Relationship(back_populates="speaks_to")


class ItemSegment(Kept, table=True):
    """A segment that a roadmap item is for."""

    __tablename__ = "item_segment"
    __table_args__ = (UniqueConstraint("item", "segment"),)

    item: int = Field(foreign_key="item.id")
    segment: int = Field(foreign_key="segment.id", index=True)


class ItemTopic(Kept, table=True):
    """A topic that a roadmap item belongs to, as a slug."""

    __tablename__ = "item_topic"
    __table_args__ = (UniqueConstraint("item", "name"),)

    item: int = Field(foreign_key="item.id")
    name: str = Field(regex=SLUG)


class Link(Kept, table=True):
    """A tag tied to a roadmap item, with a stance."""

    __table_args__ = (UniqueConstraint("tag", "item"),)

    tag: int = Field(foreign_key="tag.id")
    item: int = Field(foreign_key="item.id", index=True)
    stance: Stance = one_of(Stance, "stance", default=Stance.SUPPORTS)

    carries: Tag = Relationship(back_populates="links")
    speaks_to: Item = Relationship(back_populates="links")


class Reading(Kept, table=True):
    """What an author who went through an entry would have tagged it, so that agreement can be measured."""

    __table_args__ = (UniqueConstraint("entry", "author"),)

    entry: int = Field(foreign_key="entry.id")
    author: str
    problem: bool = flag()
    process: bool = flag()
    pain: bool = flag()


class Parked(Kept, table=True):
    """What the customer asked the expert, why it matters to an intern, and the answer once given."""

    __table_args__ = (
        UniqueConstraint("interview", "number", "twin"),
        CheckConstraint("number >= 1 AND twin >= 1", name="number"),
    )

    interview: int = Field(foreign_key="interview.id")
    number: int = Field(ge=1)
    twin: int = Field(default=1, ge=1)
    question: str = Field(min_length=1)
    why: str | None = None
    answer: str | None = None
    at: str = moment()
    answered_at: str | None = moment(default=None)
    entry: int | None = Field(default=None, foreign_key="entry.id")


class Term(Kept, table=True):
    """A word of theirs, open until somebody explains it."""

    __table_args__ = (UniqueConstraint("interview", "word"),)

    interview: int = Field(foreign_key="interview.id")
    word: str = Field(min_length=1)
    name: str = Field(min_length=1)
    meaning: str | None = None
    at: str = moment()
    entry: int | None = Field(default=None, foreign_key="entry.id")


class FollowUp(Kept, table=True):
    """A promise to a customer, with a due date."""

    __tablename__ = "followup"
    __table_args__ = (UniqueConstraint("number", "twin"),)

    number: int = Field(ge=1)
    twin: int = Field(default=1, ge=1)
    title: str = Field(min_length=1)
    customer: int | None = Field(default=None, foreign_key="customer.id", index=True)
    interview: int | None = Field(default=None, foreign_key="interview.id", index=True)
    due: str | None = Field(default=None, regex=DAY)
    at: str = moment()
    done_at: str | None = moment(default=None)


class Workshop(Kept, table=True):
    """Customers, or the team itself, in one room: one day of discovery, four of delivery."""

    __table_args__ = (UniqueConstraint("slug", "twin"),)

    slug: str = Field(regex=SLUG)
    twin: int = 1
    name: str = Field(min_length=1)
    team: bool = flag()
    dots: int = Field(default=3, ge=1)
    stacking: bool = flag()
    held_at: str = moment()
    closed_at: str | None = moment(default=None)


class WorkshopGroup(Kept, table=True):
    """The people who sit together and collect problems."""

    __tablename__ = "workshop_group"
    __table_args__ = (UniqueConstraint("workshop", "name"),)

    workshop: int = Field(foreign_key="workshop.id")
    name: str = Field(min_length=1)


class WorkshopSeat(Kept, table=True):
    """Who was invited to a workshop, as customer or as member of the team, and whether they came."""

    __tablename__ = "workshop_seat"
    __table_args__ = (
        UniqueConstraint("workshop", "customer"),
        CheckConstraint("(customer IS NULL) <> (member IS NULL)", name="person"),
    )

    workshop: int = Field(foreign_key="workshop.id")
    customer: int | None = Field(default=None, foreign_key="customer.id", index=True)
    member: str | None = None
    at_group: int | None = Field(default=None, foreign_key="workshop_group.id")
    came: bool = flag()


class WorkshopProblem(Kept, table=True):
    """A problem on the board; `joined_to` is the same problem as another group wrote it."""

    __tablename__ = "workshop_problem"
    __table_args__ = (UniqueConstraint("workshop", "number", "twin"),)

    workshop: int = Field(foreign_key="workshop.id")
    number: int = Field(ge=1)
    twin: int = Field(default=1, ge=1)
    title: str = Field(min_length=1)
    at_group: int | None = Field(default=None, foreign_key="workshop_group.id")
    joined_to: int | None = Field(default=None, foreign_key="workshop_problem.id")
    picked: bool = flag()
    chosen: bool = flag()


class WorkshopVoice(Kept, table=True):
    """The entry in which a customer stated a problem of the board."""

    __tablename__ = "workshop_voice"
    __table_args__ = (UniqueConstraint("problem", "entry"),)

    problem: int = Field(foreign_key="workshop_problem.id")
    entry: int = Field(foreign_key="entry.id", index=True)


class WorkshopVote(Kept, table=True):
    """The dots that one seat put on one problem."""

    __tablename__ = "workshop_vote"
    __table_args__ = (UniqueConstraint("problem", "seat"), CheckConstraint("dots >= 0", name="dots"))

    problem: int = Field(foreign_key="workshop_problem.id")
    seat: int = Field(foreign_key="workshop_seat.id", index=True)
    dots: int = Field(ge=0)


class WorkshopDelivery(Kept, table=True):
    """What became of a chosen problem: by whom, how long it took, what blocked it."""

    __tablename__ = "workshop_delivery"

    problem: int = Field(foreign_key="workshop_problem.id", index=True)
    state: Delivery = one_of(Delivery, "state")
    who: str | None = None
    takes: str | None = None
    why: str | None = None
    at: str = moment()


class Snapshot(Kept, table=True):
    """The verdicts of one day; `scope` and `policy` are JSON."""

    __table_args__ = (UniqueConstraint("slug", "twin"),)

    slug: str = Field(regex=SLUG)
    twin: int = 1
    name: str = Field(min_length=1)
    at: str = moment()
    scope: str
    policy: str


class SnapshotItem(Kept, table=True):
    """What was said of one item on that day; `figures` is the item's JSON in the report."""

    __tablename__ = "snapshot_item"
    __table_args__ = (UniqueConstraint("snapshot", "item"),)

    snapshot: int = Field(foreign_key="snapshot.id")
    item: int = Field(foreign_key="item.id", index=True)
    verdict: str | None = None
    reason: str
    figures: str


class SnapshotVoice(Kept, table=True):
    """A customer who was counted for an item on that day, and in which state."""

    __tablename__ = "snapshot_voice"
    __table_args__ = (UniqueConstraint("judged", "customer"),)

    judged: int = Field(foreign_key="snapshot_item.id")
    customer: int = Field(foreign_key="customer.id", index=True)
    state: str


Index("ix_interview_started_at", Interview.started_at)
