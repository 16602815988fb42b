"""Stores with a study in them."""

from __future__ import annotations

import pytest
from report_study import small_study, written

from interviewkit.dbfile import Store


@pytest.fixture
def study(file_store: Store) -> Store:
    """The small study in a file."""
    written(file_store, small_study)
    return file_store
