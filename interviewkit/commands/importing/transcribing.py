"""What `import transcript` does: read, find out who is who, show it or store it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from interviewkit import console, output
from interviewkit.commands.desk import Desk
from interviewkit.commands.importing import bringing, filing
from interviewkit.errors import UsageError
from interviewkit.exchange import transcripts
from interviewkit.exchange.transcripts import cast as casting
from interviewkit.exchange.transcripts import conversation
from interviewkit.exchange.transcripts.cast import Cast
from interviewkit.exchange.transcripts.labels import tidy

if TYPE_CHECKING:
    from interviewkit.dbfile import Row
    from interviewkit.exchange.transcripts import Transcript
    from interviewkit.fieldwork.conversations import Brought, Said

SPEAKERS = tuple(
    output.Field(title, key)
    for title, key in (("Speaker", "label"), ("Part", "part"), ("Turns", "turns"), ("First words", "words"))
)
JSON = tuple(
    output.Field("", name)
    for name in (
        *("uid", "ref", "customer", "new", "dry_run", "format", "started_at", "speakers", "counts", "left_out"),
        *("seldom", "first"),
    )
)
LISTED = 20
EXAMPLES = 6


def bring(desk: Desk, file: str, told: bringing.Told, speakers: Sequence[str], *, dry_run: bool, as_json: bool) -> None:
    """Bring a transcript in. Errors: UsageError when it cannot be read, or nobody can know who is who."""
    customer = bringing.customer_of(told, None, file)
    wanted = casting.wishes([desk.text(option) for option in speakers])
    data = filing.content(desk, file)
    digest = bringing.digest_of(data)
    refused = [name for name, wish in wanted.items() if wish.role == casting.TEXT]
    read = transcripts.read(data, console.warn, named=[*wanted, *told.interviewers], refused=refused)
    del data
    cast, unknown = casting.asked(_labels(read), wanted, told.interviewers)
    _warn_of_silent(read, cast, told.interviewers)
    there = bringing.already(desk, customer, digest)
    if not (dry_run or there):
        cast = _settled(desk, read, cast, unknown, told, wanted)
    at, how = (there["started_at"], None) if there else bringing.began(told, file, read.length, day=read.day)
    _say_of(read, cast, how)
    if dry_run:
        _show(read, cast, customer, at, there, as_json=as_json)
        if unknown and not there:
            raise UsageError(_who_is_who(read, cast, unknown))
        return
    brought = _written(desk, read, cast, told, customer, at, digest)
    bringing.say_news(brought)
    if as_json:
        row = _row(read, cast, at) | {"uid": brought.uid, "ref": brought.ref, "customer": brought.customer}
        counts = row["counts"] | {"entries": brought.entries}
        console.result(output.render_one(row | {"new": brought.new, "counts": counts}, JSON, "json"), raw=True)
        return
    console.result(brought.ref)
    if brought.new:
        console.say(
            f"{bringing.counted(brought.entries, 'entry')} from {read.format};"
            f" go through them: interviewkit triage {brought.ref}"
        )


def _written(
    desk: Desk, read: Transcript, cast: Cast, told: bringing.Told, customer: str, at: str, digest: str
) -> Brought:
    from interviewkit.fieldwork.conversations import Conversation

    asking = [part.name for part in cast.values() if part.role == casting.INTERVIEWER and part.name]
    crew = list(dict.fromkeys([*told.interviewers, *(name for name in asking if not _is_told(name, told))]))
    opening = told.opening(customer, at, read.length, interviewers=crew)
    one = Conversation(opening, _said(read, cast), digest, read.length)
    total = sum(speaker.turns for speaker in read.speakers) + read.unnamed
    return bringing.write(desk, [one], f"{read.format} of {customer}", total)[0]


def _is_told(name: str, told: bringing.Told) -> bool:
    return casting.is_one_of(name, told.interviewers)


def _settled(
    desk: Desk, read: Transcript, cast: Cast, unknown: list[str], told: bringing.Told, wanted: dict[str, casting.Wish]
) -> Cast:
    """Who is who for certain: as told, as corrected on the terminal. Errors: UsageError when that stays unknown."""
    if not console.interactive() or (wanted and not unknown):
        if unknown:
            raise UsageError(_who_is_who(read, cast, unknown))
        return cast
    while read.speakers:
        console.say(output.render(_speaker_rows(read, cast), SPEAKERS, "table"))
        hint = "who is who? Type" if unknown else "Enter takes this; to change it, type"
        typed = desk.text(console.ask(f"{hint} such as {_example(read, cast, unknown)}:")).strip()
        if not typed and not unknown:
            break
        if not typed:
            raise UsageError(_who_is_who(read, cast, unknown))
        try:
            tried = wanted | casting.wishes([typed])
            cast, unknown = casting.asked(_labels(read), tried, told.interviewers)
            wanted = tried
        except UsageError as error:
            console.error(str(error))
    return cast


def _warn_of_silent(read: Transcript, cast: Cast, interviewers: Sequence[str]) -> None:
    """Warn of who is said to have asked and does not speak, where the file names who speaks."""
    there = [part.name or tidy(label) for label, part in cast.items()]
    for name in interviewers if read.speakers else ():
        if not any(casting.is_one_of(label, [name]) for label in (*there, *map(tidy, cast))):
            listed = ", ".join(label[:40] for label in there[:LISTED])
            console.warn(f"{name[:40]} does not speak in this file; those who do: {listed}")


def _who_is_who(read: Transcript, cast: Cast, unknown: list[str]) -> str:
    turns = {speaker.label: speaker.turns for speaker in read.speakers}
    listed = ", ".join(f"{tidy(name)[:40]} ({bringing.counted(turns[name], 'turn')})" for name in unknown[:LISTED])
    if any(part.role == casting.INTERVIEWER for part in cast.values()):
        example = _quoted(_example(read, cast, unknown))
        return f"who of the others is the customer? {listed}; if all are: --speakers {example}"
    return (
        f"who is the customer, and who asked? {listed}; say it: --speakers {_quoted(_example(read, cast, unknown))},"
        " or name who asked: --interviewer NAME; --dry-run shows their first words"
    )


def _example(read: Transcript, cast: Cast, unknown: list[str]) -> str:
    """A map to begin with: where nobody is known to ask, it is mostly the one who speaks first."""
    names = [tidy(name)[:40] for name in (unknown or _labels(read))[:EXAMPLES]]
    asks = unknown and any(part.role == casting.INTERVIEWER for part in cast.values())
    first = casting.CUSTOMER if asks or len(names) == 1 else casting.INTERVIEWER
    return ",".join(f"{name}={casting.CUSTOMER if place else first}" for place, name in enumerate(names))


def _quoted(text: str) -> str:
    import shlex

    return shlex.quote(text)


def _show(read: Transcript, cast: Cast, customer: str, at: str, there: Row | None, *, as_json: bool) -> None:
    row = _row(read, cast, at)
    if as_json:
        known = {"uid": there and there["uid"], "ref": there and there["ref"], "customer": customer}
        console.result(output.render_one(row | known | {"new": there is None, "dry_run": True}, JSON, "json"), raw=True)
        return
    console.result(output.render(_speaker_rows(read, cast), SPEAKERS, "table"))
    console.result("\n" + output.render(row["first"], bringing.TURNS, "table"))
    counts = row["counts"]
    console.result(
        f"\nwould be: {bringing.counted(counts['entries'], 'entry')} from {bringing.counted(counts['turns'], 'turn')},"
        f" {bringing.counted(counts['questions'], 'question')}"
    )
    if there:
        console.say(f"that file is there already as {there['ref']}; importing it would change nothing")


def _row(read: Transcript, cast: Cast, at: str) -> Row:
    first, entries, questions = bringing.first_of(_said(read, cast))
    turns = sum(speaker.turns for speaker in read.speakers) + read.unnamed
    return {
        "new": True,
        "dry_run": False,
        "format": read.format,
        "started_at": at,
        "speakers": [
            {
                "label": speaker.label,
                "role": cast[speaker.label].role,
                "name": cast[speaker.label].name,
                "turns": speaker.turns,
                "line": speaker.line,
                "words": speaker.words,
            }
            for speaker in read.speakers
        ],
        "counts": {"turns": turns, "entries": entries, "questions": questions, "unnamed": read.unnamed},
        "left_out": dict(read.left_out),
        "seldom": [{"label": label, "line": line} for label, line in read.seldom],
        "first": first,
    }


def _say_of(read: Transcript, cast: Cast, how: str | None) -> None:
    """Say what was guessed and what was left out."""
    bringing.say_left_out(dict(read.left_out))
    if read.seldom:
        listed = ", ".join(f"{label[:40]} (line {line})" for label, line in read.seldom[:LISTED])
        name = read.seldom[0][0][:40]
        console.say(
            f"taken as text, because it stands there once: {listed}; if one speaks:"
            f" --speakers {_quoted(f'{name}=customer')}"
        )
    if not read.speakers:
        console.warn("nobody is named in this file: every entry stands without a question and a speaker")
    elif read.speakers and not any(part.role == casting.INTERVIEWER for part in cast.values()):
        console.warn("nobody in this file asks: every entry stands without a question; see --interviewer, --speakers")
    if how:
        console.say(f"when it was is known {how}; if that is wrong: --at 2026-11-21T10:00")


def _labels(read: Transcript) -> list[str]:
    return [speaker.label for speaker in read.speakers]


def _said(read: Transcript, cast: Cast) -> Iterator[Said]:
    persons = {label: part.person for label, part in cast.items()}
    return conversation.entries(read.turns(lambda label: persons.get(label) if label else None), cast)


def _speaker_rows(read: Transcript, cast: Cast) -> list[Row]:
    return [
        {
            "label": speaker.label,
            "part": _part(cast[speaker.label], speaker.label),
            "turns": speaker.turns,
            "words": speaker.words,
        }
        for speaker in read.speakers
    ]


def _part(part: casting.Part, label: str) -> str:
    role = part.role or "?"
    return f"{role}: {part.name}" if part.name and part.name != tidy(label) else role
