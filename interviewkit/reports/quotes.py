"""The words behind a number, as plain data: what was said, by whom, and how it may be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from interviewkit.evidence.ranking import Quote
from interviewkit.reports.asking import Plain
from interviewkit.reports.said import form_of, how_said, shown_text


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
                "text": shown_text(tag.question, tag.answer, verbatim=tag.verbatim, observation=tag.observation),
                "form": form_of(tag.answer, verbatim=tag.verbatim, observation=tag.observation),
                "said": how_said(tag.speaker, tag.evidence, prompted=tag.prompted),
            },
        }
