"""Slugs for names that people type."""

from __future__ import annotations

from collections.abc import Iterable


def slug_of(text: str, otherwise: str) -> str:
    """The slug of a name; a name without any letter that has one gets `otherwise` and a number of its own."""
    from slugify import slugify

    made: str = slugify(text, max_length=60, word_boundary=True)
    if made:
        return made
    from zlib import crc32

    return f"{otherwise}-{crc32(text.encode()):08x}"


def free(slug: str, taken: Iterable[str]) -> str:
    """The slug, or with -2, -3 … behind it the first one that is not taken."""
    used = set(taken)
    if slug not in used:
        return slug
    number = 2
    while f"{slug}-{number}" in used:
        number += 1
    return f"{slug}-{number}"
