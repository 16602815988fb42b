"""What a reader of an HTML report meets: on a phone and at a desk, by day and by night, on paper, by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsing import Opened, cut_on_paper
from program import Run

from interviewkit.reports.filters import one_line
from interviewkit.reports.kinds import KINDS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Written = Callable[[str], Path]

OF = {"roadmap": "faster-builds", "customer": "tsukimi-insurance", "interview": "tsukimi"}
REPORTS = [
    *(kind.name for kind in KINDS.values() if not kind.needed),
    *(f"{name} {of}" for name, of in OF.items()),
    "roadmap --since-snapshot autumn",
    "interview halvorsen-marine-2026-03-03 --full",
]
LOOKS = ((360, "light"), (360, "dark"), (1440, "light"), (1440, "dark"))
PICTURES = """
pictures => pictures.flatMap(picture => {
  const titles = [...picture.querySelectorAll("title")].map(one => one.textContent);
  const told = [picture.getAttribute("aria-label"), ...titles];
  const shown = [...picture.querySelectorAll("text:not(.tick, .scale)")].map(one => one.textContent);
  return shown.map(text => [text, told.join(" ")]);
})
"""
"""What stands in each picture, but for the ends of its scales, and what the picture says in words."""
ORDER = "rows => rows.filter(row => !row.hidden).map(row => row.dataset.item)"


@pytest.fixture
def page_of(run: Run, study: Path) -> Written:
    """Writes a report of the demo study as HTML."""

    def page_of(words: str) -> Path:
        run(f"--db {study} report {words} -o report.html")
        return Path("report.html")

    return page_of


@pytest.mark.parametrize("words", REPORTS)
def test_a_report_is_whole_and_without_a_fault_at_every_width_by_day_and_night_and_on_paper(
    page_of: Written, opened: Opened, words: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    path = page_of(words)
    for width, scheme in LOOKS if words == "roadmap" else LOOKS[::3]:
        page = opened(path, width, scheme)
        faults = Axe().run(page).response["violations"]
        assert [(fault["id"], fault["nodes"][0]["html"]) for fault in faults] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert unsaid(page) == []
    assert cut_on_paper(page) == []


def unsaid(page: Page) -> list[str]:
    """What stands in a picture and neither in its words nor on the page around it; a text may be cut there."""
    around = page.evaluate(
        "(() => { const all = document.body.cloneNode(true); all.querySelectorAll('svg, script').forEach(one =>"
        " one.remove()); return all.textContent; })()"
    )
    missing = []
    for text, told in page.eval_on_selector_all("svg", PICTURES):
        said = one_line(f"{told} {around}")
        parts = [part.strip() for part in one_line(text).removeprefix("! ").removesuffix("…").split(" · ")]
        missing += [part for part in parts if part not in said]
    return missing


def test_the_table_is_sorted_by_a_click_by_a_key_and_back(page_of: Written, opened: Opened) -> None:
    page = opened(page_of("roadmap"))
    own = page.eval_on_selector_all(".summary tbody tr", ORDER)
    head = page.locator(".summary th", has_text="Against")
    head.get_by_role("button").click()
    assert page.eval_on_selector_all(".summary tbody tr", ORDER)[:3] == [
        "automatic-upgrades",
        "search",
        "faster-builds",
    ]
    assert head.get_attribute("aria-sort") == "descending"
    assert page.locator("[role=status]").inner_text() == "Sorted by Against, descending"
    head.get_by_role("button").focus()
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    page.keyboard.press("Enter")
    assert page.eval_on_selector_all(".summary tbody tr", ORDER) == own
    assert head.get_attribute("aria-sort") is None


def test_a_phone_sorts_by_a_list(page_of: Written, opened: Opened) -> None:
    page = opened(page_of("roadmap"), 360)
    page.get_by_label("Sort").select_option("Item")
    sorted_by_title = page.eval_on_selector_all(".summary tbody tr", ORDER)
    assert sorted_by_title[:2] == ["chat-approvals", "audit-trail"]


def test_words_and_a_verdict_filter_the_table_and_what_stands_below(page_of: Written, opened: Opened) -> None:
    page = opened(page_of("roadmap"))
    page.get_by_label("Find").fill("oko")
    page.get_by_label("Show").select_option("validated")
    assert page.eval_on_selector_all(".summary tbody tr", ORDER) == ["faster-builds", "flaky-test-quarantine"]
    assert page.locator("#faster-builds").is_visible()
    assert not page.locator("#search").is_visible()
    assert page.locator("[role=status]").inner_text() == "2 of 11 items shown"
    page.get_by_label("Find").fill("no such word")
    assert page.eval_on_selector_all(".summary tbody tr", ORDER) == []


def test_without_scripts_the_page_reads_the_same(page_of: Written, browser: Browser) -> None:
    path = page_of("roadmap").absolute().as_uri()
    texts = []
    for scripted in (True, False):
        context = browser.new_context(java_script_enabled=scripted)
        page = context.new_page()
        page.goto(path)
        texts.append([page.locator(".summary tbody").inner_text(), page.locator("article").all_inner_texts()])
        context.close()
    assert texts[0] == texts[1]
