"""The live interview on a terminal: one prompt, one bar, and nothing that keeps the typing waiting.

A line goes to the loop in a worker thread, because the store's queue may block; the clock and the other author's lines
go on meanwhile. History lives in memory only; the unfinished line is on disk until it is sent.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.patch_stdout import patch_stdout
from prompt_toolkit.shortcuts import print_formatted_text
from prompt_toolkit.styles import Style

from interviewkit.console import harmless
from interviewkit.notation.completing import complete
from interviewkit.session.bar import bar
from interviewkit.session.draft import Draft
from interviewkit.session.keys import bindings
from interviewkit.session.loop import number_of

if TYPE_CHECKING:
    from prompt_toolkit.key_binding import KeyPressEvent

    from interviewkit.session.loop import Loop, Told

STYLE = Style.from_dict(
    {
        "question": "bold",
        "dim": "ansibrightblack",
        "warning": "ansiyellow",
        "other": "ansicyan",
        "bottom-toolbar": "noreverse ansibrightblack",
    }
)
Result = TypeVar("Result")
NEWS = 1.0  # seconds between two looks at what others have noted


class Session:
    """One author at one terminal."""

    def __init__(self, loop: Loop) -> None:
        """Sit down; nothing is read yet."""
        self._loop = loop
        self._row = loop.notebook.whole()
        self._seen = {entry["uid"] for entry in self._row["entries"]}
        self._worker = ThreadPoolExecutor(1)
        self._draft = Draft(self._row["uid"], loop.notebook.author)
        self._bar = ""
        self._ended = False
        self._session: PromptSession[str] = PromptSession(
            self._message,
            completer=_Completions(loop),
            complete_while_typing=False,
            history=InMemoryHistory(),
            key_bindings=bindings(self),
            bottom_toolbar=lambda: FormattedText([("class:bottom-toolbar", self._bar)]),
            style=STYLE,
            enable_open_in_editor=True,
            refresh_interval=NEWS,
            multiline=False,
        )
        self._session.default_buffer.on_text_changed += lambda buffer: self._draft.keep(buffer.text)

    async def run(self) -> bool:
        """Read lines until the interview ends, Ctrl-D leaves it running, or Ctrl-C comes twice; whether it ended."""
        await self._stand()
        news = asyncio.create_task(self._news())
        prefill, interrupted = self._draft.left(), False
        try:
            with patch_stdout():
                while not self._ended:
                    try:
                        line = await self._session.prompt_async(default=prefill)
                    except KeyboardInterrupt:
                        if interrupted:
                            break
                        interrupted, prefill = True, ""
                        _print("Ctrl-C again leaves; the interview goes on, and resume comes back to it", "dim")
                        continue
                    except EOFError:
                        break
                    interrupted = False
                    prefill = await self._send(line)
        finally:
            news.cancel()
            self._worker.shutdown(wait=True)
        return self._ended

    async def ask_probe(self) -> None:
        """Make the first offered probe the question."""
        if self._loop.offered:
            probe = self._loop.offered[0]
            await self._in_worker(self._loop.ask, probe)

    def leaves_a_probe(self) -> bool:
        """Whether Tab on an empty line has something to ask."""
        return bool(self._loop.offered)

    def mark_before(self, event: KeyPressEvent, kind: str) -> None:
        """Toggle a tag on the entry before."""
        event.app.create_background_task(self._toggle(kind))

    def toggled(self, text: str, kind: str) -> str:
        """The line being typed, with or without a tag."""
        from interviewkit.notation.reading import toggled
        from interviewkit.vocabulary import Kind

        return toggled(text, Kind(kind), self._loop.known)

    async def _toggle(self, kind: str) -> None:
        outcome = await self._in_worker(self._loop.toggle, kind)
        self._tell(outcome.told)
        await self._stand()

    async def _send(self, line: str) -> str:
        outcome = await self._in_worker(self._loop.take, line)
        self._draft.keep("")
        self._tell(outcome.told)
        self._ended = outcome.ended
        await self._stand()
        return str(outcome.prefill)

    async def _stand(self) -> None:
        """Look at the interview once, for the bar, and for what another author has noted."""
        try:
            self._row = await self._in_worker(self._loop.notebook.whole)
            standing = await self._in_worker(self._loop.standing)
        except Exception:  # the bar keeps what it last knew; the line that failed was told
            return
        waiting = self._loop.notebook.waiting
        self._bar = (
            " " + bar(standing, self._loop.guide, self._loop.phase) + (f"   {waiting} waiting" if waiting else "")
        )
        for entry in self._row["entries"]:
            if entry["uid"] not in self._seen and entry["author"] != self._loop.notebook.author:
                _print(f"{entry['author']} {number_of(entry)}  {entry['answer'] or entry['question']}", "other")
        self._seen = {entry["uid"] for entry in self._row["entries"]}

    async def _news(self) -> None:
        while True:
            await asyncio.sleep(NEWS)
            await self._stand()

    async def _in_worker(self, work: Callable[..., Result], *given: object) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._worker, work, *given)

    def _message(self) -> FormattedText:
        """The question, what may be asked next, and the prompt."""
        loop = self._loop
        if loop.closing is not None:
            return FormattedText([("class:question", harmless(loop.closing.asking)), ("", "\n> ")])
        parts = [("class:question", f"Q  {harmless(loop.question)}\n")] if loop.question else []
        following = loop.next_question()
        offers = [f"probe: {probe}" for probe in loop.offered] or (
            [f"next: {following}"] if not loop.question and following else []
        )
        for place, offer in enumerate(offers):
            hint = "      Tab asks it" if loop.offered and place == 0 else "      ? asks it" if not loop.offered else ""
            parts.append(("class:dim", f"   {harmless(offer)}{hint}\n"))
        return FormattedText([*parts, ("", "> ")])

    def _tell(self, told: Iterable[Told]) -> None:
        for line in told:
            _print(line.text, line.tone)


class _Completions(Completer):
    """Tags, items with their titles, terms, commands."""

    def __init__(self, loop: Loop) -> None:
        self._loop = loop

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """What may go on at the cursor."""
        for offered in complete(document.text_before_cursor, self._loop.known):
            title = self._loop.titles.get(offered.text[1:], "") if offered.text[:1] in "+-=" else ""
            yield Completion(offered.text, -offered.replaces, display_meta=harmless(title))


def _print(text: str, tone: str) -> None:
    print_formatted_text(FormattedText([("" if tone == "plain" else f"class:{tone}", harmless(text))]), style=STYLE)


def hold(loop: Loop, opening: str) -> bool:
    """Run a session from its opening to its end; says whether the interview has ended."""
    for line in opening.splitlines():
        _print(line, "dim")
    return asyncio.run(Session(loop).run())
