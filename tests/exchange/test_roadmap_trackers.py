"""The mapping tables: every name folded, every file recognised by its own columns only."""

from __future__ import annotations

import pytest

from interviewkit.errors import UsageError
from interviewkit.exchange.roadmap_table import fold
from interviewkit.exchange.roadmap_trackers import (
    GENERIC,
    STATUS_WORDS,
    TRACKERS,
    known_columns,
    tracker_for,
)


def test_every_name_in_the_tables_is_written_folded() -> None:
    names = {*known_columns(), *STATUS_WORDS}
    assert {name for name in names if fold(name) != name} == set()


def test_every_tracker_maps_only_fields_we_have() -> None:
    assert {field for tracker in TRACKERS.values() for field in tracker.columns} <= set(GENERIC)


@pytest.mark.parametrize(
    ("shape", "columns", "name"),
    [
        ("csv", {"title", "status", "key"}, "csv"),
        ("json", {"title", "status", "key"}, "json"),
        ("csv", {"number", "title", "state"}, "csv"),
        ("json", {"number", "title", "state"}, "github"),
        ("csv", {"id", "team", "title", "status"}, "csv"),
        ("csv", {"summary", "status"}, "csv"),
        ("json", {"key", "fields", "fieldssummary"}, "jira"),
    ],
)
def test_a_tracker_is_recognised_only_by_columns_of_its_own(shape: str, columns: set[str], name: str) -> None:
    assert tracker_for("auto", shape, columns).name == name


def test_a_file_of_another_tracker_than_the_named_one_is_told_by_its_name() -> None:
    linear = {"id", "team", "title", "status", "priority"}
    with pytest.raises(UsageError, match=r"^this looks like linear, not jira; .* --from linear$"):
        tracker_for("jira", "csv", linear)
    assert tracker_for("linear", "csv", linear).name == "linear"
    assert tracker_for("jira", "csv", {"title", "status"}).name == "jira"
