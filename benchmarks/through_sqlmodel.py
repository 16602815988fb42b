"""The row of `bare_insert.py`, the usual way: a SQLModel table, an engine, a session.

python through_sqlmodel.py STORE
"""

import sys
from typing import Any

import typer  # noqa: F401  a command cannot do without
from sqlalchemy import event
from sqlmodel import Field, Session, SQLModel, create_engine


class Entry(SQLModel, table=True):
    """An entry with the columns of the bare one."""

    id: int | None = Field(default=None, primary_key=True)
    answer: str
    question: str
    uid: str
    at: str
    evidence: str
    phase: str
    number: int
    verbatim: bool
    interview: int


def insert(path: str) -> None:
    """Write one row, as safely as the bare one is written."""
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def safely(connection: Any, _: object) -> None:
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA synchronous=EXTRA")
        connection.execute("PRAGMA journal_mode=TRUNCATE")

    entry = Entry(
        answer="what a customer said, and nobody can merge meanwhile",
        question="how does code reach production?",
        uid="01932b7e-0000-7000-8000-000000000000",
        at="2026-11-21T10:02:11.000Z",
        evidence="experience",
        phase="walk through",
        number=0,
        verbatim=False,
        interview=1,
    )
    with Session(engine) as session:
        session.add(entry)
        session.commit()
    engine.dispose()


if __name__ == "__main__":
    insert(sys.argv[1])
