"""What a person types for a moment, a due day or a duration, and how moments are shown again.

A stored moment is text, `YYYY-MM-DDTHH:MM:SS.mmmZ` in UTC; a stored day is `YYYY-MM-DD`. What is typed
without a zone is local; a time that the clocks skip moves forward by what they skip, one that they repeat is
the first of the two.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from pathlib import Path

from interviewkit.errors import UsageError

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FULL_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NEAR_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}
_FORMS = "write 2026-06-05, 2026-06-05 14:30, 14:30, yesterday, 3 days ago or last monday"
_INSTANT = timedelta(milliseconds=1)
_LOCALTIME = Path("/etc/localtime")
_TIMEZONE = Path("/etc/timezone")

# Text, not compiled: `now`, all that most commands need, should not wait for a parser to be built.
_TIMED = (
    r"(?:(?P<day>.+?)(?: at | |(?<=[0-9])t))??"
    r"(?P<hour>[0-9]{1,2})(?::(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:[.,](?P<part>[0-9]{1,9}))?)?)?"
    r"(?: ?(?P<half>am|pm))?(?: ?(?P<offset>z|utc|[+-][0-9]{2}:?[0-9]{2}))?"
)
_ISO_DAY = r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
_NAMED_DAY = r"([0-9]{1,2}) ([a-z]+),? ([0-9]{4})|([a-z]+) ([0-9]{1,2}),? ([0-9]{4})"
_NUMERIC_DAY = r"([0-9]{1,4})[./-]([0-9]{1,2})(?:[./-]([0-9]{1,4}))?\.?"
_AGO = "(?P<in>in )?(?P<count>an?|[0-9]{1,5}) (?P<unit>min|minute|hour|day|week|month|year)s?(?(in)| ago)"

_DURATION = "use forms like 90m, 3h, 1.5h, 6h-9h, 2d or 2w"
_UNITS = {"m": 1, "h": 60, "d": 24 * 60, "w": 7 * 24 * 60}
_UNIT = "(m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)"
_NUMBER = "([0-9]{1,6}(?:[.,][0-9]{1,2})?)"
_TAKES = f"(?:{_NUMBER}(?: ?{_UNIT})? ?[-–] ?)?{_NUMBER} ?{_UNIT}"


def now() -> str:
    """The present moment, stored form; INTERVIEWKIT_NOW (ISO 8601 with a zone) takes its place."""
    return _stored(_now())


def zone() -> str:
    """The machine's IANA time zone: TZ, else what /etc/localtime points to, else /etc/timezone, else UTC."""
    named = os.environ.get("TZ")
    if named is not None:
        return _known(named.removeprefix(":")) or "UTC"
    return _known(str(_LOCALTIME.resolve())) or _known(_first_line(_TIMEZONE)) or "UTC"


def moment(text: str, *, zone: str | None = None) -> str:
    """The stored form of a moment as a person types it; a day alone is its start in `zone` (the machine's).

    Raises UsageError for what is ambiguous (05/06), impossible (2026-02-30) or unreadable.
    """
    return _stored(_named(text, zone)[0])


def moment_in(text: str, started_at: str, zone: str) -> str:
    """The same inside an interview: a time without a day is on the day on which it began, on its own clocks."""
    found = re.fullmatch(_TIMED, _words(text))
    if found and (found["minute"] or found["half"]) and not found["day"]:
        return moment(f"{local(started_at, zone):%Y-%m-%d} {text}", zone=zone)
    return moment(text, zone=zone)


def since(text: str, *, zone: str | None = None) -> str:
    """The first moment of what is named, stored form: a scope's lower bound. Raises as `moment` does."""
    return moment(text, zone=zone)


def until(text: str, *, zone: str | None = None) -> str:
    """The first moment after the named day, minute or second: a scope's upper bound, to be excluded itself.

    Raises as `moment` does.
    """
    return _stored(_named(text, zone)[1])


def due(text: str) -> str:
    """The local day `YYYY-MM-DD` of a due date; a weekday alone is the next one. Raises as `moment` does."""
    words = _words(text)
    named = f"next {words}" if words in _WEEKDAYS else text
    return _named(named, None)[0].astimezone(_zone_of(None)).date().isoformat()


def local(moment: str, zone: str | None = None) -> datetime:
    """A stored moment on the clocks of `zone`: the machine's when None, UTC where the zone is not known."""
    return datetime.fromisoformat(moment).astimezone(_zone_of(zone))


def short_day(moment: str, zone: str | None = None) -> str:
    """A stored moment's day, or a stored day, as `21 Nov 2026`."""
    day = _day(moment, zone)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def span(first: str, last: str, zone: str | None = None) -> str:
    """Two stored moments or days as `3 Mar – 21 Nov 2026`, saying nothing twice."""
    start, end = _day(first, zone), _day(last, zone)
    if start == end:
        return short_day(last, zone)
    month = f" {MONTHS[start.month - 1]}" if (start.year, start.month) != (end.year, end.month) else ""
    year = f" {start.year}" if start.year != end.year else ""
    return f"{start.day}{month}{year} – {short_day(last, zone)}"


def minutes_between(first: str, last: str) -> float:
    """Minutes from one stored moment to another; negative when the second came before."""
    return (datetime.fromisoformat(last) - datetime.fromisoformat(first)) / timedelta(minutes=1)


def takes(text: str) -> str:
    """The one way to write a duration: `90 min` → `90m`, `6-9h` → `6h-9h`, `1,50 hours` → `1.5h`.

    Raises UsageError for words, signs and ranges that run backwards.
    """
    low, high = _durations(text)
    return "".join(low) if low == high else f"{''.join(low)}-{''.join(high)}"


def takes_minutes(text: str) -> tuple[float, float]:
    """The shortest and longest minutes of a duration, by the clock: a day is 24 hours, a week 7 days.

    Raises UsageError as `takes` does.
    """
    low, high = _durations(text)
    return _minutes(low), _minutes(high)


def minutes_said(low: float, high: float) -> str:
    """The shortest and longest minutes as people say them: `45 min`, `6 h – 9 h`, `1 d 3 h`; seconds are dropped."""
    first, last = _clock_said(low), _clock_said(high)
    return first if first == last else f"{first} – {last}"


def _clock_said(minutes: float) -> str:
    """Minutes by the clock, in the two largest units that are there: days, hours, minutes."""
    days, rest = divmod(int(minutes), _UNITS["d"])
    hours, rest = divmod(rest, _UNITS["h"])
    said = [f"{count} {unit}" for count, unit in ((days, "d"), (hours, "h"), (rest, "min")) if count]
    return " ".join(said[:2]) or "0 min"


def _now() -> datetime:
    """The present moment in UTC, or the one INTERVIEWKIT_NOW names."""
    named = os.environ.get("INTERVIEWKIT_NOW")
    if not named:
        return datetime.now(UTC)
    try:
        present = datetime.fromisoformat(named)
        if present.tzinfo:
            return present.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise UsageError(f"INTERVIEWKIT_NOW is {named!r}; write it like 2026-06-05T14:30:00Z or unset it")


def _stored(at: datetime) -> str:
    """An aware moment in stored form; what is finer than a millisecond is dropped."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"


def _day(text: str, zone: str | None) -> date:
    """The local day of a stored moment, or a stored day itself."""
    return date.fromisoformat(text) if re.fullmatch(_ISO_DAY, text) else local(text, zone).date()


def _known(name: str) -> str | None:
    """The zone's name inside a path or name, when this machine's zone database has it."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    name = re.sub(r".*zoneinfo(?:\.default)?/(?:posix/|right/)?", "", name)
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _first_line(path: Path) -> str:
    """The first line of a small system file, empty when it cannot be read."""
    try:
        return path.read_text(encoding="utf-8").split("\n", 1)[0].strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _zone_of(name: str | None) -> tzinfo:
    """The rules of a zone (the machine's when None); UTC when this machine's database lacks it."""
    from zoneinfo import ZoneInfo

    known = _known(name or zone())
    return ZoneInfo(known) if known else UTC


def _words(text: str) -> str:
    """What was typed, in small letters with single blanks."""
    return " ".join(text.casefold().split())


def _named(text: str, zone: str | None) -> tuple[datetime, datetime]:
    """Start and exclusive end, aware, of what a person named. Raises UsageError."""
    here = _zone_of(zone)
    present = _now().astimezone(here)
    words = _words(text)
    try:
        return _instant(words, present) or _timed(words, present, here) or _whole_day(words, present, here)
    except (ValueError, OverflowError) as error:
        raise UsageError(f"{text!r} is no day or time of the calendar; {_FORMS}") from error
    except LookupError as error:
        raise UsageError(f"{text!r} is {_ambiguity(str(error.args[0]), present.date())}") from error


def _instant(words: str, present: datetime) -> tuple[datetime, datetime] | None:
    """`now`, `5 minutes ago`, `in 2 hours`: a point in time."""
    ago = re.fullmatch(_AGO, words)
    if words == "now":
        return present, present + _INSTANT
    if not ago or ago["unit"] not in {"min", "minute", "hour"}:
        return None
    step = timedelta(hours=1) if ago["unit"] == "hour" else timedelta(minutes=1)
    at = present.astimezone(UTC) + _signed(ago) * step
    return at, at + _INSTANT


def _timed(words: str, present: datetime, here: tzinfo) -> tuple[datetime, datetime] | None:
    """A day (today when none is named) with a time: the minute, second or millisecond that it names."""
    found = re.fullmatch(_TIMED, words)
    if not found or not (found["minute"] or found["half"]):
        return None
    day = _date(found["day"], present.date()) if found["day"] else present.date()
    if found["offset"]:
        if not re.fullmatch(_ISO_DAY, found["day"] or ""):
            raise LookupError(words)
        here = _offset(found["offset"])
    at = datetime.combine(day, _clock(found), here).astimezone(UTC)
    step = _INSTANT if found["part"] else timedelta(seconds=1) if found["second"] else timedelta(minutes=1)
    return at, at + step


def _whole_day(words: str, present: datetime, here: tzinfo) -> tuple[datetime, datetime]:
    """A local day, from its start to the start of the next."""
    day = _date(words, present.date())
    start, end = (datetime.combine(one, time(), here) for one in (day, day + timedelta(days=1)))
    return start.astimezone(UTC), end.astimezone(UTC)


def _clock(found: re.Match[str]) -> time:
    """The time of day of a match; raises ValueError for 25:00 and 13 pm."""
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(hour)
        hour = hour % 12 + (12 if found["half"] == "pm" else 0)
    micro = int((found["part"] or "0").ljust(6, "0")[:6])
    return time(hour, int(found["minute"] or 0), int(found["second"] or 0), micro)


def _offset(text: str) -> tzinfo:
    """The zone of Z, UTC, +01:00 or -0430."""
    return datetime.strptime("+0000" if text in {"z", "utc"} else text, "%z").tzinfo or UTC


def _date(words: str, today: date) -> date:
    """The day that words name. Raises ValueError for an impossible one, LookupError for no day at all."""
    if words in _NEAR_DAYS:
        return today + timedelta(days=_NEAR_DAYS[words])
    readings: tuple[tuple[str, Callable[[re.Match[str], date], date]], ...] = (
        (_ISO_DAY, lambda found, _: date(int(found[1]), int(found[2]), int(found[3]))),
        (_NAMED_DAY, lambda found, _: _day_of_month(found)),
        (_AGO, _days_away),
        ("(last|next) ([a-z]+)", _weekday),
    )
    for pattern, reading in readings:
        found = re.fullmatch(pattern, words)
        if found:
            return reading(found, today)
    raise LookupError(words)


def _day_of_month(found: re.Match[str]) -> date:
    """`21 Nov 2026` or `November 21, 2026`."""
    day, word, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
    full = next((name for name in _FULL_MONTHS if word in {name, name[:3]}), None)
    if full is None:
        raise LookupError(word)
    return date(int(year), _FULL_MONTHS.index(full) + 1, int(day))


def _days_away(found: re.Match[str], today: date) -> date:
    """`3 days ago`, `in 2 weeks`, `a month ago`; a month that is too short gives its last day."""
    count, unit = _signed(found), found["unit"]
    if unit in {"day", "week"}:
        return today + timedelta(days=count * (7 if unit == "week" else 1))
    if unit not in {"month", "year"}:
        raise LookupError(unit)
    months = today.year * 12 + today.month - 1 + count * (12 if unit == "year" else 1)
    first = date(months // 12, months % 12 + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(today.day, last.day))


def _weekday(found: re.Match[str], today: date) -> date:
    """`last monday`, the latest one before today; `next monday`, the first one after it."""
    if found[2] not in _WEEKDAYS:
        raise LookupError(found[2])
    ahead = _WEEKDAYS.index(found[2]) - today.weekday()
    return today + timedelta(days=(ahead - 1) % 7 + 1 if found[1] == "next" else -((-ahead - 1) % 7 + 1))


def _signed(found: re.Match[str]) -> int:
    """How many units from now, negative for `ago`."""
    count = 1 if found["count"].startswith("a") else int(found["count"])
    return count if found["in"] else -count


def _ambiguity(words: str, today: date) -> str:
    """Why words are no moment, and what to write: for numbers, the days they may have meant."""
    found = re.fullmatch(_NUMERIC_DAY, words)
    meant = _possible_days(found, today) if found else []
    if not meant:
        return f"no moment; {_FORMS}"
    return f"{'ambiguous' if len(meant) > 1 else 'no moment'}; write {' or '.join(meant)}"


def _possible_days(found: re.Match[str], today: date) -> list[str]:
    """Every day that a numeric date may mean, in order: the year first, last or this one."""
    first, second, third = (int(part) if part else today.year for part in found.groups())
    orders = [(third, first, second), (third, second, first)]
    if found[3]:
        orders.append((first, second, third))
    days = set()
    for year, month, day in orders:
        try:
            days.add(date(year + 2000 if year < 100 else year, month, day).isoformat())
        except ValueError:
            continue
    return sorted(days)


def _durations(text: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """The amounts and units of a duration's two ends. Raises UsageError."""
    found = re.fullmatch(_TAKES, _words(text))
    if not found:
        raise UsageError(f"{text!r} is no duration; {_DURATION}")
    high = _amount(found[3], found[4])
    low = _amount(found[1], found[2] or found[4]) if found[1] else high
    if _minutes(low) > _minutes(high):
        raise UsageError(f"{text!r} runs from long to short; {_DURATION}")
    return (high, high) if _minutes(low) == _minutes(high) else (low, high)


def _amount(number: str, unit: str) -> tuple[str, str]:
    """A number without needless zeros, and its unit's letter."""
    whole, _, part = number.replace(",", ".").partition(".")
    part = part.rstrip("0")
    return f"{int(whole)}.{part}" if part else str(int(whole)), unit[0]


def _minutes(amount: tuple[str, str]) -> float:
    """The minutes of an amount and its unit."""
    return float(amount[0]) * _UNITS[amount[1]]
