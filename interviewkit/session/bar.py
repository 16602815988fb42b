"""The bottom bar: where the guide is, how long it has been, what has been noted, what is open."""

from __future__ import annotations

from interviewkit.dates import minutes_between, now
from interviewkit.dbfile import Row
from interviewkit.output import cells
from interviewkit.session.guide import Guide, Phase

GAP = 3
SHORTEST = 5  # columns of a title that say something


def bar(standing: Row, guide: Guide, phase: Phase, width: int | None = None) -> str:
    """One line, as "intern 2 of 5 · walk through   23 min of 60   14 entries  5 problem …   1 parked   2 words open".

    Where `width` columns are too few it is said shorter, and at last the phase gives way: what is open stays.
    """
    place, number = guide.phases.index(phase) + 1, len(guide.phases)
    tags, planned = standing["tags"], standing["planned_minutes"]
    minutes = _minutes(standing)
    whole = [
        f"{guide.name} {place} of {number} · {phase.title}",
        f"{minutes} min{f' of {planned}' if planned else ''}",
        f"{counted(standing['entries'], 'entry', 'entries')}  {tags['problem']} problem {tags['process']} process"
        f" {tags['pain']} pain",
        f"{standing['parked']} parked",
        f"{counted(standing['open_terms'], 'word')} open",
    ]
    line = (" " * GAP).join(whole)
    if width is None or cells(line) <= width:
        return line
    shorter = [f"{place}/{number}", f"{minutes}{f'/{planned}' if planned else ''} min", *whole[2:]]
    if cells(rest := "  ".join(shorter)) > width:
        # the letters with which the three are typed
        shorter[2] = (
            f"{counted(standing['entries'], 'note')}  {tags['problem']} #b {tags['process']} #s {tags['pain']} #p"
        )
        shorter[-1] = counted(standing["open_terms"], "word")
        rest = "  ".join(shorter)
    return f"{_cut(phase.title, width - cells(rest) - 1)} {rest}".strip()


def _cut(title: str, room: int) -> str:
    """As much of a phase's title as there is room for, nothing where that would be a few letters."""
    if cells(title) <= room:
        return title
    return f"{title[: room - 1].rstrip()}…" if room > SHORTEST else ""


def counted(number: int, one: str, many: str | None = None) -> str:
    """A count with its noun."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def _minutes(standing: Row) -> int:
    """The interview's minutes now, which is later than when its standing was read."""
    return round(minutes_between(standing["started_at"], standing["ended_at"] or now()))
