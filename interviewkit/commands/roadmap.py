"""`interviewkit roadmap add|list|show|edit|remove|import`."""

from typing import Annotated, Any

import typer

from interviewkit import console, dates, output, references
from interviewkit.commands import options, showing
from interviewkit.commands.desk import Desk
from interviewkit.commands.failing import readable
from interviewkit.commands.shape import commands_app
from interviewkit.errors import UsageError
from interviewkit.fieldwork import roadmap
from interviewkit.queries import roadmap as asked
from interviewkit.vocabulary import Horizon, Status

app = commands_app(text="Add, import and change roadmap items.")
MADE = (output.Field("", "uid"), output.Field("", "slug"))
LIST = (
    output.Field("Item", "slug"),
    output.Field("Title", "title"),
    output.Field("Status", "status"),
    output.Field("Horizon", "horizon", spare=2),
    output.Field("Segments", "segments", spare=4),
    output.Field("Topics", "topics", spare=5),
    output.Field("Key", "key", spare=3),
    output.Field("Links", "links"),
)
ALL = (
    *LIST,
    *(output.Field(name, name) for name in ("uid", "description", "tracker", "url", "gone", "shipped_at")),
)
Slug = Annotated[str | None, typer.Option("--slug", metavar="SLUG", help="Its short name, if not made from the title.")]
Description = Annotated[str | None, typer.Option("--description", metavar="TEXT", help="What it is.")]
Key = Annotated[str | None, typer.Option("--key", metavar="KEY", help="The tracker's own key.")]
Url = Annotated[str | None, typer.Option("--url", metavar="URL", help="Where the tracker shows it.")]
Shipped = Annotated[str | None, typer.Option("--shipped-at", metavar="WHEN", help="When it shipped, if not now.")]


@app.command()
def add(
    ctx: typer.Context,
    title: Annotated[str, typer.Argument(metavar="TITLE", help="What is planned.")],
    slug: Slug = None,
    description: Description = None,
    status: options.StatusOption = Status.PLANNED,
    horizon: options.HorizonOption = None,
    segment: options.Segments = None,
    topic: options.Topics = None,
    key: Key = None,
    url: Url = None,
    shipped_at: Shipped = None,
    as_json: options.Json = False,
) -> None:
    """Add an item to the roadmap."""
    desk: Desk = ctx.obj
    values = _values(
        desk, status=status, horizon=horizon, key=key, url=url, description=description, shipped_at=shipped_at
    )
    with desk.writing(create=True) as store:
        made = roadmap.add(
            store,
            desk.author,
            desk.text(title),
            slug=desk.maybe(slug),
            segments=[desk.text(name) for name in segment or ()],
            topics=[desk.text(name) for name in topic or ()],
            **values,
        )
    console.result(output.render_one({"uid": made, "slug": made}, MADE, "json") if as_json else made, raw=as_json)


@app.command("list")
def list_items(
    ctx: typer.Context,
    status: Annotated[
        list[Status] | None, typer.Option("--status", help="Only of this status (repeat for more).")
    ] = None,
    horizon: options.HorizonOption = None,
    as_json: options.Json = False,
    as_csv: options.Csv = False,
) -> None:
    """List the items."""
    desk: Desk = ctx.obj
    with desk.reading() as store:
        rows = asked.items(
            store,
            statuses=tuple(one.value for one in status or ()),
            horizon=horizon.value if horizon else None,
        )
    if as_json or as_csv:
        console.result(output.render(rows, ALL, "json" if as_json else "csv"), raw=True)
    else:
        console.page(output.render(rows, LIST, "table"))


@app.command()
def show(ctx: typer.Context, item: options.ItemReference, as_json: options.Json = False) -> None:
    """Show an item, and what speaks to it."""
    desk: Desk = ctx.obj
    with desk.reading() as store:
        row = asked.item(store, references.item(store, item)["id"])
    if as_json:
        console.result(output.render_one(row, showing.ITEM, "json"), raw=True)
    else:
        console.page(showing.item(row))


@app.command()
def edit(
    ctx: typer.Context,
    item: options.ItemReference,
    title: Annotated[
        str | None, typer.Option("--title", metavar="TITLE", help="Its new title; the slug stays.")
    ] = None,
    description: Description = None,
    status: options.StatusOption = None,
    horizon: options.HorizonOption = None,
    segment: options.Segments = None,
    topic: options.Topics = None,
    key: Key = None,
    url: Url = None,
    shipped_at: Shipped = None,
) -> None:
    """Change an item.

    Segments and topics, when given, are all that it has from now on; --topic "" alone, or --segment "", means none.
    """
    desk: Desk = ctx.obj
    values = _values(
        desk,
        title=title,
        status=status,
        horizon=horizon,
        key=key,
        url=url,
        description=description,
        shipped_at=shipped_at,
    )
    if not values and segment is None and topic is None:
        raise UsageError(f"say what to change: interviewkit roadmap edit {item} --status building")
    with desk.writing() as store:
        found, changed = roadmap.edit(
            store,
            desk.author,
            item,
            segments=None if segment is None else [desk.text(name) for name in segment],
            topics=None if topic is None else [desk.text(name) for name in topic],
            **values,
        )
    ref = found["ref"]
    console.say(f"changed {ref}; see interviewkit roadmap show {ref}" if changed else "nothing is different")


@app.command()
def remove(ctx: typer.Context, item: options.ItemReference) -> None:
    """Take an item off the roadmap.

    What was linked to it is kept; undelete brings it back.
    """
    desk: Desk = ctx.obj
    with desk.writing() as store:
        found = roadmap.remove(store, desk.author, item)
    console.say(f"removed {found['ref']}; bring it back: interviewkit undelete {found['ref']}")


@app.command("import")
def import_items(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="The tracker's export, or - for standard input.")],
    form: Annotated[
        str, typer.Option("--from", metavar="FORM", help="auto, csv, json, github, jira, linear or aha.")
    ] = "auto",
    mapped: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="FIELD=COLUMN", help="Which column holds what (repeat for more)."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would happen; store nothing.")] = False,
    as_json: options.Json = False,
) -> None:
    """Bring a tracker's items in: new ones are added, known ones changed."""
    from interviewkit.exchange import roadmap as exchange

    desk: Desk = ctx.obj
    read = exchange.read(readable(desk, file), form=form, mapping=_mapping(mapped or []), warn=console.warn)
    rows = [_as_row(row) for row in read.rows]
    with desk.writing(create=not dry_run) as store:
        outcomes = roadmap.upsert(store, desk.author, read.source, rows, keep=not dry_run)
    from interviewkit.commands.importing.roadmap import told

    told(read, outcomes, dry_run=dry_run, as_json=as_json)


def _values(desk: Desk, **given: Any) -> dict[str, Any]:
    """What was given, as it is stored: words by value, text through the one door, moments in UTC."""
    values: dict[str, Any] = {}
    for name, value in given.items():
        if isinstance(value, Status | Horizon):
            values[name] = value.value
        elif name == "shipped_at" and value is not None:
            values[name] = dates.moment(value)
        elif value is not None:
            values[name] = desk.text(value)
    return values


def _mapping(pairs: list[str]) -> dict[str, str]:
    mapping = {}
    for pair in pairs:
        field, equals, column = pair.partition("=")
        if not equals or not field.strip():
            raise UsageError(f"--map is FIELD=COLUMN, such as --map title=Summary, not {pair!r}")
        mapping[field.strip()] = column
    return mapping


def _as_row(row: Any) -> dict[str, Any]:
    return {
        "tracker": row.tracker,
        "key": row.key,
        "title": row.title,
        "description": row.description,
        "status": row.status.value if row.status else None,
        "horizon": row.horizon.value if row.horizon else None,
        "segments": row.segments,
        "topics": row.topics,
        "url": row.url,
        "slug": row.slug,
    }
