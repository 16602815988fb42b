"""As much of a terminal's screen as the program's output needs: what a person would see on it."""

from __future__ import annotations

import re
from unicodedata import category, east_asian_width

_PIECE = re.compile(r"\x1b\[([0-9;?]*)([A-Za-z])|\x1b\][^\x07]*\x07|\x1b[=>78]|([\r\n\b\x07])|([^\x1b\r\n\b\x07]+)")
_UNFINISHED = re.compile(r"\x1b(?:\[[0-9;?]*|\][^\x07]*)?$")
_MOVES = {"A": (-1, 0), "B": (1, 0), "C": (0, 1), "D": (0, -1)}


class Screen:
    """A grid of signs with a cursor; `gone` are the lines that have scrolled off its top."""

    def __init__(self, rows: int, columns: int) -> None:
        self._rows, self._columns = rows, columns
        self._grid = [[" "] * columns for _ in range(rows)]
        self._row = self._column = 0
        self._wraps = True
        self._left = ""
        self.gone: list[str] = []

    @property
    def cursor(self) -> tuple[int, int]:
        """Line and column of the cursor, from 1 on."""
        return self._row + 1, min(self._column, self._columns - 1) + 1

    @property
    def lines(self) -> list[str]:
        """The lines that can be seen."""
        return ["".join(line).rstrip() for line in self._grid]

    def feed(self, data: str) -> None:
        """Take what the program writes."""
        data = self._left + data
        unfinished = _UNFINISHED.search(data)
        self._left = unfinished[0] if unfinished else ""
        for piece in _PIECE.finditer(data.removesuffix(self._left)):
            numbers, command, control, text = piece.groups()
            if command:
                self._obey(command, numbers)
            elif control:
                self._control(control)
            elif text:
                for sign in text:
                    self._put(sign)

    def _obey(self, command: str, numbers: str) -> None:
        first = int(numbers) if numbers.isdigit() else 0
        if command in _MOVES:
            down, right = _MOVES[command]
            steps = first or 1
            self._row = min(max(self._row + down * steps, 0), self._rows - 1)
            self._column = min(max(self._column + right * steps, 0), self._columns - 1)
        elif command == "K":
            self._blank(self._row, self._column)
        elif command == "J":
            self._blank(self._row, self._column)
            for row in range(self._row + 1, self._rows):
                self._blank(row, 0)
        elif command == "H":
            line, _, column = numbers.partition(";")
            self._row, self._column = int(line or 1) - 1, int(column or 1) - 1
        elif numbers == "?7":
            self._wraps = command == "h"

    def _control(self, sign: str) -> None:
        if sign == "\r":
            self._column = 0
        elif sign == "\b":
            self._column = max(self._column - 1, 0)
        elif sign == "\n":
            self._down()

    def _put(self, sign: str) -> None:
        if category(sign) in {"Mn", "Me", "Cf"}:
            return
        width = 2 if east_asian_width(sign) in "WF" else 1
        if self._column + width > self._columns:
            if self._wraps:
                self._column = 0
                self._down()
            else:
                self._column = self._columns - width
        self._grid[self._row][self._column : self._column + width] = [sign, *[""] * (width - 1)]
        self._column += width

    def _down(self) -> None:
        self._row += 1
        if self._row == self._rows:
            self.gone.append("".join(self._grid.pop(0)).rstrip())
            self._grid.append([" "] * self._columns)
            self._row -= 1

    def _blank(self, row: int, column: int) -> None:
        self._grid[row][column:] = [" "] * (self._columns - column)
