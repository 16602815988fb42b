"""Between a typed line and an entry: what is stored of a line, and how an entry would be typed."""

from __future__ import annotations

from dataclasses import replace

from interviewkit.dbfile import Row
from interviewkit.fieldwork.notes import Note, Tagging
from interviewkit.notation.lines import Marks, Said, Tag
from interviewkit.vocabulary import Evidence, Kind, Stance


def taggings(marks: Marks) -> list[Tagging]:
    """The tags of a line as they are stored: its links go to every one of them."""
    return [
        Tagging(tag.kind, severity=tag.severity, by=tag.by, takes=tag.takes, links=list(marks.links))
        for tag in marks.tags
    ]


def as_fixed(note: Note, entry: Row) -> Note:
    """A note in the place of an entry; question and phase stay, and so do marks that no line without a tag shows."""
    kept = replace(note, question=entry["question"], phase=entry["phase"])
    if entry["tags"]:
        return kept
    return replace(
        kept,
        labels=[*dict.fromkeys([*entry["labels"], *note.labels])],
        aha=entry["aha"] or note.aha,
        look=entry["look"] or note.look,
        evidence=note.evidence or Evidence(entry["evidence"]),
    )


def number_of(entry: Row) -> str:
    """An entry's number as it is typed, 7 or 7-2."""
    return str(entry["ref"]).rpartition("/")[2]


def words_of(entry: Row) -> str:
    """An entry's answer, or its question where nothing was answered."""
    return str(entry["answer"] or entry["question"])


def as_said(entry: Row) -> Said:
    """A stored entry as the line that it would be typed as; without a tag no other marker would be read."""
    tags = tuple(Tag(Kind(one["kind"]), one["severity"], one["by"], one["takes"]) for one in entry["tags"])
    links = dict.fromkeys((link["item"], Stance(link["stance"])) for one in entry["tags"] for link in one["links"])
    usual = Evidence.OPINION if entry["prompted"] else Evidence.EXPERIENCE
    evidence = Evidence(entry["evidence"])
    marks = Marks(
        tags=tags,
        links=tuple(links),
        evidence=None if evidence is usual else evidence,
        labels=tuple(entry["labels"]),
        aha=entry["aha"],
        look=entry["look"],
    )
    return Said(
        entry["answer"] or "",
        verbatim=entry["verbatim"],
        observation=entry["observation"],
        speaker=entry["speaker"],
        marks=marks if tags else Marks(),
    )
