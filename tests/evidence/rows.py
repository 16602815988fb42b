"""Small studies for the tests: rows with a sensible value for all that a test does not name."""

from __future__ import annotations

from collections.abc import Iterable

from interviewkit.evidence.study import Customer, Interview, Item, Link, Tagged


def a_customer(slug: str, segments: Iterable[str] = (), internal: bool = False) -> Customer:
    """A regular customer named like its slug."""
    return Customer(slug, slug.title(), internal, "regular", frozenset(segments), None)


def an_interview(ref: str, topic: str = "", day: str = "2026-03-01", entries: int = 5) -> Interview:
    """An interview `customer-…` at ten on a day; the customer is the reference's first word."""
    return Interview(ref, ref.split("-", maxsplit=1)[0], topic, "interview", f"{day}T10:00:00.000Z", entries)


def an_item(
    slug: str = "faster-builds",
    segments: Iterable[str] = (),
    topics: Iterable[str] = (),
    status: str = "planned",
    shipped_at: str | None = None,
) -> Item:
    """A planned item for everybody, whose uid is its slug."""
    return Item(
        uid=slug,
        slug=slug,
        key=None,
        title=slug,
        status=status,
        horizon="now",
        segments=frozenset(segments),
        topics=frozenset(topics),
        shipped_at=shipped_at,
    )


def a_tag(
    ref: str,
    kind: str = "pain",
    *,
    evidence: str = "experience",
    severity: int | None = None,
    labels: Iterable[str] = (),
    at: str = "2026-03-01T10:05:00.000Z",
    verbatim: bool = False,
    observation: bool = False,
) -> Tagged:
    """A tag on the entry `customer-…/number`."""
    interview = ref.split("/", maxsplit=1)[0]
    return Tagged(
        ref=ref,
        interview=interview,
        customer=interview.split("-", maxsplit=1)[0],
        kind=kind,
        severity=severity,
        evidence=evidence,
        at=at,
        labels=frozenset(labels),
        question="",
        answer=f"what {ref} says",
        verbatim=verbatim,
        observation=observation,
        prompted=False,
        speaker=None,
        by=None,
        takes=None,
        author="ann",
    )


def a_link(tag: Tagged | str, stance: str = "supports", item: str = "faster-builds") -> Link:
    """A link from a tag, or from a plain tag on the entry named, to the item."""
    return Link(item, a_tag(tag) if isinstance(tag, str) else tag, stance)
