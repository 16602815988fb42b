"""What we said in a customer's place is nobody's word: one rule wherever customers are told of, on both engines."""

from __future__ import annotations

from interviewkit import references
from interviewkit.dbfile import Store
from interviewkit.fieldwork import entries, interviews, roadmap
from interviewkit.fieldwork.notes import Note, Tagging
from interviewkit.queries import people, returning
from interviewkit.queries.said import said
from interviewkit.queries.scope import Scope
from interviewkit.vocabulary import Kind, Source, Stance, Status


def test_our_own_dogfooding_is_none_of_a_customers_words_at_the_next_check_in(fresh: Store) -> None:
    opening = interviews.Opening("Acme", at="2026-11-20T18:00:00.000Z", uid="i7", source=Source.DOGFOOD)
    interviews.start(fresh, "ann", opening)
    ours = references.interview(fresh, "i7")
    tagged = [Tagging(Kind.PAIN, 3, links=[("audit-trail", Stance.SUPPORTS)])]
    entries.log(fresh, "ann", ours, [Note("e70", answer="we lost a day", at="2026-11-20T18:10:00.000Z", tags=tagged)])
    shipped = {"status": Status.SHIPPED.value, "shipped_at": "2026-11-20T20:00:00.000Z"}
    roadmap.edit(fresh, "ann", "audit-trail", **shipped)
    interviews.start(fresh, "ann", interviews.Opening("Acme", at="2026-11-21T10:00:00.000Z", uid="i8"))
    again = references.interview(fresh, "i8")
    assert [row["answer"] for row in returning.hurt_before(fresh, again, 9)] == []
    assert returning.delivered_since(fresh, again) == []
    acme = references.customer(fresh, "acme")
    assert people.customer(fresh, acme["id"])["last_met"] == "2026-11-21T10:00:00.000Z"
    assert [row["internal"] for row in said(fresh, Scope(customers=("acme",), sources=("dogfood",)))] == [True]


def test_a_segment_in_which_only_we_spoke_was_not_interviewed(fresh: Store) -> None:
    before = {row["slug"]: row["interviewed"] for row in people.segments(fresh)}
    opening = interviews.Opening("Elm Council", at="2026-11-20T18:00:00.000Z", uid="i9", source=Source.DOGFOOD)
    interviews.start(fresh, "ann", opening)
    ours = references.interview(fresh, "i9")
    entries.log(fresh, "ann", ours, [Note("e90", answer="we tried it", at="2026-11-20T18:10:00.000Z")])
    assert {row["slug"]: row["interviewed"] for row in people.segments(fresh)} == before
    assert before["public-sector"] == 0
