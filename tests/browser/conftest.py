"""A real browser, where one is installed: Debian's Chromium, driven by the `browser` extra.

Without them these tests say so and are skipped; BROWSER_TESTS=required makes that a failure.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from browsing import Opened
from program import run as ran

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("the driver is not installed: pip install -e '.[test,browser]'")
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        _missing("no Chromium is installed: apt-get install chromium")
    with sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=found)
        yield launched
        launched.close()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opened]:
    """Opens pages; whatever they asked for or complained of fails the test at its end."""
    opening = Opened(browser)
    yield opening
    opening.close()
    assert opening.heard == []


@pytest.fixture(scope="session")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo study's store."""
    folder = tmp_path_factory.mktemp("browsed")
    ran(["demo", "--keep", str(folder)], env={"HOME": str(folder), "INTERVIEWKIT_NOW": "2026-11-21T12:00:00Z"})
    return folder / ".interviewkit" / "interviews.db"


def _missing(what: str) -> NoReturn:
    if os.environ.get("BROWSER_TESTS") == "required":
        pytest.fail(what)
    pytest.skip(what)
