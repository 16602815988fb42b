"""From Enter in the shell to the session's first prompt, and to the line editor behind it.

python3 benchmarks/session/first_prompt.py [--runs 20]

A terminal echoes and keeps what is typed as soon as the prompt is there; the editor takes it over when it has loaded.
"""

from __future__ import annotations

import argparse
import os
import pty
import select
import statistics
import sys
import tempfile
import time
from pathlib import Path

TARGET = 200.0
PROMPT, EDITOR = b"> ", b"\x1b[?2004h"  # the editor turns bracketed paste on when it draws its first prompt


def timed(words: list[str], folder: str) -> tuple[float, float]:
    """Milliseconds until the prompt and until the editor; the session is ended by a signal then."""
    begun = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.environ |= {"TERM": "xterm-256color", "HOME": folder, "INTERVIEWKIT_AS": "ann"}
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.execv(sys.executable, [sys.executable, "-m", "interviewkit", *words])  # noqa: S606  fixed words
    seen, times = b"", []
    for sign in (PROMPT, EDITOR):
        while sign not in seen:
            assert select.select([terminal], [], [], 30)[0], seen
            seen += os.read(terminal, 65536)
        times.append((time.perf_counter() - begun) * 1000)
    os.kill(child, 9)
    os.waitpid(child, 0)
    os.close(terminal)
    return times[0], times[1]


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description="From Enter to the first prompt.")
    options.add_argument("--runs", type=int, default=20)
    runs = options.parse_args().runs
    print("| from Enter in the shell | prompt, median | fastest | editor, median | fastest |")
    print("|---|---:|---:|---:|---:|")
    worst = 0.0
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / ".interviewkit").mkdir()
        timed(["start", "Acme", "--topic", "delivery"], folder)
        for name, words in (("start", ["start", "Fjord {}"]), ("resume", ["resume", "acme"])):
            took = [timed([word.format(run) for word in words], folder) for run in range(runs)]
            prompt, editor = zip(*took, strict=True)
            worst = max(worst, statistics.median(prompt))
            cells = [
                f"{value:.0f} ms" for times in (prompt, editor) for value in (statistics.median(times), min(times))
            ]
            print(f"| {name} | {' | '.join(cells)} |")
    print(f"\nload average {os.getloadavg()[0]:.1f}; target: {TARGET:g} ms: {'met' if worst <= TARGET else 'MISSED'}")


if __name__ == "__main__":
    main()
