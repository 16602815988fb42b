"""The dots that a roadmap item got in workshops: shown beside what interviews say, never added to it."""

from __future__ import annotations

from collections.abc import Mapping

from interviewkit.dbfile import Row
from interviewkit.reports.asking import Plain
from interviewkit.reports.wording import listed, plural


def with_votes(item: Plain, votes: Mapping[str, Row], names: Mapping[str, str]) -> Plain:
    """The item with its `votes` (dots, of all dots cast there, workshops, customers' slugs), None where no workshop
    had it on its ballot; on its page the same in words. `votes` are rows of `queries.workshops.votes_by_item` by
    item; `names` names customers by slug."""
    row = votes.get(item["uid"])
    found = {name: row[name] for name in ("dots", "cast", "workshops", "customers")} if row else None
    return item | {"votes": found, "page": item["page"] | {"votes": _in_words(found, names) if found else None}}


def _in_words(votes: Plain, names: Mapping[str, str]) -> str:
    """As "5 of 21 dots at 1 workshop (Acme, Bolt)"."""
    who = listed([names.get(slug, slug) for slug in votes["customers"]])
    told = f"{votes['dots']} of {plural(votes['cast'], 'dot')} at {plural(votes['workshops'], 'workshop')}"
    return f"{told} ({who})" if who else told
