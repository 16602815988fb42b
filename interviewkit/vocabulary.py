"""The fixed words of the field, as enumerations; each value is what is typed, stored and printed."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a tag says an entry is: something broken, a step in how they work, what it costs them."""

    PROBLEM = "problem"
    PROCESS = "process"
    PAIN = "pain"


class Stance(StrEnum):
    """How a tagged entry speaks to a roadmap item."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    NEUTRAL = "neutral"


class Evidence(StrEnum):
    """How a statement was made; everything but an opinion is first-hand."""

    OPINION = "opinion"
    EXPERIENCE = "experience"
    SHOWN = "shown"
    COMMITMENT = "commitment"


class Lifecycle(StrEnum):
    """What a customer is to us now: onboarding, served, or stopped by a problem."""

    NEW = "new"
    REGULAR = "regular"
    BLOCKED = "blocked"


class Source(StrEnum):
    """How a conversation came about."""

    INTERVIEW = "interview"
    VISIT = "visit"
    SUPPORT_CALL = "support-call"
    CONFERENCE = "conference"
    COMPETITOR = "competitor"
    WORKSHOP = "workshop"
    DOGFOOD = "dogfood"
    CHECK_IN = "check-in"


class Consent(StrEnum):
    """Whether a participant agreed that their words are kept and shown."""

    YES = "yes"
    NO = "no"
    UNASKED = "unasked"


class Status(StrEnum):
    """Where a roadmap item stands."""

    PLANNED = "planned"
    BUILDING = "building"
    SHIPPED = "shipped"
    DROPPED = "dropped"


class Horizon(StrEnum):
    """When a roadmap item is meant to come."""

    NOW = "now"
    NEXT = "next"
    LATER = "later"


class Role(StrEnum):
    """What a member of our own team did in an interview."""

    INTERVIEWER = "interviewer"
    NOTE_TAKER = "note-taker"


class Delivery(StrEnum):
    """How far a problem chosen in a workshop got."""

    PRODUCTION = "production"
    PROTOTYPE = "prototype"
    BLOCKED = "blocked"
