"""What was taken back, as a sentence."""

from __future__ import annotations

import re

from interviewkit.dbfile import Row
from interviewkit.fieldwork.undoing import MADE

_GONE = re.compile(rf"(?:{'|'.join(MADE.values())})(?: \d+)?(?::|$)")
_BACK = frozenset({"delete", "untag", "unlink"})  # taken back, these bring something back


def took_back(taken: Row) -> str:
    """As "took back entry 2: we wait", or with its verb where something holds again what it held; of `undoing.undo`."""
    about = "; ".join(taken["about"])
    if taken["verb"] == "end":
        return "took back the end: the interview runs again"
    if not about:
        return f"took back {taken['verb']}: nothing that still stood"
    made = _GONE.match(about) and taken["verb"] not in _BACK
    return f"took back {about}" if made else f"took back {taken['verb']}: {about}"
