"""An item with a crowd behind it: numbers, the first names, no chart of everybody."""

from __future__ import annotations

import pytest
from report_study import reported, told

from interviewkit.dbfile import Store
from interviewkit.reports import items
from interviewkit.reports.render import render


def test_a_crowd_is_not_drawn_one_by_one(study: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = next(item for item in told(study)["items"] if item["slug"] == "faster-builds")
    assert (before["page"]["crowd"], len(before["page"]["cells"])) == ("", before["customers"]["total"])
    monkeypatch.setattr(items, "MOST_NAMED", 2)
    monkeypatch.setattr(items, "FIRST_NAMED", 1)
    item = next(item for item in told(study)["items"] if item["slug"] == "faster-builds")
    assert item["customers"] == before["customers"]
    assert (item["page"]["crowd"], item["page"]["cells"]) == ("5 customers: too many to draw one by one.", [])
    assert item["page"]["states"][0]["names"][1:] == ["and 3 more"]
    page = render(reported(study), "html")
    assert "5 customers: too many to draw one by one." in page
    assert "and 3 more" in page
