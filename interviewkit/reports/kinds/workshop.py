"""The week of a workshop on one page, and the mail to those who were there."""

from __future__ import annotations

from collections.abc import Sequence

from interviewkit import dates, references
from interviewkit.dbfile import Row, Store
from interviewkit.errors import NotFound, UsageError
from interviewkit.evidence.workshops import summary
from interviewkit.output import Field
from interviewkit.queries import workshops as asked_of
from interviewkit.reports.asking import Asked, Plain, Report
from interviewkit.reports.said import withheld_note
from interviewkit.reports.wording import listed, plural
from interviewkit.vocabulary import Delivery

COLUMNS = tuple(
    Field(key, key)
    for key in (
        *("uid", "ref", "title", "group", "picked", "rank", "dots", "voters", "customers", "chosen"),
        *("delivery.state", "delivery.by", "delivery.takes", "delivery.quick", "delivery.why", "delivery.at"),
    )
)
"""One row for each problem that stands for itself; `customers` counts those who stated it."""

STANDING = (
    "Dots show what a room wanted that day; they are never counted as evidence. What customers said about a problem"
    " is, in their interview of the workshop, like anything they say."
)
MEASURED = (
    "Concentration: the fewest problems that hold half of the dots, and the effective number of problems, 1 ÷ Σ p²,"
    " with p each problem's share of the dots (Laakso & Taagepera 1979). A quick win is in production in less than"
    " three hours."
)


def report(asked: Asked) -> Report:
    """The story of one workshop, as `queries.workshops.lately` says if none is named. Errors: NotFound, UsageError."""
    found, promised, others = _read(asked.store, asked.reference)
    problems = found["problems"]
    withheld = sum(one["withheld"] for problem in problems for one in (problem, *problem["joined"]))
    context = {
        **asked.head,
        **found,
        "withheld": withheld,
        "follow_ups": promised,
        "page": {
            "title": found["name"],
            "scope": [],
            "day": dates.short_day(found["held_at"]),
            "who": _who(found),
            "headline": _headline(found),
            "rules": _rules(found),
            "absent": [one["name"] for one in found["seats"] if not one["came"]],
            "elsewhere": [one["name"] for one in found["seats"] if one["came"] and not one["group"]],
            "ballot": [_ranked(one) for one in problems if one["picked"] or one["dots"]],
            "bars": _bars(found),
            "vote": _vote(found),
            "delivered": [one for one in problems if _state(one) == Delivery.PRODUCTION],
            "blocked": [one for one in problems if _state(one) == Delivery.BLOCKED],
            "owed": [_owed(one) for one in problems if one["chosen"] and _state(one) != Delivery.PRODUCTION],
            "promises": _promises(promised),
            "notes": [STANDING, MEASURED, *withheld_note(withheld, "problem", "problems"), *_which(found, others)],
        },
    }
    rows = [one | {"customers": len(one["customers"])} for one in problems]
    return Report(context, "workshop", rows, COLUMNS)


def mail(store: Store, reference: str | None, customer: str | None) -> Report:
    """The mail that follows a workshop, to one customer or to all who came; its context has `subject`.

    As long as the vote is secret no dots are in it. Errors: NotFound; UsageError in a workshop of the team's own.
    """
    found, promised, _ = _read(store, reference)
    if found["team"]:
        raise UsageError(f"{found['ref']} was of the team's own, with no customers to write to; see workshop show")
    seat = _seat(found, references.customer(store, customer)["slug"]) if customer else None
    problems = found["problems"]
    votes = (seat or {}).get("votes") or {}
    context = {
        "name": found["name"],
        "day": dates.short_day(found["held_at"]),
        "subject": f"{found['name']}: what came of the workshop",
        "to": seat["name"] if seat else "all",
        "came": seat is None or seat["came"],
        "said": [one["title"] for one in problems if seat and seat["name"] in one["customers"]],
        "voted": [one["title"] for one in problems if one["ref"] in votes],
        "won": [one for one in problems if one["dots"] and one["rank"] <= 3 and not one["chosen"]],
        "delivered": [one for one in problems if _state(one) == Delivery.PRODUCTION],
        "owed": [_owed(one) for one in problems if one["chosen"] and _state(one) != Delivery.PRODUCTION],
        "meet": _meeting(promised, seat),
    }
    return Report(context, "workshop-mail", [], ())


def _read(store: Store, reference: str | None) -> tuple[Plain, list[Row], list[str]]:
    """The workshop, its promises and, where none was named, the other ones that are open."""
    row = references.workshop(store, reference or asked_of.lately(store))
    others = [] if reference else asked_of.open_besides(store, row)
    return summary(asked_of.room(store, row)), asked_of.promises(store, row), others


def _which(found: Plain, others: Sequence[str]) -> list[str]:
    """Which workshop this is, where it might have been another one."""
    return [f"No workshop was named: this is {found['ref']}. Open, too: {listed(others)}."] if others else []


def _seat(found: Plain, slug: str) -> Plain:
    for one in found["seats"]:
        if one["customer"] == slug:
            seat: Plain = one
            return seat
    raise NotFound(f"{slug} was not invited to {found['name']}; see interviewkit workshop show")


def _state(one: Plain) -> str | None:
    return one["delivery"]["state"] if one["delivery"] else None


def _who(found: Plain) -> str:
    """Who came, as "7 of 9 customers came, in 3 groups"."""
    whom = [one for one in found["seats"] if (one["customer"] is None) == found["team"]]
    came = sum(one["came"] for one in whom)
    noun = "members" if found["team"] else "customers"
    groups = f", in {plural(len(found['groups']), 'group')}" if found["groups"] else ""
    return f"{came} of {len(whom)} {noun} came{groups}"


def _headline(found: Plain) -> str:
    problems = found["problems"]
    chosen = sum(one["chosen"] for one in problems)
    shipped = sum(_state(one) == Delivery.PRODUCTION for one in problems)
    quick = sum(bool(one["delivery"] and one["delivery"]["quick"]) for one in problems)
    words = [f"{plural(len(problems), 'problem')} on the board"]
    words += [f"{chosen} worked on", f"{shipped} in production"] if chosen else []
    among = f"; {plural(quick, 'quick win')} among them" if quick else ""
    return f"{listed(words)}{among}."


def _rules(found: Plain) -> str:
    each = plural(found["dots"], "dot")
    return f"{each} a voter, {'several may go on one problem' if found['stacking'] else 'one on a problem'}"


def _ranked(one: Plain) -> Plain:
    place = f"{one['rank']}{'=' if one['tied'] else ''}" if one["rank"] else ""
    return one | {"place": place, "became": _became(one), "also": [same["ref"] for same in one["joined"]]}


def _became(one: Plain) -> str:
    """What became of a problem, in a word or three."""
    if one["delivery"]:
        return f"{_state(one)}, quick win" if one["delivery"]["quick"] else str(_state(one))
    return "chosen" if one["chosen"] else ""


def _bars(found: Plain) -> list[Plain]:
    if found["vote"]["hidden"]:
        return []
    on = [one for one in found["problems"] if one["picked"] or one["dots"]]
    return [{"name": _named(one), "dots": one["dots"], "said": _became(one)} for one in on]


def _named(one: Plain) -> str:
    """A problem with its number, which a title that is not shown bears already."""
    title: str = one["title"]
    return title if one["withheld"] or one["silent"] else f"{one['ref']} {title}"


def _vote(found: Plain) -> str:
    """How the vote went, in a sentence."""
    vote = found["vote"]
    voted = f"{vote['voted']} of {vote['voters']} voted"
    if vote["hidden"]:
        return f"{voted}; the dots are shown when all have."
    if not vote["cast"]:
        return f"Nobody has voted.{_beside(vote)}"
    on = sum(one["picked"] for one in found["problems"])
    over = f" More dots than there are: {listed(vote['over'])}." if vote["over"] else ""
    return (
        f"{voted}, {plural(vote['cast'], 'dot')} in all. Half of them are on {vote['half']} of {plural(on, 'problem')};"
        f" they spread as over {vote['effective']:.1f} equally strong ones.{over}{_beside(vote)}"
    )


def _beside(vote: Plain) -> str:
    """What coworkers' dots are, where there are any."""
    dots = plural(vote["beside"], "dot")
    return f" Beside it, not counted: {dots} of coworkers ({listed(vote['coworkers'])})." if vote["beside"] else ""


def _owed(one: Plain) -> Plain:
    state = _state(one)
    why = one["delivery"]["why"] if one["delivery"] else None
    return {"ref": one["ref"], "title": one["title"], "state": state or "not begun", "why": why, "dots": one["dots"]}


def _promises(promised: Sequence[Row]) -> list[Plain]:
    """The follow-ups, those of one text and day together: title, due, names."""
    found: dict[tuple[str, str | None], list[str]] = {}
    for row in promised:
        found.setdefault((row["title"], row["due"]), []).append(row["customer_name"])
    return [{"title": title, "due": due, "names": [*dict.fromkeys(names)]} for (title, due), names in found.items()]


def _meeting(promised: Sequence[Row], seat: Plain | None) -> str | None:
    """The day of the check-in: that of one customer, or the first there is for all and for who was promised none."""
    met = [row for row in promised if row["due"] and row["uid"].endswith(asked_of.CHECK_IN)]
    days = [row["due"] for row in met]
    own = [row["due"] for row in met if seat and row["customer"] == seat["customer"]]
    return dates.short_day(min(own or days)) if days else None
