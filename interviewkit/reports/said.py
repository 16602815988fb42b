"""What was said, as plain data for a page: the entry's keys, and under `page` how it may be set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from interviewkit.dbfile import Row
from interviewkit.evidence import ranking
from interviewkit.evidence.ranking import HURTS
from interviewkit.reports.asking import Plain
from interviewkit.reports.wording import plural
from interviewkit.vocabulary import Evidence

SEVERITIES = {number: word for word, number in ranking.SEVERITIES.items()}
"""How much it hurts, in words."""

STANCES = {"supports": "for", "contradicts": "against", "neutral": "neither for nor against"}
"""What a link says of its item, before the item's title."""

NOT_EXPLAINED = "not explained by them"
"""What stands for the meaning of a word that its customer never told."""

HOW = {"opinion": "opinion", "shown": "shown to us", "commitment": "commitment"}
"""How a statement was made, where that needs saying: most are experience."""


def utterance(row: Row, names: Mapping[str, str], *, place: str | None = None) -> Plain:
    """One entry of `queries.said` as reports show it; `names` names customers by slug.

    `place` is where it was said as a page shows it; its whole reference when None.
    """
    how = {"verbatim": row["verbatim"], "observation": row["observation"]}
    keys = ("ref", "customer", "speaker", "question", "answer", "at", "phase", "verbatim", "observation", "evidence")
    return {key: row[key] for key in (*keys, "prompted", "aha", "labels")} | {
        "tags": [_tag(tag) for tag in row["tags"]],
        "page": {
            "name": names.get(row["customer"], row["customer"]),
            "place": place or row["ref"],
            "text": shown_text(row["question"], row["answer"], **how),
            "form": form_of(row["answer"], **how),
            "said": how_said(row["speaker"], row["evidence"], prompted=row["prompted"]),
            "marks": marks(row["tags"]) + (["aha"] if row["aha"] else []),
        },
    }


def form_of(answer: str | None, *, verbatim: bool, observation: bool) -> str:
    """How words may be set: as a `quote`, an `observation` of the team's, a `question`, or a `note`."""
    if observation:
        return "observation"
    if not (answer or "").strip():
        return "question"
    return "quote" if verbatim else "note"


def shown_text(question: str | None, answer: str | None, *, verbatim: bool, observation: bool) -> str:
    """What is shown: the answer without the signs that its form adds again; a question where nothing was said."""
    text = (answer or "").strip() or (question or "").strip()
    if observation:
        return text[1:-1].strip()
    if verbatim and len(text) > 1 and text[0] in '"“„«' and text[-1] in '"”“»':
        return text[1:-1].strip()
    return text


def how_said(speaker: str | None, evidence: str, *, prompted: bool) -> list[str]:
    """What a reader should know about how it was said: by whom, an opinion, prompted."""
    told = [speaker or "", HOW.get(evidence, ""), "prompted" if prompted else ""]
    return [word for word in told if word]


def marks(tags: Iterable[Row]) -> list[str]:
    """An entry's tags in words, the worst first: "pain, blocking", "problem", "process"."""
    ordered = sorted(tags, key=lambda tag: (-(tag["severity"] or 0), tag["kind"]))
    return [", ".join([tag["kind"], *([SEVERITIES[tag["severity"]]] if tag["severity"] else [])]) for tag in ordered]


def withheld_note(count: int, what: str = "thing they said", many: str = "things they said") -> list[str]:
    """How much is left out of a page for want of consent, as a list of one sentence; empty when nothing is."""
    return [f"{plural(count, what, many)} not shown, for want of consent."] if count else []


def unnamed_note(count: int) -> list[str]:
    """How many people a page leaves out because they did not consent, as a list of one sentence; empty for none."""
    return [f"{plural(count, 'person', 'people')} not named, for want of consent."] if count else []


def severity(tags: Iterable[Row]) -> int:
    """The highest severity among an entry's problems and pains, 1 where nobody rated them; 0 without any."""
    return max((tag["severity"] or 1 for tag in tags if tag["kind"] in HURTS), default=0)


def hurting(row: Row) -> bool:
    """Whether an entry is tagged as a problem or a pain."""
    return any(tag["kind"] in HURTS for tag in row["tags"])


def memorable(rows: Sequence[Row], most: int) -> list[Row]:
    """The words to remember, at most so many: verbatim ones and ahas; no observation, which is the team's.

    Verbatim before noted, ahas first, then the most severe, first-hand before opinion, in the order they were said.
    """
    kept = [row for row in rows if (row["verbatim"] or row["aha"]) and not row["observation"] and row["answer"]]
    return sorted(kept, key=_strength)[:most]


def _strength(row: Row) -> tuple[bool, bool, int, bool]:
    opinion = row["evidence"] == Evidence.OPINION
    return not row["verbatim"], not row["aha"], -severity(row["tags"]), opinion


def _tag(tag: Row) -> Plain:
    links = [{key: link[key] for key in ("item", "title", "stance")} for link in tag["links"]]
    return {key: tag[key] for key in ("kind", "severity", "by", "takes")} | {"links": links}
