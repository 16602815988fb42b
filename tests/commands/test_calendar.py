"""`followup list` up to a day, and as a calendar."""

from __future__ import annotations

from program import Run

from interviewkit.paths import Location


def test_the_list_goes_up_to_a_day_and_leaves_as_a_calendar(run: Run, acme: str) -> None:
    for text, due in (("send, the guide", "yesterday"), ("the notes", "friday"), ("the trial", "2027-01-31")):
        run(["followup", "add", text, "--due", due])
    run("followup add 'call back'")
    assert [row["ref"] for row in run("followup list --due friday --json").json] == ["1", "2"]
    assert [row["ref"] for row in run("followup list --due --json").json] == ["1"]
    made = run("followup list --ics")
    assert made.err == "1 promise has no day and no place in a calendar; see interviewkit followup list\n"
    assert [
        line for line in made.out.split("\r\n") if line.startswith(("SUMMARY", "DTSTART", "BEGIN:V", "END:VC"))
    ] == [
        "BEGIN:VCALENDAR",
        *("BEGIN:VEVENT", "DTSTART;VALUE=DATE:20261120", "SUMMARY:send\\, the guide (Acme)"),
        *("BEGIN:VEVENT", "DTSTART;VALUE=DATE:20261127", "SUMMARY:the notes (Acme)"),
        *("BEGIN:VEVENT", "DTSTART;VALUE=DATE:20270131", "SUMMARY:the trial (Acme)"),
        "END:VCALENDAR",
    ]
    assert run("followup list --due --ics").out.count("BEGIN:VEVENT") == 1
    assert run("followup list --ics", env={"INTERVIEWKIT_NOW": "2027-02-01T10:00:00Z"}).out == made.out


def test_what_does_not_go_together_is_refused(run: Run, workspace: Location) -> None:
    assert run("followup list friday", code=2).err == (
        'error: a day goes with --due: interviewkit followup list --due "friday"\n'
    )
    sentence = "a calendar holds what is open, and is no JSON: interviewkit followup list --ics > due.ics"
    assert run("followup list --ics --json", code=2).err == f"error: {sentence}\n"
    assert run("followup list --ics --all", code=2).err == f"error: {sentence}\n"
    assert run("followup list --ics").out.split("\r\n")[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
