"""What a report or an export looks at: the scope options, made into a scope."""

from __future__ import annotations

from interviewkit import dates, references
from interviewkit.dbfile import Store
from interviewkit.errors import NotFound, UsageError
from interviewkit.fieldwork.slugs import slug_of
from interviewkit.queries import asking
from interviewkit.queries.scope import Scope
from interviewkit.vocabulary import Source

MOST = 8  # topics that a sentence names


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
        topics=tuple(_topic(store, topic) for topic in topics or ()),
        customers=tuple(references.customer(store, name)["slug"] for name in customers or ()),
        participants=tuple(references.participant(store, name)["uid"] for name in participants or ()),
    )


def _topic(store: Store, name: str) -> str:
    """The slug of a topic that an interview or a roadmap item has; a unique beginning will do.

    Errors: NotFound, naming those there are; UsageError for a beginning of several.
    """
    slug, known = slug_of(name, "topic"), asking.known_topics(store)
    meant = [slug] if slug in known else [one for one in known if one.startswith(slug)]
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise UsageError(f"{name} could be {_some(meant)}; write more of it")
    there = f"there are {_some(known)}" if known else "no interview and no roadmap item has one"
    raise NotFound(f"there is no topic {name!r}{references.nearest(slug, known)}; {there}; see interviewkit list")


def _some(slugs: list[str]) -> str:
    return ", ".join(slugs[:MOST]) + (", …" if len(slugs) > MOST else "")
