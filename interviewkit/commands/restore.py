"""`interviewkit restore FILE`."""

from pathlib import Path
from typing import Annotated, Any

import typer

from interviewkit import console, output
from interviewkit.commands import options
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.errors import UsageError
from interviewkit.paths import homely

app = commands_app()
FIELDS = tuple(output.Field("", name) for name in ("store", "restored", "kept", "interviews", "entries"))


@app.command()
def restore(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What interviewkit backup wrote.")],
    as_json: options.Json = False,
) -> None:
    """Put a backup in the place of the store.

    The file is checked first, and what was there is kept beside the store.
    """
    desk: Desk = ctx.obj
    if desk.location.is_server:
        raise UsageError(
            "a server's store is restored by its own tool: pg_restore --clean --if-exists --single-transaction"
            f" --dbname='{desk.location.shown}' {file}"
        )
    from interviewkit.store import backup, restoring

    source = file.expanduser().absolute()
    kept = restoring.restore(desk.location, source)
    told: dict[str, Any] = {"store": desk.location.shown, "restored": str(source), "kept": str(kept) if kept else None}
    told |= backup.held(Path(desk.location.target))
    if as_json:
        console.result(output.render_one(told, FIELDS, "json"), raw=True)
        return
    if kept:
        console.say(f"the store as it was: {homely(kept)}")
    console.result(f"{told['store']} holds {told['interviews']} interviews, {told['entries']} entries again")
