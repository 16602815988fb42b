"""A bar on the terminal while something long is done; nothing at all in a pipe, with --quiet or on a dumb terminal."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from interviewkit import console

BAR = 24
PATIENCE = 0.3  # seconds before the first bar: what is done sooner needs none
PAUSE = 0.1  # seconds between two looks


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show how far something is; the function it gives is told how many of `total` are done so far."""
    look = time.monotonic() + PATIENCE
    shown = False

    def done(number: int) -> None:
        nonlocal look, shown
        moment = time.monotonic()
        if moment >= look:
            look = moment + PAUSE
            shown = True
            console.passing(line(what, number, total))

    try:
        yield done
    finally:
        if shown:
            console.passing("")


def line(what: str, number: int, total: int) -> str:
    """The bar as one line of at most 79 signs, such as `acme.vtt  ██████░░░░  1,234 of 5,000`."""
    total = max(total, number, 1)
    full = BAR * number // total
    counted = f"{number:,} of {total:,}"
    room = 79 - BAR - len(counted) - 4
    name = what if len(what) <= room else f"{what[: room - 1]}…"
    return f"{name}  {'█' * full}{'░' * (BAR - full)}  {counted}"
