"""`interviewkit config get|set|list`."""

from typing import Annotated

import typer

from interviewkit import console, output, settings
from interviewkit.commands import options
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.errors import StoreUnusable

app = commands_app(text="Show and change settings.")
FIELDS = (
    output.Field("Setting", "key"),
    output.Field("Value", "value"),
    output.Field("Default", "default"),
    output.Field("What it is", "help"),
)


def _keys(incomplete: str) -> list[str]:
    return [key for key in settings.KEYS if key.startswith(incomplete)]


Key = Annotated[str, typer.Argument(metavar="KEY", help="A setting's name, as in `config list`.", autocompletion=_keys)]


@app.command()
def get(ctx: typer.Context, key: Key, as_json: options.Json = False) -> None:
    """Show one setting's value."""
    desk: Desk = ctx.obj
    value = settings.value_of(desk.settings, key)
    if as_json:
        console.result(output.render_one({"key": key, "value": value}, FIELDS[:2], "json"), raw=True)
    elif value is not None:
        console.result(str(value))


@app.command("set")
def set_value(
    ctx: typer.Context,
    key: Key,
    value: Annotated[str, typer.Argument(metavar="VALUE", help="The new value.")],
) -> None:
    """Change a setting in config.toml; what else stands there is left as it is."""
    import tomlkit
    from tomlkit.items import Table

    desk: Desk = ctx.obj
    parsed = settings.parse_value(key, desk.text(value))
    path = desk.location.config
    _ = desk.settings  # a file that cannot be read is told before it is written
    document = tomlkit.parse(path.read_text(encoding="utf-8-sig")) if path.exists() else tomlkit.document()
    *tables, leaf = key.split(".")
    place: tomlkit.TOMLDocument | Table = document
    for name in tables:
        place = place.setdefault(name, tomlkit.table())
    place[leaf] = parsed
    _replace(desk, tomlkit.dumps(document))
    console.say(f"{key} is {parsed} in {path}")


@app.command("list")
def list_settings(ctx: typer.Context, as_json: options.Json = False) -> None:
    """List every setting with its value."""
    desk: Desk = ctx.obj
    rows = [
        {
            "key": key,
            "value": settings.value_of(desk.settings, key),
            "default": about.default,
            "help": about.help,
        }
        for key, about in settings.KEYS.items()
    ]
    console.result(output.render(rows, FIELDS, "json" if as_json else "table"), raw=as_json)


def _replace(desk: Desk, text: str) -> None:
    """Write the file beside itself and rename it: a kill in between leaves the old one whole."""
    import os

    path = desk.location.config
    beside = path.with_name(f"{path.name}.new-{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside.write_text(text, encoding="utf-8")
        os.replace(beside, path)  # noqa: PTH105  a test breaks it to see the old file whole
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise StoreUnusable(f"{path} cannot be written: {error.strerror}; see interviewkit path") from error
