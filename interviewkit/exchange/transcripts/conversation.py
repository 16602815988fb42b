"""Turns as the entries that they become: an interviewer's is a question, the customer's that follow are its answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from interviewkit.exchange.transcripts.cast import CUSTOMER, INTERVIEWER, Cast
from interviewkit.exchange.transcripts.turns import Turn
from interviewkit.fieldwork.conversations import Said

REPEATED = 2_000  # signs of a question that further customers' answers carry too


def entries(turns: Iterable[Turn], cast: Cast) -> Iterator[Said]:
    """What is to be stored, in the file's order; nothing of the turns is missing in it.

    A question has one answer of each customer who speaks before the next one; when one of them speaks again, the
    customers are talking to each other, and that stays talk: entries without a question. So does what nobody known
    says, and that is nobody's very words: only a customer's are verbatim. A question that nobody answered is an entry
    of its own.
    """
    question: Turn | None = None
    answered: set[str] = set()
    for turn in turns:
        part = cast.get(turn.speaker or "")
        role = part.role if part else None
        if role == INTERVIEWER:
            if question is not None and not answered:
                yield Said(question.text, None, question.at, None)
            question, answered = turn, set()
            continue
        asked = None
        if role == CUSTOMER and part is not None and question is not None and part.person not in answered:
            asked = question.text if not answered or len(question.text) <= REPEATED else None
            answered.add(part.person)
        yield Said(asked, turn.text, turn.at, part.name if part and role == CUSTOMER else None, role == CUSTOMER)
    if question is not None and not answered:
        yield Said(question.text, None, question.at, None)
