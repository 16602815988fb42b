"""Where a report is laid out: templates through the one Jinja environment, JSON and CSV through `output`.

Whatever a template shows is escaped for its own format without being asked: HTML by Jinja's autoescape,
Markdown and text by what stands between an expression and the page. Text from people is only ever a value,
never a template.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from interviewkit.errors import UsageError
from interviewkit.output import Field, render_one
from interviewkit.output import render as rendered
from interviewkit.reports.asking import Plain, Report

if TYPE_CHECKING:
    from jinja2 import BaseLoader, Environment
    from jinja2.runtime import Context

FORMATS = ("text", "md", "html", "json", "csv")
_ENDINGS = {"text": "txt", "md": "md", "html": "html"}
_NARROWEST = 40


def render(report: Report, format: str, *, colour: bool = False, width: int = 100) -> str:
    """The report in one of `FORMATS`, ending in a newline.

    `colour` and `width` (columns) are for text on a terminal. Raises UsageError for another format.
    """
    if format == "json":
        document = without_pages(report.context)
        return render_one(document, [Field(key, key) for key in document], "json")
    if format == "csv":
        return rendered(report.rows, report.columns, "csv")
    if format not in _ENDINGS:
        raise UsageError(f"there is no format {format!r}; use one of {', '.join(FORMATS)}")
    text = _shipped().get_template(named(report, format)).render(given(report, colour=colour, width=width))
    return ended(text)


def named(report: Report, format: str) -> str:
    """The name of the template that lays this report out as text, md or html."""
    return f"{report.template}.{_ENDINGS[format]}.j2"


def given(report: Report, *, colour: bool = False, width: int = 100) -> Plain:
    """What a template is given: the report's context, whether text is painted, and how many columns it fills."""
    return report.context | {"colour": colour, "width": max(width, _NARROWEST)}


def whole_context(report: Report) -> str:
    """What templates are given, pages too, as one JSON document: what somebody needs who writes a template."""
    context = given(report)
    return render_one(context, [Field(key, key) for key in context], "json")


def ended(text: str) -> str:
    """What a template made, ending in one newline."""
    return text.rstrip("\n") + "\n"


def escaping_of(name: str) -> str:
    """Which format a template's values are escaped for, by how its name ends: html, md or text."""
    ending = name.lower().removesuffix(".j2").rpartition(".")[2]
    return {"html": "html", "htm": "html", "md": "md", "markdown": "md"}.get(ending, "text")


def without_pages(value: Any) -> Any:
    """The same plain data without what only pages need."""
    if isinstance(value, Mapping):
        return {key: without_pages(inner) for key, inner in value.items() if key != "page"}
    if isinstance(value, list):
        return [without_pages(inner) for inner in value]
    return value


@cache
def _shipped() -> Environment:
    """The environment of the templates that we ship, which are trusted."""
    from jinja2 import Environment, FileSystemLoader

    from interviewkit.paths import templates_folder

    return environment(Environment, FileSystemLoader(templates_folder()))


def environment(kind: type[Environment], loader: BaseLoader) -> Environment:
    """The one way templates are set up: strict, escaping for every format, with our filters and charts."""
    from jinja2 import StrictUndefined

    made = kind(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_escaping(),
    )
    made.filters.update(_filters())
    made.globals.update(_globals())
    return made


def _escaping() -> Callable[[Context, Any], Any]:
    """What every expression's value goes through; what is already safe (Markup) passes."""
    from jinja2 import pass_context
    from markupsafe import Markup

    from interviewkit.reports.filters import markdown, one_line

    @pass_context
    def escaped(context: Context, value: Any) -> Any:
        if hasattr(value, "__html__"):
            return value
        form = escaping_of(context.name or "")
        if form == "md":
            return Markup(markdown(value))  # noqa: S704  escaped for Markdown, where HTML's escapes would show
        if form == "text":
            return Markup(one_line(value))  # noqa: S704  plain text has nothing to escape but controls
        return one_line(value)

    return escaped


def _filters() -> dict[str, Callable[..., Any]]:
    from interviewkit.dates import short_day
    from interviewkit.reports import filters, tables, wording

    return {
        "aligned": _safe(tables.aligned),
        "attributed": filters.attributed,
        "captioned": filters.captioned,
        "capitalise": filters.capitalised,
        "cut": filters.cut,
        "day": short_day,
        "hanging": _safe(filters.hanging),
        "hurting": wording.hurting,
        "listed": wording.listed,
        "part": wording.part,
        "percent": wording.percent,
        "plural": wording.plural,
        "sha256": filters.sha256,
        "sides": _safe(filters.sides),
        "slug_cell": _safe(filters.slug_cell),
        "slug_width": filters.slug_width,
        "spoken": filters.spoken,
        "together": filters.together,
        "verdict_cell": _safe(filters.verdict_cell),
        "weighed": filters.weighed,
    }


def _globals() -> dict[str, Any]:
    from interviewkit.reports import charts, flow

    return {
        "interval_chart": _safe(charts.interval),
        "customers_chart": _safe(charts.customers),
        "curve_chart": _safe(charts.curve),
        "trend_chart": _safe(charts.trend),
        "flow_chart": _safe(flow.flow),
        "mermaid": _safe(flow.mermaid),
        "dots_chart": _safe(charts.dots),
    }


def _safe(function: Callable[..., str]) -> Callable[..., Any]:
    """The function, with its result taken as it is: it has made harmless what it shows."""
    from markupsafe import Markup

    return lambda *values: Markup(function(*values))  # noqa: S704  see above
