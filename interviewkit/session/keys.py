"""The keys of a session: Alt-1, 2, 3 for the three tags, Tab for the offered probe, pastes kept as one answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompt_toolkit.application import get_app
from prompt_toolkit.filters import Condition
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys

from interviewkit.vocabulary import Kind

if TYPE_CHECKING:
    from interviewkit.session.terminal import Session

TAGS = {"1": Kind.PROBLEM, "2": Kind.PROCESS, "3": Kind.PAIN}


def bindings(session: Session) -> KeyBindings:
    """Every key that means something of its own here."""
    keys = KeyBindings()
    empty = Condition(lambda: not get_app().current_buffer.text)
    for digit, kind in TAGS.items():
        _tag_key(keys, session, digit, kind)

    @keys.add("tab", filter=empty & Condition(session.offers_a_probe))
    def _(event: KeyPressEvent) -> None:
        event.app.create_background_task(session.ask_probe())

    @keys.add(Keys.BracketedPaste)
    def _(event: KeyPressEvent) -> None:
        """A paste of many lines stays one answer: its line breaks are kept, and Enter sends all of it."""
        event.current_buffer.insert_text(event.data.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n"))

    @keys.add("c-x", "c-e")
    def _(event: KeyPressEvent) -> None:
        """The line goes through the editor and comes back; it is not sent."""
        event.app.create_background_task(session.edit())

    return keys


def _tag_key(keys: KeyBindings, session: Session, digit: str, kind: Kind) -> None:
    @keys.add("escape", digit)
    def _(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if not buffer.text:
            event.app.create_background_task(session.mark_before(kind))
            return
        at = buffer.cursor_position
        at_end = at == len(buffer.text)
        buffer.text = session.toggled(buffer.text, kind)
        buffer.cursor_position = len(buffer.text) if at_end else min(at, len(buffer.text))
