"""The demo study as data: its parts name each other, its moments fit, and nobody says anything twice."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

DEMO = Path(__file__).parents[2] / "interviewkit" / "demo"
FIRST_DAY, LAST_DAY = "2026-03-03", "2026-11-20"
ENTRY_KEYS = {"question", "answer", "at", "speaker", "verbatim", "evidence", "labels", "aha", "tags", "phase"}
TAG_KEYS = {
    "problem": {"kind", "severity", "links"},
    "pain": {"kind", "severity", "links"},
    "process": {"kind", "by", "takes", "links"},
}


def read(name: str) -> Any:
    """One of the study's files."""
    return json.loads((DEMO / name).read_text(encoding="utf-8"))


def interviews() -> list[Any]:
    """Every interview, in the order of its file's number."""
    return [read(f"interviews/{path.name}") for path in sorted((DEMO / "interviews").glob("*.json"))]


def entries() -> list[Any]:
    """Every entry of every interview."""
    return [entry for interview in interviews() for entry in interview["entries"]]


def tags() -> list[Any]:
    """Every tag of every entry."""
    return [tag for entry in entries() for tag in entry["tags"]]


def twice(texts: Iterator[str]) -> list[str]:
    """The texts that occur more than once."""
    return [text for text, times in Counter(texts).items() if times > 1]


def words(interview: Any) -> set[tuple[str, str]]:
    """The labels and terms of one interview, as saturation counts them."""
    labels = {("label", label.casefold()) for entry in interview["entries"] for label in entry["labels"]}
    return labels | {("term", term["word"].casefold()) for term in interview["terms"]}


def test_the_study_is_as_big_as_a_real_one() -> None:
    """Numbers that a change of the content should change knowingly."""
    customers = read("customers.json")
    assert {
        "segments": len(read("segments.json")),
        "external": sum(not customer["internal"] for customer in customers),
        "internal": sum(customer["internal"] for customer in customers),
        "items": len(read("roadmap.json")),
        "interviews": len(interviews()),
        "entries": len(entries()),
    } == {"segments": 3, "external": 22, "internal": 1, "items": 11, "interviews": 26, "entries": 227}


def test_every_interview_holds_eight_to_eleven_entries() -> None:
    """No interview is a token one."""
    assert {len(interview["entries"]) for interview in interviews()} == {8, 9, 10, 11}


def test_every_customer_is_interviewed_and_every_interview_has_a_known_customer() -> None:
    """The two lists of names are one."""
    known = [customer["name"] for customer in read("customers.json")]
    assert sorted(known) == sorted({interview["customer"] for interview in interviews()})


def test_segments_of_customers_and_items_exist() -> None:
    """A segment that nobody declared would be created by a slip of the pen."""
    known = {segment["slug"] for segment in read("segments.json")}
    used = [set(each["segments"]) for each in [*read("customers.json"), *read("roadmap.json")]]
    assert set[str]().union(*used) == known


def test_topics_of_items_are_topics_of_interviews() -> None:
    """An item on a topic that nobody talked about could never be judged."""
    asked = {interview["topic"] for interview in interviews()}
    assert {topic for item in read("roadmap.json") for topic in item["topics"]} == asked
    assert asked == {"how software is delivered", "how incidents are handled"}


def test_items_have_unique_slugs_keys_and_addresses_under_one_tracker() -> None:
    """The tracker's key is an item's identity."""
    items = read("roadmap.json")
    assert not twice(item["slug"] for item in items)
    assert not twice(item["key"] for item in items)
    assert [item["url"] for item in items] == [f"https://tracker.example/{item['key']}" for item in items]
    assert Counter(item["status"] for item in items) == {
        "planned": 7,
        "building": 2,
        "shipped": 1,
        "dropped": 1,
    }
    assert [item["slug"] for item in items if "shipped_at" in item] == ["flaky-test-quarantine"]


def test_every_link_names_an_item_and_only_one_item_is_never_spoken_of() -> None:
    """The item nobody speaks of is what `untested` looks like."""
    linked = {link["item"] for tag in tags() for link in tag["links"]}
    assert {item["slug"] for item in read("roadmap.json")} - linked == {"build-cost-report"}
    assert linked <= {item["slug"] for item in read("roadmap.json")}
    stances = {link["stance"] for tag in tags() for link in tag["links"]}
    assert stances == {"supports", "contradicts", "neutral"}


def test_every_speaker_is_a_participant_and_only_observations_have_none() -> None:
    """What stands in brackets is the team's own remark."""
    for interview in interviews():
        known = {participant["name"] for participant in interview["participants"]}
        spoke = {entry.get("speaker") for entry in interview["entries"]}
        assert known <= spoke <= known | {None}
    silent = [entry["answer"] for entry in entries() if "speaker" not in entry]
    assert silent == [entry["answer"] for entry in entries() if entry["answer"].startswith("[")]
    assert len(silent) == 5


def test_moments_lie_inside_their_interview_and_in_order() -> None:
    """Times are UTC with a Z, so that comparing text compares time."""
    for interview in interviews():
        start, end = interview["started_at"], interview["ended_at"]
        lists = [[part["at"] for part in interview[key]] for key in ("entries", "parked", "terms")]
        for moments in lists:
            assert moments == sorted(moments)
            assert all(start < moment < end for moment in moments)
        assert len(set(lists[0])) == len(lists[0])
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", moment) for moment in [start, end])
        length = datetime.fromisoformat(end) - datetime.fromisoformat(start)
        assert 35 * 60 <= length.total_seconds() <= 80 * 60


def test_interviews_follow_each_other_between_the_first_and_the_last_day() -> None:
    """The files' numbers are the order of time; a day is the customer's own."""
    starts = [interview["started_at"] for interview in interviews()]
    assert starts == sorted(set(starts))
    assert (starts[0][:10], starts[-1][:10]) == (FIRST_DAY, LAST_DAY)


def test_follow_ups_are_due_after_the_interview_they_were_promised_in() -> None:
    """A promise for the day before would be overdue when it is made."""
    for interview in interviews():
        due = [follow_up["due"] for follow_up in interview["follow_ups"]]
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) and day > interview["ended_at"][:10] for day in due)
        kept = [follow_up["done"] for follow_up in interview["follow_ups"] if "done" in follow_up]
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) and day > interview["ended_at"][:10] for day in kept)


def test_nobody_says_anything_twice() -> None:
    """Answers, parked questions, their whys and answers, and follow-ups: each text is there once."""
    parked = [part for interview in interviews() for part in interview["parked"]]
    follow_ups = [part for interview in interviews() for part in interview["follow_ups"]]
    texts = [entry["answer"] for entry in entries()]
    texts += [part[key] for part in parked for key in ("question", "why", "answer") if part[key]]
    texts += [follow_up["text"] for follow_up in follow_ups]
    assert not twice(iter(texts))
    assert all(text == text.strip() and text for text in texts)


def test_a_question_is_asked_in_one_interview_only() -> None:
    """Inside an interview it may have several answers, each an entry that follows the one before."""
    asked = [{entry["question"] for entry in each["entries"] if "question" in entry} for each in interviews()]
    assert not twice(question for questions in asked for question in questions)


def test_entries_and_tags_hold_only_the_keys_of_the_contract() -> None:
    """Severity belongs to problems and pains, `by` and `takes` to steps; unknown keys would be refused."""
    assert all(set(entry) <= ENTRY_KEYS for entry in entries())
    assert all(ENTRY_KEYS - {"question", "speaker"} <= set(entry) for entry in entries())
    assert all(set(tag) <= TAG_KEYS[tag["kind"]] for tag in tags())
    assert all(len({tag["kind"] for tag in entry["tags"]}) == len(entry["tags"]) for entry in entries())


def test_every_enumeration_is_used_in_full() -> None:
    """Whoever opens the demo sees each word of the kit at least once."""
    people = [participant for interview in interviews() for participant in interview["participants"]]
    assert {entry["evidence"] for entry in entries()} == {"opinion", "experience", "shown", "commitment"}
    assert {entry["phase"] for entry in entries()} == {"open", "walk through", "parked", "roadmap", "close"}
    assert {tag["severity"] for tag in tags() if tag["kind"] != "process"} == {1, 2, 3}
    assert {participant["consent"] for participant in people} == {"yes", "no", "unasked"}
    assert {customer["lifecycle"] for customer in read("customers.json")} == {"new", "regular", "blocked"}
    assert {interview["source"] for interview in interviews()} == {
        "interview",
        "visit",
        "support-call",
        "conference",
        "dogfood",
        "check-in",
    }


def test_durations_are_written_the_one_way_that_is_stored() -> None:
    """As `dates.takes` would write them: whole numbers of minutes, hours or days, a range low to high."""
    written = [tag["takes"] for tag in tags() if "takes" in tag]
    assert len(written) > 50
    assert all(re.fullmatch(r"[1-9]\d*[mhd](-[1-9]\d*[mhd])?", takes) for takes in written)


def test_every_fourth_to_every_second_entry_is_verbatim() -> None:
    """Quotes are shown only from these; none of them keeps its quotation marks."""
    quoted = [entry["answer"] for entry in entries() if entry["verbatim"]]
    assert len(entries()) / 4 <= len(quoted) <= len(entries()) / 2
    assert not [text for text in quoted if text.startswith(('"', "“", "["))]


def test_some_entries_are_left_for_triage() -> None:
    """A few untagged answers, and problems or pains without a label."""
    assert sum(not entry["tags"] for entry in entries()) == 13
    hurts = [entry for entry in entries() if any(tag["kind"] != "process" for tag in entry["tags"])]
    assert sum(not entry["labels"] for entry in hurts) == 3


def test_the_last_two_interviews_bring_no_new_word() -> None:
    """What saturation looks like: eighteen labels, the first four interviews bring most."""
    *before, second_last, last = [words(interview) for interview in interviews()]
    heard = set[tuple[str, str]]().union(*before)
    assert second_last | last <= heard
    assert len(set[tuple[str, str]]().union(*before[:4])) == 22
    assert sum(kind == "label" for kind, _ in heard) == 18


def test_some_words_are_open_and_some_parked_questions_unanswered() -> None:
    """Both states show in every list that the demo is there to show."""
    meanings = [term["meaning"] is None for interview in interviews() for term in interview["terms"]]
    answers = [part["answer"] is None for interview in interviews() for part in interview["parked"]]
    assert (meanings.count(True), meanings.count(False)) == (6, 27)
    assert (answers.count(True), answers.count(False)) == (13, 13)


def test_one_customer_changed_their_mind() -> None:
    """Tofu Ledger wanted automatic upgrades in April and no longer in September."""
    talks = [interview for interview in interviews() if interview["customer"] == "Tofu Ledger"]
    stances = [
        {
            link["stance"]
            for entry in talk["entries"]
            for tag in entry["tags"]
            for link in tag["links"]
            if link["item"] == "automatic-upgrades"
        }
        for talk in talks
    ]
    assert stances == [{"supports"}, {"contradicts"}]
