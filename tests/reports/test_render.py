from __future__ import annotations

import subprocess
import sys

import pytest
from report_study import reported

from interviewkit.dbfile import Store
from interviewkit.errors import UsageError
from interviewkit.reports.kinds.roadmap import CSV_FIELDS
from interviewkit.reports.render import render


def test_an_unknown_format_is_refused_with_those_there_are(study: Store) -> None:
    with pytest.raises(UsageError, match="there is no format 'pdf'; use one of text, md, html, json, csv"):
        render(reported(study), "pdf")


def test_the_columns_of_the_csv_are_these() -> None:
    assert [field.key for field in CSV_FIELDS] == [
        *("uid", "slug", "key", "title", "status", "horizon", "verdict", "reason"),
        *("customers.supports", "customers.contradicts", "customers.mixed", "customers.neutral"),
        *("customers.silent", "customers.total", "customers.changed", "customers.outside"),
        *("share", "share_of_spoke", "interval.low", "interval.high", "strong", "coverage", "needed"),
        *("interviews", "votes.dots", "votes.cast", "pain_score", "tags.problem", "tags.process", "tags.pain"),
        *("after.verdict", "after.reason", "after.customers.supports", "after.customers.contradicts"),
        *("after.customers.mixed", "after.customers.total"),
    ]


def test_json_and_csv_are_made_without_jinja(study: Store) -> None:
    program = f"""
import sys
sys.path[:0] = {sys.path!r}
from report_study import reported
from interviewkit.dbfile import connect
from interviewkit.paths import Location
from interviewkit.reports.gate import failures
from interviewkit.reports.render import render
report = reported(connect(Location({study.location.target!r}, None, "a test")))
failures(report.context, ["contested"], [])
render(report, "json"), render(report, "csv")
print([name for name in ("jinja2", "markupsafe", "sqlmodel", "sqlalchemy", "pydantic", "rich") if name in sys.modules])
"""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"
