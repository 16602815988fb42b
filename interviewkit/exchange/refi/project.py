"""A study as a REFI-QDA project (.qdpx): one text per interview, its entries coded, customers as cases.

Positions count Unicode code points from 0; the end is the first one behind. Everything in the file is made of what
the store says, so that the same study gives the same bytes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO, NamedTuple
from xml.etree.ElementTree import Element
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from interviewkit.dbfile import Row
from interviewkit.exchange.refi.codebook import add_codes, add_sets, coded, codes
from interviewkit.exchange.refi.elements import child, document, guid, plain, referring
from interviewkit.queries.material import Material

NAMESPACE = "urn:QDA-XML:project:1.0"
LOST = "severity and stance have no place in the format and became codes of their own, below each tag and each item"
_CUSTOMER = {"lifecycle": "Text", "segments": "Text", "internal": "Boolean", "weight": "Float"}
_INTERVIEW = {
    "topic": "Text",
    "source": "Text",
    "guide": "Text",
    "started_at": "DateTime",
    "ended_at": "DateTime",
    "disclosed": "Boolean",
}
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can tell; the real one would change the bytes


class Passage(NamedTuple):
    """Where an entry's words stand in the text of its interview."""

    entry: Row
    start: int
    end: int


def write(material: Material, file: BinaryIO) -> None:
    """Write the material as a project."""
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        texts = {interview["uid"]: told(interview) for interview in material.interviews}
        with BytesIO() as held:
            document(_project(material, {uid: passages for uid, (_, passages) in texts.items()}), held)
            _add(archive, "project.qde", held.getvalue())
        for name, text in sorted((guid("text", uid), text) for uid, (text, _) in texts.items()):
            _add(archive, f"sources/{name}.txt", text.encode())


def told(interview: Row) -> tuple[str, list[Passage]]:
    """An interview's text, and where in it each entry stands: its answer, or its question where it has no other."""
    parts, passages, at = [], [], 0
    for entry in interview["entries"]:
        question = plain(entry["question"] or "")
        answer = plain(entry["answer"] or "")
        name = f"{plain(entry['speaker'])}: " if entry["speaker"] and answer else ""
        lead = f"Q: {question}\n" if question and answer else "Q: " if question else ""
        start = at + len(lead) + len(name)
        words = answer or question
        parts.append(f"{lead}{name}{words}\n\n")
        passages.append(Passage(entry, start, start + len(words)))
        at += len(parts[-1])
    return "".join(parts), passages


def _add(archive: ZipFile, name: str, data: bytes) -> None:
    info = ZipInfo(name, _LONG_AGO)
    info.compress_type = ZIP_DEFLATED
    info.create_system = 3
    info.external_attr = 0o600 << 16
    archive.writestr(info, data)


def _project(material: Material, passages: dict[str, list[Passage]]) -> Element:
    root = Element("Project", {"xmlns": NAMESPACE, "name": "interviewkit", "origin": "interviewkit"})
    _users(root, material)
    add_codes(child(child(root, "CodeBook"), "Codes"), codes(material))
    variables = child(root, "Variables")
    for of, names in (("customer", _CUSTOMER), ("interview", _INTERVIEW)):
        for name, kind in names.items():
            child(variables, "Variable", guid=_variable(of, name), name=f"{of} {name}", typeOfVariable=kind)
    _cases(root, material)
    _sources(root, material, passages)
    add_sets(root, material, _speaking(material))
    child(root, "Description", f"Customer interviews. {LOST[:1].upper()}{LOST[1:]}.")
    return root


def _users(root: Element, material: Material) -> None:
    names = sorted({name for interview in material.interviews for name in _authors(interview)})
    if names:
        users = child(root, "Users")
        for name in names:
            child(users, "User", guid=guid("user", name), name=name)


def _authors(interview: Row) -> Iterator[str]:
    yield interview["author"]
    for entry in interview["entries"]:
        yield entry["author"]
        yield from (tag["author"] for tag in entry["tags"])


def _cases(root: Element, material: Material) -> None:
    if not material.customers:
        return
    heard = defaultdict(list)
    for interview in material.interviews:
        heard[interview["customer"]].append(guid("source", interview["uid"]))
    cases = child(root, "Cases")
    for customer in material.customers:
        case = child(cases, "Case", guid=guid("customer", customer["uid"]), name=customer["name"])
        _values(case, "customer", _CUSTOMER, customer)
        for source in heard[customer["slug"]]:
            referring(case, "SourceRef", source)


def _sources(root: Element, material: Material, passages: dict[str, list[Passage]]) -> None:
    if not material.interviews:
        return
    sources = child(root, "Sources")
    for interview in material.interviews:
        source = child(
            sources,
            "TextSource",
            guid=guid("source", interview["uid"]),
            name=interview["ref"],
            plainTextPath=f"internal://{guid('text', interview['uid'])}.txt",
            creatingUser=guid("user", interview["author"]),
            creationDateTime=interview["started_at"],
        )
        for passage in passages[interview["uid"]]:
            _selection(source, passage)
        _values(source, "interview", _INTERVIEW, interview)


def _selection(source: Element, passage: Passage) -> None:
    entry = passage.entry
    made = child(
        source,
        "PlainTextSelection",
        guid=guid("entry", entry["uid"]),
        name=entry["ref"],
        startPosition=passage.start,
        endPosition=passage.end,
        creatingUser=guid("user", entry["author"]),
        creationDateTime=entry["at"],
    )
    steps = [_step(tag) for tag in entry["tags"] if tag["by"] or tag["takes"]]
    if steps:
        child(made, "Description", "; ".join(steps))
    for code in coded(entry):
        coding = child(made, "Coding", guid=guid("coding", f"{entry['uid']}:{code}"))
        referring(coding, "CodeRef", code)


def _step(tag: Row) -> str:
    """A process step: who does it and how long it takes."""
    said = (("by ", tag["by"]), ("takes ", tag["takes"]))
    return ", ".join(f"{word}{value}" for word, value in said if value)


def _speaking(material: Material) -> dict[str, list[str]]:
    """For each item the interviews that speak to it."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for interview in material.interviews:
        for entry in interview["entries"]:
            for link in (link for tag in entry["tags"] for link in tag["links"]):
                found[link["item"]][guid("source", interview["uid"])] = None
    return {item: [*sources] for item, sources in found.items()}


def _values(parent: Element, of: str, names: dict[str, str], row: Row) -> None:
    for name, kind in names.items():
        value = row[name]
        if value is None or value == []:
            continue
        made = child(parent, "VariableValue")
        referring(made, "VariableRef", _variable(of, name))
        child(made, f"{kind}Value", _said(value))


def _said(value: Any) -> str:
    """A variable's value as XML Schema writes it; a decimal has no exponent."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        from decimal import Decimal

        return f"{Decimal(repr(value)):f}"
    return "; ".join(value) if isinstance(value, list) else str(value)


def _variable(of: str, name: str) -> str:
    return guid("variable", f"{of}:{name}")
