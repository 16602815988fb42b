"""Workshops: who was in the room, what stands on the board, where the dots are, what was delivered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from interviewkit.dbfile import Row, Store
from interviewkit.queries.scope import Scope

CHECK_IN = ":check-in"
"""What follows a seat's uid in that of the check-in it was promised."""


@dataclass(frozen=True, slots=True)
class Room:
    """One workshop, in plain rows.

    `groups` have id and name. `seats` have id, uid, slug (of a customer, else None), name, member, group (a name or
    None), came. `problems`, in the order of their numbers, have id, uid, ref, title, group, root (the id of the problem
    that they were found to be, often their own), picked, chosen, author. `voices` (problem, customer's slug and name,
    ref of the entry) tell who stated what; `links` (problem, item's slug and title) what answers it; `votes` have
    problem, seat, dots; `deliveries` problem, state, who, takes, why, at.
    """

    workshop: Row
    groups: list[Row]
    seats: list[Row]
    problems: list[Row]
    voices: list[Row]
    links: list[Row]
    votes: list[Row]
    deliveries: list[Row]

    @property
    def voters(self) -> list[Row]:
        """The seats that vote: customers who came; in a team's own workshop its members who came."""
        return [seat for seat in self.seats if seat["came"] and (seat["slug"] is None) == self.workshop["team"]]

    @property
    def ballot(self) -> list[Row]:
        """The problems that may be voted on: what the groups picked; all of them where there are no groups."""
        picked = {problem["root"] for problem in self.problems if problem["picked"] or not self.groups}
        return [problem for problem in self.roots if problem["id"] in picked]

    @property
    def roots(self) -> list[Row]:
        """The problems without those that were found to be another one."""
        return [problem for problem in self.problems if problem["root"] == problem["id"]]


def listed(store: Store) -> list[Row]:
    """Every workshop, the latest last, with how many were invited and came (customers, or a team's members)."""
    rows = store.rows(
        "SELECT w.uid, w.ref, w.name, w.team, w.held_at, w.closed_at, w.author,"
        " (SELECT count(*) FROM workshop_seats s WHERE s.workshop = w.id"
        "  AND CASE WHEN s.member IS NULL THEN 0 ELSE 1 END = w.team) AS invited,"
        " (SELECT count(*) FROM workshop_seats s WHERE s.workshop = w.id AND s.came = 1"
        "  AND CASE WHEN s.member IS NULL THEN 0 ELSE 1 END = w.team) AS came,"
        " (SELECT count(*) FROM workshop_problems p WHERE p.workshop = w.id) AS problems"
        " FROM workshops w ORDER BY w.held_at, w.ref"
    )
    return [row | {"team": bool(row["team"])} for row in rows]


def room(store: Store, workshop: Row) -> Room:
    """The whole of one workshop; `workshop` is its row, as a reference gives it."""
    key = workshop["id"]
    return Room(
        workshop=workshop | {flag: bool(workshop[flag]) for flag in ("team", "stacking")},
        groups=store.rows("SELECT id, uid, name FROM workshop_groups WHERE workshop = :key ORDER BY id", key=key),
        seats=_seats(store, key),
        problems=_problems(store, key),
        voices=store.rows(
            "SELECT v.problem, c.slug, c.name, v.ref FROM workshop_voices v JOIN customers c ON c.id = v.customer"
            " JOIN workshop_problems p ON p.id = v.problem WHERE p.workshop = :key ORDER BY v.id",
            key=key,
        ),
        links=store.rows(
            "SELECT DISTINCT v.problem, i.ref AS slug, i.title FROM workshop_voices v JOIN tags t ON t.entry = v.entry"
            " JOIN links l ON l.tag = t.id JOIN items i ON i.id = l.item"
            " JOIN workshop_problems p ON p.id = v.problem"
            " WHERE p.workshop = :key AND l.stance = 'supports' ORDER BY v.problem, i.ref",
            key=key,
        ),
        votes=store.rows(
            "SELECT v.problem, v.seat, v.dots FROM workshop_votes v JOIN workshop_problems p ON p.id = v.problem"
            " WHERE p.workshop = :key ORDER BY v.id",
            key=key,
        ),
        deliveries=store.rows(
            "SELECT d.uid, d.problem, d.state, d.who, d.takes, d.why, d.at FROM workshop_deliveries d"
            " JOIN workshop_problems p ON p.id = d.problem WHERE p.workshop = :key ORDER BY d.id",
            key=key,
        ),
    )


def promises(store: Store, workshop: Row) -> list[Row]:
    """The open follow-ups that a workshop left, by day: uid, number, title, customer (slug), customer_name, due."""
    return store.rows(
        "SELECT f.uid, f.number, f.title, c.slug AS customer, c.name AS customer_name, f.due FROM workshop_seats s"
        " JOIN customers c ON c.id = s.customer JOIN followups f ON f.customer = c.id AND f.done_at IS NULL"
        " LEFT JOIN interviews i ON i.id = f.interview"
        " WHERE s.workshop = :key AND (f.uid = s.uid || :promise OR i.uid = s.uid)"
        " ORDER BY CASE WHEN f.due IS NULL THEN 1 ELSE 0 END, f.due, f.number, f.twin",
        key=workshop["id"],
        promise=CHECK_IN,
    )


def votes_by_item(store: Store, scope: Scope) -> list[Row]:
    """How the dots of customers' workshops fell on roadmap items, through the entries that stated the problems.

    Only votes that are over are told: of workshops that have ended, or where something was chosen. One row per item:
    `item` (its uid), `dots` on problems that a supporting link ties to it, `cast` (all dots of
    those workshops), `workshops`, and `customers`, the slugs of those who put a dot there. The scope's dates, sources
    and topics are those of the interviews in which the problems were stated, its segments and customers those of
    them. Dots never count as evidence: a problem counts through its entries, like any other.
    """
    tied = store.rows(
        "SELECT DISTINCT o.uid AS item, p.id AS problem, p.workshop FROM workshop_voices v"
        " JOIN workshop_problems p ON p.id = v.problem JOIN workshops w ON w.id = p.workshop AND w.team = 0"
        " AND (w.closed_at IS NOT NULL OR EXISTS (SELECT 1 FROM workshop_problems q"
        "   WHERE q.workshop = w.id AND q.chosen = 1))"
        " JOIN tags t ON t.entry = v.entry JOIN links l ON l.tag = t.id AND l.stance = 'supports'"
        " JOIN items o ON o.id = l.item JOIN entries e ON e.id = v.entry JOIN interviews i ON i.id = e.interview"
        f" JOIN customers c ON c.id = i.customer WHERE {scope.of_interviews} AND {scope.of_entries}"
        " ORDER BY o.uid, p.id",
        **scope.values,
    )
    votes = store.rows(
        "SELECT v.problem, s.slug, p.workshop, v.dots FROM workshop_votes v JOIN workshop_seats s ON s.id = v.seat"
        " JOIN workshop_problems p ON p.id = v.problem WHERE s.slug IS NOT NULL ORDER BY v.id"
    )
    same = roots(store.rows("SELECT id, joined_to FROM workshop_problems ORDER BY number, twin, id"))
    found: dict[str, dict[str, set[int]]] = {}
    for row in tied:
        on = found.setdefault(row["item"], {"problems": set(), "workshops": set()})
        on["problems"].add(same[row["problem"]])
        on["workshops"].add(row["workshop"])
    return [_dots_on(item, on, votes, same) for item, on in found.items()]


def roots(problems: Iterable[Row]) -> dict[int, int]:
    """For each problem (id, joined_to; in order) the id of the one that it was found to be, its own where none.

    Two laptops may have joined two problems crosswise: then the first of the circle stands for all of it.
    """
    joined: Mapping[int, int | None] = {row["id"]: row["joined_to"] for row in problems}
    order = {key: place for place, key in enumerate(joined)}
    found: dict[int, int] = {}
    for key in joined:
        way = [key]
        while (onward := joined[way[-1]]) is not None and onward in joined and onward not in way:
            way.append(onward)
        circle = way[way.index(onward) :] if onward in way else [way[-1]]
        found[key] = min(circle, key=order.__getitem__)
    return found


def _dots_on(item: str, on: Mapping[str, set[int]], votes: list[Row], same: Mapping[int, int]) -> Row:
    fell = [vote for vote in votes if same[vote["problem"]] in on["problems"]]
    return {
        "item": item,
        "dots": sum(vote["dots"] for vote in fell),
        "cast": sum(vote["dots"] for vote in votes if vote["workshop"] in on["workshops"]),
        "workshops": len(on["workshops"]),
        "customers": sorted({vote["slug"] for vote in fell}),
    }


def _seats(store: Store, workshop: int) -> list[Row]:
    rows = store.rows(
        "SELECT s.id, s.uid, s.customer, s.slug, s.name, s.member, g.name AS at_group, s.came FROM workshop_seats s"
        " LEFT JOIN workshop_groups g ON g.id = s.at_group WHERE s.workshop = :key ORDER BY s.id",
        key=workshop,
    )
    return [row | {"group": row.pop("at_group"), "came": bool(row["came"])} for row in rows]


def _problems(store: Store, workshop: int) -> list[Row]:
    rows = store.rows(
        "SELECT p.id, p.uid, p.ref, p.number, p.title, g.name AS at_group, p.joined_to, p.picked, p.chosen, p.author"
        " FROM workshop_problems p LEFT JOIN workshop_groups g ON g.id = p.at_group WHERE p.workshop = :key"
        " ORDER BY p.number, p.twin",
        key=workshop,
    )
    same = roots(rows)
    return [
        row
        | {"group": row.pop("at_group"), "root": same[row["id"]]}
        | {flag: bool(row[flag]) for flag in ("picked", "chosen")}
        for row in rows
    ]
