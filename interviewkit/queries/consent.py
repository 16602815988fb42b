"""Whose words may not be shown: the one rule that reports and exports share, as SQL conditions."""

from __future__ import annotations

from collections.abc import Iterable

from interviewkit.dbfile import Row


def refused_in(interview: str) -> str:
    """Whether somebody who did not consent was in an interview, given by the SQL of its key."""
    return f"""EXISTS (SELECT 1 FROM attendance a JOIN participant q ON q.id = a.participant
        WHERE a.interview = {interview} AND a.deleted = 0 AND q.consent = 'no')"""


def withheld(entry: str) -> str:
    """Whether the words of an entry may not be shown, given by its name in the SQL: its speaker did not consent; or
    nobody knows who spoke, and somebody who did not consent was there."""
    return f"""(EXISTS (SELECT 1 FROM participant q WHERE q.id = {entry}.speaker AND q.consent = 'no')
    OR ({entry}.speaker IS NULL AND {refused_in(f"{entry}.interview")}))"""


WITHHELD = withheld("e")
"""The condition on an entry `e`."""

WITHHELD_IN = refused_in("t.interview")
"""The condition on what has no speaker, such as a parked question or a term `t` of an interview."""


def may_be_named(participants: Iterable[Row]) -> list[Row]:
    """Those of these people (rows with `consent`) whose names may be shown: whoever did not consent is only counted."""
    return [one for one in participants if one["consent"] != "no"]
