"""The second screen: what stands on it in which phase."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from interviewkit.session.guide import Guide, load
from interviewkit.session.watch_lines import printed
from interviewkit.session.watching import Listener, Prompt, Said, Screen, Seen, Waiting, screen

STARTED, NOW = "2026-11-21T10:00:00.000Z", "2026-11-21T10:23:10.000Z"
GUIDE = """\
title = "Short"
purpose = "To be watched"
minutes = 60
known = []

[say]
opening = "Think of us as interns. Walk us through {topic}."
expert = "Hold on. Why does it matter?"
closing = "Thank you."

[[phase]]
slug = "walk-through"
title = "walk through"
minutes = 30
questions = ["Where does {topic} begin?", "What happened next?"]

[[phase]]
slug = "roadmap"
title = "roadmap"
minutes = 20
questions = ["What did we get wrong?"]

[[phase]]
slug = "close"
title = "close"
minutes = 10
questions = ["What have we not asked?"]

[[trigger]]
kind = "expert"
why = "Park it."
patterns = ["when will you"]
park = true

[[trigger]]
kind = "we"
why = "Who?"
question = "Who is we?"
patterns = ["\\\\bwe\\\\b"]

[[trigger]]
kind = "official"
why = "Says who?"
question = "Who calls it {word}?"
patterns = ["\\\\bgolden\\\\b"]
"""


@pytest.fixture
def guide(tmp_path: Path) -> Guide:
    """A guide of three phases, the second the roadmap's."""
    (tmp_path / "short.toml").write_text(GUIDE, encoding="utf-8")
    return load("short", [tmp_path])


def interview(*entries: dict[str, Any], **known: Any) -> Seen:
    """What was read of an interview that runs for 23 minutes."""
    row = {
        "customer_name": "Acme",
        "topic": "delivery",
        "phase": "walk through",
        "question": "How does code reach production?",
        "started_at": STARTED,
        "ended_at": None,
        "minutes": 60,
        "disclosed": True,
        "entries": [*entries],
        "parked": [],
        "terms": [],
    }
    items = known.pop("items", {})
    asked = known.pop("asked", frozenset())
    return Seen(row | known, asked, ("Acme",), items)


def said(number: int, answer: str | None, *, tags: tuple[str, ...] = (), **known: Any) -> dict[str, Any]:
    """An entry; each of its tags hurts as much as can be and asks for faster builds."""
    link = {"item": "faster-builds", "title": "Faster builds", "stance": "supports"}
    return {
        "ref": f"acme-2026-11-21/{number}",
        "question": "How does code reach production?",
        "answer": answer,
        "at": f"2026-11-21T10:{number:02}:00.000Z",
        "phase": "walk through",
        "speaker": None,
        "verbatim": False,
        "observation": False,
        "tags": [{"kind": kind, "severity": 3, "links": [link]} for kind in tags],
    } | known


def waiting(number: int, question: str, why: str | None = None, **known: Any) -> dict[str, Any]:
    """A parked question."""
    at = f"2026-11-21T10:{number:02}:30.000Z"
    return {"ref": f"acme-2026-11-21/{number}", "question": question, "why": why, "answer": None, "at": at} | known


def word(text: str, meaning: str | None = None) -> dict[str, Any]:
    """A word of theirs."""
    return {"word": text, "meaning": meaning}


def shown(seen: Seen, guide: Guide, now: str = NOW) -> Screen:
    """The screen of an interview at a moment."""
    return screen(seen, guide, Listener(guide), now)


def following(seen: Seen, guide: Guide) -> Prompt | None:
    """What comes next on the screen."""
    return shown(seen, guide).following


def test_the_screen_holds_the_question_the_probe_the_clock_and_what_is_open(guide: Guide) -> None:
    seen = interview(
        said(1, "somebody pushes"),
        said(2, "the golden build", verbatim=True),
        said(3, "then we wait", speaker="Ann"),
        parked=[waiting(1, "when?", "a fix waits"), waiting(2, "why?", answer="so"), waiting(3, "how?")],
        terms=[word("CAB"), word("golden build", "signed off")],
    )
    assert shown(seen, guide) == Screen(
        about="Acme · delivery",
        place="1 of 3 · walk through",
        clock="23 min of 60",
        question="How does code reach production?",
        following=Prompt("ask next", "Who is we?"),
        parked=(Waiting("1", "when?", "a fix waits"), Waiting("3", "how?", "")),
        words=("CAB",),
        last=(Said("2", "“the golden build”", ""), Said("3", "Ann: then we wait", "")),
    )


def test_a_word_that_was_explained_is_not_probed(guide: Guide) -> None:
    seen = interview(said(1, "the golden build"), terms=[word("golden", "signed off")])
    assert following(seen, guide) == Prompt("ask next", "Where does delivery begin?")


def test_a_probe_is_offered_once_and_gone_when_it_is_asked(guide: Guide) -> None:
    both = said(1, "we make the golden build")
    assert following(interview(both), guide) == Prompt("ask next", "Who is we?")
    assert following(interview(both, question="Who is we?"), guide) == Prompt("ask next", "Who calls it golden?")
    assert following(interview(both, said(2, "we do")), guide) == Prompt("ask next", "Where does delivery begin?")


def test_a_remark_of_the_team_leaves_the_probe_and_is_not_shown(guide: Guide) -> None:
    remarks = (said(2, "[she lies]", observation=True), said(3, "[a] and [b]", observation=True))
    seen = interview(said(1, "we push [she laughs] daily"), *remarks)
    found = shown(seen, guide)
    assert found.following == Prompt("ask next", "Who is we?")
    assert found.last == (Said("1", "we push daily", ""),)


@pytest.mark.parametrize("text", ["[she lies]", "so [she [Ann] lies]", "[a]\n[b]"])
def test_no_remark_is_shown_wherever_it_stands(guide: Guide, text: str) -> None:
    seen = interview(
        said(1, text),
        said(2, None, question=text),
        question=text,
        parked=[waiting(1, "when?", text), waiting(2, text)],
        terms=[word(text)],
    )
    everything = "\n".join(printed(shown(seen, guide), 80))
    assert not {"lies", "Ann", "[", "]"} & {*everything.replace("[", " [ ").replace("]", " ] ").split()}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("QE signs it #s by:platform team", "QE signs it"),
        ("it is slow =grpc", "it is slow"),
        ("metrics vanish +promeiver", "metrics vanish"),
        ("30% are lost #p2 +config, and that hurts", "30% are lost and that hurts"),
        ("they sign #s by:sec team takes:1h", "they sign"),
        ("they sign by:“sec team” and wait", "they sign and wait"),
        ("C# and R &D, issue #42, 2 + 2 = 4 - yes", "C# and R &D, issue #42, 2 + 2 = 4 - yes"),
        ("#P3 +Collector-Self-Debugging", None),
    ],
)
def test_markers_that_stayed_text_are_not_shown(guide: Guide, typed: str, read: str | None) -> None:
    seen = interview(said(1, typed), said(2, None, question=typed), parked=[waiting(1, typed, typed)])
    found = shown(seen, guide)
    assert [one.words for one in found.last] == ([read, f"? {read}"] if read else [])
    assert [(one.question, one.why) for one in found.parked] == ([(read, read)] if read else [])


def test_brackets_inside_a_word_are_no_remark(guide: Guide) -> None:
    assert shown(interview(said(1, "it reads array[0] twice")), guide).last[0].words == "it reads array[0] twice"


def test_the_guides_questions_come_in_order_and_none_that_was_asked(guide: Guide) -> None:
    assert following(interview(said(1, "a")), guide) == Prompt("ask next", "Where does delivery begin?")
    answered = said(1, "a", question="Where does delivery begin?")
    assert following(interview(answered), guide) == Prompt("ask next", "What happened next?")
    first = frozenset({"Where does delivery begin?"})
    assert following(interview(said(1, "a"), asked=first), guide) == Prompt("ask next", "What happened next?")
    assert following(interview(question="What happened next?", asked=first), guide) is None


def test_before_any_phase_was_named_the_first_one_has_its_probes(guide: Guide) -> None:
    assert following(interview(said(1, "we push"), phase=None), guide) == Prompt("ask next", "Who is we?")


def test_a_new_phase_leaves_the_probes_of_the_old_one_behind(guide: Guide) -> None:
    assert following(interview(said(1, "we push"), phase="close"), guide) == Prompt(
        "ask next", "What have we not asked?"
    )


def test_the_opening_is_said_first_until_it_was_told_or_something_was_asked(guide: Guide) -> None:
    opening = Prompt("say first", "Think of us as interns. Walk us through delivery.")
    assert following(interview(question=None, disclosed=False, phase=None), guide) == opening
    begins = Prompt("ask next", "Where does delivery begin?")
    assert following(interview(question=None, phase=None), guide) == begins
    assert following(interview(disclosed=False), guide) == begins


def test_a_question_to_the_expert_gives_the_sentence_to_say_until_it_is_parked(guide: Guide) -> None:
    asks = said(5, "when will you fix it?")
    assert following(interview(asks), guide) == Prompt("say", "Hold on. Why does it matter?")
    assert following(interview(asks, parked=[waiting(4, "x")]), guide) == Prompt("say", "Hold on. Why does it matter?")
    parked = interview(asks, parked=[waiting(5, "when will you fix it?")])
    assert following(parked, guide) == Prompt("ask next", "Where does delivery begin?")
    later = interview(said(5, "when will you fix it?", phase="roadmap"), phase="roadmap")
    assert following(later, guide) == Prompt("ask next", "What did we get wrong?")


@pytest.mark.parametrize("phase", [None, "walk through", "a phase of another guide"])
def test_before_the_roadmap_phase_there_is_no_item_and_no_tag(guide: Guide, phase: str | None) -> None:
    seen = interview(said(1, "a day", tags=("pain",)), phase=phase, items={"faster-builds": "Faster builds"})
    found = shown(seen, guide)
    assert (found.items, found.last) == ((), (Said("1", "a day", ""),))


@pytest.mark.parametrize("phase", ["roadmap", "close"])
def test_from_the_roadmap_phase_on_there_are_tags_and_what_answers_them(guide: Guide, phase: str) -> None:
    against = said(2, "two minutes", tags=("process",))
    against["tags"][0]["links"] = [{"item": "audit", "title": "Audit", "stance": "contradicts"}]
    seen = interview(
        said(1, "a day", tags=("pain", "problem")),
        against,
        phase=phase,
        items={"audit": "Audit", "faster-builds": "Faster builds", "search": "Search"},
    )
    found = shown(seen, guide)
    assert found.items == ("Faster builds",)
    assert found.last == (Said("1", "a day", "pain, problem"), Said("2", "two minutes", "process"))


def test_a_guide_without_a_roadmap_phase_never_shows_items_or_tags(tmp_path: Path) -> None:
    without = GUIDE.replace('slug = "roadmap"', 'slug = "ideas"').replace('title = "roadmap"', 'title = "ideas"')
    (tmp_path / "without.toml").write_text(without, encoding="utf-8")
    seen = interview(said(1, "a day", tags=("pain",)), phase="close", items={"faster-builds": "Faster builds"})
    found = shown(seen, load("without", [tmp_path]))
    assert (found.items, found.last) == ((), (Said("1", "a day", ""),))


def test_a_dropped_item_answers_nothing(guide: Guide) -> None:
    assert shown(interview(said(1, "a day", tags=("pain",)), phase="roadmap"), guide).items == ()


def test_the_clock_runs_late_and_stops_at_the_end(guide: Guide) -> None:
    late = shown(interview(), guide, "2026-11-21T11:00:40.000Z")
    assert (late.clock, late.late) == ("61 min of 60", True)
    ended = shown(interview(ended_at="2026-11-21T10:50:00.000Z"), guide, "2026-11-21T18:00:00.000Z")
    assert (ended.clock, ended.ended, ended.question, ended.following) == ("50 min of 60", True, "", None)
    over = shown(interview(ended_at="2026-11-21T11:10:00.000Z"), guide, "2026-11-21T18:00:00.000Z")
    assert (over.clock, over.late) == ("70 min of 60", False)
    assert shown(interview(minutes=None), guide).clock == "23 min"
    assert shown(interview(), guide, "2026-11-21T09:00:00.000Z").clock == "0 min of 60"


def test_a_listener_hears_again_what_was_changed_or_explained(guide: Guide) -> None:
    listener = Listener(guide)

    def asked(*entries: dict[str, Any], **known: Any) -> str:
        prompt = screen(interview(*entries, **known), guide, listener, NOW).following
        return prompt.text if prompt else ""

    pushed, golden = said(1, "we push"), said(2, "the golden build")
    assert asked(pushed) == "Who is we?"
    assert asked(pushed, golden) == "Who calls it golden?"
    assert asked(pushed, golden, terms=[word("golden", "signed off")]) == "Where does delivery begin?"
    assert asked(pushed, golden) == "Who calls it golden?"
    assert asked(pushed) == "Who is we?"
    assert asked(said(1, "somebody pushes")) == "Where does delivery begin?"


def test_what_people_wrote_cannot_talk_to_the_terminal(guide: Guide) -> None:
    hostile = "a\x1b]52;c;eHg=\x07b\n\tc\u202ed\ufdd1e"
    seen = interview(
        said(1, hostile, speaker=hostile),
        question=hostile,
        customer_name=hostile,
        topic=hostile,
        parked=[waiting(1, hostile, hostile)],
        terms=[word(hostile)],
    )
    everything = "\n".join(printed(screen(seen, guide, Listener(guide), NOW, hostile), 200))
    assert "a␛]52;c;eHg=␇b c\\u202ed\N{REPLACEMENT CHARACTER}e" in everything
    assert not {*"\x1b\x07\t\u202e\ufdd1"} & {*everything}
