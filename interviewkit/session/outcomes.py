"""What a line of a session did, in plain data for whoever shows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from interviewkit.dbfile import Row


class Told(NamedTuple):
    """A line for the person: plain, `dim` for an offer, `warning` for what did not go as typed."""

    text: str
    tone: str = "plain"


@dataclass
class Outcome:
    """What a line did: what to tell, what to put on the prompt again, whether the session is over.

    Of a line that was `refused` something has not been done; it is in the history, and on the prompt where it is prose.
    """

    told: list[Told] = field(default_factory=list)
    prefill: str = ""
    refused: bool = False
    ended: bool = False

    def tell(self, text: str, tone: str = "plain") -> None:
        """Add a line."""
        self.told.append(Told(text, tone))


class News(NamedTuple):
    """What others have noted meanwhile, and what became of lines that waited."""

    entries: list[Row]
    told: list[str]
