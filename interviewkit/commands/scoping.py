"""What a report or an export looks at: the scope options, made into a scope."""

from __future__ import annotations

from interviewkit import dates, references
from interviewkit.dbfile import Store
from interviewkit.errors import UsageError
from interviewkit.fieldwork.slugs import slug_of
from interviewkit.queries.scope import Scope
from interviewkit.vocabulary import Source


def scope(
    store: Store,
    since: str | None,
    until: str | None,
    segments: list[str] | None,
    sources: list[Source] | None,
    topics: list[str] | None,
    customers: list[str] | None,
    participants: list[str] | None,
) -> Scope:
    """The scope that these options name: days as typed, things by any reference.

    Errors: UsageError, also for an end before the beginning; NotFound.
    """
    first, last = dates.since(since) if since else None, dates.until(until) if until else None
    if first and last and last <= first:
        raise UsageError(f"--until {until} is before --since {since}; name the earlier day with --since")
    return Scope(
        since=first,
        until=last,
        segments=tuple(references.segment(store, name)["slug"] for name in segments or ()),
        sources=tuple(source.value for source in sources or ()),
        topics=tuple(slug_of(topic, "topic") for topic in topics or ()),
        customers=tuple(references.customer(store, name)["slug"] for name in customers or ()),
        participants=tuple(references.participant(store, name)["uid"] for name in participants or ()),
    )
