"""What hurts and no planned or building item answers, by label."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from interviewkit.evidence.answers import FormerAnswer, former_answers
from interviewkit.evidence.gaps import Gap, gaps, spoken_against, unanswered
from interviewkit.evidence.intervals import wilson
from interviewkit.evidence.ranking import Quote, severities
from interviewkit.evidence.study import Item, Tagged
from interviewkit.output import Field
from interviewkit.reports import wording
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

CSV_FIELDS = tuple(
    Field(key, key)
    for key in (
        *("label", "customers", "interviewed", "share", "interval.low", "interval.high"),
        *("tags.problem", "tags.pain", "severity.blocking", "severity.costly", "severity.annoying"),
        *("pain_score", "against", "answered_before"),
    )
)
_Against = Mapping[tuple[str, str], Sequence[Item]]

COLUMNS = (
    Column("Label", "label"),
    Column("Customers, of those interviewed", "share"),
    Column("Problems", "problems", number=True),
    Column("Pains", "pains", number=True),
    Column("How much it hurts, customers", "severity"),
    Column("Pain score", "score", number=True),
)


def report(asked: Asked) -> Report:
    """The gaps of the scope: from enough customers, from fewer, and what has no label yet."""
    found = reading(asked)
    hurting = unanswered(found.study)
    against = spoken_against(found.study)
    everything = gaps(found.study, replace(asked.policy, gap_customers=1))
    told = [_gap(gap, _labelled(hurting, gap.label), found, asked, against) for gap in everything.labelled]
    enough = [gap for gap in told if gap["customers"] >= asked.policy.gap_customers]
    few = [gap for gap in told if gap["customers"] < asked.policy.gap_customers]
    loose = everything.unlabelled
    unlabelled = _gap(loose, _labelled(hurting, ""), found, asked, against) if loose else None
    page = page_of(found, asked, "What hurts, and no item answers") | {
        "headline": _headline(enough, hurting, len(against), found, asked),
        "table": table("Gaps", COLUMNS, (gap["page"] for gap in enough)),
        "few": _few(asked.policy.gap_customers),
        "notes": [wording.GAPS_ARE, _SEVERITY, _LABELS, interval_note(asked.policy.z)],
    }
    context = asked.head | {
        "interviewed": found.interviewed,
        "gaps": enough,
        "few": few,
        "unlabelled": unlabelled,
        "withheld": found.shown.held_back(Quote(tag, "") for tag in hurting),
        "page": page,
    }
    return Report(context, "gaps", [_flat(gap) for gap in (*enough, *few)], CSV_FIELDS)


_SEVERITY = (
    "How much it hurts is the worst that each customer said; what nobody rated counts as annoying. Pain scores add"
    " these up over customers, and are for ranking only."
)
_LABELS = "An entry with two labels is in both gaps, so they do not add up."


def _gap(gap: Gap, tags: list[Tagged], found: Reading, asked: Asked, against: _Against) -> Plain:
    customers, total = len(gap.customers), found.interviewed
    low, high = wilson(customers, total, asked.policy.z)
    rated = severities(tags)
    return {
        "label": gap.label or None,
        "customers": customers,
        "interviewed": total,
        "share": round(customers / total, 4),
        "interval": [round(low, 4), round(high, 4)],
        "tags": gap.tags,
        "severity": rated,
        "pain_score": gap.pain_score,
        "answered_before": [_former(answer) for answer in former_answers(found.study, tags)],
        "against": sum((tag.ref, tag.kind) in against for tag in tags),
        "quotes": [_marked(quote, against) for quote in found.shown.strongest(gap.quotes)],
        "page": {
            "label": gap.label,
            "share": of_interviewed(customers, total, asked.policy.z),
            "problems": gap.tags["problem"],
            "pains": gap.tags["pain"],
            "severity": ", ".join(f"{count} {word}" for word, count in rated.items() if count),
            "score": gap.pain_score,
            "names": some([found.shown.names[slug] for slug in gap.customers]),
            "before": [_before(answer, customers) for answer in former_answers(found.study, tags)],
        },
    }


def _marked(quote: Plain, against: _Against) -> Plain:
    """A quote that says which items it speaks against."""
    items = against.get((quote["ref"], quote["kind"]), ())
    said = [*quote["page"]["said"], *(f"against {item.title}" for item in items)]
    return quote | {"against": [item.slug for item in items], "page": quote["page"] | {"said": said}}


def _former(answer: FormerAnswer) -> Plain:
    item = answer.item
    return {"slug": item.slug, "title": item.title, "status": item.status, "customers": len(answer.customers)}


def _before(answer: FormerAnswer, customers: int) -> str:
    """An item that has shipped or was dropped, and for how many of those who hurt it was the answer."""
    become = "has shipped" if answer.item.status == "shipped" else "was dropped"
    return f"{answer.item.title} ({answer.item.slug}), which {become}: for {len(answer.customers)} of the {customers}"


def _labelled(hurting: Iterable[Tagged], label: str) -> list[Tagged]:
    """The tags with this label; "" are those without any."""
    return [tag for tag in hurting if (label in tag.labels if label else not tag.labels)]


def _headline(enough: list[Plain], hurting: list[Tagged], against: int, found: Reading, asked: Asked) -> str:
    if not found.interviewed:
        return "Nobody outside the company has been interviewed in this scope."
    if not enough:
        return wording.no_gaps(asked.policy)
    customers = len({tag.customer for tag in hurting})
    worst = wording.listed([f"{gap['label']} ({gap['customers']})" for gap in enough[:3]])
    return (
        f"{share_of_interviewed(customers, found.interviewed, asked.policy.z)} have a problem or pain that no planned"
        f" or building item answers. Most customers: {worst}.{_objections(against, len(hurting))}"
    )


def _objections(against: int, hurting: int) -> str:
    """How many of what hurts is said against an item: " Of these 9 problems and pains, 2 speak against an item"."""
    if not against:
        return ""
    verb = "speaks" if against == 1 else "speak"
    whole = wording.plural(hurting, "problem or pain", "problems and pains")
    return f" Of {whole}, {against} {verb} against an item; such quotes are marked."


def _few(least: int) -> str:
    return f"From fewer than {wording.plural(least, 'customer')}"


def _flat(gap: Plain) -> Plain:
    """The gap as a row of the CSV."""
    low, high = gap["interval"]
    return gap | {
        "interval": {"low": low, "high": high},
        "answered_before": [one["slug"] for one in gap["answered_before"]],
    }
