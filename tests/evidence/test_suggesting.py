"""Suggestions: BM25 over item texts and precedents."""

from __future__ import annotations

from math import isclose, log

from hypothesis import given
from hypothesis import strategies as st
from pytest import MonkeyPatch

from interviewkit.evidence import suggesting
from interviewkit.evidence.suggesting import BM25, Candidate, Precedent, Suggester, grams

ITEMS = (
    Candidate("faster-builds", "faster-builds Faster builds Cache what did not change"),
    Candidate("audit-trail", "audit-trail Audit trail for every release"),
    Candidate("search", "search Search across all logs"),
)
TOKENS = st.lists(st.sampled_from("abcde"), max_size=6)


def naive(documents: list[list[str]], query: list[str]) -> list[float]:
    """BM25 as the formula is printed, one document after the other."""
    mean = sum(len(document) for document in documents) / len(documents)
    scores = []
    for document in documents:
        score = 0.0
        for token in set(query):
            holding = sum(token in other for other in documents)
            idf = log(1 + (len(documents) - holding + 0.5) / (holding + 0.5))
            often = document.count(token)
            length = len(document) / mean if mean else 0
            score += idf * often * 2.2 / (often + 1.2 * (0.25 + 0.75 * length))
        scores.append(score)
    return scores


@given(st.lists(TOKENS, min_size=1, max_size=6), TOKENS)
def test_the_scores_are_those_of_the_printed_formula(documents: list[list[str]], query: list[str]) -> None:
    found = BM25(documents).of(query)
    for place, slow in enumerate(naive(documents, query)):
        assert isclose(found.get(place, 0.0), slow, abs_tol=1e-12)


def test_no_documents_have_no_scores() -> None:
    assert BM25([]).of(["a"]) == {}


def test_of_very_many_documents_the_rarest_tokens_choose_those_that_are_scored(monkeypatch: MonkeyPatch) -> None:
    documents = [["a", "b"], ["b"], ["b", "c"], ["b"], ["b", "d"]]
    whole = BM25(documents).of("bcd")
    monkeypatch.setattr(suggesting, "POSTINGS", 2)
    monkeypatch.setattr(suggesting, "LEADERS", 1)
    found = BM25(documents).of("bcd", always=1)
    assert found == {place: whole[place] for place in (0, 4)}


def test_words_become_groups_of_four_letters_with_their_ends_marked() -> None:
    assert grams("Builds, a DB-2!") == ["_bui", "buil", "uild", "ilds", "lds_", "_a_", "_db_", "_2_"]


def test_case_accents_and_forms_of_letters_make_no_difference() -> None:
    assert grams("Größe ﬁ É Ａ İ") == grams("GROSSE fi e a i")


def test_of_a_very_long_text_the_beginning_is_looked_at() -> None:
    assert grams("ab" * 10_000 + " tail") == grams("ab" * 10_000)


def test_the_item_that_shares_rare_words_comes_first_and_one_that_shares_none_does_not_come() -> None:
    found = Suggester(ITEMS).suggest("our builds are slow, for every build we wait")
    assert [each.slug for each in found] == ["faster-builds", "audit-trail"]
    assert found[0].score > found[1].score > 0


def test_an_accepted_link_teaches_words_that_the_item_does_not_have() -> None:
    said = "the kettle is on again"
    assert Suggester(ITEMS).suggest(said) == ()
    taught = Suggester(ITEMS, [Precedent("we put the kettle on while it compiles", ["faster-builds"])])
    assert [each.slug for each in taught.suggest(said)] == ["faster-builds"]


def test_the_nearest_precedent_counts_and_not_how_many_there_are() -> None:
    many = [Precedent(f"kettle {number}", ["faster-builds"]) for number in range(9)]
    found = Suggester(ITEMS, [*many, Precedent("kettle and lunch", ["search"])]).suggest("kettle and lunch")
    assert [each.slug for each in found] == ["search", "faster-builds"]


def test_an_item_left_out_is_not_suggested_and_a_precedent_of_an_unknown_one_harms_nothing() -> None:
    suggester = Suggester(ITEMS, [Precedent("search the logs", ["gone", "search"])])
    assert [each.slug for each in suggester.suggest("search builds", without={"search"})] == ["faster-builds"]


def test_equals_come_by_slug() -> None:
    twins = Suggester([Candidate("b", "kettle"), Candidate("a", "kettle")])
    assert [each.slug for each in twins.suggest("kettle")] == ["a", "b"]


@given(st.text(), st.lists(st.text(), max_size=4))
def test_any_text_may_be_asked_about(text: str, items: list[str]) -> None:
    suggester = Suggester([Candidate(str(place), item) for place, item in enumerate(items)], [Precedent(text, ["0"])])
    scores = [each.score for each in suggester.suggest(text)]
    assert scores == sorted(scores, reverse=True)
    assert all(score > 0 for score in scores)
