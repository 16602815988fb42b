"""A report without anybody's name."""

from __future__ import annotations

from interviewkit.masking import Mask
from interviewkit.reports.asking import Report


def masked(report: Report, mask: Mask) -> Report:
    """The same report with every text of its context and of its rows behind the mask; templates and columns stay."""
    return report._replace(context=mask.plain(report.context), rows=[mask.plain(row) for row in report.rows])
