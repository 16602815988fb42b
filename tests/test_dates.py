"""What a person types for a moment, a due day or a duration, on a fixed present and in named zones."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewkit import dates
from interviewkit.errors import UsageError

FORMS = "write 2026-06-05, 2026-06-05 14:30, 14:30, yesterday, 3 days ago or last monday"
DURATION = "use forms like 90m, 3h, 1.5h, 6h-9h, 2d or 2w"
STORED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")


@pytest.fixture(autouse=True)
def saturday_in_berlin(monkeypatch: pytest.MonkeyPatch) -> None:
    """The present is Saturday, 21 November 2026, 11:02:03.456 in Berlin."""
    monkeypatch.setenv("INTERVIEWKIT_NOW", "2026-11-21T11:02:03.456789+01:00")
    monkeypatch.setenv("TZ", "Europe/Berlin")


@pytest.mark.parametrize(
    ("typed", "first", "after"),
    [
        ("now", "2026-11-21T10:02:03.456Z", "2026-11-21T10:02:03.457Z"),
        ("5 minutes ago", "2026-11-21T09:57:03.456Z", "2026-11-21T09:57:03.457Z"),
        ("an hour ago", "2026-11-21T09:02:03.456Z", "2026-11-21T09:02:03.457Z"),
        ("in 90 min", "2026-11-21T11:32:03.456Z", "2026-11-21T11:32:03.457Z"),
        ("today", "2026-11-20T23:00:00.000Z", "2026-11-21T23:00:00.000Z"),
        ("Yesterday", "2026-11-19T23:00:00.000Z", "2026-11-20T23:00:00.000Z"),
        ("tomorrow", "2026-11-21T23:00:00.000Z", "2026-11-22T23:00:00.000Z"),
        ("3 days ago", "2026-11-17T23:00:00.000Z", "2026-11-18T23:00:00.000Z"),
        ("a week ago", "2026-11-13T23:00:00.000Z", "2026-11-14T23:00:00.000Z"),
        ("2 months ago", "2026-09-20T22:00:00.000Z", "2026-09-21T22:00:00.000Z"),
        ("in 1 year", "2027-11-20T23:00:00.000Z", "2027-11-21T23:00:00.000Z"),
        ("last monday", "2026-11-15T23:00:00.000Z", "2026-11-16T23:00:00.000Z"),
        ("last saturday", "2026-11-13T23:00:00.000Z", "2026-11-14T23:00:00.000Z"),
        ("last sunday", "2026-11-14T23:00:00.000Z", "2026-11-15T23:00:00.000Z"),
        ("next  Saturday", "2026-11-27T23:00:00.000Z", "2026-11-28T23:00:00.000Z"),
        ("next sunday", "2026-11-21T23:00:00.000Z", "2026-11-22T23:00:00.000Z"),
        ("14:30", "2026-11-21T13:30:00.000Z", "2026-11-21T13:31:00.000Z"),
        ("2 pm", "2026-11-21T13:00:00.000Z", "2026-11-21T13:01:00.000Z"),
        ("12:05am", "2026-11-20T23:05:00.000Z", "2026-11-20T23:06:00.000Z"),
        ("yesterday 14:30", "2026-11-20T13:30:00.000Z", "2026-11-20T13:31:00.000Z"),
        ("last monday at 9:05", "2026-11-16T08:05:00.000Z", "2026-11-16T08:06:00.000Z"),
        ("2 days ago 9:05:07", "2026-11-19T08:05:07.000Z", "2026-11-19T08:05:08.000Z"),
        ("2026-06-05", "2026-06-04T22:00:00.000Z", "2026-06-05T22:00:00.000Z"),
        ("5 Jun 2026", "2026-06-04T22:00:00.000Z", "2026-06-05T22:00:00.000Z"),
        ("June 5, 2026 14:30", "2026-06-05T12:30:00.000Z", "2026-06-05T12:31:00.000Z"),
        ("2026-06-05 14:30", "2026-06-05T12:30:00.000Z", "2026-06-05T12:31:00.000Z"),
        ("2026-06-05T14:30:15", "2026-06-05T12:30:15.000Z", "2026-06-05T12:30:16.000Z"),
        ("2026-06-05T14:30:15.25Z", "2026-06-05T14:30:15.250Z", "2026-06-05T14:30:15.251Z"),
        ("2026-06-05 14:30 UTC", "2026-06-05T14:30:00.000Z", "2026-06-05T14:31:00.000Z"),
        ("2026-06-05T14:30-04:30", "2026-06-05T19:00:00.000Z", "2026-06-05T19:01:00.000Z"),
        ("2026-06-05T14:30+0200", "2026-06-05T12:30:00.000Z", "2026-06-05T12:31:00.000Z"),
    ],
)
def test_what_is_named_lasts_from_its_first_moment_to_the_one_after_it(typed: str, first: str, after: str) -> None:
    assert (dates.moment(typed), dates.since(typed), dates.until(typed)) == (first, first, after)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("05/06", "'05/06' is ambiguous; write 2026-05-06 or 2026-06-05"),
        ("5.6.", "'5.6.' is ambiguous; write 2026-05-06 or 2026-06-05"),
        ("5/6/26", "'5/6/26' is ambiguous; write 2005-06-26 or 2026-05-06 or 2026-06-05"),
        ("05.06.2026", "'05.06.2026' is ambiguous; write 2026-05-06 or 2026-06-05"),
        ("05/06/2026 14:30", "'05/06/2026 14:30' is ambiguous; write 2026-05-06 or 2026-06-05"),
        ("21/11/2026", "'21/11/2026' is no moment; write 2026-11-21"),
        ("2026/6/5", "'2026/6/5' is no moment; write 2026-06-05"),
        ("2026-11", f"'2026-11' is no moment; {FORMS}"),
        ("09/Jan/24", f"'09/Jan/24' is no moment; {FORMS}"),
        ("9 Jan 24", f"'9 Jan 24' is no moment; {FORMS}"),
        ("9 juillet 2024", f"'9 juillet 2024' is no moment; {FORMS}"),
        ("20261121", f"'20261121' is no moment; {FORMS}"),
        ("monday", f"'monday' is no moment; {FORMS}"),
        ("last month", f"'last month' is no moment; {FORMS}"),
        ("5 minutes ago 14:30", f"'5 minutes ago 14:30' is no moment; {FORMS}"),
        ("14:30Z", f"'14:30Z' is no moment; {FORMS}"),
        ("14", f"'14' is no moment; {FORMS}"),
        ("٢٠٢٦-٠٦-٠٥", f"'٢٠٢٦-٠٦-٠٥' is no moment; {FORMS}"),
        ("", f"'' is no moment; {FORMS}"),
        ("2026-02-30", f"'2026-02-30' is no day or time of the calendar; {FORMS}"),
        ("2026-06-05 24:00", f"'2026-06-05 24:00' is no day or time of the calendar; {FORMS}"),
        ("13 pm", f"'13 pm' is no day or time of the calendar; {FORMS}"),
        ("0001-01-01", f"'0001-01-01' is no day or time of the calendar; {FORMS}"),
        ("99999 years ago", f"'99999 years ago' is no day or time of the calendar; {FORMS}"),
        ("in 99999 months", f"'in 99999 months' is no day or time of the calendar; {FORMS}"),
    ],
)
def test_what_is_ambiguous_impossible_or_no_date_is_refused_with_what_to_write(typed: str, sentence: str) -> None:
    for reading in (dates.moment, dates.since, dates.until, dates.due):
        if (reading, typed) != (dates.due, "monday"):
            with pytest.raises(UsageError) as caught:
                reading(typed)
            assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("typed", "zone", "first", "after"),
    [
        ("2026-03-29 02:30", "Europe/Berlin", "2026-03-29T01:30:00.000Z", "2026-03-29T01:31:00.000Z"),
        ("2026-10-25 02:30", "Europe/Berlin", "2026-10-25T00:30:00.000Z", "2026-10-25T00:31:00.000Z"),
        ("2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00.000Z", "2026-03-29T22:00:00.000Z"),
        ("2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00.000Z", "2018-11-05T02:00:00.000Z"),
        ("2026-06-05 14:30", "Asia/Kolkata", "2026-06-05T09:00:00.000Z", "2026-06-05T09:01:00.000Z"),
        ("2026-06-05 14:30", "No/Where", "2026-06-05T14:30:00.000Z", "2026-06-05T14:31:00.000Z"),
    ],
)
def test_skipped_times_move_forward_and_repeated_ones_are_the_first(
    typed: str, zone: str, first: str, after: str
) -> None:
    assert (dates.moment(typed, zone=zone), dates.until(typed, zone=zone)) == (first, after)


def test_a_month_that_is_too_short_gives_its_last_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERVIEWKIT_NOW", "2024-03-31T12:00:00Z")
    assert [dates.due(typed) for typed in ("a month ago", "in 1 month", "in 11 months", "in 12 months")] == [
        "2024-02-29",
        "2024-04-30",
        "2025-02-28",
        "2025-03-31",
    ]


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("friday", "2026-11-27"),
        (" Saturday ", "2026-11-28"),
        ("next friday", "2026-11-27"),
        ("in 3 days", "2026-11-24"),
        ("in 14 hours", "2026-11-22"),
        ("tomorrow", "2026-11-22"),
        ("2026-06-05", "2026-06-05"),
        ("2026-06-05T23:30Z", "2026-06-06"),
    ],
)
def test_a_due_day_is_a_local_one(typed: str, day: str) -> None:
    assert dates.due(typed) == day


def test_now_is_the_present_unless_the_variable_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    assert dates.now() == "2026-11-21T10:02:03.456Z"
    monkeypatch.delenv("INTERVIEWKIT_NOW")
    before = datetime.now(UTC) - timedelta(milliseconds=1)
    present = dates.now()
    assert STORED.fullmatch(present)
    assert before <= datetime.fromisoformat(present) <= datetime.now(UTC)


@pytest.mark.parametrize("named", ["soon", "2026-06-05", "0001-01-01T00:00+14:00"])
def test_a_variable_that_names_no_moment_is_told(monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.setenv("INTERVIEWKIT_NOW", named)
    with pytest.raises(UsageError) as caught:
        dates.now()
    assert str(caught.value) == f"INTERVIEWKIT_NOW is {named!r}; write it like 2026-06-05T14:30:00Z or unset it"


@pytest.mark.parametrize(
    ("named", "zone"),
    [
        ("Asia/Kolkata", "Asia/Kolkata"),
        (":Asia/Kolkata", "Asia/Kolkata"),
        ("/usr/share/zoneinfo/posix/Asia/Kolkata", "Asia/Kolkata"),
        ("", "UTC"),
        ("<+03>-3", "UTC"),
        ("../../etc/passwd", "UTC"),
    ],
)
def test_the_zone_is_what_tz_names(monkeypatch: pytest.MonkeyPatch, named: str, zone: str) -> None:
    monkeypatch.setenv("TZ", named)
    assert dates.zone() == zone


def test_without_tz_the_zone_is_that_of_the_system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    localtime, timezone = tmp_path / "localtime", tmp_path / "timezone"
    monkeypatch.delenv("TZ")
    monkeypatch.setattr(dates, "_LOCALTIME", localtime)
    monkeypatch.setattr(dates, "_TIMEZONE", timezone)
    assert dates.zone() == "UTC"
    timezone.write_text("Asia/Tokyo\n", encoding="utf-8")
    assert dates.zone() == "Asia/Tokyo"
    localtime.symlink_to("/var/db/timezone/zoneinfo/Europe/Paris")
    assert dates.zone() == "Europe/Paris"


def test_a_moment_shows_on_local_clocks() -> None:
    moment = "2026-11-21T23:30:00.000Z"
    assert dates.local(moment, "Asia/Kolkata").isoformat() == "2026-11-22T05:00:00+05:30"
    assert dates.local(moment).isoformat() == "2026-11-22T00:30:00+01:00"
    assert dates.local(moment, "No/Where").isoformat() == "2026-11-21T23:30:00+00:00"


def test_days_are_short_in_english_and_local() -> None:
    assert dates.short_day("2026-11-21T23:30:00.000Z") == "22 Nov 2026"
    assert dates.short_day("2026-11-21T23:30:00.000Z", "UTC") == "21 Nov 2026"
    assert dates.short_day("2026-03-03") == "3 Mar 2026"


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        ("2026-03-03T10:00:00.000Z", "2026-11-21T10:00:00.000Z", "3 Mar – 21 Nov 2026"),
        ("2025-03-03T10:00:00.000Z", "2026-11-21T10:00:00.000Z", "3 Mar 2025 – 21 Nov 2026"),
        ("2025-11-03T10:00:00.000Z", "2026-11-21T10:00:00.000Z", "3 Nov 2025 – 21 Nov 2026"),
        ("2026-11-03", "2026-11-21", "3 – 21 Nov 2026"),
        ("2026-11-21T09:00:00.000Z", "2026-11-21T10:00:00.000Z", "21 Nov 2026"),
    ],
)
def test_a_span_says_nothing_twice(first: str, last: str, shown: str) -> None:
    assert dates.span(first, last) == shown


def test_minutes_between_two_moments() -> None:
    assert dates.minutes_between("2026-11-21T10:00:00.000Z", "2026-11-21T11:30:30.000Z") == 90.5
    assert dates.minutes_between("2026-11-21T10:00:00.000Z", "2026-11-21T09:59:00.000Z") == -1.0


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0, 0, "0 min"),
        (45.5, 45.5, "45 min"),
        (200, 200, "3 h 20 min"),
        (360, 540, "6 h – 9 h"),
        (1620, 1620, "1 d 3 h"),
        (1447, 1447, "1 d 7 min"),
        (10 * 1440 + 61, 10 * 1440 + 61, "10 d 1 h"),
    ],
)
def test_minutes_are_said_in_their_two_largest_units(low: float, high: float, said: str) -> None:
    assert dates.minutes_said(low, high) == said


@pytest.mark.parametrize(
    ("typed", "normal", "minutes"),
    [
        ("3h", "3h", (180, 180)),
        ("6h-9h", "6h-9h", (360, 540)),
        ("6-9h", "6h-9h", (360, 540)),
        ("6h – 9 Hours", "6h-9h", (360, 540)),
        ("90m-2h", "90m-2h", (90, 120)),
        ("60m-1h", "1h", (60, 60)),
        ("90 min", "90m", (90, 90)),
        ("1 minute", "1m", (1, 1)),
        ("1.50 hrs", "1.5h", (90, 90)),
        ("1,5h", "1.5h", (90, 90)),
        ("007d", "7d", (10080, 10080)),
        ("2 weeks", "2w", (20160, 20160)),
        ("0m", "0m", (0, 0)),
    ],
)
def test_a_duration_has_one_form_and_its_minutes_by_the_clock(
    typed: str, normal: str, minutes: tuple[float, float]
) -> None:
    assert (dates.takes(typed), dates.takes_minutes(typed)) == (normal, minutes)


@pytest.mark.parametrize(
    "typed", ["", "soon", "3", "-3h", "h", "1,500h", "6h-", "3h 30m", "6 months", "30s", "9" * 7 + "h", "٣h"]
)
def test_what_is_no_duration_is_refused_with_the_forms(typed: str) -> None:
    for reading in (dates.takes, dates.takes_minutes):
        with pytest.raises(UsageError) as caught:
            reading(typed)
        assert str(caught.value) == f"{typed!r} is no duration; {DURATION}"


@pytest.mark.parametrize("typed", ["9h-6h", "9-6h", "1d-3h"])
def test_a_range_that_runs_backwards_is_refused(typed: str) -> None:
    with pytest.raises(UsageError) as caught:
        dates.takes(typed)
    assert str(caught.value) == f"{typed!r} runs from long to short; {DURATION}"


MOMENTS = st.datetimes(datetime(1900, 1, 2), datetime(2999, 12, 30)).map(
    lambda at: at.isoformat(timespec="milliseconds") + "Z"
)
ZONES = st.sampled_from(["UTC", "Europe/Berlin", "America/Sao_Paulo", "Asia/Kolkata", "Pacific/Apia"])
AMOUNTS = st.builds("{}{}".format, st.decimals(0, 99999, places=2), st.sampled_from(["m", "h", "d", "w"]))


@given(MOMENTS, ZONES)
@settings(max_examples=200, derandomize=True, deadline=None)
def test_a_stored_moment_and_its_local_form_are_read_back_as_that_moment(moment: str, zone: str) -> None:
    assert dates.moment(moment, zone=zone) == moment
    shown = dates.local(moment, zone)
    if shown.utcoffset() in {timedelta(minutes=15 * n) for n in range(-60, 60)}:
        assert dates.moment(shown.isoformat(timespec="milliseconds")) == moment


@given(MOMENTS, ZONES)
@settings(max_examples=200, derandomize=True, deadline=None)
def test_a_moment_lies_inside_the_day_it_falls_on(moment: str, zone: str) -> None:
    day = dates.local(moment, zone).date().isoformat()
    assert dates.since(day, zone=zone) <= moment < dates.until(day, zone=zone)


@given(st.text(max_size=20) | st.from_regex(r"[0-9 :/.a-z-]{1,16}", fullmatch=True))
@settings(max_examples=400, derandomize=True, deadline=None)
def test_anything_typed_is_a_moment_or_a_usage_error(text: str) -> None:
    try:
        assert STORED.fullmatch(dates.moment(text))
    except UsageError as refused:
        assert str(refused).startswith(repr(text))


@given(AMOUNTS, AMOUNTS)
@settings(max_examples=200, derandomize=True, deadline=None)
def test_a_normal_duration_is_normal_and_lasts_as_long(one: str, other: str) -> None:
    low, high = sorted((one, other), key=lambda amount: dates.takes_minutes(amount)[0])
    typed = f"{low} – {high}"
    normal = dates.takes(typed)
    assert dates.takes(normal) == normal
    assert dates.takes_minutes(normal) == dates.takes_minutes(typed)
