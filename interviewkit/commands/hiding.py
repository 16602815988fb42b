"""What `--anonymous` and `--mask` ask for: the store as other eyes may read it, and the mask of its names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviewkit.errors import UsageError

if TYPE_CHECKING:
    from interviewkit.commands.desk import Desk
    from interviewkit.dbfile import Store
    from interviewkit.masking import Mask


def words(desk: Desk, command: str, asked: list[str] | None, *, anonymous: bool) -> list[str]:
    """The words that are masked besides names. Errors: UsageError for one without a sign, or without --anonymous."""
    if asked and not (anonymous and all(word.strip() for word in asked)):
        raise UsageError(
            f"--mask takes a word, and goes with --anonymous: interviewkit {command} --anonymous --mask WORD"
        )
    return [desk.text(word) for word in asked or ()]


def hidden(store: Store, asked: list[str], *, anonymous: bool) -> tuple[Store, Mask | None]:
    """The store to read from and the mask for what is read; the store itself and no mask unless `anonymous`."""
    if not anonymous:
        return store, None
    from interviewkit.queries import known

    return known.abroad(store), known.mask(store, asked)
