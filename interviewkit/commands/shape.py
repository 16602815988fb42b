"""What all commands have in common: `-h`, plain help, and text that begins with a dash is text."""

from collections.abc import Callable
from typing import Any, TypeVar

import typer
from typer._click.exceptions import NoSuchOption
from typer.core import TyperCommand, TyperGroup

Function = TypeVar("Function", bound=Callable[..., Any])
SETTINGS = {"help_option_names": ["-h", "--help"]}


class Command(TyperCommand):
    """A command to which "- we push to main" is an answer: a token with a dash and a blank is no option."""

    def make_parser(self, ctx: Any) -> Any:
        """The usual parser, with such tokens put where arguments go."""
        parser: Any = super().make_parser(ctx)
        options = parser._process_opts

        def process(arg: str, state: Any) -> None:
            if _is_text(arg):
                state.largs.append(arg)
            else:
                options(arg, state)

        parser._process_opts = process
        return parser

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """As Typer's, without the braces that it puts around what must be given."""
        return [piece[1:-1] if piece.startswith("{") else piece for piece in super().collect_usage_pieces(ctx)]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The usual reading; where an unknown option may have been meant as text, the error says how to write it."""
        try:
            rest: list[str] = super().parse_args(ctx, args)
        except NoSuchOption as error:
            if any(parameter.param_type_name == "argument" for parameter in self.params):
                error.message += "; if it is text, put -- before it"
            raise
        return rest


class Commands(typer.Typer):
    """A Typer whose commands are `Command`s."""

    def command(self, name: str | None = None, **options: Any) -> Callable[[Function], Function]:
        """As Typer's, with the house's shape."""
        return super().command(name, cls=Command, context_settings=SETTINGS, **options)


def commands_app(group: type[TyperGroup] = TyperGroup, text: str | None = None) -> Commands:
    """An application or a noun: no completion options of its own, plain help, no text of people in a traceback."""
    return Commands(
        cls=group,
        help=text,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        no_args_is_help=True,
        context_settings=SETTINGS,
    )


def _is_text(token: str) -> bool:
    """Whether a token that begins with a dash is prose: a blank in it, and not in an option's own value."""
    name = token.partition("=")[0]
    return any(sign.isspace() for sign in name)
