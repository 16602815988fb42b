"""What the mask finds, what it leaves, and what stands there instead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewkit.masking import Mask, Named, letters
from interviewkit.masking.words import folded

KNOWN = (
    Named(("Acme Inc.", "acme-inc", "acme"), "Customer A"),
    Named(("Halvorsen Marine", "halvorsen-marine", "Nordic Boats"), "Customer B"),
    Named(("Bo", "bo"), "Customer C"),
    Named(("Żubr Games", "zubr-games"), "Customer D"),
    Named(("Oberländer Werke", "oberlander-werke"), "Customer E"),
    Named(("3M", "3m"), "Customer F"),
    Named(("X", "x"), "Customer G"),
    Named(("Will", "will"), "Customer H"),
    Named(("2024", "2024"), "Customer I"),
    Named(("Ann Lee",), "Person A1", person=True),
    Named(("Siobhan O'Brien",), "Person A2", person=True),
    Named(("Jörg van der Meulen",), "Person B1", person=True),
    Named(("陳美玲 Chen Mei-Ling",), "Person B2", person=True),
    Named(("Ann Bergström",), "Person C1", person=True),
    Named(("Lorna McAllister",), "Person D1", person=True),
)
MASK = Mask(
    KNOWN,
    ["North Sea", "€", "C4"],
    ours=["Marine sync", "marine-sync", "SSO for Halvorsen", "Faster builds"],
    team=["ann", "Will"],
)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("acme-2026-11-21/7", "customer-a-2026-11-21/7"),
        ("acme", "customer-a"),
        ("Acme's builds, ACME, acmes, ex-Acme", "Customer A's builds, Customer A, Customer A, ex-Customer A"),
        ("AcmeCloud on acme01", "Customer A-Cloud on Customer A-01"),
        ("mail ops@acme.example", "mail ops@customer-a.example"),
        ("https://acmecorp.example/x #acmerocks", "https://customer-a.example/x #Customer A"),
        ("ann.lee@acme.example, alee@acme.example", "person-a1@customer-a.example, person-a1@customer-a.example"),
        ("~/acme/.interviewkit/interviews.db", "~/customer-a/.interviewkit/interviews.db"),
        ("acme:startups", "customer-a:startups"),
        ("HALVORSEN  marine\u2013 halvorsen_marine.pdf", "Customer B\u2013 customer-b.pdf"),
        ("Halvorsen said, the Halvorsens", "Customer B said, the Customer B"),
        ("once Nordic Boats, nordicboats.example", "once Customer B, customer-b.example"),
        ("Zubr, ŻUBR and Z\u0307ubr, Zu\u00adbr", "Customer D, Customer D and Customer D, Customer D"),
        ("oberlaender and Oberla\u0308nder", "Customer E and Customer E"),
        ("Ｈａｌｖｏｒｓｅｎ", "Customer B"),
        ("Siobhan O’Brien, OBrien", "Person A2, Person A2"),
        ("McAllister, mcallister, MCALLISTER", "Person D1, Person D1, Person D1"),
        ("Jorg and van der Meulen, J. Meulen", "Person B1 and Person B1, J. Person B1"),
        ("陳美玲さん、美玲", "Person B2さん、Person B2"),
        ("Ann waits; “ann”", "a person waits; “a person”"),
        ("north sea, northsea, North-Sea, 5 €, c4", "█, █, █, 5 █, █"),
        ("Will they? they will", "Customer H they? they Customer H"),
    ],
)
def test_a_name_is_masked_however_it_is_written(text: str, masked: str) -> None:
    assert MASK.text(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "Annual, Anna, unwilling, goodwill, Zubrowka is",
        "the bo is here; 3 m of cable; so bow, x = 5 in 2024 at 10:24",
        "van der said, the marine thing",
        "5 of the 10 customers interviewed (50 %, 24–76 %)",
        "the team at Inc. and Ltd.",
        "",
    ],
)
def test_what_only_looks_like_a_name_stays(text: str) -> None:
    assert MASK.text(text) == text


def test_a_short_name_is_masked_as_it_is_written_alone_or_in_a_reference() -> None:
    assert MASK.text("Bo said, at 3M") == "Customer C said, at Customer F"
    assert [MASK.text(word) for word in ("bo", "x", "3m", "2024")] == [
        *("customer-c", "customer-g", "customer-f", "customer-i")
    ]
    assert MASK.text("bo-2026-11-21/7 x-2026-11-21 2024-2026-11-21") == (
        "customer-c-2026-11-21/7 customer-g-2026-11-21 customer-i-2026-11-21"
    )
    assert MASK.text("ann@bo.example, https://3m.example") == "a-person@customer-c.example, https://customer-f.example"


def test_a_common_part_of_a_customers_name_is_masked_where_it_is_a_name() -> None:
    assert MASK.text("the marine weather, the Marine people, marine.example") == (
        "the marine weather, the Customer B people, customer-b.example"
    )


def test_our_own_names_keep_their_words_but_no_name_of_a_customer() -> None:
    assert MASK.text("Marine sync") == "Marine sync"
    assert MASK.text("Marine sync for Will; marine-sync") == "Marine sync for Customer H; marine-sync"
    assert MASK.text("SSO for Halvorsen") == "SSO for Customer B"


def test_the_literature_that_our_rules_cite_is_nobodys_customer() -> None:
    cited = "Guest, Namey & Chen 2020"
    assert MASK.text(f"{cited}; Chen said") == f"{cited}; Person B2 said"
    assert Mask(KNOWN, ["Chen"]).text(cited) == "Guest, Namey & █ 2020"


def test_plain_data_keeps_its_keys_numbers_fixed_words_and_team() -> None:
    mask = Mask([*KNOWN, Named(("Heard", "heard"), "Customer J")], team=["ann"])
    data = {
        "acme": 1,
        "group": "heard",
        "author": "ann",
        "speaker": "ann",
        "customer": "heard",
        "rows": [None, 2.5, "X"],
    }
    assert mask.plain(data) == {
        "acme": 1,
        "group": "heard",
        "author": "ann",
        "speaker": "a-person",
        "customer": "customer-j",
        "rows": [None, 2.5, "Customer G"],
    }


def test_a_longer_list_in_the_alphabet_of_the_names_is_sorted_by_their_letters() -> None:
    known = [
        Named((n, n.lower()), f"Customer {letters(place)}")
        for place, n in enumerate(("Zoo", "Ant", "Moa", "Elk", "Fox"))
    ]
    mask = Mask(known)
    alphabet, sorted_anew = ["Ant", "Elk", "Fox", "Moa", "Zoo"], [f"Customer {letter}" for letter in "ABCDE"]
    assert mask.plain(alphabet) == sorted_anew
    assert mask.plain([{"n": place, "slug": name.lower()} for place, name in enumerate(alphabet)]) == [
        {"n": n, "slug": f"customer-{letter}"} for letter, n in zip("abcde", (4, 0, 3, 1, 2), strict=True)
    ]
    assert mask.plain(["Elk", "Ant", "Fox", "Moa", "Zoo"]) == [f"Customer {letter}" for letter in "DBECA"]
    assert mask.plain(["Ant", "Moa", "Zoo"]) == ["Customer B", "Customer C", "Customer A"]
    assert mask.plain([{"order": word} for word in "abcdef"]) == [{"order": word} for word in "abcdef"]


def test_two_of_one_name_are_nobody_in_particular() -> None:
    shared = [Named(("Twin", "twin"), "Customer A"), Named(("Twin", "twin-2"), "Customer B")]
    people = [Named(("Kim Roe",), "Person A1", person=True), Named(("Kim Roe",), "Person B1", person=True)]
    mask = Mask([*shared, *people, Named(("Roe", "roe"), "Customer C")])
    assert mask.text("Twin, Kim Roe, Kim is, Roe") == "a customer, a person, a person is, Customer C"
    assert (
        Mask([Named(("Kim", "kim"), "Customer A"), Named(("Kim",), "Person B1", person=True)]).text("Kim") == "somebody"
    )


def test_letters_go_on_after_z() -> None:
    assert [letters(place) for place in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_a_long_text_is_masked_across_the_parts_it_is_read_in() -> None:
    text = "so " + "Halvorsen Marine " * 12_000 + "word " * 12_000 + "Halvorsen Marine"
    assert MASK.text(text) == "so " + "Customer B " * 12_000 + "word " * 12_000 + "Customer B"


@given(
    st.text(st.characters(codec="utf-8"), max_size=30),
    st.sampled_from(KNOWN[:2]),
    st.text(" .,;!?–\n", min_size=1, max_size=2),
)
def test_a_name_between_blanks_never_comes_through(said: str, one: Named, apart: str) -> None:
    masked = MASK.text(f"{said}{apart}{one.names[0].upper()}{apart}{said}")
    assert folded(one.names[0]) not in folded(masked)
    assert one.alias in masked or one.alias.lower().replace(" ", "-") in masked


@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_a_mask_of_nobody_changes_nothing(said: str) -> None:
    assert Mask([]).text(said) == said


def test_the_name_of_a_time_zone_is_nobodys() -> None:
    mask = Mask([Named(("Paulo Reis",), "Person T2", person=True)])
    assert mask.plain({"zone": "America/Sao_Paulo", "answer": "Paulo"}) == {
        "zone": "America/Sao_Paulo",
        "answer": "Person T2",
    }
