"""Loading, listing and making guides, and every fault of a guide's file with its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewkit.errors import NotFound, UsageError
from interviewkit.session import guide
from interviewkit.session.guide_rules import Fault

SMALL = """\
title = "Small"
purpose = "a test"
minutes = 10

[say]
opening = "Walk us through your entire {topic}."
expert = "Hold on."
closing = "Thank you."

[[phase]]
slug = "walk-through"
title = "walk through"
minutes = 10
questions = [
  "Tell us of {topic}.",  # an odd place for ] and "
  "And then?",
]

[[trigger]]
kind = "ferry"
why = "they say it a lot"
patterns = ['''\\bferry\\b''']
question = "“{word}”: which one?"
"""


def faults(text: str, name: str = "small", folders: tuple[Path, ...] = ()) -> list[tuple[int, str]]:
    """The faults as plain rows."""
    return [(fault.line, fault.sentence) for fault in guide.check(text, name, folders)]


def changed(old: str, new: str) -> list[tuple[int, str]]:
    """The faults of the small guide with something in it replaced."""
    assert old in SMALL
    return faults(SMALL.replace(old, new, 1))


def kept(folder: Path, name: str, text: str) -> Path:
    """The folder, with a guide written into it."""
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_guide_is_read_whole(tmp_path: Path) -> None:
    found = guide.load("small", [kept(tmp_path, "small", SMALL)])
    assert (found.name, found.title, found.purpose, found.minutes) == ("small", "Small", "a test", 10)
    assert (found.opening, found.expert) == ("Walk us through your entire {topic}.", "Hold on.")
    assert found.closing == "Thank you."
    questions = ("Tell us of {topic}.", "And then?")
    assert found.phases == (guide.Phase("walk-through", "walk through", 10, questions),)
    assert found.phases[0].asked("rabbits") == ("Tell us of rabbits.", "And then?")
    assert found.triggers == (
        guide.Trigger(
            "ferry",
            "they say it a lot",
            "“{word}”: which one?",
            (r"\bferry\b",),
            None,
            (),
            whole_answer=False,
            park=False,
        ),
    )
    assert found.known == frozenset()


def test_a_guide_of_the_team_takes_the_place_of_a_shipped_one(tmp_path: Path) -> None:
    team = kept(tmp_path / "team", "visit", SMALL)
    assert guide.load("visit", [tmp_path / "none", team]).title == "Small"
    assert guide.load("visit").title == "Visit"
    assert [(one.name, one.title) for one in guide.listed([team])][-2:] == [
        ("visit", "Small"),
        ("whos-your-customer", "Who is your customer?"),
    ]


def test_what_is_included_is_taken_where_the_guide_has_nothing_of_its_own(tmp_path: Path) -> None:
    own = SMALL.replace('expert = "Hold on."\n', "").replace("minutes = 10\n", 'minutes = 10\ninclude = "intern"\n', 1)
    found = guide.load("small", [kept(tmp_path, "small", own.replace('"ferry"', '"we"'))])
    intern = guide.load("intern")
    assert (found.expert, found.closing, found.known) == (intern.expert, "Thank you.", intern.known)
    assert [one.kind for one in found.triggers] == ["we", *(one.kind for one in intern.triggers if one.kind != "we")]
    assert found.triggers[0].question == "“{word}”: which one?"


def test_a_team_s_own_intern_may_include_the_shipped_one(tmp_path: Path) -> None:
    own = SMALL.replace("minutes = 10\n", 'minutes = 10\ninclude = "intern"\nknown = ["QE"]\n', 1)
    team = kept(tmp_path, "intern", own)
    assert faults(own, "intern", (team,)) == []
    assert guide.load("intern", [team]).known == guide.load("intern").known | {"qe"}
    assert guide.load("visit", [team]).triggers[-1].kind == "duration"
    assert "qe" in guide.load("visit", [team]).known


def test_an_unknown_guide_is_not_found_and_the_nearest_is_offered() -> None:
    with pytest.raises(NotFound) as error:
        guide.load("confrence")
    assert str(error.value) == "there is no guide confrence (did you mean conference?); see interviewkit guide list"


def test_a_guide_with_faults_is_not_followed_and_says_why(tmp_path: Path) -> None:
    folder = kept(tmp_path, "small", SMALL.replace("minutes = 10", "minutes = 12", 1).replace("slug", "slog"))
    with pytest.raises(UsageError) as error:
        guide.load("small", [folder])
    assert str(error.value) == (
        "the guide small cannot be followed, line 3: the phases take 10 minutes together, the guide says 12 and 2 more;"
        " see interviewkit guide check small"
    )


def test_a_broken_guide_is_listed_with_its_fault(tmp_path: Path) -> None:
    folder = kept(tmp_path, "aaa", "title = ")
    kept(folder, "bbb", SMALL)
    first, second = guide.listed([folder])[:2]
    assert (first.name, first.minutes, first.path) == ("aaa", 0, folder / "aaa.toml")
    assert (first.fault or "").startswith("the guide aaa cannot be followed, line 1: this is no TOML: Invalid value; ")
    assert second == guide.Listed("bbb", "Small", "a test", 10, folder / "bbb.toml", None)


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "small.toml").write_bytes(b"title = \xff")
    with pytest.raises(UsageError, match=r"small\.toml cannot be read .*; see interviewkit guide check small"):
        guide.load("small", [tmp_path])
    assert guide.listed([tmp_path])[5].fault is not None


def test_a_fresh_guide_has_no_fault_and_can_be_followed(tmp_path: Path) -> None:
    text = guide.new("first-week")
    assert guide.check(text, "first-week") == []
    found = guide.load("first-week", [kept(tmp_path, "first-week", text)])
    assert (found.title, found.minutes, len(found.phases)) == ("First week", 45, 3)
    commented = re.sub(r"(?m)^# (?=\[|\w+ = )", "", text)
    assert guide.check(commented, "first-week") == []
    assert "workaround" in commented


def test_a_name_that_is_no_file_name_makes_no_guide() -> None:
    with pytest.raises(UsageError, match="interviewkit guide new first-week"):
        guide.new("../First Week")


@pytest.mark.parametrize(
    ("topic", "said"),
    [
        ("software delivery", "Walk us through your entire software delivery."),
        ("how software is delivered", "Walk us through how software is delivered, from end to end."),
        (" ", "Walk us through what you do, from end to end."),
        (None, "Walk us through what you do, from end to end."),
        (r"{word} \1", r"Walk us through your entire {word} \1."),
    ],
)
def test_the_opening_is_english_whatever_the_topic(topic: str | None, said: str) -> None:
    assert guide.fill("Walk us through your entire {topic}.", topic) == said


def test_a_faultless_guide_has_no_fault() -> None:
    assert faults(SMALL) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "sentence"),
    [
        (
            '"a test"',
            "test",
            2,
            "this is no TOML at column 11: Invalid value; the rest can be checked once it is mended",
        ),
        ("minutes = 10\n\n", "minutes = 11\n\n", 3, "the phases take 10 minutes together, the guide says 11"),
        ("purpose", "porpoise", 2, "a guide has no 'porpoise', did you mean 'purpose'?"),
        ("purpose", "porpoise", 1, "a guide needs purpose: a text"),
        ('"Small"', '" "', 1, "title must be a text"),
        ("minutes = 10\n\n", "minutes = true\n\n", 3, "minutes must be a whole number of minutes, at least 1"),
        ("minutes = 10\n\n", "minutes = 0\n\n", 3, "minutes must be a whole number of minutes, at least 1"),
        ("opening", "opener", 6, "[say] has no 'opener', did you mean 'opening'?"),
        ('expert = "Hold on."\n', "", 5, '[say] needs expert, or `include = "intern"` to take them from there'),
        ('{topic}."\nexpert', '{topics}."\nexpert', 6, "nothing fills in {topics}, did you mean 'topic'?"),
        ("Tell us of {topic}", "Tell us of {}", 15, "nothing fills in {}; questions can hold {topic}"),
        ('"And then?"', "7", 14, "questions must be a list of texts, none of them empty"),
        ('"And then?"', '""', 14, "questions must be a list of texts, none of them empty"),
        ('slug = "walk-through"\n', "", 10, "a phase needs slug: a text"),
        ('"walk-through"', '"Walk through"', 11, "the slug 'Walk through' must be small letters, digits and hyphens"),
        ("[[phase]]", "[[phases]]", 10, "a guide has no 'phases', did you mean 'phase'?"),
        ("[[phase]]", "[[phases]]", 1, "a guide needs phases, each begun by a line [[phase]]"),
        ("[[phase]]", "[phase]", 10, "a guide needs phases, each begun by a line [[phase]]"),
        ("[[trigger]]", "[trigger]", 19, "triggers are begun by a line [[trigger]] each"),
        ("[say]", "[[say]]", 5, "the things to say are a table: [say]"),
        (
            r"\bferry\b",
            r"ferry(",
            22,
            "the pattern 'ferry(' is no regular expression: missing ), unterminated subpattern",
        ),
        (r"\bferry\b", r"ferry(", 22, "at character 6"),
        (r"\bferry\b", r"(ferry)?", 22, "the pattern '(ferry)?' fits on nothing at all, so it would always fire"),
        ("['''\\bferry\\b''']", "[]", 22, "the trigger has no patterns, so it never fires"),
        ("patterns = ['''\\bferry\\b''']\n", "", 19, "a trigger needs either patterns or finds"),
        ("patterns = ['''\\bferry\\b''']", 'finds = "acronym"', 22, "finds is 'acronym', did you mean 'acronyms'?"),
        ("why =", 'within = "sentense"\nwhy =', 21, "within is 'sentense', did you mean 'sentence'?"),
        ('question = "“{word}”: which one?"\n', "", 19, "a trigger needs a question, or `park = true`"),
        ("{word}", "{wort}", 23, "nothing fills in {wort}, did you mean 'word'?; question can hold {topic} and {word}"),
        ("why =", 'park = "yes"\nwhy =', 21, "park must be true or false"),
        (
            "minutes = 10\n",
            'minutes = 10\ninclude = "visitt"\n',
            4,
            "visitt cannot be included: there is no guide visitt",
        ),
    ],
)
def test_a_fault_is_told_with_its_line(old: str, new: str, line: int, sentence: str) -> None:
    assert [True for at, told in changed(old, new) if at == line and sentence in told] == [True], changed(old, new)


def test_an_empty_phase_and_phases_named_twice_are_told() -> None:
    again = SMALL.split("\n[[trigger]]", maxsplit=1)[0].split("[[phase]]")[1]
    empty = "\n[[phase]]" + re.sub(r"(?s)questions.*", "questions = []\n", again)
    assert faults(SMALL.replace("minutes = 10", "minutes = 20", 1) + empty) == [
        (26, "there is a phase with the slug 'walk-through' already"),
        (27, "there is a phase with the title 'walk through' already"),
        (29, "the phase has no questions; write one, or take the phase out"),
    ]


def test_every_fault_is_told_not_only_the_first() -> None:
    text = SMALL.replace("purpose", "porpoise").replace("{topic}", "{thing}").replace("why", "because")
    assert [line for line, _ in faults(text, "A name")] == [1, 1, 2, 6, 15, 19, 21]


PHASE = '\n[[phase]]\nslug = "{0}"\ntitle = "{0}"\nminutes = 1\nquestions = ["What?"]\n'
HEAD = SMALL.split("[[phase]]", maxsplit=1)[0]


@pytest.mark.parametrize(
    ("slugs", "sentences"),
    [
        (["walk-through", "parked", "roadmap"], []),
        (["walk-through", "roadmap"], []),
        (["roadmap"], ["a roadmap phase needs a walk-through before it: hear the customer first"]),
        (["roadmap", "walk-through"], ["the roadmap comes after walk-through, never before: hear the customer first"]),
        (
            ["walk-through", "roadmap", "parked"],
            ["the roadmap comes after parked, never before: hear the customer first"],
        ),
    ],
)
def test_the_roadmap_comes_after_the_customer_has_been_heard(slugs: list[str], sentences: list[str]) -> None:
    phases = "".join(PHASE.format(slug) for slug in slugs)
    text = HEAD.replace("minutes = 10", f"minutes = {len(slugs)}") + phases
    line = text.splitlines().index('slug = "roadmap"') + 1
    assert faults(text) == [(line, sentence) for sentence in sentences]


def test_guides_that_include_each_other_are_told(tmp_path: Path) -> None:
    one, two = (SMALL.replace("minutes = 10\n", f'minutes = 10\ninclude = "{name}"\n', 1) for name in ("two", "one"))
    kept(kept(tmp_path, "one", one), "two", two)
    assert faults(one, "one", (tmp_path,)) == [(4, "two cannot be included: two includes one in turn")]
    with pytest.raises(UsageError, match="two includes one in turn"):
        guide.load("one", [tmp_path])


def test_a_name_that_is_no_slug_is_a_fault_of_the_file() -> None:
    sentence = "the file's name 'My Guide' must be small letters, digits and hyphens: first-week.toml"
    assert guide.check(SMALL, "My Guide") == [Fault(1, sentence)]


def test_very_deep_nesting_is_told_and_not_raised() -> None:
    assert faults("a = " + "[" * 5000)[0][1].startswith("this is no TOML")


@given(st.integers(0, len(SMALL.splitlines()) - 1), st.text("[]{}=\"'#\\.,x1 \n", max_size=12))
@settings(max_examples=200, derandomize=True, deadline=None)
def test_whatever_stands_in_a_line_faults_have_a_line_of_the_file(place: int, text: str) -> None:
    lines = SMALL.splitlines()
    lines[place] = text
    whole = "\n".join(lines)
    assert [fault for fault in guide.check(whole, "small") if not 1 <= fault.line <= len(whole.split("\n"))] == []
