"""Which command a word was meant to be."""

from __future__ import annotations

from collections.abc import Sequence

SHORTEST = 3


def nearest(word: str, commands: Sequence[str]) -> str | None:
    """The only command that begins so, else the first that one slip of the fingers away from it is; None without one.

    A slip is a letter left out, put in, taken for another, or changed places with its neighbour (Damerau 1964).
    """
    typed = word.casefold()
    if len(typed) < SHORTEST:
        return None
    begun = [one for one in commands if one.startswith(typed)]
    return begun[0] if len(begun) == 1 else next((one for one in commands if _is_a_slip(typed, one)), None)


def _is_a_slip(typed: str, meant: str) -> bool:
    same = next((n for n, (one, two) in enumerate(zip(typed, meant, strict=False)) if one != two), None)
    if same is None:
        return abs(len(typed) - len(meant)) == 1
    one, two = typed[same:], meant[same:]
    return one[1:] == two[1:] or one[1:] == two or one == two[1:] or (one[:2] == two[:2][::-1] and one[2:] == two[2:])
