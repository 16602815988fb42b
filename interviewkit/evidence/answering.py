"""Whether a roadmap item answers what hurts a customer: one that is coming, one that has shipped, or none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from interviewkit.evidence.gaps import ANSWERING

Tie = Mapping[str, Any]


class Answer(StrEnum):
    """What one problem or pain can look forward to, or was given."""

    COMING = "coming"
    SHIPPED = "shipped"
    STILL_HURTS = "still-hurts"
    NONE = "none"


def answer_of(ties: Iterable[Tie], started_at: str) -> Answer:
    """What a problem or pain, told in an interview that started at this moment, comes to by its links.

    A link has `stance`, and its item's `status` and `shipped_at`. Supporting links to planned or building items
    are what is coming (as for gaps); a shipped one answers it, unless after that day somebody said that it hurts
    all the same (`contradicts`). An item that was dropped answers nothing.
    """
    found = {_one(tie, started_at) for tie in ties}
    order = (Answer.STILL_HURTS, Answer.COMING, Answer.SHIPPED)
    return next((answer for answer in order if answer in found), Answer.NONE)


def after_shipping(tie: Tie, started_at: str) -> bool:
    """Whether it was told after the item had shipped: then it tells of the item, not of the need."""
    return tie["status"] == "shipped" and tie["shipped_at"] is not None and started_at >= tie["shipped_at"]


def _one(tie: Tie, started_at: str) -> Answer:
    supports = tie["stance"] == "supports"
    if supports and tie["status"] in ANSWERING:
        return Answer.COMING
    if supports and tie["status"] == "shipped":
        return Answer.SHIPPED
    if tie["stance"] == "contradicts" and after_shipping(tie, started_at):
        return Answer.STILL_HURTS
    return Answer.NONE
