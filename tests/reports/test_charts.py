from __future__ import annotations

from xml.etree import ElementTree

from interviewkit.reports.charts import curve, customers, interval

CELLS = [
    {"name": "Acme", "state": "silent", "said": "with whom it did not come up"},
    {"name": "<Bolt> & Co", "state": "supports", "said": "supports it"},
    {"name": "Dune", "state": "contradicts", "said": "contradicts it"},
]


def drawn(picture: str) -> ElementTree.Element:
    """The picture as the tree it is; anything that is not well formed fails the test."""
    return ElementTree.fromstring(picture)  # noqa: S314  we made it


def test_an_interval_is_drawn_to_scale_and_said_in_words() -> None:
    picture = drawn(interval(0.5, [0.25, 0.75], 0.25))
    assert picture.get("aria-label") == "50 %, interval 25–75 %; the line is at 25 %"
    bar, point = picture.find("rect"), picture.find("circle")
    assert bar is not None and point is not None
    assert (bar.get("x"), bar.get("width"), point.get("cx")) == ("40.0", "80.0", "80.0")


def test_without_anybody_there_is_no_point() -> None:
    picture = drawn(interval(None, [0, 1], 0.25))
    assert picture.get("aria-label") == "nobody was heard who could have spoken to it"
    assert picture.find("circle") is None


def test_each_customer_has_a_cell_with_sign_and_title_in_the_order_of_states() -> None:
    picture = drawn(customers(CELLS, "1 supports it"))
    found = [(cell.findtext("title"), cell.findtext("text"), cell.get("class")) for cell in picture.iter("g")]
    assert found == [
        ("<Bolt> & Co: supports it", "+", "cell supports"),
        ("Dune: contradicts it", "−", "cell contradicts"),
        ("Acme: with whom it did not come up", "·", "cell silent"),
    ]
    assert picture.get("aria-label") == "1 supports it"


def test_many_customers_take_several_rows() -> None:
    picture = drawn(customers([CELLS[1]] * 31, ""))
    assert (picture.get("width"), picture.get("height")) == ("342", "66")


def test_a_curve_needs_two_interviews_and_is_said_in_words() -> None:
    points = [{"interview": "a", "new": 3, "total": 3}, {"interview": "b", "new": 0, "total": 3}]
    assert curve(points[:1]) == ""
    picture = drawn(curve(points))
    assert picture.get("aria-label") == "3 words after 2 interviews; after each: 3, 3"
    assert [title.text for title in picture.iter("title")] == ["a: 3 new, 3 so far", "b: 0 new, 3 so far"]


def test_a_curve_without_any_word_lies_on_the_ground() -> None:
    points = [{"interview": "a", "new": 0, "total": 0}] * 2
    assert {dot.get("cy") for dot in drawn(curve(points)).iter("circle")} == {"160.0"}
