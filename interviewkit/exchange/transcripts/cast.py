"""Who of those who speak is the customer and who asks: what the user says, else what can be told from the names."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from interviewkit.errors import UsageError
from interviewkit.exchange.transcripts.labels import folded, tidy

CUSTOMER, INTERVIEWER, TEXT = "customer", "interviewer", "text"
ROLES = (CUSTOMER, INTERVIEWER)
SHOWN = 40

_ASKING = frozenset(
    {"interviewer", "moderator", "researcher", "facilitator", "interviewers", "host", "question", "q", "int"}
)
_ASKED = frozenset(
    {"interviewee", "participant", "respondent", "informant", "customer", "client", "guest", "answer", "a", "user"}
)
_NOBODY = re.compile(r"(?:unknown|unidentified)(?: speaker)?(?: ?\d+)?|speaker \?|\?+|multiple speakers", re.IGNORECASE)
_NO_NAME = re.compile(
    r"(?:speaker|voice|person|spk|p|s)[ _#-]*[a-z]?\d*",
    re.IGNORECASE,
)


class Part(NamedTuple):
    """What a label stands for: its role (None for nobody known), whose it is, and their name if it is one."""

    role: str | None
    person: str
    name: str | None


class Wish(NamedTuple):
    """What the user said of a label: a role, a name (another label's, or the person's own), or both."""

    role: str | None
    name: str | None


Cast = dict[str, Part]


def wishes(options: Sequence[str]) -> dict[str, Wish]:
    """What `--speakers` says, by folded label: `A=customer,B=interviewer`, `A=Ann`, `A=customer:Ann`, `A=text`.

    A comma inside a label is no end of it. Errors: UsageError for what is no such list.
    """
    found: dict[str, Wish] = {}
    for option in options:
        rest = ""
        for part in option.split(","):
            rest = f"{rest},{part}" if rest else part
            if "=" in part:
                name, _, value = rest.rpartition("=")
                found[folded(name)] = _wish(name, value.strip())
                rest = ""
        if rest.strip():
            raise UsageError(f"--speakers names each speaker's part: --speakers '{rest.strip()[:SHOWN]}=customer'")
    return found


def asked(speakers: Sequence[str], wanted: Mapping[str, Wish], interviewers: Collection[str]) -> tuple[Cast, list[str]]:
    """The part of each speaker (a label of the file), and the labels whose part nobody can know.

    Who was named as interviewer asks, and who is called so ("Interviewer", "Moderator"); a sole other one is the
    customer. A wish may name a label by its first word. Errors: UsageError for one about a label that is not there.
    """
    wanted = _aimed(speakers, wanted)
    cast: Cast = {}
    for name in speakers:
        wish = wanted.get(folded(name), Wish(None, None))
        own = tidy(wish.name or name)
        same = folded(own)
        other = wanted.get(same, Wish(None, None)) if same != folded(name) else Wish(None, None)
        role = wish.role or other.role or _told(own, interviewers)
        cast[name] = Part(role, same, own if _is_name(own) else None)
    open_ones = [name for name in speakers if cast[name].role is None and not _NOBODY.fullmatch(tidy(name))]
    persons = {cast[name].person for name in open_ones}
    role = _sole(cast) if len(persons) == 1 else None
    if role:
        cast |= {name: cast[name]._replace(role=role) for name in open_ones}
        open_ones = []
    return cast, open_ones


def is_one_of(label: str, names: Collection[str]) -> bool:
    """Whether a label is one of the names: the same, or one of the two is the other's first word."""
    return any(_same_person(label, name) for name in names)


def _sole(cast: Cast) -> str | None:
    """The part of the only one left: the customer, unless everybody else is and nobody asks."""
    roles = [part.role for part in cast.values() if part.role]
    return INTERVIEWER if roles and INTERVIEWER not in roles else CUSTOMER


def _told(name: str, interviewers: Collection[str]) -> str | None:
    if is_one_of(name, interviewers):
        return INTERVIEWER
    word = _without_number(name)
    if word in _ASKING:
        return INTERVIEWER
    return CUSTOMER if word in _ASKED or re.fullmatch(r"p\d{1,3}", folded(name)) else None


def _without_number(label: str) -> str:
    """A label's words without the number or letter that tells it from others: "Moderator 1"."""
    return re.sub(r"(?:[ _#-]+[a-z]|[ _#-]*\d+)$", "", folded(label))


def _is_name(label: str) -> bool:
    """Whether a label names somebody: "Speaker 1", "Moderator" and "Unknown" do not."""
    return not (_NO_NAME.fullmatch(label) or _NOBODY.fullmatch(label) or _without_number(label) in _ASKING | _ASKED)


def _same_person(label: str, name: str) -> bool:
    """Whether a label is that name: the same, or one of them is the other's first word; what is in brackets is none."""
    first = folded(re.sub(r"\([^()]*\)", "", label))
    second = folded(name)
    if not first or not second:
        return False
    return first == second or first.startswith(f"{second} ") or second.startswith(f"{first} ")


def _wish(name: str, value: str) -> Wish:
    if not tidy(name) or not value:
        raise UsageError("--speakers names each speaker and their part: --speakers 'Ann=customer,Jo=interviewer'")
    role, colon, person = value.partition(":")
    role = role.strip().casefold()
    if role in (*ROLES, TEXT) and not (colon and role == TEXT):
        return Wish(role, person.strip() or None)
    return Wish(None, value)


def _aimed(speakers: Sequence[str], wanted: Mapping[str, Wish]) -> dict[str, Wish]:
    """The wishes by the label that each means: exactly so, else the only one that begins with that name."""
    there = {folded(name) for name in speakers}
    named = {folded(wish.name) for wish in wanted.values() if wish.name}
    aimed = {}
    for name, wish in wanted.items():
        near = [folded(one) for one in speakers if _same_person(one, name)]
        if name in there | named or wish.role == TEXT:
            aimed[name] = wish
        elif len(near) == 1:
            aimed.setdefault(near[0], wish)
        else:
            known = ", ".join(tidy(one)[:SHOWN] for one in speakers[:20]) or "nobody by name"
            raise UsageError(f"--speakers: nobody in the file is called {name[:SHOWN]!r}; those who speak: {known}")
    return aimed
