"""An interview that two laptops began becomes part of the one that was begun first."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column; the table is not rebuilt, because both engines take a reference that is empty at first."""
    op.execute(
        "ALTER TABLE interview ADD COLUMN part_of INTEGER"
        " CONSTRAINT fk_interview_part_of_interview REFERENCES interview (id)"
    )
    op.create_index("ix_interview_part_of", "interview", ["part_of"])
