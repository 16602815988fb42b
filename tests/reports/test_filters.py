from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewkit.output import cells
from interviewkit.reports.filters import attributed, cut, hanging, markdown, one_line, spoken, together, weighed
from interviewkit.reports.wording import hurting, listed, percent, percents, plural


def quote(text: str, form: str = "note", **values: object) -> dict[str, object]:
    page = {"text": text, "form": form, "name": "Acme", "place": "/7", "said": values.pop("said", [])}
    return {"speaker": None, "page": page} | values


def test_a_share_is_written_with_its_sign_apart() -> None:
    assert (percent(0.583), percents(0.2366, 0.7634)) == ("58 %", "24–76 %")


def test_counts_and_lists_read_as_sentences() -> None:
    assert [plural(1, "customer"), plural(2, "customer"), plural(0, "entry", "entries")] == [
        *("1 customer", "2 customers", "0 entries"),
    ]
    assert [listed([]), listed(["a"]), listed(["a", "b", "c"])] == ["", "a", "a, b and c"]


def test_what_hurts_is_counted_where_it_is_there() -> None:
    tags = ({"problem": 2, "pain": 1}, {"problem": 0, "pain": 10}, {"problem": 1, "pain": 0})
    assert [hurting(one) for one in tags] == ["2 problems and 1 pain", "10 pains", "1 problem"]


def test_a_quote_says_how_bad_it_is_and_how_it_was_said() -> None:
    said = {"kind": "pain", "severity": 3, "evidence": "opinion", "prompted": True}
    assert weighed(said) == ["pain, blocking", "opinion, prompted"]
    assert weighed({"kind": "process", "severity": None, "evidence": "shown", "prompted": False}) == [
        "process",
        "shown",
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("short", "short"),
        ("", ""),
        ("one two three four", "one two…"),
        ("onetwothreefour", "onetwothr…"),
        ("a\n\n b", "a b"),
    ],
)
def test_a_text_is_cut_at_ten_signs(text: str, shown: str) -> None:
    assert cut(text, 10) == shown


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("quote", "“a day is gone” Acme /7"),
        ("note", "a day is gone, Acme /7"),
        ("observation", "[a day is gone], Acme /7"),
        ("question", "asked: a day is gone, Acme /7"),
    ],
)
def test_only_verbatim_words_stand_in_quotation_marks(form: str, shown: str) -> None:
    assert attributed(quote("a day is gone", form)) == shown


def test_what_was_prompted_says_so_and_the_speaker_is_left_to_the_pages() -> None:
    said = quote("we could", speaker="Ann", said=["Ann", "opinion", "prompted"])
    assert attributed(said) == "we could, Acme /7 (opinion, prompted)"
    assert spoken(said) == "we could"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# heading", "\\# heading"),
        ("1. first", "1\\. first"),
        ("- list", "\\- list"),
        ("= line", "\\= line"),
        ("a|b", "a\\|b"),
        ("<b>&lt;", "&lt;b&gt;\\&lt;"),
        ("[x](y)", "\\[x\\](y)"),
        ("http://x.example www.x.example", "http\\://x.example www\\.x.example"),
        ("ann@acme.example", "ann@&#8203;acme.example"),
        ("plain, text: 5 of 9 (55 %)!", "plain, text: 5 of 9 (55 %)!"),
    ],
)
def test_markdown_shows_signs_as_signs(text: str, shown: str) -> None:
    assert markdown(text) == shown


def test_a_number_keeps_its_unit_and_its_whole_on_its_line() -> None:
    said = "from 7 of 12 in all (58 %, 32–81 %), 2 h – 3 d later"
    assert [hanging(said, width) for width in (12, 14)] == [
        "from 7 of 12\nin all\n(58 %,\n32–81 %),\n2 h – 3 d\nlater",
        "from 7 of 12\nin all (58 %,\n32–81 %), 2 h\n– 3 d later",
    ]
    assert together(said).replace("\u00a0", "_") == "from 7_of_12 in all (58_%, 32–81_%), 2_h – 3_d later"
    assert together("2 hats of 3") == "2 hats of 3"
    assert hanging("1234567 of 1234567", 10) == "1234567 of\n1234567"


@given(st.text())
def test_one_line_is_one_line_and_harmless(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert "\x1b" not in line


@given(st.lists(st.text("ab字", min_size=1, max_size=8), min_size=1), st.integers(20, 60))
def test_wrapping_loses_no_word_and_keeps_the_width(words: list[str], width: int) -> None:
    wrapped = hanging(" ".join(words), width, 4, "ab: ")
    assert wrapped.removeprefix("ab: ").split() == words
    assert max(map(cells, wrapped.split("\n"))) <= width
