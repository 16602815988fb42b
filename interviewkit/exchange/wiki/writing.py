"""How text from people is set in a note: without power over the page, its links or its front matter."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from interviewkit import console

# Obsidian, wikis and CommonMark: each of these can begin or end something.
_MARKUP = {ord(sign): f"\\{sign}" for sign in "\\`*_[]{}|~#$&^%="} | {ord("<"): "&lt;", ord(">"): "&gt;"}
_ADDRESS = re.compile(r"(?i)\b([a-z][a-z0-9+.-]*):(?=//)|\b(www)\.")
_LEADING = re.compile(r"^([-+]|\d+(?=[.)]))")
_IN_A_LINK = str.maketrans({"[": "(", "]": ")", "|": "/", "#": " ", "^": " ", "\\": "/"})
_NO_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufeff\ufffe\uffff]")
# Windows keeps these names for devices, with any ending.
_DEVICES = frozenset(("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))))


def line(text: object) -> str:
    """Text as literal Markdown on one line."""
    said = console.harmless(" ".join(str(text).split())).translate(_MARKUP)
    said = _ADDRESS.sub(lambda found: f"{found[1]}\\:" if found[1] else f"{found[2]}\\.", said)
    return _LEADING.sub(lambda found: f"\\{found[1]}" if found[1] in "-+" else f"{found[1]}\\", said)


def lines(text: object) -> str:
    """Text as literal Markdown that keeps its line breaks."""
    return "  \n".join(line(one) for one in str(text).splitlines() if one.strip())


def link(note: str, shown: object, place: str = "") -> str:
    """A link to a note by its path, and to a place in it."""
    words = " ".join(console.harmless(str(shown)).translate(_IN_A_LINK).split())
    return f"[[{note}{f'#^{place}' if place else ''}|{words or note}]]"


def front_matter(fields: Mapping[str, Any]) -> str:
    """The fields as YAML front matter; those without a value are left out. Texts are written as JSON, which YAML is."""
    said = (f"{name}: {_yaml(value)}\n" for name, value in fields.items() if value not in (None, [], ""))
    return f"---\n{''.join(said)}---\n"


def file_names(refs: Iterable[str]) -> dict[str, str]:
    """A file name without ending for each reference, safe on every system, each another one."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for ref in refs:
        name = re.sub(r"[^a-z0-9.-]+", "-", ref.lower()).strip(".-") or "note"
        if name.partition(".")[0] in _DEVICES:
            name = f"{name.partition('.')[0]}-{name.partition('.')[1]}{name.partition('.')[2]}"
        free, number = name, 2
        while free in taken:
            free, number = f"{name}-{number}", number + 1
        taken.add(free)
        names[ref] = free
    return names


def _yaml(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return _NO_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
