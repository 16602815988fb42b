"""What marking costs: an interview typed line by line, its keystrokes beyond prose counted, its marks read back.

python3 benchmarks/session/keystrokes.py
"""

from __future__ import annotations

import re
import statistics
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.session.durable import Study
from interviewkit import dbfile
from interviewkit.fieldwork import roadmap
from interviewkit.notation.reading import toggled
from interviewkit.queries import entries
from interviewkit.session.loop import Loop
from interviewkit.vocabulary import Kind

ITEMS = (
    "Review reminders",
    "Flaky test quarantine",
    "Approval by mail",
    "Audit trail",
    "Chat approvals",
    "Offline rollout",
    "Search",
    "Guided first release",
    "Roll back",
)
ALT = re.compile(r"<([123])>")
TAGS = {"1": Kind.PROBLEM, "2": Kind.PROCESS, "3": Kind.PAIN}
SIGNS = {"supports": "+", "contradicts": "-", "neutral": "="}
TARGET = 10


class Typed(NamedTuple):
    """A line: its prose, the keys that were pressed behind it, and what the store must hold then."""

    prose: str
    keys: str
    meant: str


def read() -> list[Typed]:
    """The interview."""
    rows = Path(__file__).with_name("typed.txt").read_text(encoding="utf-8").splitlines()
    parts = [[part.strip() for part in row.split("¦")] for row in rows if not row.startswith("# ")]
    return [Typed(*[*row, "", ""][:3]) for row in parts]


def line_of(typed: Typed, loop: Loop) -> tuple[str, int]:
    """The line as it is sent, and the keystrokes beyond its prose; a chord such as Alt-3 is one, a blank too."""
    line, count = typed.prose, 0
    for word in typed.keys.split():
        alt = ALT.fullmatch(word)
        if alt:
            line, count = toggled(line, TAGS[alt[1]], loop.hearing.known), count + 1
        else:
            line, count = f"{line} {word}", count + 1 + len(word)
    return line, count


def stored(study: Study) -> str:
    """What the store holds of the last line: its tags, then its links."""
    with study.open() as store:
        entry = entries.one(store, store.value("SELECT max(id) FROM entries"))
    tags = [f"{tag['kind']}{tag['severity'] or ''}" for tag in entry["tags"]]
    links = {f"{SIGNS[link['stance']]}{link['item']}" for tag in entry["tags"] for link in tag["links"]}
    return " ".join([*tags, *sorted(links)])


def main() -> None:
    """Type the interview, count, print."""
    costs: dict[str, list[int]] = {"tagged and linked": [], "tagged": [], "plain": []}
    with tempfile.TemporaryDirectory() as folder:
        study = Study(Path(folder) / "typed.db")
        with closing(dbfile.connect(study.location, write=True)) as store:
            for title in ITEMS:
                roadmap.add(store, "ann", title)
        loop = study.sit_down()
        for typed in read():
            line, count = line_of(typed, loop)
            outcome = loop.take(line)
            assert not outcome.prefill, (line, outcome.told)
            if line.startswith("?"):
                continue
            assert stored(study) == typed.meant, (line, stored(study))
            kind = "tagged and linked" if set(typed.meant) & set("+-=") else "tagged" if typed.meant else "plain"
            costs[kind].append(count)
    print("| keystrokes beyond prose | lines | mean | most |\n|---|---:|---:|---:|")
    for kind, counts in costs.items():
        print(f"| {kind} | {len(counts)} | {statistics.mean(counts):.1f} | {max(counts)} |")
    most = max(costs["tagged and linked"])
    verdict = "met" if most <= TARGET else "MISSED"
    print(f"\ntarget: at most {TARGET} for each tagged and linked line: {verdict}")


if __name__ == "__main__":
    main()
