"""The numbers that a verdict is made of: how many customers said what about one item."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """Customers that count for one item, by state, and what is known of the item's segments.

    The five states add up to `total` (N). `strong` of the `supports` did so first-hand. `segments` is the
    number of the item's segments; `not_heard` names those without any counted customer, `none_supports`
    those with customers of whom none supports. `outside_against` customers speak against it from outside
    and are in no other number.
    """

    supports: int = 0
    contradicts: int = 0
    mixed: int = 0
    neutral: int = 0
    silent: int = 0
    strong: int = 0
    segments: int = 0
    not_heard: tuple[str, ...] = ()
    none_supports: tuple[str, ...] = ()
    outside_against: int = 0

    @property
    def total(self) -> int:
        """N: every customer that could have spoken to the item."""
        return self.supports + self.contradicts + self.mixed + self.neutral + self.silent

    @property
    def spoke(self) -> int:
        """Those of N that spoke to the item, whatever they said."""
        return self.total - self.silent

    @property
    def spoke_for(self) -> int:
        """f: supporting or mixed."""
        return self.supports + self.mixed

    @property
    def spoke_against(self) -> int:
        """a: contradicting or mixed."""
        return self.contradicts + self.mixed

    @property
    def took_side(self) -> int:
        """s + c + m: everybody who was for it, against it, or both."""
        return self.supports + self.contradicts + self.mixed

    @property
    def missing(self) -> int:
        """How many of the item's segments have no supporting customer."""
        return len(self.not_heard) + len(self.none_supports)

    @property
    def coverage(self) -> float:
        """The part of the item's segments with at least one supporting customer; without segments 1."""
        return (self.segments - self.missing) / self.segments if self.segments else 1.0
