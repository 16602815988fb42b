"""Who is who in a transcript, and what their turns become."""

from __future__ import annotations

import pytest

from interviewkit.errors import UsageError
from interviewkit.exchange.transcripts import cast
from interviewkit.exchange.transcripts.cast import Part, Wish
from interviewkit.exchange.transcripts.conversation import entries
from interviewkit.exchange.transcripts.turns import Turn
from interviewkit.fieldwork.conversations import Said


def parts(speakers: str, options: str = "", *interviewers: str) -> tuple[list[str], list[str]]:
    """Each speaker's role and name, and who stays unknown."""
    found, unknown = cast.asked(speakers.split("/"), cast.wishes([options] if options else []), interviewers)
    return [f"{part.role}:{part.name}" for part in found.values()], unknown


@pytest.mark.parametrize(
    ("speakers", "options", "interviewers", "expected", "unknown"),
    [
        ("Jo Smith/Ann", "", ["jo"], ["interviewer:Jo Smith", "customer:Ann"], []),
        ("Jo/Ann", "", ["Jo Smith"], ["interviewer:Jo", "customer:Ann"], []),
        ("Jo Smith (Acme)/Ann", "", ["Jo Smith"], ["interviewer:Jo Smith (Acme)", "customer:Ann"], []),
        ("Jo/Ann", "", [], ["None:Jo", "None:Ann"], ["Jo", "Ann"]),
        ("Jo/Ann/Bob", "", ["Jo"], ["interviewer:Jo", "None:Ann", "None:Bob"], ["Ann", "Bob"]),
        ("Ann", "", [], ["customer:Ann"], []),
        ("Jo/Ann", "Ann=customer", [], ["interviewer:Jo", "customer:Ann"], []),
        ("Jo Smith/Ann", "jo=interviewer", [], ["interviewer:Jo Smith", "customer:Ann"], []),
        ("Jo/Ann", "jo = Interviewer", [], ["interviewer:Jo", "customer:Ann"], []),
        ("Interviewer/Interviewee", "", [], ["interviewer:None", "customer:None"], []),
        ("Moderator 1/P1/P02", "", [], ["interviewer:None", "customer:None", "customer:None"], []),
        ("Speaker 1/Speaker 2", "Speaker 2=customer:Ann", [], ["interviewer:None", "customer:Ann"], []),
        ("Speaker 1/Speaker 2", "Speaker 1=Jo,Speaker 2=Ann", ["Jo"], ["interviewer:Jo", "customer:Ann"], []),
        ("Jo/Ann's iPhone/Ann", "Ann's iPhone=Ann", ["Jo"], ["interviewer:Jo", "customer:Ann", "customer:Ann"], []),
        ("Lee, Ann/Jo", "Lee, Ann=customer,Jo=interviewer", [], ["customer:Lee, Ann", "interviewer:Jo"], []),
        ("Jo/Unknown Speaker/Ann", "", ["Jo"], ["interviewer:Jo", "None:None", "customer:Ann"], []),
    ],
)
def test_who_is_who_is_told_by_the_user_or_by_names_or_stays_unknown(
    speakers: str, options: str, interviewers: list[str], expected: list[str], unknown: list[str]
) -> None:
    assert parts(speakers, options, *interviewers) == (expected, unknown)


def test_the_map_of_speakers_is_read_with_commas_and_equals_signs_in_it() -> None:
    assert cast.wishes(["Lee, Ann=customer,a=b=interviewer", "Note=text"]) == {
        "lee, ann": Wish("customer", None),
        "a=b": Wish("interviewer", None),
        "note": Wish("text", None),
    }


@pytest.mark.parametrize(
    ("option", "sentence"),
    [
        ("Ann", "--speakers names each speaker's part: --speakers 'Ann=customer'"),
        ("=customer", "--speakers names each speaker and their part: --speakers 'Ann=customer,Jo=interviewer'"),
        ("Ann=", "--speakers names each speaker and their part: --speakers 'Ann=customer,Jo=interviewer'"),
        ("Zed=customer", "--speakers: nobody in the file is called 'zed'; those who speak: Ann"),
    ],
)
def test_a_map_that_cannot_be_is_refused(option: str, sentence: str) -> None:
    with pytest.raises(UsageError) as refused:
        cast.asked(["Ann"], cast.wishes([option]), [])
    assert str(refused.value) == sentence


def test_an_interviewers_turn_is_a_question_and_the_customers_that_follow_its_answers() -> None:
    who = {
        "Jo": Part("interviewer", "jo", "Jo"),
        "Kim": Part("interviewer", "kim", "Kim"),
        "Ann": Part("customer", "ann", "Ann"),
        "Speaker 2": Part("customer", "speaker 2", None),
        "Unknown": Part(None, "unknown", None),
    }
    talk = [
        *(("Ann", "hello"), ("Jo", "one?"), ("Kim", "two?"), ("Ann", "yes"), ("Speaker 2", "no"), ("Ann", "well")),
        *((None, "door"), ("Unknown", "hm"), ("Jo", "x" * 2_001), ("Ann", "a"), ("Speaker 2", "b"), ("Jo", "last?")),
    ]
    turns = [Turn(place, place * 1000, None, label, words) for place, (label, words) in enumerate(talk)]
    assert list(entries(turns, who)) == [
        Said(None, "hello", 0, "Ann"),
        Said("one?", None, 1000, None),
        Said("two?", "yes", 3000, "Ann"),
        Said("two?", "no", 4000, None),
        Said(None, "well", 5000, "Ann"),
        Said(None, "door", 6000, None, verbatim=False),
        Said(None, "hm", 7000, None, verbatim=False),
        Said("x" * 2_001, "a", 9000, "Ann"),
        Said(None, "b", 10000, None),
        Said("last?", None, 11000, None),
    ]
