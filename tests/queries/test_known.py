"""Whose names a store knows, and which letters they get."""

from __future__ import annotations

from pathlib import Path

import pytest
from exchange.handed_on import empty, exported, imported

from interviewkit import recorder, references
from interviewkit.dbfile import Store
from interviewkit.fieldwork import interviews, people, roadmap
from interviewkit.masking import Mask
from interviewkit.queries import known
from interviewkit.vocabulary import Consent


@pytest.fixture
def mask(store: Store) -> Mask:
    """The mask of a store in which names were changed, merged and deleted."""
    for name in ("Acme", "Aardvark", "Dune Ltd", "Coral"):
        people.add_customer(store, "mark", name, [])
    roadmap.add(store, "mark", "Exports for Dune")
    opened("Zebra", "2026-03-01", store, participants=["Mark Stone, CTO", "Zoë Ünal"])
    opened("Acme", "2026-03-02", store, participants=["Ann Lee, QA"])
    opened("Acme Inc", "2026-03-02", store)
    opened("Acme Inc", "2026-03-04", store)
    people.merge_customers(store, "mark", "acme-inc", "acme")
    people.edit_customer(store, "mark", "zebra", None, name="Quagga")
    people.edit_participant(store, "mark", "Ann Lee", name="Ann Stone")
    people.add_participant(store, "mark", "coral", "Ida Gone", None, Consent.YES)
    with recorder.change(store, "delete", "mark") as change:
        change.revise("customer", "coral", deleted=1)
    return known.mask(store, ["tracker"])


def opened(customer: str, day: str, store: Store, **told: list[str]) -> None:
    """An interview of that day."""
    interviews.start(
        store,
        "mark",
        interviews.Opening(customer, at=f"{day}T10:00:00.000Z", zone="UTC", note_takers=["mark"], **told),  # type: ignore[arg-type]  # names are lists
    )


def test_letters_go_by_the_first_interview_and_everybody_has_one(mask: Mask) -> None:
    assert mask.text("Quagga, Zebra: Acme; Acme Inc") == "Customer A, Customer A: Customer B; Customer B"
    others = {mask.text(name) for name in ("Aardvark", "Dune", "Coral")}
    assert others == {"Customer C", "Customer D", "Customer E"}
    assert mask.text("zebra-2026-03-01/7 of quagga.example") == "customer-a-2026-03-01/7 of customer-a.example"


def test_people_are_counted_inside_their_customer_with_their_former_names(mask: Mask) -> None:
    assert {mask.text("Mark Stone"), mask.text("Zoe")} == {"Person A1", "Person A2"}
    assert mask.text("Lee; Ann; Ida Gone's") == f"Person B1; Person B1; Person {mask.text('Coral')[-1]}1's"
    assert mask.text("Stone") == "a person"


def test_interviews_of_merged_customers_keep_references_of_their_own(mask: Mask, store: Store) -> None:
    refs = [row["ref"] for row in store.rows("SELECT ref FROM interviews ORDER BY uid")]
    assert refs == ["zebra-2026-03-01", "acme-2026-03-02", "acme-inc-2026-03-02", "acme-inc-2026-03-04"]
    assert [mask.text(f"{ref}/3") for ref in refs] == [
        *("customer-a-2026-03-01/3", "customer-b-2026-03-02/3", "customer-b-2026-03-02-2/3", "customer-b-2026-03-04/3")
    ]


def test_the_teams_names_stay_where_the_team_is_told_and_words_are_masked_on_request(mask: Mask) -> None:
    assert mask.plain({"author": "mark", "answer": "Mark uses the tracker"}) == {
        "author": "mark",
        "answer": f"{mask.text('Mark Stone')} uses the █",
    }
    assert mask.text("Exports for Dune") == f"Exports for {mask.text('Dune')}"


def test_a_store_without_customers_has_a_mask_of_nobody(store: Store) -> None:
    assert known.mask(store).text("Acme") == "Acme"


def test_the_same_store_gives_the_same_letters(store: Store) -> None:
    for name in ("Moa", "Ant", "Bee", "Cat", "Dog", "Elk", "Fox"):
        people.add_customer(store, "ann", name, [])
    told = [known.mask(store).text("Ant, Bee; Cat; Dog; Elk; Fox; Moa") for _ in range(2)]
    assert told[0] == told[1]
    assert references.customer(store, "ant")["name"] == "Ant"


def test_another_laptop_and_the_other_engine_give_the_same_letters(
    store: Store, template: Path, tmp_path: Path
) -> None:
    with recorder.change(store, "start", "mark") as change:
        key = change.insert("customer", uid="acme", slug="acme", name="Acme", lifecycle="regular", internal=0)
        for uid, name in (("p3", "Cleo North"), ("p1", "Abel South"), ("p2", "Bert East")):
            change.insert("participant", uid=uid, customer=key, name=name, consent="yes")
    opened("Acme", "2026-03-02", store)
    opened("acme", "2026-03-01", store)
    said = "Cleo, Abel, Bert of acme-2026-03-01 and acme-2026-03-02"
    with empty(template, tmp_path) as other:
        imported(other, exported(store))
        numbers = [row["name"] for row in other.rows("SELECT name FROM participant ORDER BY id")]
        assert numbers == ["Abel South", "Bert East", "Cleo North"]
        assert known.mask(other).text(said) == known.mask(store).text(said)


def test_other_eyes_read_utc_and_no_weight(store: Store) -> None:
    interviews.start(store, "mark", interviews.Opening("Acme", zone="America/Sao_Paulo"))
    people.edit_customer(store, "mark", "acme", None, weight=120000.0)
    seen = known.abroad(store)
    assert seen.row("SELECT zone FROM interviews") == {"zone": "UTC"}
    assert seen.row("SELECT slug, weight FROM customers") == {"slug": "acme", "weight": None}
    assert store.row("SELECT slug, weight FROM customers") == {"slug": "acme", "weight": 120000.0}
