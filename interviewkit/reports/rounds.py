"""Customers' states on an item, in one round or two, as a snapshot keeps them and as it gives them back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from interviewkit.evidence.changes import together
from interviewkit.evidence.roadmap import ItemEvidence, Round
from interviewkit.evidence.states import State
from interviewkit.queries.snapshots import BETWEEN

States = dict[str, State]


def states_of(one: Round | None) -> States:
    """Everybody who is counted in a round, by slug, with their state; nobody where there is no such round."""
    return {customer.slug: state for customer, state in one.cells} if one else {}


def written(found: ItemEvidence) -> dict[str, str]:
    """Everybody who is counted for an item, by slug, with the state or both states as `fieldwork.snapshots` has it."""
    need, after = states_of(found.need), states_of(found.after)
    if found.after is None:
        return {slug: state.value for slug, state in need.items()}
    return {slug: f"{need.get(slug, '')}{BETWEEN}{after.get(slug, '')}" for slug in sorted({*need, *after})}


def read_back(kept: Mapping[str, Iterable[str]]) -> tuple[States, States]:
    """What was written, apart by round; several texts of one customer, who was two then, come together."""
    said: tuple[dict[str, list[State]], dict[str, list[State]]] = ({}, {})
    for slug, texts in kept.items():
        for text in texts:
            for states, word in zip(said, text.split(BETWEEN), strict=False):
                if word:
                    states.setdefault(slug, []).append(State(word))
    need, after = ({slug: together(states) for slug, states in one.items()} for one in said)
    return need, after
