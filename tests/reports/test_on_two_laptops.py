"""The same study says the same on every laptop, in whatever order its rows came to lie there."""

from __future__ import annotations

from pathlib import Path

import pytest
from exchange.handed_on import empty, exported, imported
from report_study import told

from interviewkit import demo
from interviewkit.dbfile import Store
from interviewkit.reports.kinds import KINDS


def test_every_kind_of_report_on_a_copy_is_that_on_the_store(
    file_store: Store, template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTERVIEWKIT_NOW", "2026-11-21T10:00:00Z")
    demo.fill(file_store)
    with empty(template, tmp_path) as copy:
        imported(copy, exported(file_store))
        for kind in KINDS.values():
            if kind.name != "workshop":  # the study has none
                of = "tsukimi-insurance" if kind.needed else None
                assert told(copy, kind=kind.name, reference=of) == told(file_store, kind=kind.name, reference=of)
