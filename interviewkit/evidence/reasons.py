"""A verdict's reason in a planner's words: a denominator beside every fraction, every voice against named."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from interviewkit.evidence.tally import Tally
from interviewkit.evidence.verdicts import Verdict
from interviewkit.settings import Policy


class Asked(NamedTuple):
    """What a round asked, as phrases for one customer and for many; `open` while others can be asked."""

    supports: tuple[str, str]
    contradicts: tuple[str, str]
    both: tuple[str, str]
    open: bool


NEED = Asked(
    supports=("supports it", "support it"),
    contradicts=("contradicts it", "contradict it"),
    both=("both supports and contradicts it", "both support and contradict it"),
    open=True,
)
"""Is the need there? An item that has not shipped."""

FORMER_NEED = NEED._replace(open=False)
"""Was the need there? A shipped item, from what was said before its ship date: nobody can join them."""

SOLVED = Asked(
    supports=("says it is solved", "say it is solved"),
    contradicts=("says it still hurts", "say it still hurts"),
    both=("says both", "say both"),
    open=True,
)
"""Does it solve the need? A shipped item, from what was said since."""


class Finding(NamedTuple):
    """What a reason is told from; `interval` is the share's, `needed` as `verdicts.needed` says."""

    verdict: Verdict
    tally: Tally
    interval: tuple[float, float]
    needed: int | None
    policy: Policy
    asked: Asked


def reason(finding: Finding) -> str:
    """The reason in one line, for example "validated: 6 of 12 (25–75 %); 2 contradict it"."""
    before, after = _TOLD[finding.verdict](finding)
    parts = [*before, *_against(finding), *after]
    return f"{finding.verdict}: {'; '.join(parts)}"


def percent_range(interval: tuple[float, float]) -> str:
    """An interval in whole per cent, with an en dash: "25–75 %"."""
    low, high = interval
    return f"{low:.0%}–{high:.0%}".replace("%", "") + " %"


_Parts = tuple[list[str], list[str]]
"""What stands before the voices against, and what after them."""


def _against(finding: Finding) -> list[str]:
    """The voices against; a contradicted item begins with its own, so only the others follow."""
    tally, asked = finding.tally, finding.asked
    told = finding.verdict is Verdict.CONTRADICTED
    voices = [] if told else _voices(tally.contradicts, asked.contradicts)
    voices += _voices(tally.mixed, asked.both)
    if tally.outside_against:
        verb = asked.contradicts[tally.outside_against > 1]
        voices.append(f"{tally.outside_against} more, outside its segments or topics, {verb}")
    return voices


def _voices(count: int, verbs: tuple[str, str]) -> list[str]:
    return [f"{count} {verbs[count != 1]}"] if count else []


def _of_all(count: int, finding: Finding, verbs: tuple[str, str]) -> str:
    return f"{count} of {finding.tally.total} {verbs[count != 1]}"


def _share(finding: Finding) -> str:
    tally = finding.tally
    return f"{tally.supports} of {tally.total} ({percent_range(finding.interval)})"


def _quiet(tally: Tally) -> list[str]:
    return [f"with {tally.silent} it did not come up"] if tally.silent else []


def _insufficient(finding: Finding) -> _Parts:
    tally, asked = finding.tally, finding.asked
    missing = finding.policy.min_customers - tally.total
    rest = f"{missing} more to judge" if asked.open else f"{missing} too few to judge"
    if not tally.total:
        return ["nobody was heard who could have spoken to it"], [rest]
    return [_of_all(tally.supports, finding, asked.supports)], [rest]


def _contradicted(finding: Finding) -> _Parts:
    tally, asked = finding.tally, finding.asked
    said = [_of_all(tally.contradicts, finding, asked.contradicts)]
    return [*said, _of_all(tally.supports, finding, asked.supports)], []


def _shared(finding: Finding) -> _Parts:
    return [_share(finding)], []


def _contested(finding: Finding) -> _Parts:
    return [_of_all(finding.tally.supports, finding, finding.asked.supports)], _quiet(finding.tally)


def _partial(finding: Finding) -> _Parts:
    tally = finding.tally
    parts = [_share(finding)]
    if tally.not_heard:
        parts.append(f"not heard from: {', '.join(tally.not_heard)}")
    if tally.none_supports:
        parts.append(f"heard, none supports: {', '.join(tally.none_supports)}")
    return parts, []


def _emerging(finding: Finding) -> _Parts:
    tally = finding.tally
    parts = [_share(finding)]
    if tally.strong < finding.policy.validated_first_hand:
        parts.append(f"{tally.strong} of {tally.supports} first-hand")
    if not finding.asked.open:
        return parts, []
    if finding.needed is None:
        return parts, ["no number of further customers would validate it"]
    return parts, [f"{finding.needed} more, first-hand, would validate it"]


def _doubtful(finding: Finding) -> _Parts:
    tally = finding.tally
    nobody = f"{tally.spoke} of {tally.total} spoke to it, 0 of {tally.spoke} {finding.asked.supports[1]}"
    return [nobody], []


def _untested(finding: Finding) -> _Parts:
    return [f"0 of {finding.tally.total} spoke to it"], []


_TOLD: dict[Verdict, Callable[[Finding], _Parts]] = {
    Verdict.INSUFFICIENT: _insufficient,
    Verdict.CONTRADICTED: _contradicted,
    Verdict.UNSUPPORTED: _shared,
    Verdict.CONTESTED: _contested,
    Verdict.VALIDATED: _shared,
    Verdict.PARTIAL: _partial,
    Verdict.EMERGING: _emerging,
    Verdict.DOUBTFUL: _doubtful,
    Verdict.UNTESTED: _untested,
}
