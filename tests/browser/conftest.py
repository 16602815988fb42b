"""A real browser, where one is installed: Debian's Chromium, driven by the `browser` extra.

Without them these tests say so and are skipped; BROWSER_TESTS=required makes that a failure.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from browsing import Opened
from program import run as ran

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NOW = "2026-11-21T12:00:00Z"
LATER = ("vantaa-air-2026-10-28", "frostbite-robotics-2026-11-10", "halvorsen-marine-2026-11-20")
WORKSHOP = (
    "start Week --at 2026-11-16 --customers 'Tofu Ledger,Cocina Nube,Kivu Metro' --member Ann --dots 2",
    "came --all --except kivu-metro",
    "group Red --customer tofu-ledger --customer cocina-nube --member Ann",
    "problem 'the build queue is full at noon' --customer cocina-nube --link faster-builds",
    "problem 'invoices come twice' --customer tofu-ledger --severity 2",
    "problem 'nobody reads the <b>reports</b>, and they come every night all the same' --customer tofu-ledger",
    "pick Red 1 2",
    "vote tofu-ledger 1 2",
    "vote cocina-nube 1 2",
    "choose 1 2",
    "deliver 1 --state production --by Ann --takes 2h",
    "deliver 2 --state blocked --why 'it needs a decision of legal'",
    "end",
)


@pytest.fixture(scope="module")
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


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo study's store, with a snapshot of the autumn before and a workshop."""
    folder = tmp_path_factory.mktemp("browsed")
    known = {"HOME": str(folder), "INTERVIEWKIT_AS": "ann"}
    today, autumn = known | {"INTERVIEWKIT_NOW": NOW}, known | {"INTERVIEWKIT_NOW": "2026-09-30T12:00:00Z"}
    ran(["demo", "--keep", str(folder)], env=today)
    store = folder / ".interviewkit" / "interviews.db"

    def ik(words: str, env: Mapping[str, str] = today) -> None:
        ran(f"--db {store} {words}", env=env)

    for later in LATER:
        ik(f"delete {later}")
    ik("snapshot autumn", autumn)
    for later in LATER:
        ik(f"undelete {later}")
    for words in WORKSHOP:
        ik(f"workshop {words}")
    return store


def _missing(what: str) -> NoReturn:
    if os.environ.get("BROWSER_TESTS") == "required":
        pytest.fail(what)
    pytest.skip(what)
