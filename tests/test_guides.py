"""The guides that ship: faultless, open, without a pitch, and each what the method asks for."""

from __future__ import annotations

import re

import pytest

from interviewkit.fieldwork.entries import ROADMAP_PHASE
from interviewkit.session import guide

SHIPPED = sorted(path.stem for path in guide.SHIPPED.glob("*.toml"))
LEADING = re.compile(
    r"\b(don't|doesn't|didn't|isn't|aren't|wouldn't|won't) (you|it|that|they)\b|\bdo you agree\b"
    r"|\bhow (great|much better)\b|\bwould(n't)? you (like|love|use|buy|pay|want)\b|\bdo you (like|want|need)\b"
    r"|(?<!how )\bdid you know\b",
    re.IGNORECASE,
)
PITCHING = re.compile(
    r"\b(our (product|solution|tool|app|software|platform|feature)|we (can|could) (help|solve|offer)|roadmap)\b",
    re.IGNORECASE,
)
YES_OR_NO = re.compile(r"(is|are|do|does|did|can|could|will|would|has|have|should)\b", re.IGNORECASE)


def test_these_guides_ship() -> None:
    assert SHIPPED == [
        "be-the-customer",
        "check-in",
        "competitor",
        "conference",
        "intern",
        "support-call",
        "visit",
        "whos-your-customer",
    ]
    assert [one.name for one in guide.listed() if one.fault is None] == SHIPPED


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_guide_has_no_fault(name: str) -> None:
    assert guide.check((guide.SHIPPED / f"{name}.toml").read_text(encoding="utf-8"), name) == []


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("topic", ["software delivery", "how software is delivered", None])
def test_a_shipped_guide_says_everything_with_a_topic(name: str, topic: str | None) -> None:
    found = guide.load(name)
    asked = [question for phase in found.phases for question in phase.asked(topic)]
    said = [guide.fill(text, topic) for text in (found.opening, found.expert, found.closing)]
    assert [text for text in asked + said if "{" in text or "  " in text or "your entire how" in text] == []
    assert [text for text in [found.title, found.purpose] if not text.strip()] == []


@pytest.mark.parametrize("name", SHIPPED)
def test_no_question_leads_pitches_or_is_answered_with_yes(name: str) -> None:
    found = guide.load(name)
    questions = [question for phase in found.phases for question in phase.questions]
    probes = [trigger.question.partition(": ")[2] or trigger.question for trigger in found.triggers if not trigger.park]
    assert [text for text in questions + probes if LEADING.search(text) or PITCHING.search(text)] == []
    assert [text for text in questions if YES_OR_NO.match(text)] == []
    assert len({*questions}) == len(questions)


@pytest.mark.parametrize("name", sorted({*SHIPPED} - {"whos-your-customer", "be-the-customer"}))
def test_the_opening_of_a_talk_with_a_customer_tells_the_intern_stance(name: str) -> None:
    found = guide.load(name)
    assert re.search(r"\bas (new )?interns\b", found.opening)
    assert "walk-through" in [phase.slug for phase in found.phases]


def test_the_intern_guide_is_the_method_s() -> None:
    found = guide.load("intern")
    assert [phase.slug for phase in found.phases] == ["open", "walk-through", "parked", "roadmap", "close"]
    assert [phase.title for phase in found.phases] == ["open", "walk through", "parked", ROADMAP_PHASE, "close"]
    assert found.opening.startswith("Think of us as new interns on your team. Walk us through your entire {topic}.")
    assert found.expert == "Hold on, we will definitely get to that. First tell us why it matters to an intern."
    kinds = ["expert", "bug", "we", "official", "acronym", "quoted", "name", "impact", "typical", "actor", "duration"]
    assert [trigger.kind for trigger in found.triggers] == kinds


def test_the_shared_triggers_stand_in_one_file() -> None:
    kinds = {trigger.kind for trigger in guide.load("intern").triggers}
    assert [name for name in SHIPPED if not kinds <= {trigger.kind for trigger in guide.load(name).triggers}] == []
    texts = {name: (guide.SHIPPED / f"{name}.toml").read_text(encoding="utf-8") for name in SHIPPED}
    assert [name for name, text in texts.items() if 'kind = "we"' in text] == ["intern"]


def test_no_shipped_phase_is_called_roadmap_but_the_roadmap() -> None:
    phases = [phase for name in SHIPPED for phase in guide.load(name).phases]
    assert {(phase.slug, phase.title) for phase in phases if ROADMAP_PHASE in (phase.slug, phase.title)} == {
        ("roadmap", ROADMAP_PHASE)
    }
