"""The one door text comes in by: arguments, files and standard input become text that every store can hold.

Nothing is trimmed, nothing is normalised. Only what no store can keep is replaced; a guess is said aloud.
"""

from __future__ import annotations

from collections.abc import Callable

_ESCAPED_FIRST, _ESCAPED_LAST = "\udc80", "\udcff"
_GUESSED = "the text is not UTF-8 and was read as Windows-1252 (cp1252): look at its accents before you go on"
_BROKEN = "the text is not valid {name}; what could not be read became \N{REPLACEMENT CHARACTER}"
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def accept(text: str, warn: Callable[[str], None]) -> str:
    """Return `text` as it can be kept: no NUL (it becomes ␀) and no surrogates.

    An argument that was not UTF-8 reaches Python as escaped bytes (PEP 383): they are decoded here, as cp1252
    with one warning. Any other lone surrogate becomes U+FFFD.
    """
    return _without_surrogates(text, warn).replace("\0", "␀")


def decode(data: bytes, warn: Callable[[str], None]) -> str:
    """Return the text of a file: by its BOM, else UTF-8, else cp1252 with a warning; NUL becomes ␀."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _marked(data[len(bom) :], encoding, warn)
    try:
        return accept(data.decode(), warn)
    except UnicodeDecodeError:
        warn(_GUESSED)
        return accept(_cp1252(data), warn)


def _marked(data: bytes, encoding: str, warn: Callable[[str], None]) -> str:
    """Decode bytes whose BOM named their encoding; in UTF-8 only the bytes that are not are guessed."""
    if encoding == "utf-8":
        return accept(data.decode(encoding, "surrogateescape"), warn)
    try:
        return accept(data.decode(encoding), warn)
    except UnicodeDecodeError:
        warn(_BROKEN.format(name="UTF-16"))
        return accept(data.decode(encoding, "replace"), warn)


def _without_surrogates(text: str, warn: Callable[[str], None]) -> str:
    """Decode runs of escaped bytes, warn once if any was guessed, and replace every other surrogate."""
    try:
        text.encode()
    except UnicodeEncodeError:
        import re

        guesses: list[str] = []
        escaped = re.compile(f"[{_ESCAPED_FIRST}-{_ESCAPED_LAST}]+")
        text = escaped.sub(lambda run: _run(run[0], guesses.append), text)
        if guesses:
            warn(guesses[0])
        return re.sub("[\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", text)
    return text


def _run(run: str, guess: Callable[[str], None]) -> str:
    """Decode one run of escaped bytes: UTF-8 where an ASCII locale escaped it whole, else cp1252."""
    data = run.encode("ascii", "surrogateescape")
    try:
        return data.decode()
    except UnicodeDecodeError:
        guess(_GUESSED)
        return _cp1252(data)


def _cp1252(data: bytes) -> str:
    """Decode as cp1252; the five bytes it leaves undefined keep their number, as in browsers (WHATWG)."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return "".join(_cp1252_byte(byte) for byte in data)


def _cp1252_byte(byte: int) -> str:
    """Decode one byte, by its number where cp1252 has nothing."""
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)
