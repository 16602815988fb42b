"""Agreement: who tagged what, and how much more alike than by chance."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from interviewkit.evidence.agreement import Counts, Difference, Pair, Reading, agreement

KINDS = ("problem", "process", "pain")


def read(entry: str, author: str, *kinds: str) -> Reading:
    """A reading."""
    return Reading(entry, author, frozenset(kinds))


def slow_kappa(answers: list[tuple[bool, bool]]) -> Fraction | None:
    """Cohen 1960 word for word: two raters, any number of categories, in exact fractions."""
    n = len(answers)
    if not n:
        return None
    observed = Fraction(sum(one == other for one, other in answers), n)
    chance = sum(
        Fraction(sum(one == category for one, _ in answers), n)
        * Fraction(sum(other == category for _, other in answers), n)
        for category in (True, False)
    )
    return None if chance == 1 else (observed - chance) / (1 - chance)


def test_a_published_table_gives_its_kappa() -> None:
    assert Counts(20, 5, 10, 15).kappa == 0.4
    assert Counts(20, 5, 10, 15).agreement == 0.7


def test_full_agreement_is_one_full_disagreement_minus_one_and_chance_nothing() -> None:
    assert [Counts(*one).kappa for one in ((3, 0, 0, 2), (0, 3, 3, 0), (1, 1, 1, 1))] == [1, -1, 0]


def test_kappa_is_undefined_where_both_always_said_the_same_one_thing_or_nothing() -> None:
    assert [(one.agreement, one.kappa) for one in (Counts(0, 0, 0, 7), Counts(7, 0, 0, 0), Counts(0, 0, 0, 0))] == [
        (1, None),
        (1, None),
        (None, None),
    ]


@given(st.lists(st.tuples(st.booleans(), st.booleans()), max_size=12))
def test_kappa_is_what_the_formula_word_for_word_gives(answers: list[tuple[bool, bool]]) -> None:
    readings = [
        read(f"acme/{number}", author, *(["pain"] if tagged else []))
        for number, pair in enumerate(answers)
        for author, tagged in zip(("ann", "bob"), pair, strict=True)
    ]
    pairs = agreement(readings).pairs
    slow = slow_kappa(answers)
    counts = pairs[0].kinds["pain"] if pairs else Counts(0, 0, 0, 0)
    assert counts.kappa == (None if slow is None else float(slow))
    assert counts.agreement == (sum(a == b for a, b in answers) / len(answers) if answers else None)


def test_only_entries_that_both_went_through_are_compared() -> None:
    found = agreement(
        [
            read("acme/1", "bob", "pain"),
            read("acme/1", "ann", "pain", "problem"),
            read("acme/2", "ann", "pain"),
            read("acme/3", "bob", "process"),
            read("acme/4", "ann"),
            read("acme/4", "bob"),
        ]
    )
    assert found.authors == ("ann", "bob")
    assert found.pairs == (
        Pair(
            "ann",
            "bob",
            2,
            {"problem": Counts(0, 1, 0, 1), "process": Counts(0, 0, 0, 2), "pain": Counts(1, 0, 0, 1)},
        ),
    )
    assert found.differences == (Difference("acme/1", "problem", ("ann",), ("bob",)),)


def test_of_three_authors_every_pair_is_compared_and_a_difference_names_them_all() -> None:
    found = agreement([read("acme/1", "cy"), read("acme/1", "ann", "pain"), read("acme/1", "bob", "pain")])
    assert [(pair.first, pair.second, pair.kinds["pain"]) for pair in found.pairs] == [
        ("ann", "bob", Counts(1, 0, 0, 0)),
        ("ann", "cy", Counts(0, 1, 0, 0)),
        ("bob", "cy", Counts(0, 1, 0, 0)),
    ]
    assert found.differences == (Difference("acme/1", "pain", ("ann", "bob"), ("cy",)),)


def test_two_who_never_read_the_same_entry_are_a_pair_without_figures() -> None:
    (pair,) = agreement([read("acme/1", "ann", "pain"), read("acme/2", "bob", "pain")]).pairs
    assert (pair.entries, {*pair.kinds.values()}) == (0, {Counts(0, 0, 0, 0)})


def test_one_author_makes_no_pair_and_nobody_makes_nothing() -> None:
    assert agreement([read("acme/1", "ann", "pain")]).pairs == ()
    assert agreement([]).authors == ()


def test_the_last_reading_of_an_author_counts() -> None:
    found = agreement([read("acme/1", "ann", "pain"), read("acme/1", "bob"), read("acme/1", "ann")])
    assert found.differences == ()


@given(st.lists(st.builds(read, st.sampled_from("123"), st.sampled_from("abc"), st.sampled_from(KINDS)), max_size=9))
def test_swapping_two_authors_changes_no_kappa(readings: list[Reading]) -> None:
    swapped = [one._replace(author={"a": "b", "b": "a"}.get(one.author, one.author)) for one in readings]
    before, after = agreement(readings).pairs, agreement(swapped).pairs
    kappas = {frozenset((one.first, one.second)): [each.kappa for each in one.kinds.values()] for one in before}
    for one in after:
        was = frozenset({"a": "b", "b": "a"}.get(name, name) for name in (one.first, one.second))
        assert [each.kappa for each in one.kinds.values()] == kappas[was]
