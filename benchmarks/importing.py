"""How fast a transcript comes in beside the same lines in one flat table, what memory it takes, what junk does.

python benchmarks/importing.py [--cues 100000] [--inputs 100000] [--sqlite-utils PATH]

Runs with the Python that has interviewkit installed. The other side is `sqlite-utils insert` of the same entries as
JSON Lines into one table, then full text over question and answer, as whole processes; without it, it is left out.
On a machine that does other things compare the processor's seconds: the wall's are everybody's.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from interviewkit import dbfile
from interviewkit.errors import UsageError
from interviewkit.exchange import notes, transcripts
from interviewkit.exchange.transcripts import cast, conversation
from interviewkit.fieldwork.conversations import Conversation, Said, bring
from interviewkit.fieldwork.interviews import Opening
from interviewkit.paths import Location
from interviewkit.store import schema

TARGET = 20_000  # entries a second through the bulk path
PIECES = (
    *("WEBVTT", "NOTE", "STYLE", "-->", "00:00:01.000 --> 00:00:02.000", "00:01,5 --> 9:9", "1", "<v Ann>", "</v>"),
    *("<v", ">>", "&amp;", "&#0;", "{\\an8}", "Ann: ", "Jo：", "**Bob:** ", "Ann  0:31", "[1:02:03] Jo", "00:05:00"),
    *(
        "### ",
        "Attendees",
        "---",
        "Q: ",
        "A: ",
        "- ",
        "_a_",
        "*b*",
        "> ",
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "?",
        "x",
        "é",
        "😀",
    ),
)


def captions(cues: int) -> bytes:
    """A talk of one who asks and two who answer, as WebVTT: nearly every cue is an entry."""
    lines = ["WEBVTT\n\n"]
    for number in range(cues):
        begin, end = (f"{at // 3600:02d}:{at // 60 % 60:02d}:{at % 60:02d}.000" for at in (number, number + 1))
        name = "Jo" if number % 20 == 0 else ("Ann", "Bob")[number % 2]
        lines.append(
            f"{number}\n{begin} --> {end}\n{name}: we push to main, and somebody waits {number} minutes for QE\n\n"
        )
    return "".join(lines).encode()


def said(read: transcripts.Transcript) -> Iterator[Said]:
    """The talk's entries."""
    wishes = cast.wishes(["Jo=interviewer,Ann=customer,Bob=customer"])
    parts, _ = cast.asked([one.label for one in read.speakers], wishes, [])
    return conversation.entries(read.turns(lambda label: label), parts)


def bulk(folder: Path, data: bytes) -> tuple[int, float, float]:
    """Entries written through the bulk path, and its seconds by the wall and the processor, reading included."""
    location = Location(str(folder / "bulk.db"), folder, "a benchmark")
    schema.create(location)
    store = dbfile.connect(location, write=True)
    read = transcripts.read(data, print)
    begun, busy = time.perf_counter(), time.process_time()
    talk = Conversation(Opening("Acme", at="2026-01-01T00:00:00.000Z"), said(read), "digest", read.length)
    entries = bring(store, "bench", [talk], lambda _: None)[0].entries
    took, busy = time.perf_counter() - begun, time.process_time() - busy
    store.close()
    return entries, took, busy


def whole(folder: Path, file: Path) -> float:
    """The seconds of `import transcript` as a process."""
    words = ["--quiet", "--db", str(folder / "whole.db"), "import", "transcript", str(file), "--customer", "Acme"]
    words += ["--speakers", "Jo=interviewer,Ann=customer,Bob=customer", "--at", "2026-01-01"]
    return _timed([sys.executable, "-m", "interviewkit", *words])


def flat(folder: Path, program: str, lines: Path) -> float:
    """The seconds of sqlite-utils for the same entries in one table with full text."""
    store = str(folder / "flat.db")
    insert = _timed([program, "insert", store, "entry", str(lines), "--nl", "--pk", "uid"])
    return insert + _timed([program, "enable-fts", store, "entry", "question", "answer"])


def broken(inputs: int) -> dict[str, int]:
    """What became of so many files of junk: read, refused with a sentence; anything else ends the benchmark."""
    dice = random.Random(7)  # noqa: S311  junk need not be secret
    outcomes = {"read": 0, "refused": 0}
    readers: tuple[Callable[[bytes], Iterator[object]], ...] = (
        lambda data: transcripts.read(data, _ignore).turns(lambda label: label),
        lambda data: notes.read(data, _ignore).said(),
    )
    for number in range(inputs):
        text = "".join(dice.choice(PIECES) for _ in range(dice.randrange(40)))
        data = text.encode() if number % 4 else text.encode("utf-16") + dice.randbytes(dice.randrange(4))
        try:
            for _ in readers[number % 2](data):
                pass
            outcomes["read"] += 1
        except UsageError:
            outcomes["refused"] += 1
    return outcomes


def main() -> None:
    """Time, compare, break, print."""
    options = argparse.ArgumentParser(description="Time importing.")
    options.add_argument("--cues", type=int, default=100_000)
    options.add_argument("--inputs", type=int, default=100_000)
    options.add_argument("--sqlite-utils", default=shutil.which("sqlite-utils"))
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="interviewkit-benchmark-") as passing:
        folder = Path(passing)
        data = captions(chosen.cues)
        file = folder / "talk.vtt"
        file.write_bytes(data)
        before = _peak()
        entries, took, busy = bulk(folder, data)
        rate = entries / took
        verdict = "holds" if rate >= TARGET else "MISSED"
        print(f"{chosen.cues:,} cues, {len(data) / 1e6:.1f} MB: {entries:,} entries")
        print(f"bulk path: {took:.2f} s, {rate:,.0f} entries a second (target {TARGET:,}: {verdict})")
        print(f"           {busy:.2f} s of the processor, {entries / busy:,.0f} entries in each of them")
        print(f"memory while it ran: {(_peak() - before) / 1e6:.0f} MB more at its peak")
        ours = whole(folder, file)
        print(f"import transcript, whole process: {ours:.2f} s, {entries / ours:,.0f} entries a second")
        if chosen.sqlite_utils:
            lines = _as_lines(folder)
            theirs = flat(folder, chosen.sqlite_utils, lines)
            print(f"sqlite-utils insert and enable-fts of the same entries: {theirs:.2f} s; {ours / theirs:.2f} ×")
        begun = time.perf_counter()
        outcomes = broken(chosen.inputs)
        print(
            f"{chosen.inputs:,} files of junk in {time.perf_counter() - begun:.0f} s: {outcomes}, none broke a reader"
        )


def _as_lines(folder: Path) -> Path:
    path = folder / "entries.jsonl"
    with sqlite3.connect(folder / "bulk.db") as connection, path.open("w", encoding="utf-8") as file:
        connection.row_factory = sqlite3.Row
        for row in connection.execute("SELECT uid, number, question, answer, at, verbatim, evidence FROM entry"):
            file.write(json.dumps(dict(row)) + "\n")
    return path


def _timed(words: Sequence[str]) -> float:
    begun = time.perf_counter()
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _ignore(text: str) -> None:
    """Nobody hears a warning here."""


if __name__ == "__main__":
    main()
