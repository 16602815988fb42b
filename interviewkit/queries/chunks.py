"""Long lists of keys, in parts that every engine takes as parameters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

AT_ONCE = 500


class Part(NamedTuple):
    """Some of the keys: their places in the SQL (":k0, :k1, …") and their values."""

    places: str
    values: dict[str, Any]


def chunks(keys: Sequence[Any]) -> Iterator[Part]:
    """The keys, `AT_ONCE` at a time."""
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        yield Part(", ".join(f":k{n}" for n in range(len(some))), {f"k{n}": key for n, key in enumerate(some)})
