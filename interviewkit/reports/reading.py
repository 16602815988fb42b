"""What reports on a whole study begin with: its rows, the study the rules take, and how its words are shown."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from interviewkit.dates import local, span
from interviewkit.dbfile import Row
from interviewkit.evidence.intervals import wilson
from interviewkit.evidence.study import Customer, Interview, Item, Link, NewWord, Study, Tagged
from interviewkit.queries.study import StudyRows, read
from interviewkit.reports import wording
from interviewkit.reports.asking import Asked, Plain
from interviewkit.reports.quotes import Shown


class Reading(NamedTuple):
    """A study as it was read inside a scope; `segments` names segments by slug."""

    rows: StudyRows
    study: Study
    shown: Shown
    segments: dict[str, str]

    @property
    def interviewed(self) -> int:
        """How many external customers have an interview that counts."""
        return len({interview.customer for interview in self.study.counted})


def reading(asked: Asked) -> Reading:
    """The study inside the scope that was asked for."""
    rows = read(asked.store, asked.scope)
    study = study_of(rows)
    shown = Shown(
        {customer.slug: customer.name for customer in study.customers},
        frozenset(slug for slug, held in Counter(each.customer for each in study.interviews).items() if held > 1),
        frozenset(row["ref"] for row in rows.tagged if row["withheld"]),
        asked.quotes,
    )
    return Reading(rows, study, shown, {row["slug"]: row["name"] for row in rows.segments})


def page_of(found: Reading, asked: Asked, title: str) -> Plain:
    """What every page shows of a study: title, scope in words, and the facts beneath the title."""
    counted = found.study.counted
    facts = [
        f"{wording.plural(found.interviewed, 'customer')} interviewed",
        wording.plural(len(counted), "interview"),
        wording.plural(sum(interview.entries for interview in counted), "entry", "entries"),
        period(found.rows.interviews, counted),
    ]
    return {
        "title": title,
        "scope": wording.scope_words(asked.scope, found.segments, found.shown.names, asked.statuses, asked.horizons),
        "facts": [fact for fact in facts if fact],
    }


def of_interviewed(count: int, total: int, z: float) -> str:
    """A count of the customers interviewed, with its Wilson interval: "4 of 12 (33 %, 14–61 %)"."""
    if not total:
        return "nobody interviewed"
    shares = wording.percents(*wilson(count, total, z))
    return f"{count} of {total} ({wording.percent(count / total)}, {shares})"


def share_of_interviewed(count: int, total: int, z: float) -> str:
    """The same within a sentence: "4 of the 12 customers interviewed (33 %, 14–61 %)"."""
    if not total:
        return "nobody interviewed"
    shares = wording.percents(*wilson(count, total, z))
    whom = "1 customer" if total == 1 else f"the {total} customers"
    return f"{count} of {whom} interviewed ({wording.percent(count / total)}, {shares})"


def some(names: Sequence[str], most: int = 40) -> list[str]:
    """The first names of a list that may be thousands long, and how many more there are."""
    left = len(names) - most
    return [*names[:most], *([f"and {left} more"] if left > 0 else [])]


def interval_note(z: float) -> str:
    """What stands beneath shares: what the range behind them is, and what they tell of."""
    return (
        f"Shares are of the customers interviewed, who are not a random draw; the range is the Wilson score interval"
        f" with z = {z:.2f} (1.96: 95 %). Counted are customers, never mentions; coworkers and dogfooding never count."
    )


def study_of(rows: StudyRows) -> Study:
    """The rows as the rules take them."""
    labels: dict[int, set[str]] = defaultdict(set)
    for word in rows.words:
        if word["kind"] == "label":
            labels[word["entry"]].add(word["word"])
    tags = {row["id"]: _tagged(row, frozenset(labels[row["entry"]])) for row in rows.tagged}
    return Study(
        customers=tuple(
            Customer(r["slug"], r["name"], r["internal"], r["lifecycle"], r["segments"], r["weight"])
            for r in rows.customers
        ),
        interviews=tuple(
            Interview(r["ref"], r["customer"], r["topic"] or "", r["source"], r["started_at"], r["entries"], r["zone"])
            for r in rows.interviews
        ),
        items=tuple(_item(row) for row in rows.items),
        tagged=tuple(tags.values()),
        links=tuple(Link(row["item"], tags[row["tag"]], row["stance"]) for row in rows.links),
        words=tuple(NewWord(row["interview"], row["word"], row["kind"]) for row in rows.words),
    )


def _item(row: Row) -> Item:
    return Item(
        uid=row["uid"],
        slug=row["slug"],
        key=row["key"],
        title=row["title"],
        status=row["status"],
        horizon=row["horizon"],
        segments=row["segments"],
        topics=row["topics"],
        shipped_at=row["shipped_at"],
    )


def _tagged(row: Row, labels: frozenset[str]) -> Tagged:
    return Tagged(
        ref=row["ref"],
        interview=row["interview"],
        customer=row["customer"],
        kind=row["kind"],
        severity=row["severity"],
        evidence=row["evidence"],
        at=row["at"],
        labels=labels,
        question=row["question"] or "",
        answer=row["answer"] or "",
        verbatim=row["verbatim"],
        observation=row["observation"],
        prompted=row["prompted"],
        speaker=row["speaker"],
        by=row["who"],
        takes=row["takes"],
        author=row["author"],
    )


def period(rows: list[Row], external: list[Interview]) -> str:
    """The days of the first and the last interview, in the zones they were held in; "" without any."""
    counted = {each.ref for each in external}
    held = [row for row in rows if row["ref"] in counted]
    if not held:
        return ""
    return span(*(local(row["started_at"], row["zone"]).date().isoformat() for row in (held[0], held[-1])))
