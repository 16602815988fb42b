"""The codes of a study: its tags, labels and evidence, and what the format has no place for.

A tag's severity and a link's stance become codes of their own, below the tag and below the item. Groups, such as
"labels", are codes that nothing is coded with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import BinaryIO, NamedTuple
from xml.etree.ElementTree import Element

from interviewkit.dbfile import Row
from interviewkit.exchange.refi.elements import child, document, guid, referring
from interviewkit.queries.material import Material
from interviewkit.vocabulary import Evidence, Kind, Stance

NAMESPACE = "urn:QDA-XML:codebook:1.0"
SEVERITIES = {1: "annoying", 2: "costly", 3: "blocking"}
COLOURS = {"problem": "#C0392B", "process": "#2471A3", "pain": "#D68910"}
TOLD = {
    "problem": "something that does not work",
    "process": "a step in how they work",
    "pain": "what that costs them",
}


class Code(NamedTuple):
    """A code: what it is known by, its name, and the codes below it; `codable` is no for a mere group."""

    uid: str
    name: str
    below: tuple[Code, ...] = ()
    codable: bool = True
    told: str | None = None

    @property
    def guid(self) -> str:
        """Its guid."""
        return guid("code", self.uid)


def codes(material: Material) -> list[Code]:
    """The codes of the material, in an order that does not change: tags, labels, the roadmap, evidence."""
    labels = sorted({label for entry in _entries(material) for label in entry["labels"]})
    groups = [
        Code("tags", "tags", tuple(_tag(kind.value) for kind in Kind), codable=False),
        Code("labels", "labels", tuple(Code(f"label:{name}", name) for name in labels), codable=False),
        Code("roadmap", "roadmap", tuple(_item(item) for item in material.items), codable=False),
        Code(
            "evidence",
            "evidence",
            tuple(Code(f"evidence:{word.value}", word.value) for word in Evidence),
            codable=False,
            told="how the statement was made",
        ),
        Code("aha", "aha", told="the moment of insight"),
        Code("observation", "observation", told="the team's own remark, not the customer's words"),
    ]
    return [group for group in groups if group.codable or group.below]


def coded(entry: Row) -> list[str]:
    """The guids of the codes that an entry is coded with."""
    uids = [f"evidence:{entry['evidence']}"]
    for tag in entry["tags"]:
        uids.append(f"{tag['kind']}:{tag['severity']}" if tag["severity"] else tag["kind"])
        uids += [f"item:{link['item']}:{link['stance']}" for link in tag["links"]]
    uids += [f"label:{name}" for name in entry["labels"]]
    uids += [name for name in ("aha", "observation") if entry[name]]
    return [guid("code", uid) for uid in dict.fromkeys(uids)]


def add_codes(parent: Element, found: Iterable[Code]) -> None:
    """Put the codes below an element."""
    for code in found:
        colour = COLOURS.get(code.uid.partition(":")[0])
        codable = str(code.codable).lower()
        made = child(parent, "Code", guid=code.guid, name=code.name, isCodable=codable, color=colour)
        if code.told:
            child(made, "Description", code.told)
        add_codes(made, code.below)


def add_sets(parent: Element, material: Material, sources: Mapping[str, Iterable[str]] | None = None) -> None:
    """Put a set for each roadmap item below an element; in a project with the interviews that speak to it."""
    by = "guid" if sources is None else "targetGUID"
    if not material.items:
        return
    sets = child(parent, "Sets")
    for item in material.items:
        made = child(sets, "Set", guid=guid("item", item["uid"]), name=item["title"])
        if item["description"]:
            child(made, "Description", item["description"])
        for code in _item(item).below:
            referring(made, "MemberCode", code.guid, by=by)
        for source in (sources or {}).get(item["slug"], ()):
            referring(made, "MemberSource", source)


def write(material: Material, file: BinaryIO) -> None:
    """Write the codes and sets as a codebook (.qdc)."""
    root = Element("CodeBook", {"xmlns": NAMESPACE, "origin": "interviewkit"})
    add_codes(child(root, "Codes"), codes(material))
    add_sets(root, material)
    document(root, file)


def _tag(kind: str) -> Code:
    if kind == Kind.PROCESS:
        return Code(kind, kind, told=TOLD[kind])
    below = (Code(f"{kind}:{number}", f"{kind} {number}, {word}") for number, word in SEVERITIES.items())
    return Code(kind, kind, tuple(below), told=TOLD[kind])


def _item(item: Row) -> Code:
    """An item's codes: one for each stance, named with the item so that they are told apart in a flat list."""
    below = (Code(f"item:{item['slug']}:{stance.value}", f"{item['slug']}: {stance.value}") for stance in Stance)
    return Code(f"item:{item['slug']}", item["slug"], tuple(below), codable=False, told=item["title"])


def _entries(material: Material) -> Iterable[Row]:
    return (entry for interview in material.interviews for entry in interview["entries"])
