"""Options and arguments that many commands share, under one name each."""

from math import inf
from typing import Annotated

import typer

from interviewkit.commands import completing
from interviewkit.vocabulary import Consent, Evidence, Horizon, Kind, Lifecycle, Source, Status


def _worth(weight: float | None) -> float | None:
    """A weight that can be added up and written as JSON: no number below 0, infinite, or none at all (NaN)."""
    if weight is not None and not 0 <= weight < inf:
        raise typer.BadParameter(f"{weight} is no worth; give a number from 0 on, such as 120000")
    return weight


_SOURCES = ", ".join(Source)
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print CSV.")]
Into = Annotated[
    str | None,
    typer.Option(
        "-i",
        "--interview",
        metavar="INTERVIEW",
        help="The interview, if not the running one.",
        autocompletion=completing.interviews,
    ),
]
InterviewArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[INTERVIEW]",
        help="The interview, if not the running one.",
        autocompletion=completing.interviews,
    ),
]
EntryReference = Annotated[
    str,
    typer.Argument(metavar="REF", help="An entry, as 7 or acme-2026-11-21/7.", autocompletion=completing.entries),
]
TagReference = Annotated[
    str, typer.Argument(metavar="REF:KIND", help="A tag, as 7:pain.", autocompletion=completing.tags)
]
AnyReference = Annotated[
    str,
    typer.Argument(metavar="REF", help="An interview, an entry, or a thing's uid.", autocompletion=completing.things),
]
ItemReference = Annotated[
    str, typer.Argument(metavar="ITEM", help="A roadmap item's slug or key.", autocompletion=completing.items)
]
CustomerReference = Annotated[
    str,
    typer.Argument(metavar="CUSTOMER", help="A customer's slug or name.", autocompletion=completing.customers),
]
SegmentReference = Annotated[
    str,
    typer.Argument(metavar="SEGMENT", help="A segment's slug or name.", autocompletion=completing.segments),
]
At = Annotated[
    str | None,
    typer.Option("--at", metavar="WHEN", help="The moment: 2026-11-21T10:02, 14:30, yesterday 14:30."),
]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help="From this day on.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Up to this day, included.")]
Customer = Annotated[
    str | None,
    typer.Option("--customer", metavar="CUSTOMER", help="Of this customer.", autocompletion=completing.customers),
]
Segments = Annotated[
    list[str] | None,
    typer.Option(
        "--segment",
        metavar="SEGMENT",
        help="A segment (repeat for more).",
        autocompletion=completing.segments,
    ),
]
Topics = Annotated[
    list[str] | None,
    typer.Option("--topic", metavar="TOPIC", help="A topic (repeat for more).", autocompletion=completing.topics),
]
Sources = Annotated[
    list[Source] | None,
    typer.Option("--source", metavar="SOURCE", help=f"Only such conversations, {_SOURCES} (repeat for more)."),
]
Customers = Annotated[
    list[str] | None,
    typer.Option(
        "--customer",
        metavar="CUSTOMER",
        help="Only these (repeat for more).",
        autocompletion=completing.customers,
    ),
]
Participants = Annotated[
    list[str] | None,
    typer.Option("--participant", metavar="NAME", help="Only what they said (repeat for more)."),
]
Anonymous = Annotated[
    bool,
    typer.Option(
        "--anonymous",
        help="Customers and people become letters, also where quotes name them; your own team's names stay.",
    ),
]
MaskWords = Annotated[
    list[str] | None,
    typer.Option("--mask", metavar="WORD", help="With --anonymous: a word more that is masked (repeat for more)."),
]
SinceSnapshot = Annotated[
    str | None,
    typer.Option(
        "--since-snapshot",
        metavar="NAME",
        help="What changed since then, in the snapshot's scope unless another is given.",
        autocompletion=completing.snapshots,
    ),
]
Severity = Annotated[
    int | None,
    typer.Option("--severity", metavar="1|2|3", help="How much it hurts: annoying, costly, blocking."),
]
By = Annotated[str | None, typer.Option("--by", metavar="WHO", help="Who does the step.")]
Takes = Annotated[str | None, typer.Option("--takes", metavar="3h|6h-9h|2d", help="How long the step takes.")]
KindArgument = Annotated[Kind, typer.Argument(metavar="KIND", help="problem, process or pain.")]
LifecycleOption = Annotated[Lifecycle | None, typer.Option("--lifecycle", help="What the customer is to us now.")]
Weight = Annotated[
    float | None,
    typer.Option("--weight", callback=_worth, help="What it is worth, in a unit of yours, such as yearly revenue."),
]
SourceOption = Annotated[
    Source, typer.Option("--source", metavar="SOURCE", help=f"How the conversation came about: {_SOURCES}.")
]
EvidenceOption = Annotated[Evidence | None, typer.Option("--evidence", help="How the statement was made.")]
ConsentOption = Annotated[Consent | None, typer.Option("--consent", help="Whether their words may be kept and shown.")]
StatusOption = Annotated[Status | None, typer.Option("--status", help="Where the item stands.")]
HorizonOption = Annotated[Horizon | None, typer.Option("--horizon", help="When it is meant to come.")]
