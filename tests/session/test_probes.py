"""Which questions an answer gives, which words it opens, and what is asked only once."""

from __future__ import annotations

import json
import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewkit.session.guide import load
from interviewkit.session.probes import AT_ONCE, Offer, Prober

ROOT = Path(__file__).parents[2]
GUIDE = load("intern")
EXPERT = "Hold on, we will definitely get to that. First tell us why it matters to an intern."
NOTHING = Offer((), (), None)


def asked(offer: Offer) -> list[str]:
    """The questions of an offer."""
    return [probe.question for probe in offer.questions]


def heard(answer: str, names: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """The kinds and words that a fresh prober hears."""
    return [(probe.kind, probe.word) for probe in Prober(GUIDE, names=names).hear(answer).probes]


def test_an_answer_with_nothing_to_ask_about_gives_nothing() -> None:
    assert Prober(GUIDE).look("I print the list at nine and carry it down, ten minutes.") == NOTHING


def test_an_answer_gives_at_most_two_questions_and_the_others_later() -> None:
    prober = Prober(GUIDE)
    said = "Typically we wait for the CAB and the plate is exposed."
    assert asked(prober.look(said)) == [
        "Who is “we” there: one team or many?",
        "“CAB”: what is that, for somebody who started this morning?",
    ]
    assert asked(prober.look(said)) == [
        "“Typically”: in your group, across teams, or in the whole company?",
        "“plate is exposed”: who does that?",
    ]
    assert asked(prober.look(said)) == [
        "“wait for the CAB and”: how long does that take, and how long did it take the last time?"
    ]
    assert prober.look(said) == NOTHING


def test_a_question_says_why_it_is_worth_asking() -> None:
    (probe,) = Prober(GUIDE).look("Nobody tells us.").questions
    assert (probe.kind, probe.word) == ("we", "us")
    assert probe.why == "“We” may be one team or forty. Who is meant decides whom this is true for."


def test_words_of_theirs_are_reported_once_as_open_terms() -> None:
    prober = Prober(GUIDE)
    said = 'The NCR goes into the Tide Book, and they call it "the graveyard".'
    assert prober.look(said).terms == ("NCR", "the graveyard", "Tide Book")
    assert prober.look(said).terms == ()
    assert prober.look("One more Tide Book.").terms == ()


def test_a_term_that_is_explained_is_never_asked_about() -> None:
    said = "Two golden builds, one NCR and the Tide Book."
    assert heard(said) == [("official", "golden builds"), ("acronym", "NCR"), ("name", "Tide Book")]
    prober = Prober(GUIDE, ["golden build", "NCR"])
    prober.learn("tide  book")
    assert prober.look(said) == NOTHING


def test_a_term_explained_in_the_same_breath_is_known_from_then_on() -> None:
    prober = Prober(GUIDE)
    assert prober.look("The MRB (material review board) meets for an hour.") == NOTHING
    assert prober.look("Without the MRB nothing moves, ever.") == NOTHING
    assert prober.state["explained"] == ["mrb"]


@pytest.mark.parametrize(
    "said",
    [
        "The material review board (MRB) meets.",
        "MRB means material review board.",
        "The MRB, the material review board, meets.",
        "MRB is short for material review board.",
        '"Cooked" means that it is on the share.',
        "The building is called the Ark.",
    ],
)
def test_what_explains_itself_is_not_asked_about(said: str) -> None:
    assert heard(said) == []


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Mr We repairs the looms.", []),
        ("WE ARE CLOSED ON MONDAYS.", []),
        ("Kestrel is old.", []),
        ("It is in PaperTrail and on my iPhone.", [("name", "PaperTrail")]),
        ("Ask Dr. Okafor or Mrs Lindqvist.", []),
        ("Ask Sigrid, or the lady called Ngaire.", []),
        ("On Friday I fly to Ouagadougou.", []),
        ("She books it in Atlantis.", [("name", "Atlantis")]),
        ("Der Fahrer bringt die Ware ins Lager und die Annahme prüft den Schein.", []),
        ('It lies in "the Blue Lane" all day.', [("quoted", "the Blue Lane")]),
        ("The Inbox of Sorrows has a lid.", [("name", "Inbox of Sorrows")]),
        ("See https://wiki.example.org/HowToDeploy or mail NoReply@Example.org.", []),
        ('He said "stop the line" and left.', []),
        ('It is "only" eleven clicks.', []),
        ('"a day is gone, every time"', []),
        ("Nothing works in the BHV' course.", [("acronym", "BHV")]),
        ("It is 14 KM, 2 GB and 40 EUR at 9 AM.", []),
        ("I turned it OFF and ON AGAIN.", []),
        ("[We waited for the CAB.]", []),
        ("", []),
        ("   \n ", []),
    ],
)
def test_what_only_looks_like_a_word_of_theirs_is_left_alone(said: str, found: list[tuple[str, str]]) -> None:
    assert heard(said) == found


def test_names_of_people_and_customers_are_no_terms() -> None:
    said = "Ten minutes later old Skúladóttir rings the Fjord Ferries."
    assert heard(said) == [("name", "Skúladóttir"), ("name", "Fjord Ferries")]
    assert heard(said, ("Birna Skúladóttir", "Fjord Ferries")) == []


@pytest.mark.parametrize("said", ["When will you fix the search?", "Your app crashes when I paste a long text."])
def test_a_question_to_the_expert_and_a_bug_report_are_to_be_parked_each_time(said: str) -> None:
    prober = Prober(GUIDE)
    assert (prober.look(said), prober.look(said)) == (Offer((), (), EXPERT), Offer((), (), EXPERT))


def test_a_fault_of_their_own_is_no_bug_report() -> None:
    assert Prober(GUIDE).look("The test server crashed on Sunday.").park is None


def test_two_questions_are_never_about_the_same_word() -> None:
    prober = Prober(GUIDE)
    assert asked(prober.look('They call it the "golden build".')) == [
        "“golden build”: who calls it that, and what has to be true first?"
    ]
    assert asked(prober.look('They call it the "golden build".')) == ["“golden build”: what does that mean here?"]


def test_a_later_session_goes_on_from_the_state() -> None:
    said = ["We wait for the CAB.", "The MRB (material review board) meets.", "Typically the MRB tells us."]
    whole, first = Prober(GUIDE), Prober(GUIDE)
    expected = [whole.look(one) for one in said]
    found = [first.look(one) for one in said[:2]]
    second = Prober(GUIDE, state=json.loads(json.dumps(first.state)))
    assert [*found, second.look(said[2])] == expected
    assert second.state == whole.state


def test_the_sentence_to_say_knows_the_topic(tmp_path: Path) -> None:
    text = (ROOT / "interviewkit/guides/conference.toml").read_text(encoding="utf-8")
    (tmp_path / "fair.toml").write_text(text.replace("[say]", '[say]\nexpert = "First {topic}."'), encoding="utf-8")
    prober = Prober(load("fair", [tmp_path]), topic="rabbits")
    assert prober.look("Can you add dark mode?").park == "First rabbits."


PIECES = [
    "we",
    "our",
    '"',
    "'",
    "(",
    ")",
    "CAB",
    "Tide Book",
    "golden",
    "is sent",
    "then",
    "your app crashes",
    ". ",
    "?",
]


@given(st.lists(st.lists(st.sampled_from(PIECES) | st.text(string.printable + "éß„“”", max_size=8)).map(" ".join)))
@settings(max_examples=150, derandomize=True, deadline=None)
def test_no_question_comes_twice_whatever_is_said(answers: list[str]) -> None:
    prober = Prober(GUIDE)
    offers = [prober.look(answer) for answer in answers]
    questions = [question.casefold() for offer in offers for question in asked(offer)]
    terms = [" ".join(term.casefold().split()) for offer in offers for term in offer.terms]
    assert len({*questions}) == len(questions)
    assert len({*terms}) == len(terms)
    assert all(len(offer.questions) <= AT_ONCE for offer in offers)
    assert [asked(prober.look("")), json.loads(json.dumps(prober.state))] == [[], prober.state]


@pytest.mark.parametrize("name", ["seen", "held_out", "demo"])
def test_the_labelled_sentences_are_heard_as_well_as_was_promised(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT)
    from benchmarks import probes

    found = probes.scores(GUIDE, probes.read(ROOT / "benchmarks" / "probes" / f"{name}.txt"))
    kinds = ["all"] if name == "demo" else [*found]
    assert [kind for kind in kinds if min(found[kind].precision, found[kind].recall) < 0.8] == []
