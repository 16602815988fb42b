"""Where a report goes: a file that is whole or not there, whatever happens while it is written."""

from __future__ import annotations

import errno
import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from interviewkit.commands.delivering import write_whole
from interviewkit.errors import InterviewKitError, UsageError

LONG = "größer " * 50_000


def fails(code: int) -> Callable[..., None]:
    """A call that fails as the system does."""

    def call(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    return call


@pytest.mark.parametrize(
    ("broken", "code", "told"),
    [
        ("os.fsync", errno.ENOSPC, "No space left on device"),
        ("os.fsync", errno.EIO, "Input/output error"),
        ("pathlib.Path.replace", errno.EACCES, "Permission denied"),
        ("pathlib.Path.chmod", errno.EPERM, "Operation not permitted"),
    ],
)
def test_a_file_that_cannot_be_written_whole_stays_as_it_was(
    monkeypatch: pytest.MonkeyPatch, broken: str, code: int, told: str
) -> None:
    Path("report.md").write_text("the old one")
    monkeypatch.setattr(broken, fails(code))
    with pytest.raises(InterviewKitError) as failed:
        write_whole(Path("report.md"), LONG)
    assert str(failed.value) == f"report.md cannot be written: {told}; name another file with -o"
    assert failed.value.exit_code == 1
    assert Path("report.md").read_text() == "the old one"
    assert [path.name for path in Path().iterdir() if "report" in path.name] == ["report.md"]


def test_an_interruption_leaves_nothing_half_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(Path("report.md"), LONG)
    assert [path.name for path in Path().iterdir() if "report" in path.name] == []


def test_a_place_where_no_file_can_be_is_refused_with_its_reason() -> None:
    Path("file").write_text("")
    for place, told in (
        ("file/report.md", "Not a directory"),
        ("nowhere/report.md", "No such file or directory"),
        (f"{'x' * 300}.md", "File name too long"),
        ("/proc/report.md", "No such file or directory"),
    ):
        with pytest.raises(InterviewKitError, match=f"cannot be written: {told}; name another file with -o"):
            write_whole(Path(place), "text")
    with pytest.raises(UsageError, match=r"^home is a folder; name a file: -o home/report\.html$"):
        write_whole(Path("home"), "text")


def test_a_file_that_is_replaced_keeps_its_permissions_and_a_link_stays_a_link() -> None:
    Path("real.md").write_text("old")
    Path("real.md").chmod(0o644)
    Path("link.md").symlink_to("real.md")
    write_whole(Path("link.md"), LONG)
    assert Path("link.md").is_symlink()
    assert Path("real.md").read_text(encoding="utf-8") == LONG
    assert stat.S_IMODE(Path("real.md").stat().st_mode) == 0o644
    longest = Path("ü" * 120 + ".md")
    write_whole(longest, "text")
    assert longest.read_text() == "text"


def test_a_device_and_a_named_pipe_are_written_to_and_never_replaced() -> None:
    write_whole(Path("/dev/null"), LONG)
    with pytest.raises(InterviewKitError, match="/dev/full cannot be written: No space left on device"):
        write_whole(Path("/dev/full"), LONG)
    os.mkfifo("pipe")
    for read in (True, False):
        heard: list[bytes] = []

        def listen(whole: bool = read, to: list[bytes] = heard) -> None:
            with Path("pipe").open("rb") as pipe:
                to.append(pipe.read() if whole else pipe.read(1))

        listener = threading.Thread(target=listen)
        listener.start()
        write_whole(Path("pipe"), LONG)
        listener.join()
        assert heard[0] == (LONG.encode() if read else b"g")
    assert stat.S_ISFIFO(Path("pipe").stat().st_mode)


def test_what_is_no_character_is_written_as_an_escape() -> None:
    write_whole(Path("report.md"), "a\ud800b")
    assert Path("report.md").read_text() == "a\\ud800b"
