"""What is told of an import: counts, the first rows, and everything that was not taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewkit import console, output
from interviewkit.fieldwork.roadmap import counted

if TYPE_CHECKING:
    from interviewkit.dbfile import Row
    from interviewkit.exchange.roadmap import RoadmapFile

FIELDS = (
    output.Field("Outcome", "outcome"),
    output.Field("Item", "slug"),
    output.Field("Title", "title"),
    output.Field("Status", "status"),
    output.Field("Horizon", "horizon"),
)
JSON = tuple(
    output.Field("", name)
    for name in ("source", "dry_run", "counts", "items", "skipped", "unknown_statuses", "ignored_columns")
)
FIRST = 10


def told(read: RoadmapFile, outcomes: list[Row], *, dry_run: bool, as_json: bool) -> None:
    """Print the outcome of an import, and on stderr what was left out and why."""
    counts = counted(outcomes)
    for line, reason in read.skipped:
        console.warn(f"{read.unit} {line} left out: {reason}")
    if read.unknown_statuses:
        console.warn(f"statuses that nobody knows were left out: {', '.join(read.unknown_statuses)}")
    if read.unknown_horizons:
        console.warn(
            f"horizons that nobody knows were left out: {', '.join(read.unknown_horizons)}; known are now, next, later"
        )
    if as_json:
        row = {
            "source": read.source,
            "dry_run": dry_run,
            "counts": counts,
            "items": outcomes,
            "skipped": [{read.unit: line, "reason": reason} for line, reason in read.skipped],
            "unknown_statuses": list(read.unknown_statuses),
            "ignored_columns": list(read.ignored_columns),
        }
        console.result(output.render_one(row, JSON, "json"), raw=True)
        return
    if dry_run:
        console.result(output.render(outcomes[:FIRST], FIELDS, "table"))
    if read.ignored_columns:
        console.say(f"columns not used: {', '.join(read.ignored_columns)}")
    said = ", ".join(f"{number} {outcome}" for outcome, number in counts.items())
    console.result(f"{'would be' if dry_run else 'imported'}: {said}")
