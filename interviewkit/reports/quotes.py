"""The words behind a number, as plain data: what was said, by whom, and how it may be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from interviewkit.evidence.ranking import Quote
from interviewkit.evidence.study import Tagged
from interviewkit.reports.asking import Plain


class Shown(NamedTuple):
    """What quotes need from the study: customers' names, the slugs of those with several interviews, the
    references of entries whose words may not be quoted, and how many quotes a list holds at most."""

    names: Mapping[str, str]
    often: frozenset[str]
    withheld: frozenset[str]
    most: int

    def strongest(self, quotes: Iterable[Quote]) -> list[Plain]:
        """The first of these quotes that may be shown, in their order."""
        allowed = (quote for quote in quotes if quote.tag.ref not in self.withheld)
        return [self._quote(quote) for _, quote in zip(range(self.most), allowed, strict=False)]

    def held_back(self, quotes: Iterable[Quote]) -> int:
        """How many entries are left out because somebody did not consent."""
        return len({quote.tag.ref for quote in quotes} & self.withheld)

    def _quote(self, quote: Quote) -> Plain:
        tag = quote.tag
        return {
            "ref": tag.ref,
            "customer": tag.customer,
            "answer": tag.answer,
            "stance": quote.stance or None,
            "kind": tag.kind,
            "verbatim": tag.verbatim,
            "evidence": tag.evidence,
            "prompted": tag.prompted,
            "observation": tag.observation,
            "severity": tag.severity,
            "question": tag.question or None,
            "speaker": tag.speaker,
            "page": {
                "name": self.names.get(tag.customer, tag.customer),
                "place": tag.ref if tag.customer in self.often else f"/{tag.ref.rpartition('/')[2]}",
                "text": _text(tag),
                "form": _form(tag),
                "said": _said(tag),
            },
        }


def _form(tag: Tagged) -> str:
    """How the text may be set: as a `quote`, an `observation` of the team's, a `question`, or a `note`."""
    if tag.observation:
        return "observation"
    if not tag.answer.strip():
        return "question"
    return "quote" if tag.verbatim else "note"


def _text(tag: Tagged) -> str:
    """What is shown: the answer without the signs that its form adds again; a question where nothing was said."""
    text = tag.answer.strip() or tag.question.strip()
    if tag.observation:
        return text[1:-1].strip()
    if tag.verbatim and len(text) > 1 and text[0] in '"“„«' and text[-1] in '"”“»':
        return text[1:-1].strip()
    return text


def _said(tag: Tagged) -> list[str]:
    """What a reader should know about how it was said."""
    told = [tag.speaker or "", _HOW.get(tag.evidence, ""), "prompted" if tag.prompted else ""]
    return [word for word in told if word]


_HOW = {"opinion": "opinion", "shown": "shown to us", "commitment": "commitment"}
