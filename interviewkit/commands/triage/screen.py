"""A screen of triage: what is to be decided, the entry among its neighbours, what may be typed."""

from __future__ import annotations

from interviewkit import console, dates, output
from interviewkit.commands import showing
from interviewkit.commands.triage import deciding
from interviewkit.commands.triage.decisions import ENTRY, PARKED, Decision
from interviewkit.dbfile import Row

ASKED = {
    "look": "you wanted to look at it again",
    "untagged": "no tag yet",
    "unlinked": "a problem or pain without an item",
    "unlabelled": "without a label",
    "unread": "what would you tag it?",
    "opinion": "an opinion?",
    "unanswered": "parked, without an answer",
    "unexplained": "nobody has explained it yet",
}
MARGIN = 6


def screen(decision: Decision, place: str, advice: list[Row], labels: list[Row]) -> str:
    """The whole screen as text; `place` is "3 of 14".

    `advice` are the suggestions that + takes by number, `labels` those that & takes by number.
    """
    body = _entry(decision, advice, labels) if decision.row["what"] == ENTRY else _question(decision.row)
    return f"{_head(decision, place)}\n\n{body}"


def unread(decision: Decision, place: str) -> str:
    """The screen of an entry without anything that somebody made of it."""
    words = _words(decision.row | {"tags": [], "labels": []})
    keys = console.paint(deciding.BLIND, "dim")
    parts = [_neighbour(decision.before), words, _neighbour(decision.after), keys]
    return "\n".join([_head(decision, place), "", *(part for part in parts if part)])


def _head(decision: Decision, place: str) -> str:
    interview = decision.interview
    why = ", ".join(ASKED[reason] for reason in decision.row["reasons"]) or "decided, Enter goes on"
    return console.paint(f"{interview['ref']} · {interview['customer_name']} · {place} · {why}", "bold")


def _entry(decision: Decision, advice: list[Row], labels: list[Row]) -> str:
    parts = [_neighbour(decision.before), _words(decision.row), _neighbour(decision.after)]
    if decision.row["proposes"]:
        parts.append(f"“{decision.row['because']}” sounds like an opinion: o\n")
    if advice:
        parts.append("May speak to\n" + "".join(_advised(number, one) for number, one in enumerate(advice, start=1)))
    if labels:
        offered = "   ".join(f"&{number} {one['label']}" for number, one in enumerate(labels, start=1))
        parts.append(_cut(f"Labels used before   {offered}") + "\n")
    parts.append(console.paint(deciding.HELP, "dim"))
    return "\n".join(part for part in parts if part)


def _words(row: Row) -> str:
    """The entry with everything that hangs on it, its moment on this machine's clocks."""
    return showing.entry(row | {"at": f"{dates.short_day(row['at'])} {dates.local(row['at']):%H:%M}"})


def _neighbour(row: Row | None) -> str:
    """The entry before or after, on one dim line."""
    if row is None:
        return ""
    number = row["ref"].rpartition("/")[2]
    words = " ".join((showing.quoted(row) if row["answer"] else row["question"]).split())
    return console.paint(_cut(f"{number:>3}  {words}"), "dim") + "\n"


def _advised(number: int, one: Row) -> str:
    return _cut(f"  +{number}  {one['item']}  {one['title']}") + "\n"


def _question(row: Row) -> str:
    if row["what"] == PARKED:
        number = row["ref"].rpartition("/")[2]
        why = f"     why: {row['why']}\n" if row["why"] else ""
        return f"{number:>3}  {row['question']}\n{why}\n{console.paint(_TYPE.format('the answer'), 'dim')}"
    return f"     {row['word']}\n\n{console.paint(_TYPE.format('what it means'), 'dim')}"


_TYPE = "Type {}.   Enter next  u undo  q quit"


def _cut(text: str) -> str:
    """As much of a text as fits on a line of the terminal."""
    room = console.width() - 1
    if output.cells(text) <= room:
        return text
    kept = ""
    for sign in text:
        if output.cells(kept + sign) >= room:
            break
        kept += sign
    return f"{kept}…"
