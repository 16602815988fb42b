"""How tests open a report in a browser, and how they read what it prints."""

from __future__ import annotations

import io
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ON_ONE_PAGE = "tr, figure.quote, .card header, li:not(:has(li)), dt"
"""What a printed page may not cut in two."""


class Opened:
    """Opens files; `heard` is every request they made and everything they wrote to the console."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.heard: list[str] = []
        self.pages: list[Page] = []

    def __call__(self, path: Path, width: int = 1440, scheme: Any = "light") -> Page:
        """The page at a width in CSS pixels, in a colour scheme (light or dark)."""
        address = path.absolute().as_uri()
        page = self.browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page.on("console", lambda message: self.heard.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: self.heard.append(f"error: {error}"))
        page.on("request", lambda asked: self._asked(asked.url, address))
        page.goto(address)
        self.pages.append(page)
        return page

    def close(self) -> None:
        """Close what was opened."""
        for page in self.pages:
            page.close()

    def _asked(self, url: str, address: str) -> None:
        if url != address:
            self.heard.append(f"request: {url}")


def cut_on_paper(page: Page) -> list[str]:
    """What the page, printed to A4, spreads over two sheets although it should stand on one."""
    from pypdf import PdfReader

    page.emulate_media(media="print")
    wanted = page.eval_on_selector_all(
        ON_ONE_PAGE, "all => all.filter(one => one.checkVisibility()).map(one => one.innerText)"
    )
    sheets = [_signs(sheet.extract_text()) for sheet in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]
    return [text for text in wanted if _signs(text) and not any(_signs(text) in sheet for sheet in sheets)]


def _signs(text: str) -> str:
    """The text without blanks, controls and emoji, ligatures spelled out: what a PDF keeps of it."""
    spelled = re.sub(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069]", "", unicodedata.normalize("NFKC", text))
    return "".join(sign for sign in spelled if unicodedata.category(sign) not in ("Cc", "So", "Sk"))
