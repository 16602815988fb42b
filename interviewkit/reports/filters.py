"""How text from people is set in each format: cut, on one line, and without power over the page around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from interviewkit import console
from interviewkit.output import cells
from interviewkit.reports.said import SEVERITIES

VERDICT_COLUMN = 14
_WIDEST_SLUG = 28
_APART = " " * 6
_LONGEST = 4  # how many signs of source one shown sign may take: blanks and line breaks collapse

# In Markdown each of these can begin something; Jira and chat programs take fewer escapes, hence the entities.
_MARKDOWN = {ord(sign): f"\\{sign}" for sign in "\\`*_[]{}|~#$&"} | {
    ord("<"): "&lt;",
    ord(">"): "&gt;",
    ord("@"): "@&#8203;",
}
_ADDRESS = re.compile(r"(?i)\b([a-z][a-z0-9+.-]*):(?=//)|\b(www)\.")
_PARTABLE = re.compile(r"(?<=\d) (?=(?:%|h|min|d)(?!\w)|of \d)|(?<=\d of) (?=\d)")
_LEADING = re.compile(r"^([-+=]|\d+(?=[.)]))")

_VERDICT_STYLES = {
    "validated": "green",
    "partial": "cyan",
    "emerging": "blue",
    "contested": "yellow",
    "doubtful": "yellow",
    "unsupported": "red",
    "contradicted": "red",
}


def one_line(value: object) -> str:
    """A value as one harmless line: blanks and line breaks of any kind are single blanks."""
    return console.harmless(" ".join(str(value).split()))


def sha256(script: str) -> str:
    """The digest of an inline script as a content security policy names it (CSP Level 3, "hash-source")."""
    from base64 import b64encode
    from hashlib import sha256 as digest

    return b64encode(digest(str(script).encode()).digest()).decode()


def capitalised(text: str) -> str:
    """The text with its first sign as a capital, the rest as it is."""
    return text[:1].upper() + text[1:]


def cut(text: object, most: int) -> str:
    """The text on one line, at most `most` signs of it, at a blank where one is near, with … where it was cut."""
    said = str(text)
    line = one_line(said[: most * _LONGEST])
    if len(line) <= most and len(said) <= most * _LONGEST:
        return line
    kept = line[: most - 1]
    word = kept.rfind(" ")
    return (kept[:word] if word >= most * 3 // 4 else kept).rstrip(" ,;:.") + "…"


def markdown(value: object) -> str:
    """A value as literal Markdown text on one line, in a table or outside: no link, image, HTML, mention,
    heading, list, formula or emphasis comes of it (CommonMark, GitHub's extensions)."""
    line = one_line(value).translate(_MARKDOWN)
    line = _ADDRESS.sub(lambda found: f"{found[1]}\\:" if found[1] else f"{found[2]}\\.", line)
    return _LEADING.sub(lambda found: f"\\{found[1]}" if found[1] in "-+=" else f"{found[1]}\\", line)


def spoken(quote: dict[str, Any], most: int = 160) -> str:
    """What was said, cut: in “” only where it is verbatim, the team's observation in brackets."""
    page = quote["page"]
    text = cut(page["text"], most)
    forms = {"quote": f"“{text}”", "observation": f"[{text}]", "question": f"asked: {text}", "note": text}
    return forms[page["form"]]


def attributed(quote: dict[str, Any], most: int = 160) -> str:
    """What was said, by whom and where, on one line: "“a day is gone” Acme /19 (prompted)"."""
    page = quote["page"]
    words = spoken(quote, most)
    apart = "" if page["form"] == "quote" else " –" if words.endswith((".", "!", "?", "…")) else ","
    said = [word for word in page["said"] if word != quote["speaker"]]
    told = f" ({', '.join(said)})" if said else ""
    return f"{words}{apart} {cut(page['name'], 40)} {page['place']}{told}"


def captioned(quote: dict[str, Any], *, named: bool = True) -> str:
    """What stands beneath words that were said: who and where, how they are tagged, how they were said."""
    page = quote["page"]
    told = [*([page["name"]] if named else []), page["place"], *page["marks"], *page["said"]]
    return " · ".join(cut(word, 80) for word in told)


def sides(page: dict[str, Any], width: int, indent: int) -> str:
    """The strongest words for an item and against it: beside each other where they fit, else below."""
    start = " " * indent
    lines = [attributed(quote) for quote in page["supporting"][:1]]
    lines += [f"against: {attributed(quote)}" for quote in page["contradicting"][:1]]
    together = start + _APART.join(lines)
    if cells(together) <= width:
        return together
    return "\n".join(hanging(line, width, indent + 2, start) for line in lines)


def weighed(quote: dict[str, Any]) -> list[str]:
    """What gives a quote its weight: its tag with the severity, and how it was said: ["pain, blocking", "opinion,
    prompted"]."""
    kind = [quote["kind"]] + ([SEVERITIES[quote["severity"]]] if quote["severity"] else [])
    return [", ".join(kind), quote["evidence"] + (", prompted" if quote["prompted"] else "")]


def together(text: object) -> str:
    """The text on one line, with no-break spaces where a number's unit, or its whole, would be parted from it."""
    return _PARTABLE.sub("\u00a0", one_line(text))


def hanging(text: object, width: int, indent: int = 0, first: object = "") -> str:
    """The text wrapped to `width` columns behind `first`; later lines begin after `indent` blanks.

    A number keeps its unit on its line, and its whole: "58 %", "2 h", "7 of 12".
    """
    start = console.harmless(str(first))
    lines = list(_lines(_pieces(one_line(text), width - indent), width, indent, cells(start)))
    return f"\n{' ' * indent}".join([start + lines[0], *lines[1:]]).rstrip()


def _pieces(line: str, width: int) -> list[str]:
    """The words of a line, those in one that belong to one number and fit on a line together."""
    kept = (piece.split("\0") for piece in _PARTABLE.sub("\0", line).split(" "))
    return [word for words in kept for word in ([" ".join(words)] if cells(" ".join(words)) <= width else words)]


def _lines(words: list[str], width: int, indent: int, taken: int) -> Iterator[str]:
    line, used = "", taken
    for word in words:
        size = cells(word)
        if line and used + 1 + size > width:
            yield line
            line, used = word, indent + size
        else:
            line = f"{line} {word}" if line else word
            used += size + (1 if line != word else 0)
    yield line


def verdict_cell(item: dict[str, Any], colour: bool = False) -> str:
    """An item's verdict in capitals, filling the first column; in its colour, for a terminal, when wanted."""
    word = (item["verdict"] or item["status"]).upper()
    style = _VERDICT_STYLES.get(item["verdict"] or "")
    blanks = " " * max(2, VERDICT_COLUMN - cells(word))
    return (console.paint(word, style) if colour and style else word) + blanks


def slug_cell(item: dict[str, Any], width: int) -> str:
    """An item's slug, filling `width` columns, with at least two blanks after it."""
    slug = one_line(item["slug"])
    return slug + " " * max(2, width - cells(slug))


def slug_width(items: list[dict[str, Any]]) -> int:
    """The columns that the slugs of a report take; a very long one may stick out."""
    return min(max((cells(item["slug"]) for item in items), default=0), _WIDEST_SLUG) + 3
