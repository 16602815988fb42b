"""The bottom bar: where the guide is, how long it has been, what has been noted, what is open."""

from __future__ import annotations

from interviewkit.dbfile import Row
from interviewkit.session.guide import Guide, Phase


def bar(standing: Row, guide: Guide, phase: Phase) -> str:
    """One line, as "intern 2 of 5 · walk through   23 min of 60   14 entries  5 problem …   1 parked"."""
    place = guide.phases.index(phase) + 1
    tags = standing["tags"]
    planned = f" of {standing['planned_minutes']}" if standing["planned_minutes"] else ""
    parts = [
        f"{guide.name} {place} of {len(guide.phases)} · {phase.title}",
        f"{standing['minutes']} min{planned}",
        f"{counted(standing['entries'], 'entry', 'entries')}  {tags['problem']} problem {tags['process']} process"
        f" {tags['pain']} pain",
        f"{standing['parked']} parked",
        f"{counted(standing['open_terms'], 'word')} open",
    ]
    return "   ".join(parts)


def counted(number: int, one: str, many: str | None = None) -> str:
    """A count with its noun."""
    return f"{number} {one if number == 1 else many or one + 's'}"
