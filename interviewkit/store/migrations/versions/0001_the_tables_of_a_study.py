"""The tables of a study."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def number(name: str, kind: Any = None, *, nullable: bool = False, **options: Any) -> sa.Column[Any]:
    """A numeric column."""
    return sa.Column(name, kind or sa.Integer(), nullable=nullable, **options)


def text(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    """A text column without a length."""
    return sa.Column(name, sa.String(), nullable=nullable)


def flag(name: str) -> sa.Column[Any]:
    """A column of 0 and 1."""
    return sa.Column(name, sa.SmallInteger(), nullable=False)


def one_of(name: str, *words: str, nullable: bool = False) -> sa.Column[Any]:
    """A column that holds one of the words."""
    kind = sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=20)
    return sa.Column(name, kind, nullable=nullable)


def reference(name: str, table: str, *, nullable: bool = False) -> sa.Column[Any]:
    """A column that points at another table's row."""
    return sa.Column(name, sa.Integer(), sa.ForeignKey(f"{table}.id"), nullable=nullable)


def kept() -> tuple[Any, ...]:
    """The columns that every row of a study begins with."""
    return (
        number("id", primary_key=True),
        text("uid"),
        reference("change", "change"),
        flag("deleted"),
        number("checksum", sa.BigInteger()),
        sa.UniqueConstraint("uid"),
    )


def upgrade() -> None:  # noqa: PLR0915  one statement per table
    """Create every table, in the order in which they point at each other."""
    op.create_table(
        "change",
        number("id", primary_key=True),
        text("uid"),
        text("at"),
        text("verb"),
        text("author"),
        text("interview", nullable=True),
        text("undoes", nullable=True),
        number("checksum", sa.BigInteger()),
        sa.UniqueConstraint("uid"),
    )
    op.create_index("ix_change_interview", "change", ["interview"])
    op.create_index("ix_change_undoes", "change", ["undoes"])
    op.create_table(
        "customer",
        *kept(),
        text("slug"),
        text("name"),
        one_of("lifecycle", "new", "regular", "blocked"),
        flag("internal"),
        number("weight", sa.Float(), nullable=True),
        reference("same_as", "customer", nullable=True),
        sa.UniqueConstraint("slug"),
    )
    op.create_index("ix_customer_change", "customer", ["change"])
    op.create_table(
        "forgotten",
        number("id", primary_key=True),
        text("subject"),
        reference("change", "change", nullable=True),
        number("checksum", sa.BigInteger()),
        sa.UniqueConstraint("subject"),
    )
    op.create_table(
        "item",
        *kept(),
        text("slug"),
        number("twin"),
        text("title"),
        text("description", nullable=True),
        one_of("status", "planned", "building", "shipped", "dropped"),
        one_of("horizon", "now", "next", "later", nullable=True),
        text("tracker", nullable=True),
        text("key", nullable=True),
        text("url", nullable=True),
        flag("gone"),
        text("shipped_at", nullable=True),
        sa.CheckConstraint("twin >= 1", name="twin"),
        sa.UniqueConstraint("slug", "twin"),
    )
    op.create_index("ix_item_change", "item", ["change"])
    op.create_table(
        "revision",
        number("id", primary_key=True),
        text("subject"),
        text("field"),
        reference("change", "change"),
        text("value"),
        text("replaces", nullable=True),
        number("checksum", sa.BigInteger()),
        sa.UniqueConstraint("subject", "field", "change"),
    )
    op.create_index("ix_revision_change", "revision", ["change"])
    op.create_table(
        "segment",
        *kept(),
        text("slug"),
        text("name"),
        number("weight", sa.Float(), nullable=True),
        sa.UniqueConstraint("slug"),
    )
    op.create_index("ix_segment_change", "segment", ["change"])
    op.create_table(
        "snapshot",
        *kept(),
        text("slug"),
        number("twin"),
        text("name"),
        text("at"),
        text("scope"),
        text("policy"),
        sa.UniqueConstraint("slug", "twin"),
    )
    op.create_index("ix_snapshot_change", "snapshot", ["change"])
    op.create_table(
        "workshop",
        *kept(),
        text("slug"),
        number("twin"),
        text("name"),
        flag("team"),
        number("dots"),
        flag("stacking"),
        text("held_at"),
        text("closed_at", nullable=True),
        sa.UniqueConstraint("slug", "twin"),
    )
    op.create_index("ix_workshop_change", "workshop", ["change"])
    op.create_table(
        "customer_segment",
        *kept(),
        reference("customer", "customer"),
        reference("segment", "segment"),
        sa.UniqueConstraint("customer", "segment"),
    )
    op.create_index("ix_customer_segment_change", "customer_segment", ["change"])
    op.create_index("ix_customer_segment_segment", "customer_segment", ["segment"])
    op.create_table(
        "interview",
        *kept(),
        text("slug"),
        number("twin"),
        reference("customer", "customer"),
        text("title"),
        text("topic", nullable=True),
        text("topic_slug", nullable=True),
        text("guide"),
        one_of(
            "source",
            "interview",
            "visit",
            "support-call",
            "conference",
            "competitor",
            "workshop",
            "dogfood",
            "check-in",
        ),
        one_of("lifecycle", "new", "regular", "blocked"),
        text("started_at"),
        text("ended_at", nullable=True),
        text("zone"),
        number("minutes", nullable=True),
        flag("disclosed"),
        text("phase", nullable=True),
        text("question", nullable=True),
        sa.CheckConstraint("twin >= 1", name="twin"),
        sa.UniqueConstraint("slug", "twin"),
    )
    op.create_index("ix_interview_change", "interview", ["change"])
    op.create_index("ix_interview_customer", "interview", ["customer"])
    op.create_index("ix_interview_started_at", "interview", ["started_at"])
    op.create_table(
        "item_segment",
        *kept(),
        reference("item", "item"),
        reference("segment", "segment"),
        sa.UniqueConstraint("item", "segment"),
    )
    op.create_index("ix_item_segment_change", "item_segment", ["change"])
    op.create_index("ix_item_segment_segment", "item_segment", ["segment"])
    op.create_table(
        "item_topic",
        *kept(),
        reference("item", "item"),
        text("name"),
        sa.UniqueConstraint("item", "name"),
    )
    op.create_index("ix_item_topic_change", "item_topic", ["change"])
    op.create_table(
        "participant",
        *kept(),
        reference("customer", "customer"),
        text("name"),
        text("role", nullable=True),
        one_of("consent", "yes", "no", "unasked"),
    )
    op.create_index("ix_participant_change", "participant", ["change"])
    op.create_index("ix_participant_customer", "participant", ["customer"])
    op.create_table(
        "snapshot_item",
        *kept(),
        reference("snapshot", "snapshot"),
        reference("item", "item"),
        text("verdict", nullable=True),
        text("reason"),
        text("figures"),
        sa.UniqueConstraint("snapshot", "item"),
    )
    op.create_index("ix_snapshot_item_change", "snapshot_item", ["change"])
    op.create_index("ix_snapshot_item_item", "snapshot_item", ["item"])
    op.create_table(
        "workshop_group",
        *kept(),
        reference("workshop", "workshop"),
        text("name"),
        sa.UniqueConstraint("workshop", "name"),
    )
    op.create_index("ix_workshop_group_change", "workshop_group", ["change"])
    op.create_table(
        "attendance",
        *kept(),
        reference("interview", "interview"),
        reference("participant", "participant"),
        sa.UniqueConstraint("interview", "participant"),
    )
    op.create_index("ix_attendance_change", "attendance", ["change"])
    op.create_index("ix_attendance_participant", "attendance", ["participant"])
    op.create_table(
        "crew",
        *kept(),
        reference("interview", "interview"),
        one_of("role", "interviewer", "note-taker"),
        text("name"),
        sa.UniqueConstraint("interview", "role", "name"),
    )
    op.create_index("ix_crew_change", "crew", ["change"])
    op.create_table(
        "entry",
        *kept(),
        reference("interview", "interview"),
        number("number"),
        number("twin"),
        text("question", nullable=True),
        text("answer", nullable=True),
        text("at"),
        text("phase", nullable=True),
        reference("speaker", "participant", nullable=True),
        flag("verbatim"),
        one_of("evidence", "opinion", "experience", "shown", "commitment"),
        flag("prompted"),
        flag("aha"),
        flag("look"),
        sa.CheckConstraint("number >= 1 AND twin >= 1", name="number"),
        sa.CheckConstraint("question IS NOT NULL OR answer IS NOT NULL", name="said"),
        sa.UniqueConstraint("interview", "number", "twin"),
    )
    op.create_index("ix_entry_change", "entry", ["change"])
    op.create_index("ix_entry_speaker", "entry", ["speaker"])
    op.create_table(
        "followup",
        *kept(),
        number("number"),
        number("twin"),
        text("title"),
        reference("customer", "customer", nullable=True),
        reference("interview", "interview", nullable=True),
        text("due", nullable=True),
        text("at"),
        text("done_at", nullable=True),
        sa.UniqueConstraint("number", "twin"),
    )
    op.create_index("ix_followup_change", "followup", ["change"])
    op.create_index("ix_followup_customer", "followup", ["customer"])
    op.create_index("ix_followup_interview", "followup", ["interview"])
    op.create_table(
        "snapshot_voice",
        *kept(),
        reference("judged", "snapshot_item"),
        reference("customer", "customer"),
        text("state"),
        sa.UniqueConstraint("judged", "customer"),
    )
    op.create_index("ix_snapshot_voice_change", "snapshot_voice", ["change"])
    op.create_index("ix_snapshot_voice_customer", "snapshot_voice", ["customer"])
    op.create_table(
        "workshop_problem",
        *kept(),
        reference("workshop", "workshop"),
        number("number"),
        number("twin"),
        text("title"),
        reference("at_group", "workshop_group", nullable=True),
        reference("joined_to", "workshop_problem", nullable=True),
        flag("picked"),
        flag("chosen"),
        sa.UniqueConstraint("workshop", "number", "twin"),
    )
    op.create_index("ix_workshop_problem_change", "workshop_problem", ["change"])
    op.create_table(
        "workshop_seat",
        *kept(),
        reference("workshop", "workshop"),
        reference("customer", "customer", nullable=True),
        text("member", nullable=True),
        reference("at_group", "workshop_group", nullable=True),
        flag("came"),
        sa.CheckConstraint("(customer IS NULL) <> (member IS NULL)", name="person"),
        sa.UniqueConstraint("workshop", "customer"),
    )
    op.create_index("ix_workshop_seat_change", "workshop_seat", ["change"])
    op.create_index("ix_workshop_seat_customer", "workshop_seat", ["customer"])
    op.create_table(
        "label",
        *kept(),
        reference("entry", "entry"),
        text("name"),
        sa.UniqueConstraint("entry", "name"),
    )
    op.create_index("ix_label_change", "label", ["change"])
    op.create_index("ix_label_name", "label", ["name"])
    op.create_table(
        "parked",
        *kept(),
        reference("interview", "interview"),
        number("number"),
        number("twin"),
        text("question"),
        text("why", nullable=True),
        text("answer", nullable=True),
        text("at"),
        text("answered_at", nullable=True),
        reference("entry", "entry", nullable=True),
        sa.CheckConstraint("number >= 1 AND twin >= 1", name="number"),
        sa.UniqueConstraint("interview", "number", "twin"),
    )
    op.create_index("ix_parked_change", "parked", ["change"])
    op.create_table(
        "reading",
        *kept(),
        reference("entry", "entry"),
        text("author"),
        flag("problem"),
        flag("process"),
        flag("pain"),
        sa.UniqueConstraint("entry", "author"),
    )
    op.create_index("ix_reading_change", "reading", ["change"])
    op.create_table(
        "tag",
        *kept(),
        reference("entry", "entry"),
        one_of("kind", "problem", "process", "pain"),
        number("severity", nullable=True),
        text("who", nullable=True),
        text("takes", nullable=True),
        sa.CheckConstraint("severity IS NULL OR (severity BETWEEN 1 AND 3 AND kind <> 'process')", name="severity"),
        sa.CheckConstraint("kind = 'process' OR (who IS NULL AND takes IS NULL)", name="step"),
        sa.UniqueConstraint("entry", "kind"),
    )
    op.create_index("ix_tag_change", "tag", ["change"])
    op.create_table(
        "term",
        *kept(),
        reference("interview", "interview"),
        text("word"),
        text("name"),
        text("meaning", nullable=True),
        text("at"),
        reference("entry", "entry", nullable=True),
        sa.UniqueConstraint("interview", "word"),
    )
    op.create_index("ix_term_change", "term", ["change"])
    op.create_table(
        "workshop_delivery",
        *kept(),
        reference("problem", "workshop_problem"),
        one_of("state", "production", "prototype", "blocked"),
        text("who", nullable=True),
        text("takes", nullable=True),
        text("why", nullable=True),
        text("at"),
    )
    op.create_index("ix_workshop_delivery_change", "workshop_delivery", ["change"])
    op.create_index("ix_workshop_delivery_problem", "workshop_delivery", ["problem"])
    op.create_table(
        "workshop_voice",
        *kept(),
        reference("problem", "workshop_problem"),
        reference("entry", "entry"),
        sa.UniqueConstraint("problem", "entry"),
    )
    op.create_index("ix_workshop_voice_change", "workshop_voice", ["change"])
    op.create_index("ix_workshop_voice_entry", "workshop_voice", ["entry"])
    op.create_table(
        "workshop_vote",
        *kept(),
        reference("problem", "workshop_problem"),
        reference("seat", "workshop_seat"),
        number("dots"),
        sa.CheckConstraint("dots >= 0", name="dots"),
        sa.UniqueConstraint("problem", "seat"),
    )
    op.create_index("ix_workshop_vote_change", "workshop_vote", ["change"])
    op.create_index("ix_workshop_vote_seat", "workshop_vote", ["seat"])
    op.create_table(
        "link",
        *kept(),
        reference("tag", "tag"),
        reference("item", "item"),
        one_of("stance", "supports", "contradicts", "neutral"),
        sa.UniqueConstraint("tag", "item"),
    )
    op.create_index("ix_link_change", "link", ["change"])
    op.create_index("ix_link_item", "link", ["item"])
