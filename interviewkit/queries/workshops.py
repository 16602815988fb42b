"""Workshops: who was in the room, what stands on the board, where the dots are, what was delivered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from interviewkit.dbfile import Row, Store
from interviewkit.queries.consent import WITHHELD
from interviewkit.queries.scope import Scope

CHECK_IN = ":check-in"
"""What follows a seat's uid in that of the check-in it was promised."""


@dataclass(frozen=True, slots=True)
class Room:
    """One workshop, in plain rows.

    `groups` have id and name. `seats` have id, uid, slug (of a customer, else None), name, member, internal, group (a
    name or None), came; customers who were found to be one sit once, and `uids` are those of all their seats.
    `problems`, in the order of their numbers, have id, uid, ref, group, root (the id of the problem that they were
    found to be, often their own), picked, chosen, author, `words` as they were stated, and `title`: the words, where
    they may be shown. They may not where nobody states them any more (`silent`: the entries were taken back), or where
    all who do would not have them shown (`withheld`); then the title is the number. `voices` (problem, customer's slug
    and name, ref, entry, severity) tell who stated what; `links` (problem, item's slug and title) what answers it;
    `votes` have problem, seat, dots, and the `uids` of their rows; `deliveries` problem, state, who, takes, why, at.
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
        """The seats whose dots count: customers who came, no coworkers; in a team's own workshop its members."""
        mine = [seat for seat in self.seats if (seat["slug"] is None) == self.workshop["team"]]
        return [seat for seat in mine if seat["came"] and not seat["internal"]]

    @property
    def coworkers(self) -> list[Row]:
        """The seats of coworkers who came as customers: they may put dots, which stand beside and never count."""
        return [seat for seat in self.seats if seat["came"] and seat["internal"]]

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
        " (SELECT count(DISTINCT COALESCE(s.customer, -s.id)) FROM workshop_seats s WHERE s.workshop = w.id"
        "  AND CASE WHEN s.member IS NULL THEN 0 ELSE 1 END = w.team) AS invited,"
        " (SELECT count(DISTINCT COALESCE(s.customer, -s.id)) FROM workshop_seats s WHERE s.workshop = w.id"
        "  AND s.came = 1 AND CASE WHEN s.member IS NULL THEN 0 ELSE 1 END = w.team) AS came,"
        " (SELECT count(*) FROM workshop_problems p WHERE p.workshop = w.id) AS problems"
        " FROM workshops w ORDER BY w.held_at, w.ref"
    )
    return [row | {"team": bool(row["team"])} for row in rows]


def lately(store: Store) -> str | None:
    """The uid of the workshop that is meant where none is named, to look at it or to say what became of it.

    The last one that is open; but an empty one, begun before another one ended, was begun by a slip: then the one
    that ended last. None without a workshop.
    """
    rows = store.rows(
        "SELECT w.uid, w.closed_at, w.added_at FROM workshops w WHERE w.closed_at IS NOT NULL"
        " OR EXISTS (SELECT 1 FROM workshop_problems p WHERE p.workshop = w.id)"
        " OR NOT EXISTS (SELECT 1 FROM workshops o WHERE o.closed_at > w.added_at)"
        " ORDER BY CASE WHEN w.closed_at IS NULL THEN 0 ELSE 1 END, COALESCE(w.closed_at, w.added_at) DESC, w.id DESC"
        " LIMIT 1"
    )
    return rows[0]["uid"] if rows else None


def open_besides(store: Store, workshop: Row) -> list[str]:
    """The references of the open workshops besides this one."""
    sql = "SELECT ref FROM workshops WHERE closed_at IS NULL AND id <> :id ORDER BY id"
    return [row["ref"] for row in store.rows(sql, id=workshop["id"])]


def room(store: Store, workshop: Row) -> Room:
    """The whole of one workshop; `workshop` is its row, as a reference gives it."""
    key = workshop["id"]
    seats = _seats(store, key)
    voices = _voices(store, key)
    return Room(
        workshop=workshop | {flag: bool(workshop[flag]) for flag in ("team", "stacking")},
        groups=store.rows("SELECT id, uid, name FROM workshop_groups WHERE workshop = :key ORDER BY id", key=key),
        seats=seats,
        problems=[_shown(row, voices, team=bool(workshop["team"])) for row in _problems(store, key)],
        voices=voices,
        links=store.rows(
            "SELECT DISTINCT v.problem, i.ref AS slug, i.title FROM workshop_voices v JOIN tags t ON t.entry = v.entry"
            " JOIN links l ON l.tag = t.id JOIN items i ON i.id = l.item"
            " JOIN workshop_problems p ON p.id = v.problem"
            " WHERE p.workshop = :key AND l.stance = 'supports' ORDER BY v.problem, i.ref",
            key=key,
        ),
        votes=_votes(store, key, seats),
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

    Coworkers' dots are not among them, and only votes that are over are told: of workshops that have ended, or where
    something was chosen. One row per item: `item` (its uid), `dots` on problems that a supporting link ties to it,
    `cast` (all dots of those workshops), `workshops`, and `customers`, the slugs of those who put a dot there; one
    who was found to be two sits once. The scope's dates, sources
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
        "SELECT v.problem, s.slug, p.workshop, max(v.dots) AS dots FROM workshop_votes v"
        " JOIN workshop_seats s ON s.id = v.seat JOIN customers c ON c.id = s.customer AND c.internal = 0"
        " JOIN workshop_problems p ON p.id = v.problem GROUP BY v.problem, s.slug, p.workshop"
        " ORDER BY v.problem, s.slug"
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
        "SELECT s.id, s.uid, s.customer, s.slug, s.name, s.member, c.internal, g.name AS at_group, s.came"
        " FROM workshop_seats s LEFT JOIN customers c ON c.id = s.customer"
        " LEFT JOIN workshop_groups g ON g.id = s.at_group WHERE s.workshop = :key ORDER BY s.id",
        key=workshop,
    )
    whose: dict[int | str, list[Row]] = {}
    for row in rows:
        whose.setdefault(row["customer"] or row["uid"], []).append(row)
    return [_one_seat(sorted(each, key=lambda row: str(row["uid"]))) for each in whose.values()]


def _one_seat(rows: list[Row]) -> Row:
    """The seat of one customer or member; several rows are of customers who were merged since."""
    return rows[0] | {
        "internal": bool(rows[0]["internal"]),
        "group": next((row["at_group"] for row in rows if row["at_group"]), None),
        "came": any(row["came"] for row in rows),
        "uids": [row["uid"] for row in rows],
        "ids": [row["id"] for row in rows],
    }


def _votes(store: Store, workshop: int, seats: list[Row]) -> list[Row]:
    """The votes; where two seats are one by now, the dots of the one that put more."""
    seat_of = {key: seat["id"] for seat in seats for key in seat["ids"]}
    rows = store.rows(
        "SELECT v.uid, v.problem, v.seat, v.dots FROM workshop_votes v JOIN workshop_problems p ON p.id = v.problem"
        " WHERE p.workshop = :key ORDER BY v.id",
        key=workshop,
    )
    found: dict[tuple[int, int], Row] = {}
    for row in rows:
        seat = seat_of[row["seat"]]
        fresh: Row = {"problem": row["problem"], "seat": seat, "dots": 0, "uids": []}
        one = found.setdefault((seat, row["problem"]), fresh)
        one["dots"] = max(one["dots"], row["dots"])
        one["uids"].append(row["uid"])
    return list(found.values())


def _voices(store: Store, workshop: int) -> list[Row]:
    rows = store.rows(
        "SELECT v.problem, c.slug, c.name, v.ref, v.entry, t.severity,"
        f" CASE WHEN {WITHHELD} THEN 1 ELSE 0 END AS withheld"
        " FROM workshop_voices v JOIN entries e ON e.id = v.entry JOIN customers c ON c.id = v.customer"
        " JOIN workshop_problems p ON p.id = v.problem LEFT JOIN tags t ON t.entry = v.entry AND t.kind = 'problem'"
        " WHERE p.workshop = :key ORDER BY v.id",
        key=workshop,
    )
    return [row | {"withheld": bool(row["withheld"])} for row in rows]


def _shown(problem: Row, voices: list[Row], *, team: bool) -> Row:
    """The problem with the title that may be shown; a candidate of the team's own workshop is nobody's words."""
    own = [voice for voice in voices if voice["problem"] == problem["id"]]
    silent = not team and not own
    withheld = bool(own) and all(voice["withheld"] for voice in own)
    number = f"problem {problem['ref']}"
    title = number if silent else f"{number} (not shown, for want of consent)" if withheld else problem["title"]
    return problem | {"title": title, "words": problem["title"], "silent": silent, "withheld": withheld}


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
