"""Templates that we did not ship: a workspace's own, or a file that is named. They run as what they are, unknown code.

They are laid out by a process of their own, which may take so much time and memory and no more, in Jinja's immutable
sandbox. They are handed dicts, lists, strings and numbers only, and read no file outside the folders of templates.
Where a workspace has templates of its own, the shipped ones beside them run there too, because either may include
the other; one that is named `shipped/…` is always ours.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, NamedTuple

from interviewkit.errors import InterviewKitError
from interviewkit.paths import templates_folder
from interviewkit.reports import render as laying
from interviewkit.reports.asking import Plain, Report

if TYPE_CHECKING:
    from jinja2 import BaseLoader, Environment

SECONDS = 20.0
"""How long a template may take."""

MEMORY = 1 << 30
"""How many bytes it may take, beside a multiple of what it is handed."""

_GRACE = 1.0  # seconds in which the process tells itself what took too long, before it is ended
_PER_BYTE = 20  # bytes of memory that a byte of the context may take
_SHIPPED = "shipped/"
_NAMED = "the template that was named/"  # no file is called so: the one that is named may extend one of its name


@dataclass(frozen=True, slots=True)
class Own:
    """A team's own templates: the workspace's folder, if it holds any, and the one file that was named, if any.

    `file` is its name as typed and its text.
    """

    folder: Path | None
    file: tuple[str, str] | None = None


def own(folder: Path, file: tuple[str, str] | None = None) -> Own | None:
    """The templates that are not ours; None where there are none, and the shipped ones are all."""
    there = folder.is_dir() and any(folder.rglob("*.j2"))
    return Own(folder if there else None, file) if there or file else None


def render(report: Report, format: str, own: Own, *, width: int = 100, seconds: float = SECONDS) -> str:
    """The report laid out by the team's own templates, as `render.render` does by ours; never in colour.

    `seconds` is how long it may take. Errors: InterviewKitError, naming the template and the line.
    """
    if own.file is None and format in ("json", "csv"):
        return laying.render(report, format)
    told = job(report, format, own, width=width)
    answer = _asked(json.dumps(told | {"seconds": seconds}).encode(), _first(told), seconds)
    if "text" in answer:
        text: str = answer["text"]
        return text
    line = f", line {answer['line']}" if answer["line"] else ""
    raise InterviewKitError(
        f"{answer['file']}{line}: {answer['error']}; what it is given: interviewkit report --context"
    )


def job(report: Report, format: str, own: Own, *, width: int = 100) -> Plain:
    """What the process is told: which template, where others lie, what it is given."""
    return {
        "name": _NAMED + Path(own.file[0]).name if own.file else laying.named(report, format),
        "file": own.file,
        "folder": str(own.folder) if own.folder else None,
        "context": laying.given(report, width=width),
    }


def answered(job: Plain) -> Plain:
    """What the process answers: the `text`, or the `error` with its `file` and `line` (None where nobody knows)."""
    try:
        return {"text": _laid_out(job)}
    except Exception as error:
        return _fault(error, job)._asdict()


def _asked(told: bytes, name: str, seconds: float) -> Plain:
    """What the process that lays it out answers. Errors: InterviewKitError when it had to be ended."""
    words = [sys.executable, "-P", "-m", "interviewkit.reports.sandbox"]
    try:
        ran = subprocess.run(words, input=told, capture_output=True, timeout=seconds + _GRACE, check=False)
        answer: Plain = json.loads(ran.stdout)
    except subprocess.TimeoutExpired:
        answer = {"error": _late(seconds), "file": name, "line": None}
    except ValueError:
        answer = {"error": "it took more memory than a template may, or broke Python", "file": name, "line": None}
    return answer


def _late(seconds: float) -> str:
    return f"it took more than {seconds:g} seconds"


class _Late(Exception):
    """The time is over."""


class _Fault(NamedTuple):
    error: str
    file: str | None
    line: int | None


def main() -> None:
    """The process that lays out: a job as JSON on stdin, the page or the fault as JSON on stdout."""
    told = sys.stdin.buffer.read()
    _bounded(len(told))
    job: Plain = json.loads(told)
    with _in_time(job["seconds"]):
        answer = answered(job)
    sys.stdout.buffer.write(json.dumps(answer).encode())


def _bounded(size: int) -> None:
    """Let this process take no more memory than a template may. Where a system knows no bound, time is the bound."""
    try:
        import resource

        most = MEMORY + _PER_BYTE * size
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, OSError, ValueError):
        return


@contextmanager
def _in_time(seconds: float) -> Iterator[None]:
    def late(*_: int | FrameType | None) -> None:
        raise _Late

    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, late)
        signal.setitimer(signal.ITIMER_REAL, seconds)
    yield
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 0)


def _laid_out(job: Plain) -> str:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = laying.environment(ImmutableSandboxedEnvironment, _loader(job))
    environment.globals.pop("lipsum")
    return laying.ended(environment.get_template(job["name"]).render(job["context"]))


def _loader(job: Plain) -> BaseLoader:
    """Finds the file that was named, then the workspace's templates, then ours; nothing outside their folders."""
    from jinja2 import BaseLoader, TemplateNotFound

    ours = templates_folder()
    folders = [*([Path(job["folder"])] if job["folder"] else []), ours]

    class Loader(BaseLoader):
        def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:
            if job["file"] and template == job["name"]:
                return job["file"][1], job["file"][0], None
            shipped = template.startswith(_SHIPPED)
            for folder in [ours] if shipped else folders:
                path = _inside(folder, template.removeprefix(_SHIPPED))
                if path:
                    return path.read_text(encoding="utf-8"), str(path), None
            raise TemplateNotFound(template)

    return Loader()


def _inside(folder: Path, name: str) -> Path | None:
    """The file of that name in a folder; None where there is none, or it lies elsewhere, by `..` or by a link."""
    try:
        path = folder / name
        real = path.resolve()
        return path if real.is_relative_to(folder.resolve()) and real.is_file() else None
    except (OSError, ValueError):
        return None


def _fault(error: Exception, job: Plain) -> _Fault:
    """What went wrong in words, in which template, and in which of its lines."""
    from jinja2 import TemplateNotFound, TemplateSyntaxError

    first = _first(job)
    if isinstance(error, TemplateSyntaxError):
        return _Fault(error.message or "it cannot be read", error.filename or first, error.lineno)
    file, line = _where(error.__traceback__, job)
    if isinstance(error, TemplateNotFound):
        return _Fault(f"there is no template {error.name} in the folders of templates", file or first, line)
    return _Fault(_words(error, job), file or first, line)


def _first(job: Plain) -> str:
    """The template that was asked for, as people know it."""
    name: str = job["file"][0] if job["file"] else job["name"]
    return name


def _words(error: Exception, job: Plain) -> str:
    if isinstance(error, _Late):
        return _late(job["seconds"])
    known: dict[type[Exception], str] = {
        RecursionError: "it calls itself without end",
        MemoryError: "it takes more memory than a template may",
        UnicodeDecodeError: "a template that it needs is not UTF-8",
    }
    return known.get(type(error)) or f"{error}" or type(error).__name__


def _where(trace: TracebackType | None, job: Plain) -> tuple[str | None, int | None]:
    """The last line of a template in a traceback, with the template's file."""
    folders = [str(folder) for folder in (job["folder"], templates_folder()) if folder]
    found: tuple[str | None, int | None] = (None, None)
    while trace:
        name = trace.tb_frame.f_code.co_filename
        if (job["file"] and name == job["file"][0]) or any(name.startswith(folder) for folder in folders):
            found = (name, trace.tb_lineno)
        trace = trace.tb_next
    return found


if __name__ == "__main__":
    main()
