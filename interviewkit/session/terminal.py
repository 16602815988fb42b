"""The live interview on a terminal: one prompt, one bar, and nothing that keeps the typing waiting.

A line goes to the loop in a worker thread, because the store's queue may block; the clock and the other author's lines
go on meanwhile. History lives in memory only; the unfinished line is on disk until it is sent. What a line does not
need for being typed is read and loaded behind the first prompt.
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from prompt_toolkit import PromptSession
from prompt_toolkit.application import run_in_terminal
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.shortcuts import print_formatted_text
from prompt_toolkit.styles import Style

from interviewkit.console import harmless
from interviewkit.errors import InterviewKitError
from interviewkit.output import cells
from interviewkit.recorder import new_uid
from interviewkit.session.bar import bar
from interviewkit.session.draft import Draft
from interviewkit.session.keys import bindings
from interviewkit.session.noting import number_of, words_of
from interviewkit.session.outcomes import Outcome, Told
from interviewkit.session.wrapping import wrapped

if TYPE_CHECKING:
    from interviewkit.session.loop import Loop
    from interviewkit.vocabulary import Kind

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
PATIENCE = 2.0  # seconds that a line may keep its author waiting
SIGNALS = (signal.SIGTERM, signal.SIGHUP)


class Session:
    """One author at one terminal. `left_by` is the signal that ended it, if one did; `interrupted` says Ctrl-C did."""

    def __init__(self, loop: Loop) -> None:
        """Sit down; nothing is read yet."""
        self._loop = loop
        self._worker = ThreadPoolExecutor(1)
        self._draft = Draft(loop.standing["uid"], loop.notebook.author)
        self._late: dict[Future[Outcome], str] = {}
        self._unkept = False
        self._drawn = asyncio.Event()
        self._soon: asyncio.Task[None] | None = None
        self.ended = False
        self.interrupted = False
        self.left_by: int | None = None
        self._session: PromptSession[str] = PromptSession(
            self._message,
            completer=_Completions(loop),
            complete_while_typing=False,
            history=InMemoryHistory(),
            key_bindings=bindings(self),
            bottom_toolbar=self._toolbar,
            style=STYLE,
            multiline=False,
            erase_when_done=True,
        )
        self._session.default_buffer.on_text_changed += lambda _: self._changed()
        self._session.app.after_render += lambda _: self._drawn.set()

    async def run(self) -> None:
        """Read lines until the interview ends, Ctrl-D leaves it running, Ctrl-C comes twice, or a signal does."""
        running = asyncio.get_running_loop()
        running.set_exception_handler(lambda _, what: self._failed(what.get("exception")))
        for sign in SIGNALS:
            running.add_signal_handler(sign, self._leave, sign)
        news = asyncio.create_task(self._news())
        try:
            # Between two prompts the terminal stays as it is: what is typed then is not shown twice, and Ctrl-C waits.
            with suppress(EOFError), self._session.input.raw_mode():
                await self._read_lines()
        except OSError:  # the terminal is gone before its signal came
            self._leave(signal.SIGHUP)
        finally:
            if self._late and self.left_by is None:
                self._tell([Told("waiting for the store to take your lines …", "dim")])
            news.cancel()
            if self._soon:
                self._soon.cancel()
            self._worker.shutdown(wait=True, cancel_futures=self.left_by is not None)
            self._settle()
            gc.enable()

    async def _read_lines(self) -> None:
        prefill, twice = self._draft.left(self._loop.has_stored), False
        while not self.ended and self.left_by is None:
            try:
                line = await self._session.prompt_async(default=prefill, set_exception_handler=False)
            except KeyboardInterrupt:
                if twice:
                    self.interrupted = True
                    return
                twice, prefill = True, self._session.default_buffer.text
                self._tell([Told(self._go_back(), "dim")])
                continue
            twice = False
            self._tell([Told(f"> {line}")] if line.strip() else [])
            prefill = await self._send(line)

    def _go_back(self) -> str:
        """What the first Ctrl-C does: it leaves the closing, else it warns."""
        if self._loop.closing is not None:
            self._loop.closing = None
            return "back in the interview; /end closes it"
        return "Ctrl-C again leaves; the interview goes on, and resume comes back to it"

    def offers_a_probe(self) -> bool:
        """Whether Tab on an empty line has something to ask."""
        return bool(self._loop.offered) and self._loop.closing is None

    async def ask_probe(self) -> None:
        """Make the first offered probe the question."""
        outcome = await self._in_worker(self._loop.take_probe)
        await self._show([Told(f"> ? {self._loop.question}"), *outcome.told])

    async def mark_before(self, kind: Kind) -> None:
        """Toggle a tag on the entry before."""
        await self._show((await self._in_worker(self._loop.toggle, kind)).told)
        await self._look()

    def toggled(self, text: str, kind: Kind) -> str:
        """The line being typed, with or without a tag."""
        from interviewkit.notation.reading import toggled

        return toggled(text, kind, self._loop.hearing.known)

    async def edit(self) -> None:
        """Give the line to the editor and take it back."""
        buffer = self._session.default_buffer
        text = await run_in_terminal(lambda: self._draft.edited(buffer.text), in_executor=True)
        buffer.text = text
        buffer.cursor_position = len(text)

    def _changed(self) -> None:
        """Keep what stands on the line once all the keys are in that came together: each costs a file."""
        if not self._unkept:
            self._unkept = True
            asyncio.get_running_loop().call_soon(self._keep)

    def _keep(self) -> None:
        self._unkept = False
        self._draft.keep(self._session.default_buffer.text)

    def _leave(self, sign: int) -> None:
        """End because a signal says so; after a hang-up nothing can be written to the terminal any more."""
        self.left_by = sign
        if sign == signal.SIGHUP:
            nowhere = os.open(os.devnull, os.O_RDWR)
            for stream in (1, 2):
                os.dup2(nowhere, stream)
        app = self._session.app
        if app.is_running and not app.is_done:
            app.exit(exception=EOFError())

    def _failed(self, error: BaseException | None) -> None:
        """Something went wrong beside the typing; a terminal that is gone ends the session, all else is told."""
        if isinstance(error, OSError):
            self._leave(signal.SIGHUP)
        elif error:
            self._tell([Told(f"this should not happen ({type(error).__name__}: {error}); go on", "warning")])

    async def _send(self, line: str) -> str:
        """Have a line recorded; gives what goes back to the prompt. One that takes long is kept aside meanwhile."""
        uid = new_uid()
        self._draft.send(uid)
        work = self._worker.submit(self._loop.take, line, uid)
        task = asyncio.wrap_future(work)
        done, _ = await asyncio.wait({task}, timeout=PATIENCE)
        if not done:
            file = self._loop.notebook.keep(line)
            self._draft.arrived()
            self._late[work] = line
            task.add_done_callback(lambda _: asyncio.ensure_future(self._show_late(work, line)))
            self._tell([Told(f"the store is busy; your line is kept in {file} and goes in by itself", "warning")])
            return ""
        outcome = task.result()
        self._draft.arrived(outcome.prefill)
        self._tell(outcome.told)
        self.ended = outcome.ended
        self._soon = asyncio.create_task(self._look())
        return outcome.prefill

    async def _show_late(self, work: Future[Outcome], line: str) -> None:
        """What became of a line that took long."""
        outcome = work.result()
        if outcome.refused:
            outcome.tell(f"your line was: {line}", "warning")
        elif not self._loop.notebook.waiting:
            outcome.tell("the store takes lines again; yours is in", "dim")
        self._settle()
        await self._show(outcome.told)

    def _settle(self) -> None:
        """Lines that took long and are in the store need no rescue file any more."""
        for work in [work for work in self._late if work.done()]:
            line = self._late.pop(work)
            if not work.cancelled() and not work.result().refused:
                self._loop.notebook.release(line)

    async def _news(self) -> None:
        """Behind the first prompt load what lines need, then look around every second."""
        await self._drawn.wait()
        with suppress(InterviewKitError):
            await self._in_worker(self._loop.warm)
        gc.enable()
        while True:
            await self._look()
            await asyncio.sleep(NEWS)

    async def _look(self) -> None:
        """What others have noted is shown above the prompt; the bar shows how things stand."""
        try:
            news = await self._in_worker(self._loop.look)
        except InterviewKitError:  # the bar keeps what it last knew; a line that fails is told
            return
        told = [Told(f"{row['author']} {number_of(row)}  {words_of(row)}", "other") for row in news.entries]
        await self._show([*told, *(Told(text, "dim") for text in news.told)])
        if self._session.app.is_running:
            self._session.app.invalidate()

    async def _in_worker(self, work: Callable[..., Result], *given: object) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._worker, work, *given)

    def _toolbar(self) -> FormattedText:
        waiting = self._loop.notebook.waiting + len(self._late)
        note = f"  {waiting} waiting" if waiting else ""
        room = self._width() - 2 - len(note)
        text = bar(self._loop.standing, self._loop.guide, self._loop.phase, room)
        return FormattedText([("class:bottom-toolbar", f" {text}{note}")])

    def _message(self) -> FormattedText:
        """The question, what may be asked next, and the prompt."""
        loop, width = self._loop, self._width()
        if loop.closing is not None:
            return FormattedText([("class:question", wrapped(harmless(loop.closing.asking), width)), ("", "\n> ")])
        parts = [("class:question", wrapped(f"Q  {harmless(loop.question)}", width) + "\n")] if loop.question else []
        offers = [f"probe: {probe}" for probe in loop.offered]
        following = None if offers or loop.question else loop.next_question()
        offers += [f"next: {following}"] if following else []
        for place, offer in enumerate(offers):
            hint = "" if place else "? asks it" if following else "Tab asks it"
            parts.append(("class:dim", _offered(harmless(offer), hint, width) + "\n"))
        return FormattedText([*parts, ("", "> ")])

    def _width(self) -> int:
        return self._session.output.get_size().columns

    async def _show(self, told: Iterable[Told]) -> None:
        """Tell something while the prompt is there: above it."""
        lines = list(told)
        if lines:
            await run_in_terminal(lambda: self._tell(lines))

    def _tell(self, told: Iterable[Told]) -> None:
        for line in told:
            _print(line, self._width())


class _Completions(Completer):
    """Tags, items with their titles, terms, commands."""

    def __init__(self, loop: Loop) -> None:
        self._loop = loop

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """What may go on at the cursor."""
        from interviewkit.session.completions import offers

        for offered in offers(document.text_before_cursor, self._loop):
            yield Completion(offered.text, -offered.replaces, display_meta=harmless(offered.about))


def _offered(offer: str, hint: str, width: int) -> str:
    """What may be asked, and with which key: beside it where that fits, else below."""
    lines = wrapped(f"   {offer}", width)
    beside = f"{lines}      {hint}"
    if not hint or cells(beside.rpartition("\n")[2]) <= width:
        return beside if hint else lines
    below = " " * (3 + offer.index(": ") + 2)  # where its words begin, so that it does not belong to what comes next
    return f"{lines}\n{below}{hint}"


def _print(told: Told, width: int) -> None:
    style = "" if told.tone == "plain" else f"class:{told.tone}"
    print_formatted_text(FormattedText([(style, wrapped(harmless(told.text), width))]), style=STYLE)


def hold(loop: Loop, opening: str) -> Session:
    """Run a session from its opening to its end; gives it back as it ended."""

    async def held() -> Session:
        session = Session(loop)
        session._tell([Told(opening, "dim")])
        await session.run()
        return session

    return asyncio.run(held())
