"""What is ours and never counts: the one rule that lists, reports and check-ins share, as SQL conditions."""

from __future__ import annotations

DOGFOODED = "i.source = 'dogfood'"
"""Whether we were the customer ourselves in an interview `i`: not their words, whoever's name it bears."""

OURS = f"(c.internal = 1 OR {DOGFOODED})"
"""Whether one of us spoke in an interview `i` of a customer `c`: a coworker, or whoever was the customer."""

HEARD = f"(NOT {DOGFOODED} AND EXISTS (SELECT 1 FROM entries e WHERE e.interview = i.id))"
"""Whether the customer was heard in an interview `i`: it has an entry, and it was they who spoke."""

INTERNAL = f"CASE WHEN {OURS} THEN 1 ELSE 0 END AS internal"
"""The column that says so of an interview `i` of a customer `c`."""
