"""The notes of a study, as a mapping from each file's path in the folder to its text."""

from __future__ import annotations

from collections.abc import Iterator

from interviewkit import dates
from interviewkit.dbfile import Row
from interviewkit.exchange.wiki.writing import file_names, front_matter, line, lines, link
from interviewkit.queries.material import Material
from interviewkit.vocabulary import Stance

_STANCES = {Stance.SUPPORTS: "For it", Stance.CONTRADICTS: "Against it", Stance.NEUTRAL: "Neither way"}


def notes(material: Material) -> dict[str, str]:
    """Every note, and an index of them. The same material gives the same texts."""
    return _Notes(material).all()


class _Notes:
    """The notes being written; `paths` are those of the notes by what they are of, without their ending."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.interviews = _paths("interviews", (row["ref"] for row in material.interviews))
        self.customers = _paths("customers", (row["slug"] for row in material.customers))
        self.items = _paths("items", (row["slug"] for row in material.items))
        self.names = {row["slug"]: row["name"] for row in material.customers}

    def all(self) -> dict[str, str]:
        """Every note by its path."""
        found = {"index.md": self._index()}
        found |= {f"{self.interviews[row['ref']]}.md": self._interview(row) for row in self.material.interviews}
        found |= {f"{self.customers[row['slug']]}.md": self._customer(row) for row in self.material.customers}
        found |= {f"{self.items[row['slug']]}.md": self._item(row) for row in self.material.items}
        return found

    # Interviews

    def _interview(self, row: Row) -> str:
        fields = {
            "type": "interview",
            "uid": row["uid"],
            "ref": row["ref"],
            "customer": self._of_customer(row["customer"]),
            **{name: row[name] for name in ("topic", "source", "guide", "started_at", "ended_at", "zone", "disclosed")},
            "interviewers": row["interviewers"],
            "note_takers": row["note_takers"],
            "participants": [_person(one) for one in row["participants"]],
        }
        about = [self._of_customer(row["customer"]), line(row["topic"] or ""), row["source"]]
        parts = [
            f"# {line(_title(row))}",
            " · ".join(part for part in about if part),
            *self._said(row["entries"]),
            *_listed("Parked", (_parked(one) for one in row["parked"])),
            *_listed("Their words", (f"{line(one['word'])}: {line(one['meaning'] or '?')}" for one in row["terms"])),
            *_listed("Follow-ups", (_promise(one) for one in row["follow_ups"])),
        ]
        return front_matter(fields) + "\n" + "\n\n".join(parts) + "\n"

    def _said(self, entries: list[Row]) -> Iterator[str]:
        if entries:
            yield "## What was said"
        asked = None
        for entry in entries:
            if entry["question"] and entry["question"] != asked:
                yield f"**Q** {lines(entry['question'])}"
            asked = entry["question"]
            who = f"{line(entry['speaker'])}: " if entry["speaker"] else ""
            yield f"**{_number(entry)}** {who}{_words(entry)} ^{_place(entry)}"
            marks = [f"- {mark}" for mark in self._marks(entry)]
            if marks:
                yield "\n".join(marks)

    def _marks(self, entry: Row) -> Iterator[str]:
        for tag in entry["tags"]:
            said = [f"{tag['kind']} {tag['severity'] or ''}".strip()]
            said += [f"by {line(tag['by'])}"] if tag["by"] else []
            said += [f"takes {line(tag['takes'])}"] if tag["takes"] else []
            said += [f"{one['stance']} {self._of_item(one['item'], one['title'])}" for one in tag["links"]]
            yield ", ".join(said)
        if entry["labels"]:
            yield f"labels: {', '.join(map(line, entry['labels']))}"
        if entry["aha"]:
            yield "aha"

    # Customers and items

    def _customer(self, row: Row) -> str:
        fields = {
            "type": "customer",
            **{name: row[name] for name in ("uid", "name", "lifecycle", "internal", "weight", "segments")},
        }
        heard = [one for one in self.material.interviews if one["customer"] == row["slug"]]
        talks = (" · ".join(part for part in self._talk(one) if part) for one in heard)
        parts = [
            f"# {line(row['name'])}",
            *_listed("People", (line(_person(one)) for one in row["participants"])),
            *_listed("Interviews", talks),
        ]
        return front_matter(fields) + "\n" + "\n\n".join(parts) + "\n"

    def _talk(self, row: Row) -> Iterator[str]:
        number = len(row["entries"])
        yield link(self.interviews[row["ref"]], dates.short_day(row["started_at"], row["zone"]))
        yield line(row["topic"] or "")
        yield f"{number} {'entry' if number == 1 else 'entries'}"

    def _item(self, row: Row) -> str:
        fields = {
            "type": "roadmap item",
            **{name: row[name] for name in ("uid", "title", "status", "horizon", "tracker", "key", "url")},
            **{name: row[name] for name in ("shipped_at", "segments", "topics")},
        }
        parts = [f"# {line(row['title'])}", *([lines(row["description"])] if row["description"] else [])]
        for stance, title in _STANCES.items():
            parts += _listed(title, self._voices(row["slug"], stance))
        return front_matter(fields) + "\n" + "\n\n".join(parts) + "\n"

    def _voices(self, item: str, stance: Stance) -> Iterator[str]:
        for interview in self.material.interviews:
            for entry in interview["entries"]:
                for tag in entry["tags"]:
                    if any(one["item"] == item and one["stance"] == stance for one in tag["links"]):
                        shown = f"{interview['customer_name']} /{_number(entry)}"
                        place = link(self.interviews[interview["ref"]], shown, _place(entry))
                        said = " ".join(_words(entry).split())
                        yield f"{said} ({tag['kind']} {tag['severity'] or ''}".rstrip() + f", {place})"

    # Links

    def _index(self) -> str:
        customers = (link(self.customers[row["slug"]], row["name"]) for row in self.material.customers)
        items = (self._of_item(row["slug"], row["title"]) + f" · {row['status']}" for row in self.material.items)
        talks = (link(self.interviews[row["ref"]], _title(row)) for row in self.material.interviews)
        parts = ["# Customer interviews"]
        for title, listed in (("Interviews", talks), ("Customers", customers), ("Roadmap", items)):
            parts += _listed(title, listed)
        return "\n\n".join(parts) + "\n"

    def _of_customer(self, slug: str) -> str:
        return link(self.customers[slug], self.names[slug]) if slug in self.customers else ""

    def _of_item(self, slug: str, title: str) -> str:
        return link(self.items[slug], title)


def _paths(folder: str, refs: Iterator[str]) -> dict[str, str]:
    return {ref: f"{folder}/{name}" for ref, name in file_names(refs).items()}


def _listed(title: str, rows: Iterator[str]) -> list[str]:
    """A heading with a list below; nothing where the list is empty."""
    found = [f"- {row}" for row in rows]
    return [f"## {title}", "\n".join(found)] if found else []


def _title(interview: Row) -> str:
    return f"{interview['customer_name']}, {dates.short_day(interview['started_at'], interview['zone'])}"


def _number(entry: Row) -> str:
    """The entry's number inside its interview, with its twin."""
    return str(entry["ref"]).rpartition("/")[2]


def _place(entry: Row) -> str:
    return f"e{_number(entry)}"


def _words(entry: Row) -> str:
    """An entry's words: in “” only where they are the customer's own, the team's observation in brackets."""
    said = lines(entry["answer"] or "")
    return f"“{said}”" if entry["verbatim"] and said else said


def _person(row: Row) -> str:
    return f"{row['name']}, {row['role']}" if row["role"] else str(row["name"])


def _parked(row: Row) -> str:
    why = f" (why: {line(row['why'])})" if row["why"] else ""
    return f"{line(row['question'])}{why} → {line(row['answer']) if row['answer'] else 'open'}"


def _promise(row: Row) -> str:
    due = f", due {row['due']}" if row["due"] else ""
    return f"[{'x' if row['done_at'] else ' '}] {line(row['title'])}{due}"
