"""What is left to decide about an entry when the interview is over."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from interviewkit.evidence.ranking import HURTS
from interviewkit.vocabulary import Evidence, Stance

# What they could not do is something that happened to them: "we could not merge for a day".
_SUPPOSING = re.compile(r"\b(would|could(?!n['’]t|\s+not\b)|might|maybe)(?:n['’]t|['’]ve)?\b", re.IGNORECASE)


class Reason(StrEnum):
    """Why an entry waits for a decision."""

    LOOK = "look"
    UNTAGGED = "untagged"
    UNLINKED = "unlinked"
    UNLABELLED = "unlabelled"
    OPINION = "opinion"


def supposing(answer: str | None) -> str | None:
    """The first would, could, might or maybe of an answer, as it was written; None when nothing is only supposed."""
    found = _SUPPOSING.search(answer or "")
    return found[0] if found else None


def reasons(entry: Mapping[str, Any], seen: str | None, tagged: Mapping[str, str]) -> list[Reason]:
    """What is undecided about an entry (a row of `queries.entries`), most pressing first.

    `seen` is the uid of the change by which the author last went through it, None when they have not; `tagged` holds
    the uid of the change that made each tag, by the tag's uid. What was gone through is decided, also by leaving it
    as it is; a tag that came after that is not. A remark of the team needs no tag. A problem or pain that no item
    answers needs a label, or it stands under no theme in the report of gaps.
    """
    found = [Reason.LOOK] if entry["look"] else []
    said = bool((entry["answer"] or "").strip())
    if said and not entry["observation"] and not entry["tags"] and seen is None:
        found.append(Reason.UNTAGGED)
    hurting = [tag for tag in entry["tags"] if tag["kind"] in HURTS and (seen is None or seen < tagged[tag["uid"]])]
    if any(not tag["links"] for tag in hurting):
        found.append(Reason.UNLINKED)
    if not entry["labels"] and not all(_is_answered(tag) for tag in hurting):
        found.append(Reason.UNLABELLED)
    if entry["evidence"] == Evidence.EXPERIENCE and seen is None and supposing(entry["answer"]):
        found.append(Reason.OPINION)
    return found


def _is_answered(tag: Mapping[str, Any]) -> bool:
    """Whether an item answers what the tag says."""
    return any(link["stance"] == Stance.SUPPORTS for link in tag["links"])
