"""How promises stand, in words."""

from __future__ import annotations

from interviewkit.dates import local, short_day


def promise_said(due: str | None, done_at: str | None, now: str) -> str:
    """How a promise stands at a moment: "kept 21 Nov 2026, late", "overdue since …", "due …", "open"."""
    if done_at:
        late = due is not None and local(done_at).date().isoformat() > due
        return f"kept {short_day(done_at)}" + (f", it was due {short_day(due)}" if late and due else "")
    if due is None:
        return "open, no day named"
    overdue = local(now).date().isoformat() > due
    return f"overdue since {short_day(due)}" if overdue else f"due {short_day(due)}"
