"""Slugs for names that people type."""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

LONGEST = 60


def slug_of(text: str, otherwise: str) -> str:
    """The slug of a name; a name without any letter that has one gets `otherwise` and a number of its own."""
    return slug_in(text) or f"{otherwise}-{_number(text)}"


def slug_in(text: str) -> str:
    """The slug that the letters of a text make, of at most 60 signs; empty where they make none.

    One that would be longer ends in a number made of all of it: names that only begin alike stay apart.
    """
    from slugify import slugify

    whole: str = slugify(text)
    if len(whole) <= LONGEST:
        return whole
    number = _number(whole)
    beginning: str = slugify(text, max_length=LONGEST - len(number) - 1, word_boundary=True)
    return f"{beginning}-{number}"


def free(slug: str, taken: Iterable[str]) -> str:
    """The slug, or with -2, -3 … behind it the first one that is not taken."""
    used = set(taken)
    if slug not in used:
        return slug
    number = 2
    while f"{slug}-{number}" in used:
        number += 1
    return f"{slug}-{number}"


def _number(text: str) -> str:
    """Eight signs that tell a text from others."""
    return f"{crc32(text.encode()):08x}"
