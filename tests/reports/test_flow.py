"""A process as a picture: every step is drawn, every sign is only a sign."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewkit.reports import flow
from interviewkit.reports.filters import one_line

Plain = dict[str, Any]
SVG = "{http://www.w3.org/2000/svg}"
PLAIN = re.compile(r"(?:[^\W_]|[ ,.'’“”!?()\-–·…]|#\d+;)*")


def step(number: int, text: str, meta: str = "", hurts: str = "") -> Plain:
    """A step as pages know it."""
    return {"number": number, "page": {"text": text, "meta": meta, "hurts": hurts}}


def drawn(picture: str) -> ElementTree.Element:
    """The picture as XML, in the name space that HTML gives it."""
    named = picture.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return ElementTree.fromstring(named)  # noqa: S314  we made it


def test_the_picture_has_a_title_a_box_for_each_step_and_arrows_between() -> None:
    found = drawn(
        flow.flow([step(1, "we push", "QA · 3 h"), step(2, "it breaks", hurts="pain, blocking")], "how <they> work")
    )
    assert found.get("role") == "img"
    assert [one.text for one in found.iter(f"{SVG}title")] == ["how <they> work", "we push", "it breaks"]
    assert [one.text for one in found.iter(f"{SVG}text")] == [
        "1",
        "we push",
        "QA · 3 h",
        "2",
        "it breaks",
        "! pain, blocking",
    ]
    assert len(list(found.iter(f"{SVG}path"))) == 1
    assert [one.get("class") for one in found.iter(f"{SVG}g")] == ["step", "step hurts"]


def test_long_words_take_four_lines_and_end_in_an_ellipsis() -> None:
    found = drawn(flow.flow([step(1, "MW" * 400, "w" * 90)], "told"))
    _, *lines = (str(one.text) for one in found.iter(f"{SVG}text"))
    assert len(lines) == 5
    assert [line.endswith("…") for line in lines] == [False, False, False, True, True]
    assert max(map(len, lines)) < 30


def test_at_most_so_many_steps_are_drawn() -> None:
    found = drawn(flow.flow([step(number, "we push") for number in range(1, 100)], "told"))
    assert len(list(found.iter(f"{SVG}rect"))) == flow.DRAWN


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.text(max_size=400), st.text(max_size=100))
def test_any_text_makes_a_whole_picture_with_its_boxes_inside(text: str, meta: str) -> None:
    found = drawn(flow.flow([step(1, one_line(text), one_line(meta), one_line(meta))], "told"))
    width, height = (float(str(found.get(side))) for side in ("width", "height"))
    for box in found.iter(f"{SVG}rect"):
        assert float(str(box.get("y"))) + float(str(box.get("height"))) <= height
        assert float(str(box.get("x"))) + float(str(box.get("width"))) <= width


@settings(max_examples=100, derandomize=True, deadline=None)
@given(st.text(max_size=200))
def test_a_diagram_gives_no_sign_of_theirs_a_meaning(text: str) -> None:
    assert PLAIN.fullmatch(flow.coded(text)), flow.coded(text)


@pytest.mark.parametrize(
    ("text", "coded"),
    [
        ('say "no"; end', "say #34;no#34;#59; end"),
        ("%%{init}%% [a](b) #35; `x`", "#37;#37;#123;init#125;#37;#37; #91;a#93;(b) #35;35#59; #96;x#96;"),
        ("a\nb\x1b", "a b␛".replace("␛", f"#{ord('␛')};")),
        ("Gestão, 日本 it's", "Gestão, 日本 it's"),
    ],
)
def test_signs_that_mean_something_are_written_as_numbers(text: str, coded: str) -> None:
    assert flow.coded(text) == coded


def test_a_diagram_holds_as_many_tellings_as_will_be_drawn() -> None:
    lane = {"page": {"title": "Acme"}, "steps": [step(number, "we push") for number in range(1, 31)]}
    assert flow.charted([]) == 0
    assert flow.charted([lane]) == 1
    assert flow.charted([lane] * 40) == 13
    wide = {"page": {"title": "Acme"}, "steps": [step(number, ";" * 80) for number in range(1, 90)]}
    assert flow.charted([wide] * 9) == 2
    assert flow.mermaid([]) == "flowchart TB"
