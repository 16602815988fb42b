"""Records without anybody's name: every text goes through a mask, also slugs and uids, and what points at them.

What the mask makes alike, such as two customers that were merged, is told apart again where a store asks for it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from interviewkit.masking import Mask
from interviewkit.queries.known import ABROAD
from interviewkit.store.merge import JOURNAL, references
from interviewkit.store.records import Record, telling_apart

_SLUGS = frozenset({"slug", "topic_slug"})
_NO_SLUG = re.compile(r"[^a-z0-9-]+")
_NO_UID = re.compile(r"[^a-z0-9:/._-]+")


def masked(records: Iterable[Record], mask: Mask) -> Iterator[Record]:
    """The same records with every name masked, in the order of their new uids: the old one would tell the alphabet.

    Meant for the records that stand now: earlier versions hold names in ways that no mask reaches.
    """
    aliases = _Aliases(mask)
    for table, group in groupby(records, itemgetter(0)):
        rows = [{name: aliases.value(table, name, value) for name, value in row.items()} for _, row in group]
        for row in sorted(rows, key=itemgetter("uid")):
            yield table, row


class _Aliases:
    """What names became, by the column that they stand in; `taken` are the values that a column has had already."""

    def __init__(self, mask: Mask) -> None:
        self.mask = mask
        self.known: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        self.taken: dict[tuple[str, str], set[str]] = defaultdict(set)

    def value(self, table: str, name: str, value: Any) -> Any:
        """A column's value, masked; the team's own names too, where a customer has such a name."""
        if name in ABROAD:
            return ABROAD[name]
        if not isinstance(value, str):
            return value
        to = _target(table, name)
        if to == "change":
            return value
        if to:
            return self._alias(to, "uid", value)
        if name in telling_apart(table):
            return self._alias(table, name, value)
        return self._formed(table, name, value)

    def _alias(self, table: str, name: str, value: str) -> str:
        """A value that is another one for every other value."""
        known, taken = self.known[table, name], self.taken[table, name]
        if value not in known:
            formed = self._formed(table, name, value)
            free, number = formed, 2
            while free in taken:
                free, number = f"{formed}-{number}", number + 1
            known[value] = free
            taken.add(free)
        return known[value]

    def _formed(self, table: str, name: str, value: str) -> str:
        """The masked value in the form that the column asks for."""
        found: str = self.mask.text(value) if name == "author" else self.mask.plain({name: value})[name]
        if found == value:
            return value
        if name == "uid":
            return _NO_UID.sub("-", found.lower())
        if name in _SLUGS or (table, name) in (("label", "name"), ("item_topic", "name")):
            return _NO_SLUG.sub("-", found.lower()).strip("-") or "masked"
        return found


def _target(table: str, name: str) -> str | None:
    """The table that a column's uid is of: `change`, whose uids tell nothing, or one of a study."""
    if table == "change":
        return {"uid": "change", "undoes": "change", "interview": "interview"}.get(name)
    if name == "change" or table in JOURNAL:
        return "change" if name == "change" else None
    return references(table).get(name)
