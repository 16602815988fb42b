"""What both REFI-QDA files are made of: guids that are the same each time, text that XML can hold, elements."""

from __future__ import annotations

import re
from typing import BinaryIO
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent

from interviewkit import console

OURS = UUID("5b0f7c3e-6d1a-5c0e-9a54-1f0a6f2f6b7d")  # the name space of our guids; another one would change them all
_NO_XML = re.compile("[\ufffe\uffff\ufdd0-\ufdef]")


def guid(kind: str, uid: str) -> str:
    """The guid of a thing: made of its kind and uid, so that a second export says the same."""
    return str(uuid5(OURS, f"{kind}:{uid}"))


def plain(text: object) -> str:
    """Text as XML and other programs can hold it: lines end in LF, control characters are visible signs."""
    lines = str(text).replace("\r\n", "\n").replace("\r", "\n")
    return console.harmless(_NO_XML.sub("\N{REPLACEMENT CHARACTER}", lines))


def one_line(text: object) -> str:
    """The same on one line, for names."""
    return " ".join(plain(text).split())


def child(parent: Element, tag: str, text: object = None, /, **attributes: object) -> Element:
    """An element inside another one; attributes without a value are left out."""
    kept = {key: one_line(value) for key, value in attributes.items() if value is not None}
    made = SubElement(parent, tag, kept)
    if text is not None:
        made.text = plain(text)
    return made


def referring(parent: Element, tag: str, target: str, *, by: str = "targetGUID") -> None:
    """An element that points at another one by its guid."""
    SubElement(parent, tag, {by: target})


def document(root: Element, file: BinaryIO) -> None:
    """Write the document: UTF-8, LF, no BOM."""
    indent(root)
    ElementTree(root).write(file, encoding="utf-8", xml_declaration=True)
    file.write(b"\n")
