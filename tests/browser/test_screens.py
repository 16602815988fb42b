"""The pictures in the README: the first screen of the roadmap report, and one item's card.

UPDATE_SCREENS=1 takes them anew, from the study of these tests, at twice the size; look at them then.
"""

from __future__ import annotations

import io
import os
import struct
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browsing import Opened
from program import Run

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SCREENS = Path(__file__).parents[1] / "data" / "screens"
WIDE, HIGH, SCALE = 1200, 900, 2
LARGEST = 150_000
NOW = "2026-11-21T12:00:00Z"
TITLED = {"report.png": "Roadmap validation", "item.png": "Faster builds"}


def taken(browser: Browser, path: Path, name: str) -> bytes:
    """One of the pictures as PNG: the top of the page, or the card of its first item down to the quotes."""
    page = browser.new_page(viewport={"width": WIDE, "height": HIGH}, device_scale_factor=SCALE)
    page.goto(path.absolute().as_uri())
    if name == "item.png":
        page.add_style_tag(content=".card .quote:nth-of-type(n + 3), .card .sides ~ * { display: none; }")
        shot = page.locator("article.card").first.screenshot()
    else:
        shot = page.screenshot()
    page.close()
    return shot


def small(picture: bytes) -> bytes:
    """The picture with a palette of 64 colours, which is enough for text and a chart."""
    from PIL import Image

    kept = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as opened:
        opened.convert("RGB").quantize(64, kmeans=2, dither=Image.Dither.NONE).save(kept, "PNG", optimize=True)
    return kept.getvalue()


@pytest.mark.parametrize("name", TITLED)
def test_the_readme_s_picture_is_there_and_small(run: Run, study: Path, browser: Browser, name: str) -> None:
    kept = SCREENS / name
    if os.environ.get("UPDATE_SCREENS"):
        run(f"--db {study} report roadmap -o report.html", env={"INTERVIEWKIT_NOW": NOW, "HOME": str(study.parents[1])})
        kept.write_bytes(small(taken(browser, Path("report.html"), name)))
    picture = kept.read_bytes()
    wide, high = struct.unpack(">II", picture[16:24])  # PNG, 11.2.2: the header's first two values
    assert picture.startswith(b"\x89PNG")
    assert len(picture) <= LARGEST
    assert wide >= SCALE * 900
    assert high >= SCALE * 600


def test_what_the_pictures_show_is_there(run: Run, study: Path, opened: Opened) -> None:
    run(f"--db {study} report roadmap -o report.html")
    page = opened(Path("report.html"), WIDE)
    titles = [page.locator("h1").inner_text(), page.locator("article.card h3").first.inner_text()]
    assert titles == list(TITLED.values())
    assert page.locator(".summary.items").bounding_box()["y"] < HIGH / 2  # type: ignore[index]  # it is on the page
