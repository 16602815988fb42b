"""How well the probes hear: precision and recall per kind on labelled sentences; see probes/README.md.

python3 benchmarks/probes.py [--missed]
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from interviewkit.session.guide import Guide, load  # noqa: E402  # a checkout is enough to run this
from interviewkit.session.probes import Prober  # noqa: E402  # likewise

SETS = {
    "seen": "the half the rules were written with",
    "held_out": "the half held out",
    "demo": "answers of the demo study, by another hand",
}
KINDS = ("we", "typical", "official", "acronym", "term", "actor", "duration", "impact", "expert", "bug")
LABEL_OF = {"quoted": "term", "name": "term"}
ROUNDS = 20


class Sentence(NamedTuple):
    """What a customer said, the kinds of probe it should give, the names that are no terms."""

    text: str
    kinds: frozenset[str]
    names: tuple[str, ...]


class Score(NamedTuple):
    """Counts of kinds over sentences: heard rightly, heard wrongly, missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """The share of what was heard that is right."""
        return self.right / (self.right + self.wrong) if self.right else 0.0

    @property
    def recall(self) -> float:
        """The share of what is there that was heard."""
        return self.right / (self.right + self.missed) if self.right else 0.0


def read(path: Path) -> list[Sentence]:
    """The labelled sentences of a file: `kinds | text | names`, `-` for nothing to ask."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [sentence(line) for line in lines if line.strip() and not line.startswith("#")]


def sentence(line: str) -> Sentence:
    """One labelled line. An unknown kind is a slip of the labeller's."""
    kinds, text, *names = (part.strip() for part in line.split(" | "))
    labels = frozenset(kinds.split()) - {"-"}
    assert labels <= {*KINDS}, line
    return Sentence(text, labels, tuple(name.strip() for part in names for name in part.split(";")))


def heard(guide: Guide, one: Sentence) -> frozenset[str]:
    """The kinds that a fresh prober hears in a sentence."""
    found = Prober(guide, names=one.names).hear(one.text)
    kinds = {probe.kind for probe in found.probes} | {*found.parks}
    return frozenset(LABEL_OF.get(kind, kind) for kind in kinds)


def scores(guide: Guide, sentences: Iterable[Sentence]) -> dict[str, Score]:
    """Right, wrong and missed per kind, and for all kinds together."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in (*KINDS, "all")}
    for one in sentences:
        for kind, outcome in outcomes(heard(guide, one), one.kinds):
            counts[kind][outcome] += 1
            counts["all"][outcome] += 1
    return {kind: Score(count["right"], count["wrong"], count["missed"]) for kind, count in counts.items()}


def outcomes(found: frozenset[str], expected: frozenset[str]) -> Iterator[tuple[str, str]]:
    """What became of each kind that was heard or should have been."""
    for kind in found | expected:
        yield kind, "missed" if kind not in found else "right" if kind in expected else "wrong"


def show(title: str, sentences: list[Sentence], found: dict[str, Score]) -> None:
    """One set as a table."""
    silent = sum(not one.kinds for one in sentences)
    print(f"\n{title}: {len(sentences)} sentences, {silent} of them with nothing to ask")
    print(f"  {'kind':10}{'right':>6}{'wrong':>6}{'missed':>7}{'precision':>11}{'recall':>8}")
    for kind, score in found.items():
        shares = f"{told(score.precision, score):>11}{told(score.recall, score):>8}"
        print(f"  {kind:10}{score.right:6}{score.wrong:6}{score.missed:7}{shares}")


def told(share: float, score: Score) -> str:
    """A share as it is printed; a dash where the kind was neither there nor heard."""
    return f"{share:.2f}" if any(score) else "–"


def show_missed(guide: Guide, sentences: Iterable[Sentence]) -> None:
    """The sentences that were heard wrongly."""
    for one in sentences:
        found = heard(guide, one)
        if found != one.kinds:
            print(f"  missed {sorted(one.kinds - found)} wrong {sorted(found - one.kinds)}: {one.text}")


def milliseconds(guide: Guide, sentences: list[Sentence]) -> list[float]:
    """How long the fastest of several looks at each sentence takes, in order; a busy machine does not count."""
    return sorted(min(look(guide, one) for _ in range(ROUNDS)) * 1000 for one in sentences)


def look(guide: Guide, one: Sentence) -> float:
    """Seconds for a fresh prober's look at a sentence."""
    prober = Prober(guide, names=one.names)
    begun = time.perf_counter()
    prober.look(one.text)
    return time.perf_counter() - begun


def main() -> None:
    """Print every set, and the time of a look."""
    parser = argparse.ArgumentParser(description="Precision and recall of the probes.")
    parser.add_argument(
        "--missed", action="store_true", help="print what was heard wrongly in the sets that are not held out"
    )
    wants_missed = parser.parse_args().missed
    guide = load("intern")
    every = []
    for name, title in SETS.items():
        sentences = read(HERE / "probes" / f"{name}.txt")
        show(title, sentences, scores(guide, sentences))
        if wants_missed and name != "held_out":
            show_missed(guide, sentences)
        every += sentences
    taken = milliseconds(guide, every)
    print(f"\na look takes {taken[len(taken) // 2]:.2f} ms (median of all sentences), {taken[-1]:.2f} ms (the slowest)")


if __name__ == "__main__":
    main()
