"""What can go wrong, each as one class with its exit code and a sentence that names the command that helps.

The sentences are written where the failure is met; `cli.py` is the only place that turns one into an exit.
"""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """The exit codes that scripts rely on."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    NOT_FOUND = 3
    GATE = 4
    UNUSABLE = 5
    DAMAGED = 6
    INTERRUPTED = 130


class InterviewKitError(Exception):
    """A failure that is told to the person in one sentence and to the script as an exit code."""

    exit_code = Exit.FAILED


class UsageError(InterviewKitError):
    """What was asked for contradicts itself or cannot be read."""

    exit_code = Exit.USAGE


class NotFound(InterviewKitError):
    """A reference names nothing; the sentence offers the nearest name."""

    exit_code = Exit.NOT_FOUND


class NoStore(NotFound):
    """There is no store where one is meant; it may come back."""


class GateFailed(InterviewKitError):
    """`report --fail-on` or `--fail-unless` did not hold."""

    exit_code = Exit.GATE


class StoreUnusable(InterviewKitError):
    """The store cannot be used now: disk full, no permission, busy for 30 seconds, server away.

    `writing` says that something was to be written, so that what was typed can be rescued.
    """

    exit_code = Exit.UNUSABLE
    writing = False


class StoreDamaged(InterviewKitError):
    """The store is damaged, foreign, or newer than the program; nothing was changed.

    `writing` says that something was to be written, so that what was typed can be rescued.
    """

    exit_code = Exit.DAMAGED
    writing = False
