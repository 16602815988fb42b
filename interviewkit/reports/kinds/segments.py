"""Who the customer is: which segment is the biggest, worth most, underserved, never heard."""

from __future__ import annotations

from collections.abc import Sequence

from interviewkit.dbfile import Row
from interviewkit.evidence.gaps import Gap
from interviewkit.evidence.segments import (
    SegmentEvidence,
    biggest_first,
    in_several,
    segment_evidence,
    underserved_first,
    worthiest_first,
)
from interviewkit.output import Field
from interviewkit.queries import people
from interviewkit.reports.asking import Asked, Plain, Report
from interviewkit.reports.reading import (
    Reading,
    interval_note,
    of_interviewed,
    page_of,
    reading,
    share_of_interviewed,
    some,
)
from interviewkit.reports.tables import Column, table
from interviewkit.reports.wording import listed, part, plural

CSV_FIELDS = tuple(
    Field(key, key)
    for key in (
        *("uid", "slug", "name", "customers.known", "customers.interviewed", "customers.hurting"),
        *("customers.internal", "share", "interval.low", "interval.high", "worth", "worth_from", "weighed"),
        "pain_score",
    )
)
COLUMNS = (
    Column("Segment", "name"),
    Column("Customers known", "known", number=True),
    Column("Interviewed", "interviewed", number=True),
    Column("Worth", "worth"),
    Column("Hurt, and no item answers it", "hurting"),
    Column("Pain score", "score", number=True),
)


def report(asked: Asked) -> Report:
    """The segments of the scope, the biggest first; customers in none stand apart."""
    found = reading(asked)
    inside = asked.scope.segments
    rows = {row["slug"]: row for row in people.segments(asked.store) if not inside or row["slug"] in inside}
    evidence = segment_evidence(found.study, {slug: row["weight"] for slug, row in rows.items()}, asked.policy)
    segments = [one for one in biggest_first(evidence) if one.slug in rows]
    loose = next((one for one in evidence if not one.slug and one.known), None)
    known = [one for one in found.study.customers if not one.internal]
    several = in_several(found.study)
    told = [_told(one, rows[one.slug], found, asked) for one in segments]
    answers = _answers(segments, rows, len(known), asked)
    page = page_of(found, asked, "Who is the customer?")
    context = asked.head | {
        "known": len(known),
        "interviewed": found.interviewed,
        "in_several": [one.slug for one in several],
        "segments": told,
        "no_segment": _told(loose, {"uid": None, "name": "In no segment"}, found, asked) if loose else None,
        "internal": sorted((one.name for one in found.study.customers if one.internal), key=str.casefold),
        "page": page
        | {
            "facts": [f"{plural(len(known), 'customer')} known", *page["facts"]],
            "answers": answers,
            "table": table("Segments, the biggest first", COLUMNS, (one["page"] for one in told)),
            "notes": [*_overlap([one.name for one in several]), _WORTH, _UNDERSERVED, interval_note(asked.policy.z)],
        },
    }
    return Report(context, "segments", [_flat(one) for one in told], CSV_FIELDS)


_WORTH = (
    "Worth is the segment's own weight (segment edit --weight) where it has one, else the sum of its customers'"
    " weights; the unit is yours. A sum leaves out customers without a weight, and says how many."
)
_UNDERSERVED = (
    "Underserved: most customers with a problem or pain that no planned or building item answers, then the pain"
    " score, which is for ranking only. A bigger segment has more who hurt: compare the shares and their ranges, too."
)


def _told(one: SegmentEvidence, row: Row, found: Reading, asked: Asked) -> Plain:
    low, high = one.interval
    heard = {each.slug for each in one.interviewed}
    return {
        "uid": row["uid"],
        "slug": one.slug or None,
        "name": row["name"],
        "customers": {
            "known": len(one.known),
            "interviewed": len(one.interviewed),
            "hurting": len(one.hurting),
            "internal": len(one.internal),
        },
        "share": None if one.share is None else round(one.share, 4),
        "interval": [round(low, 4), round(high, 4)],
        "worth": one.worth,
        "worth_from": None if one.worth is None else "segment" if one.weighed is None else "customers",
        "weighed": one.weighed,
        "pain_score": one.pain_score,
        "gaps": [_gap(gap, found) for gap in one.gaps],
        "page": {
            "name": row["name"],
            "known": len(one.known),
            "interviewed": part(len(one.interviewed), len(one.known), "nobody"),
            "worth": _worth(one),
            "hurting": of_interviewed(len(one.hurting), len(one.interviewed), asked.policy.z),
            "score": one.pain_score,
            "members": some([each.name for each in one.known]),
            "not_heard": some([each.name for each in one.known if each.slug not in heard]),
            "internal": some([each.name for each in one.internal]),
        },
    }


def _gap(gap: Gap, found: Reading) -> Plain:
    return {
        "label": gap.label,
        "customers": len(gap.customers),
        "tags": gap.tags,
        "pain_score": gap.pain_score,
        "quotes": found.shown._replace(most=1).strongest(gap.quotes),
    }


def _answers(segments: Sequence[SegmentEvidence], rows: dict[str, Row], known: int, asked: Asked) -> list[Plain]:
    """The four questions, each with the segments that come first; those that are equal are named together."""
    big = [one for one in segments if one.known and len(one.known) == len(segments[0].known)]
    worthy = worthiest_first(segments)
    worth = [one for one in worthy if one.worth == worthy[0].worth]
    under = underserved_first(segments)
    hurt = [one for one in under if (len(one.hurting), one.pain_score) == (len(under[0].hurting), under[0].pain_score)]
    quiet = [one for one in segments if not one.interviewed]

    def names(found: Sequence[SegmentEvidence]) -> str:
        return listed([rows[one.slug]["name"] for one in found])

    return [
        _answer("The biggest", names(big), f"{len(big[0].known)} of the {known} customers known" if big else ""),
        _answer("Worth most", names(worth), _worth(worth[0]) if worth else "no segment or customer has a weight"),
        _answer("Underserved", names(hurt), _hurt(hurt[0], asked) if hurt else "no problem or pain is unanswered"),
        _answer("Never heard", names(quiet), "" if quiet else "every segment was heard from" if segments else ""),
    ]


def _answer(question: str, names: str, why: str) -> Plain:
    return {"question": question, "answer": ": ".join(part for part in (names, why) if part) or "there is no segment"}


def _hurt(one: SegmentEvidence, asked: Asked) -> str:
    said = share_of_interviewed(len(one.hurting), len(one.interviewed), asked.policy.z)
    return f"{said} have a problem or pain that no item answers, pain score {one.pain_score}"


def _worth(one: SegmentEvidence) -> str:
    """A worth with where it is from: "3900 (its customers': 9 of 10 have a weight)"."""
    if one.worth is None:
        return "not known"
    if one.weighed is None:
        return f"{one.worth:,.15g} (its own weight)"
    return f"{one.worth:,.15g} (sum of {one.weighed} of {plural(len(one.known), 'customer')})"


def _overlap(several: list[str]) -> list[str]:
    if not several:
        return []
    verb = "is" if len(several) == 1 else "are"
    return [
        f"{plural(len(several), 'customer')} {verb} in more than one segment and counted in each, so the segments do"
        f" not add up: {', '.join(some(several))}."
    ]


def _flat(one: Plain) -> Plain:
    low, high = one["interval"]
    return one | {"interval": {"low": low, "high": high}}
