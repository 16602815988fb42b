"""`interviewkit agreement INTERVIEW`."""

from typing import Annotated, Any

import typer

from interviewkit import console, output, references
from interviewkit.commands import completing, options
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.evidence import agreement as rules
from interviewkit.queries import agreement as asked

app = commands_app()
JSON = tuple(output.Field("", name) for name in ("interview", "authors", "pairs", "differences"))
PAIRS = (
    output.Field("Authors", "authors"),
    output.Field("Tag", "kind"),
    output.Field("Entries", "entries"),
    output.Field("Both", "both"),
    output.Field("First only", "only_first"),
    output.Field("Second only", "only_second"),
    output.Field("Neither", "neither"),
    output.Field("Agree", "percent"),
    output.Field("Kappa", "kappa"),
)
DIFFERENCES = (
    output.Field("Entry", "ref"),
    output.Field("Tag", "kind"),
    output.Field("Tagged by", "tagged"),
    output.Field("Not by", "untagged"),
    output.Field("Answer", "answer"),
)
DIGITS = 4


@app.command()
def agreement(
    ctx: typer.Context,
    interview: Annotated[
        str, typer.Argument(metavar="INTERVIEW", help="The interview.", autocompletion=completing.interviews)
    ],
    as_json: options.Json = False,
) -> None:
    """Show where two note-takers tagged differently.

    Compared are the entries that both went through: who has tagged an entry has, and who left it as it was in triage.
    Kappa is the agreement beyond chance (Cohen 1960): 1 is full agreement, 0 no more than chance.
    """
    desk: Desk = ctx.obj
    with desk.reading() as store:
        found = references.interview(store, interview, quiet_hours=desk.settings.quiet_hours)
        read = asked.readings(store, found["id"])
        words = asked.words(store, found["id"])
    compared = rules.agreement(rules.Reading(row["entry"], row["author"], frozenset(row["kinds"])) for row in read)
    row = _row(found["ref"], compared, words)
    if as_json:
        console.result(output.render_one(row, JSON, "json"), raw=True)
        return
    console.page(_text(row))
    _say_what_is_missing(found["ref"], compared)


def _row(ref: str, compared: rules.Agreement, words: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The whole comparison in plain values."""
    return {
        "interview": ref,
        "authors": [*compared.authors],
        "pairs": [
            {
                "authors": [pair.first, pair.second],
                "entries": pair.entries,
                "kinds": [_counted(kind, counts) for kind, counts in pair.kinds.items()],
            }
            for pair in compared.pairs
        ],
        "differences": [
            {"ref": one.entry, "kind": one.kind, "tagged": [*one.tagged], "untagged": [*one.untagged]}
            | {name: words[one.entry][name] for name in ("question", "answer", "verbatim")}
            for one in compared.differences
        ],
    }


def _counted(kind: str, counts: rules.Counts) -> dict[str, Any]:
    return {"kind": kind, **counts._asdict(), "agreement": _rounded(counts.agreement), "kappa": _rounded(counts.kappa)}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)


def _text(row: dict[str, Any]) -> str:
    """The counts kind by kind, then what to talk about."""
    counts = [
        {**kind, "authors": " and ".join(pair["authors"]), "entries": pair["entries"], **_for_people(kind)}
        for pair in row["pairs"]
        for kind in pair["kinds"]
    ]
    tables = [output.render(counts, PAIRS, "table"), output.render(row["differences"], DIFFERENCES, "table")]
    return "\n".join(table for table in tables if table)


def _for_people(kind: dict[str, Any]) -> dict[str, str]:
    share, kappa = kind["agreement"], kind["kappa"]
    return {
        "percent": "–" if share is None else f"{share:.0%}",
        "kappa": "undefined" if kappa is None else f"{kappa:.2f}",
    }


def _say_what_is_missing(ref: str, compared: rules.Agreement) -> None:
    if len(compared.authors) > 1:
        if not compared.differences:
            console.say("no differences")
        return
    who = f"only {compared.authors[0]}" if compared.authors else "nobody"
    another = f"interviewkit --as NAME triage --blind {ref}"
    console.say(f"{who} went through entries of {ref} so far; let another one: {another}")
