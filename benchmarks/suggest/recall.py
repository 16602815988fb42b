"""How often the right roadmap item is among the first three suggestions, on the demo study.

    python benchmarks/suggest/recall.py [--splits 20]

Half of the customers' linked entries are the precedents; the other customers' entries are asked about, as if nobody
had linked them, so that no sentence of the customer who is asked about has been seen. Recall@3 is the share of an
entry's links whose item is among the first three: the mean over seeded splits, the lowest and the highest beside it.
Floors of the same run: the items in the order of how often the precedents link to them, and in any order. Then what
each part of the rule is worth: other tokens, no precedents, all precedents of an item in one document. Only texts
count, no labels and no kinds. The rule was chosen on this study too, so read its lead over the floors; a lead of a
hundredth over another choice of tokens is within the spread of the splits.
"""

from __future__ import annotations

import argparse
import random
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from json import loads
from pathlib import Path
from statistics import mean
from typing import Any, NamedTuple

import interviewkit.demo
from interviewkit.evidence import suggesting
from interviewkit.evidence.suggesting import BM25, Candidate, Precedent, Suggester

AMONG = 3
ENDINGS = ("ing", "ed", "es", "s", "e")
SHORTEST_STEM = 3


class Linked(NamedTuple):
    """An entry that somebody linked: whose it is, what was said, the slugs of its items."""

    customer: str
    text: str
    items: frozenset[str]


class Split(NamedTuple):
    """One way to halve the study: what was linked before, what is asked about, and a source of chance."""

    items: list[Candidate]
    before: list[Linked]
    asked: list[Linked]
    chance: random.Random


Ranker = Callable[[str], Sequence[str]]
Method = Callable[[Split], Ranker]


def study() -> tuple[list[Candidate], list[Linked]]:
    """The demo's items that are not dropped, and its entries that are linked to one of them."""
    data = Path(interviewkit.demo.__file__).parent
    items = [
        Candidate(item["slug"], f"{item['slug']} {item['title']} {item['description']}")
        for item in loads((data / "roadmap.json").read_text(encoding="utf-8"))
        if item["status"] != "dropped"
    ]
    slugs = {item.slug for item in items}
    told = [loads(file.read_text(encoding="utf-8")) for file in sorted((data / "interviews").glob("*.json"))]
    entries = [_linked(one["customer"], entry) for one in told for entry in one["entries"]]
    entries = [entry._replace(items=entry.items & slugs) for entry in entries]
    return items, [entry for entry in entries if entry.items]


def _linked(customer: str, entry: dict[str, Any]) -> Linked:
    items = frozenset(link["item"] for tag in entry["tags"] for link in tag["links"])
    return Linked(customer, f"{entry.get('question') or ''} {entry.get('answer') or ''}", items)


def halved(items: list[Candidate], entries: list[Linked], seed: int) -> Split:
    """The study with half of its customers, drawn by the seed, as what was linked before."""
    chance = random.Random(seed)  # noqa: S311  splits are to be repeatable, not secret
    customers = sorted({entry.customer for entry in entries})
    known = set(chance.sample(customers, len(customers) // 2))
    before = [entry for entry in entries if entry.customer in known]
    return Split(items, before, [entry for entry in entries if entry.customer not in known], chance)


def recall(split: Split, method: Method) -> float:
    """The share of the links of the entries that are asked about whose item is among the first three."""
    ranker = method(split)
    found = sum(len(entry.items & set(ranker(entry.text)[:AMONG])) for entry in split.asked)
    return found / sum(len(entry.items) for entry in split.asked)


def suggest(split: Split) -> Ranker:
    """As `interviewkit suggest`."""
    suggester = Suggester(split.items, [Precedent(entry.text, entry.items) for entry in split.before])
    return lambda text: [each.slug for each in suggester.suggest(text)]


def without_precedents(split: Split) -> Ranker:
    """The items' own texts alone: what a study without any link begins with."""
    suggester = Suggester(split.items)
    return lambda text: [each.slug for each in suggester.suggest(text)]


def in_one_document(split: Split) -> Ranker:
    """An item's text and all of its precedents, one after the other."""
    documents = [
        " ".join([item.text, *(entry.text for entry in split.before if item.slug in entry.items)])
        for item in split.items
    ]
    scores = BM25([suggesting.grams(document) for document in documents])
    return lambda text: _ranked(split.items, _dense(scores.of(suggesting.grams(text)), len(documents)))


def most_linked(split: Split) -> Ranker:
    """Floor: the same answer for every entry."""
    often = Counter(slug for entry in split.before for slug in entry.items)
    ranked = _ranked(split.items, [often[item.slug] for item in split.items])
    return lambda _: ranked


def at_random(split: Split) -> Ranker:
    """Floor: any order."""
    slugs = [item.slug for item in split.items]
    return lambda _: split.chance.sample(slugs, len(slugs))


def with_tokens(tokens: Callable[[str], list[str]]) -> Method:
    """The rule of `suggest` over other tokens."""

    def method(split: Split) -> Ranker:
        documents = [item.text for item in split.items] + [entry.text for entry in split.before]
        scores = BM25([tokens(document) for document in documents])

        def ranker(text: str) -> Sequence[str]:
            found = _dense(scores.of(tokens(text)), len(documents))
            best = [
                found[place]
                + max(
                    (found[len(split.items) + n] for n, one in enumerate(split.before) if item.slug in one.items),
                    default=0,
                )
                for place, item in enumerate(split.items)
            ]
            return _ranked(split.items, best)

        return ranker

    return method


def words(text: str) -> list[str]:
    """Whole words, case and accents folded."""
    plain = unicodedata.normalize("NFKD", text)
    return re.findall(r"[^\W_]+", "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold())


def stems(text: str) -> list[str]:
    """Words without the commonest English endings."""
    return [_stem(word) for word in words(text)]


def _stem(word: str) -> str:
    ending = next((end for end in ENDINGS if word.endswith(end) and len(word) - len(end) >= SHORTEST_STEM), "")
    return word.removesuffix(ending)


def groups_of(size: int) -> Callable[[str], list[str]]:
    """Groups of so many letters of every word, its ends marked."""

    def tokens(text: str) -> list[str]:
        marked = [f"_{word}_" for word in words(text)]
        return [word[at : at + size] for word in marked for at in range(max(1, len(word) - size + 1))]

    return tokens


def _dense(scores: Mapping[int, float], size: int) -> list[float]:
    return [scores.get(place, 0.0) for place in range(size)]


def _ranked(items: Sequence[Candidate], scores: Sequence[float]) -> list[str]:
    order = sorted(range(len(items)), key=lambda place: (-scores[place], items[place].slug))
    return [items[place].slug for place in order]


METHODS: dict[str, Method] = {
    "interviewkit suggest": suggest,
    "floor: most-linked items first": most_linked,
    "floor: at random": at_random,
    "without precedents": without_precedents,
    "all precedents in one document": in_one_document,
    "whole words": with_tokens(words),
    "words without endings": with_tokens(stems),
    "groups of three letters": with_tokens(groups_of(3)),
    "groups of five letters": with_tokens(groups_of(5)),
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--splits", type=int, default=20, help="how many seeded halves (20)")
    splits = parser.parse_args().splits
    items, entries = study()
    print(f"{len(entries)} linked entries, {len(items)} items, {splits} splits by customer\n")
    print(f"{'recall@3':34}{'mean':>6}{'lowest':>9}{'highest':>9}")
    for name, method in METHODS.items():
        found = [recall(halved(items, entries, seed), method) for seed in range(splits)]
        print(f"{name:34}{mean(found):6.3f}{min(found):9.3f}{max(found):9.3f}")


if __name__ == "__main__":
    main()
