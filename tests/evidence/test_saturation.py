"""Still hearing new things?"""

from __future__ import annotations

from evidence.rows import a_customer, an_interview

from interviewkit.evidence.saturation import CurvePoint, saturation
from interviewkit.evidence.study import NewWord, Study
from interviewkit.settings import Policy


def study(*words_per_interview: int) -> Study:
    """Interviews on successive days, each with so many words never heard before."""
    interviews = [
        an_interview(f"acme-{number}", day=f"2026-03-{number + 1:02}") for number in range(len(words_per_interview))
    ]
    words = [
        NewWord(f"acme-{number}", f"word {number} {each}", "term")
        for number, count in enumerate(words_per_interview)
        for each in range(count)
    ]
    return Study((a_customer("acme"),), tuple(reversed(interviews)), words=tuple(words))


def test_one_new_word_after_twenty_is_saturated_and_two_are_not() -> None:
    found = saturation(study(10, 6, 3, 1, 9, 1, 0), Policy())
    assert (found.saturated, found.ratio, found.first, found.last) == (True, 0.05, 20, 1)
    assert found.reason == "hardly anything new: 1 new in the last 2 interviews, 20 in the first 4"
    more = saturation(study(10, 6, 3, 1, 9, 1, 1), Policy())
    assert (more.saturated, more.ratio) == (False, 0.1)
    assert more.reason == "still hearing new things: 2 new in the last 2 interviews, 20 in the first 4"


def test_under_six_interviews_it_is_not_assessable_and_the_curve_stands_all_the_same() -> None:
    found = saturation(study(2, 1, 0, 0, 1), Policy())
    assert (found.saturated, found.ratio, found.interviews) == (None, None, 5)
    assert found.reason == "not assessable: 5 of 6 interviews"
    assert found.curve == (
        CurvePoint("acme-0", 2, 2),
        CurvePoint("acme-1", 1, 3),
        CurvePoint("acme-2", 0, 3),
        CurvePoint("acme-3", 0, 3),
        CurvePoint("acme-4", 1, 4),
    )


def test_without_a_word_in_the_first_four_there_is_nothing_to_compare_with() -> None:
    found = saturation(study(0, 0, 0, 0, 3, 2), Policy())
    assert (found.saturated, found.ratio, found.first, found.last) == (None, None, 0, 5)
    assert found.reason == "not assessable: no labels or terms in the first 4 interviews"


def test_a_word_is_new_once_whatever_its_case_and_a_label_is_no_term() -> None:
    words = (
        NewWord("acme-0", "Golden Build", "term"),
        NewWord("acme-1", "golden build", "term"),
        NewWord("acme-1", "golden build", "label"),
        NewWord("acme-1", "golden build", "label"),
    )
    told = study(0, 0)
    found = saturation(Study(told.customers, told.interviews, words=words), Policy())
    assert [point.new for point in found.curve] == [1, 1]


def test_interviews_without_entries_and_with_coworkers_are_left_out() -> None:
    customers = (a_customer("acme"), a_customer("bolt", internal=True))
    interviews = (an_interview("acme-1"), an_interview("acme-2", entries=0), an_interview("bolt-1"))
    words = (NewWord("bolt-1", "pipeline", "label"), NewWord("acme-1", "pipeline", "label"))
    found = saturation(Study(customers, interviews, words=words), Policy())
    assert found.curve == (CurvePoint("acme-1", 1, 1),)


def test_the_policy_says_how_many_interviews_are_compared() -> None:
    policy = Policy(saturation_first=1, saturation_last=1, saturation_ratio=0.5, saturation_interviews=3)
    found = saturation(study(4, 7, 2), policy)
    assert (found.saturated, found.ratio, found.first, found.last) == (True, 0.5, 4, 2)
    assert found.reason == "hardly anything new: 2 new in the last 1 interviews, 4 in the first 1"
