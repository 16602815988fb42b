"""`/aha` marks the moment of insight the second it happens."""

from __future__ import annotations

from session.at_the_table import DIM, WARNED, Table

from interviewkit.session.loop import Loop
from interviewkit.session.outcomes import Told


def test_the_last_entry_is_an_aha_or_the_one_that_is_named(loop: Loop, table: Table) -> None:
    loop.take("nobody can merge")
    loop.take("so they wait")
    assert loop.take("/aha").told == [Told("aha, 2: so they wait", DIM)]
    assert [entry["aha"] for entry in table.whole()["entries"]] == [False, True]
    assert loop.take("/aha 1").told == [Told("aha, 1: nobody can merge", DIM)]
    loop.take("/undo")
    assert [entry["aha"] for entry in table.whole()["entries"]] == [False, True]


def test_an_aha_needs_something_that_was_said(loop: Loop) -> None:
    assert loop.take("/aha").told[0] == Told("nothing has been noted yet; type what they say, then mark it", WARNED)
    loop.take("we push")
    refused = loop.take("/aha 9")
    assert (len(refused.told), refused.refused, refused.prefill) == (1, True, "")
