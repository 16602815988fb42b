"""What became of one item since a snapshot: the verdict, who moved, and the entries that did it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from interviewkit.dbfile import Row
from interviewkit.evidence.changes import Fresh, Move, Outcome, fresh, moves, outcome
from interviewkit.evidence.ranking import Quote, strongest_first
from interviewkit.evidence.roadmap import ItemEvidence, Round
from interviewkit.evidence.states import State, Voice
from interviewkit.evidence.verdicts import Verdict
from interviewkit.reports import wording
from interviewkit.reports.asking import Plain
from interviewkit.reports.quotes import Shown
from interviewkit.reports.rounds import States, read_back, states_of

_ORDER = [each.value for each in Outcome]
_Said = Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Noted:
    """What was noted since a snapshot, and how it may be told.

    `linked` holds entry, kind and item of every link made since, `taken` the entries whose links were taken away, by
    item and customer; `names` are all customers' by slug. `by_then` are the items as the snapshot's own policy judges
    them now, empty where the policies are one; `z` is that of today's.
    """

    shown: Shown
    names: Mapping[str, str]
    linked: frozenset[tuple[str, str, str]]
    taken: Mapping[tuple[str, str], Sequence[str]]
    by_then: Mapping[str, ItemEvidence]
    z: float


def compared(found: ItemEvidence, kept: Row | None, voices: Mapping[str, list[str]], noted: Noted) -> Plain:
    """An item then and now; `kept` is what the snapshot said of it, None if it was not on the roadmap.

    `change` is the more telling of its two rounds' where it has two.
    """
    item = found.item
    head = {"uid": item.uid, "slug": item.slug, "title": item.title}
    if kept is None:
        return head | _new(found)
    figures = kept["figures"]
    states_need, states_after = read_back(voices)
    other = noted.by_then.get(item.uid)
    need = _round(found, found.need, figures, states_need, noted, other.need if other else None)
    after = None
    if found.after:
        after = _round(found, found.after, figures["after"], states_after, noted, other.after if other else None)
    status = {"then": figures["status"], "now": item.status}
    change = min((one["change"] for one in (need, after) if one), key=_ORDER.index)
    page = _item_page(need, after, status)
    if change == Outcome.SAME.value:
        page["said"] = _sizes(found, figures)
    return head | need | {"change": change, "status": status, "after": after, "page": page}


def _item_page(need: Plain, after: Plain | None, status: Mapping[str, str]) -> Plain:
    """The rounds that a page tells of: those in which anything changed, each with a title where there are two."""
    titles = ("", "") if after is None else ("the need, before it shipped: ", "since it shipped: ")
    rounds = [
        one["page"] | {"title": title, "verdict": one["verdict"]}
        for one, title in zip((need, after), titles, strict=True)
        if one and one["change"] != Outcome.SAME.value
    ]
    changed = "" if status["then"] == status["now"] else f"{status['then']} then, {status['now']} now"
    return {"rounds": rounds, "status": changed}


def _sizes(found: ItemEvidence, figures: Plain) -> str:
    """How many counted then and now, for an item that is as it was; "" where they are as many."""
    rounds = ((figures, found.need), (figures["after"], found.after))
    pairs = [(then["customers"]["total"], one.tally.total) for then, one in rounds if then and one]
    return "; ".join(f"{then} → {wording.plural(now, 'customer')} counted" for then, now in pairs if then != now)


def gone(kept: Row) -> Plain:
    """An item that the snapshot holds and the roadmap no more."""
    figures = kept["figures"]
    return {key: figures[key] for key in ("uid", "slug", "title")} | {
        "change": Outcome.GONE.value,
        "status": {"then": figures["status"], "now": None},
        "before": _before(figures),
        "verdict": None,
        "reason": None,
        "after": None,
        "page": {"said": f"{wording.verdict_word(figures['verdict'])} then"},
    }


def _new(found: ItemEvidence) -> Plain:
    return {
        "change": Outcome.NEW.value,
        "status": {"then": None, "now": found.item.status},
        "before": None,
        **_standing(found.need),
        "after": None,
        "page": {"said": found.need.judgement.reason},
    }


def _round(
    found: ItemEvidence, one: Round, then: Plain | None, states: States, noted: Noted, other: Round | None
) -> Plain:
    """One round then and now; `then` is None where it had not begun, `other` is the round by the rules of then."""
    now = states_of(one)
    said = wording.SOLVED_SAID if one is found.after else wording.NEED_SAID
    voices = {voice.customer.slug: voice for voice in one.voices.counted}
    moved = moves(states, now)
    verdict_then = Verdict(then["verdict"]) if then and then["verdict"] else None
    verdict = one.judgement.verdict
    plain: Plain = {
        "change": outcome(verdict_then, verdict, moved).value,
        "before": _before(then),
        **_standing(one),
        "verdict_by_rules_then": _standing(other or one)["verdict"],
        "fresh": _fresh(fresh(states, now, noted.z)),
        "moves": [_move(found.item.uid, move, voices.get(move.customer), noted, said) for move in moved],
    }
    return plain | {"page": _page(plain, said)}


def _before(then: Plain | None) -> Plain | None:
    if then is None:
        return None
    return {key: then[key] for key in ("verdict", "reason", "customers", "share", "interval", "strong", "coverage")}


def _standing(one: Round) -> Plain:
    verdict = one.judgement.verdict
    return {"verdict": verdict.value if verdict else None, "reason": one.judgement.reason}


def _fresh(new: Fresh) -> Plain:
    return {"supports": new.supports, "total": new.total, "interval": [round(bound, 4) for bound in new.interval]}


def _move(item: str, move: Move, voice: Voice | None, noted: Noted, said: _Said) -> Plain:
    quotes = _entries(item, voice, noted) if voice else ()
    taken = list(noted.taken.get((item, move.customer), ())) if move.then else []
    return {
        "customer": move.customer,
        "then": move.then.value if move.then else None,
        "now": move.now.value if move.now else None,
        "refs": list(dict.fromkeys(quote.tag.ref for quote in quotes)),
        "taken_back": taken,
        "quotes": noted.shown.strongest(quotes),
        "page": {"name": noted.names.get(move.customer, move.customer), "said": _moved(move, said, bool(taken))},
    }


def _entries(item: str, voice: Voice, noted: Noted) -> tuple[Quote, ...]:
    """What a customer's state now hangs on: their latest interview's links to the item, those made since the
    snapshot where there are any."""
    latest = [link for link in voice.links if link.tag.interview == voice.links[-1].tag.interview]
    new = [link for link in latest if (link.tag.ref, link.tag.kind, item) in noted.linked]
    return strongest_first(Quote(link.tag, link.stance) for link in new or latest)


def _moved(move: Move, said: _Said, taken: bool) -> str:
    """A move in words: "it did not come up → supports it", "not counted before: contradicts it"."""
    then, now = (_state(state, said) for state in (move.then, move.now))
    if move.then is None:
        return f"not counted before: {now}"
    silenced = move.now in (None, State.SILENT) and move.then is not State.SILENT and not taken
    return f"{then} → {now}" + (_ELSEWHERE if silenced else "")


_ELSEWHERE = " (nothing was taken back: what they said lies outside its scope, segments or topics now)"


def _state(state: State | None, said: _Said) -> str:
    if state is None:
        return "no longer counted"
    return "it did not come up" if state is State.SILENT else said[state.value][0]


def _page(one: Plain, said: _Said) -> Plain:
    then, now = one["before"], wording.verdict_word(one["verdict"])
    before = wording.verdict_word(then["verdict"]) if then else "not judged"
    return {
        "verdicts": f"{now}, as it was" if before == now else f"{before} → {now}",
        "then": _bare(then) if then else "it had not shipped",
        "now": _bare(one),
        "beside": [*_by_rules(one), *_newly(one["fresh"], said)],
        "moves": [move for move in one["moves"] if _told(move)],
        "quiet": _quiet(move for move in one["moves"] if not _told(move)),
    }


def _bare(one: Plain) -> str:
    """A reason without the verdict in front of it."""
    reason: str = one["reason"]
    return reason.removeprefix(f"{one['verdict']}: ")


def _by_rules(one: Plain) -> list[str]:
    rules = one["verdict_by_rules_then"]
    return [] if rules == one["verdict"] else [f"by the rules of then it would be {wording.verdict_word(rules)} now"]


def _newly(new: Plain, said: _Said) -> list[str]:
    """What those say who were not counted before: the only ones in whom then has no part."""
    if not new["total"]:
        return []
    share = f"{new['supports']} of {new['total']} {said['supports'][new['supports'] != 1]}"
    return [f"of those not counted before, {share} ({wording.percents(*new['interval'])})"]


def _told(move: Plain) -> bool:
    """Whether there are entries to tell of; the others are listed by name."""
    return bool(move["refs"] or move["taken_back"])


def _quiet(some: Iterable[Plain]) -> list[Plain]:
    names: dict[str, list[str]] = {}
    for move in some:
        names.setdefault(move["page"]["said"], []).append(move["page"]["name"])
    return [{"said": words, "names": who} for words, who in names.items()]
