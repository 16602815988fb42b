"""Guides: what to say and ask in which phase, and which words of an answer to ask about.

A guide is a TOML file. The shipped ones lie in `interviewkit/guides`; one of the same file name in a team's own
folder takes its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from interviewkit.errors import NotFound, UsageError
from interviewkit.session.guide_rules import NAME, Fault, faults

SHIPPED = Path(__file__).parents[1] / "guides"
NO_TOPIC = "what you do"
RECALLED = re.compile(r"\{(said|promised|delivered)\}")
"""In a question: what `session.returning` fills in from earlier interviews."""

_LISTS = ("trigger", "known")
_ASKING = re.compile(r"(?:how|what|when|where|who|why|which)\b", re.IGNORECASE)
_ENTIRE = re.compile(r"your entire \{topic\}")


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of the interview: `minutes` it should take, questions with `{topic}` still in them.

    `title` is what the bar shows and an entry keeps; `slug` is what `/phase` takes.
    """

    slug: str
    title: str
    minutes: int
    questions: tuple[str, ...]

    def asked(self, topic: str | None) -> tuple[str, ...]:
        """The questions about this topic, in order; one that recalls what nobody has filled in is left out."""
        return tuple(fill(question, topic) for question in self.questions if not RECALLED.search(question))


@dataclass(frozen=True, slots=True)
class Trigger:
    """What in an answer makes a question worth asking, or, with `park`, makes it one for later.

    `patterns` are regular expressions, any of which fires, compiled when an answer first needs them; `finds` names
    instead what patterns cannot say: acronyms, quoted, capitalised. `unless` holds patterns that silence it, looked
    for in the sentence or, where `whole_answer`, in all that was said. `{word}` in the question is the group `word`
    of the match, else all of it.
    """

    kind: str
    why: str
    question: str
    patterns: tuple[str, ...]
    finds: str | None
    unless: tuple[str, ...]
    whole_answer: bool
    park: bool


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide as it is followed; `opening`, `expert` and `closing` are things to say, `{topic}` still in them.

    `expert` answers what the customer asks the expert; `known` are words that need no explaining.
    """

    name: str
    title: str
    purpose: str
    minutes: int
    opening: str
    expert: str
    closing: str
    phases: tuple[Phase, ...]
    triggers: tuple[Trigger, ...]
    known: frozenset[str]


class Listed(NamedTuple):
    """A guide in the list: `fault` says what is wrong with its file, None when nothing is."""

    name: str
    title: str
    purpose: str
    minutes: int
    path: Path
    fault: str | None


def load(name: str, folders: Sequence[Path] = ()) -> Guide:
    """The guide of that name, from the first of the folders that has it, else the shipped one.

    Raises NotFound with the nearest name, UsageError for a file with faults.
    """
    table = _complete(name, [*folders, SHIPPED])
    return Guide(
        name=name,
        title=table["title"],
        purpose=table["purpose"],
        minutes=table["minutes"],
        **{key: table["say"][key] for key in ("opening", "expert", "closing")},
        phases=tuple(Phase(**one | {"questions": tuple(one["questions"])}) for one in table["phase"]),
        triggers=tuple(_trigger(one) for one in table["trigger"]),
        known=frozenset(word.casefold() for word in table["known"]),
    )


def listed(folders: Sequence[Path] = ()) -> list[Listed]:
    """Every guide by name, the shipped ones and those of the folders, which win."""
    return [_listed(name, path, folders) for name, path in sorted(_files([*folders, SHIPPED]).items())]


def check(text: str, name: str, folders: Sequence[Path] = ()) -> list[Fault]:
    """Everything that is wrong with a guide's text, by line; the guides it may include are looked for in the folders.

    A text that is no TOML has one fault: what follows it cannot be read.
    """
    return faults(text, name, lambda including: _problem(name, including, [*folders, SHIPPED]))


def new(name: str) -> str:
    """The text of a fresh guide to fill in; it can be followed as it is. Raises UsageError for no file name."""
    if not NAME.fullmatch(name):
        raise UsageError(f"{name!r} cannot be a guide's name; take small letters: interviewkit guide new first-week")
    template = (Path(__file__).parent / "fresh_guide.toml").read_text(encoding="utf-8")
    return template.replace("NAME", name).replace("TITLE", name.replace("-", " ").capitalize())


def fill(text: str, topic: str | None, word: str = "") -> str:
    """A sentence of a guide with its placeholders filled in.

    "your entire how software is delivered" is not English: such a topic is followed by "from end to end".
    """
    topic = (topic or "").strip() or NO_TOPIC
    if _ASKING.match(topic):
        text = _ENTIRE.sub("{topic}, from end to end", text)
    values = {"topic": topic, "word": word}
    return re.sub(r"\{(topic|word)\}", lambda found: values[found[1]], text)


def _files(folders: Sequence[Path]) -> dict[str, Path]:
    """The guide files by name; of two the one in the earlier folder."""
    found: dict[str, Path] = {}
    for folder in folders:
        for path in folder.glob("*.toml") if folder.is_dir() else ():
            found.setdefault(path.stem, path)
    return found


def _listed(name: str, path: Path, folders: Sequence[Path]) -> Listed:
    try:
        guide = load(name, folders)
    except UsageError as error:
        return Listed(name, "", "", 0, path, str(error))
    return Listed(name, guide.title, guide.purpose, guide.minutes, path, None)


def _complete(name: str, folders: Sequence[Path]) -> dict[str, Any]:
    """A guide's table with what it includes put in: things to say, triggers by kind and known words."""
    table = _read(name, folders)
    included: Mapping[str, Any] = {}
    if "include" in table:
        included = _complete(table["include"], _beyond(name, table["include"], folders))
    own = {one["kind"] for one in table.get("trigger", ())}
    inherited = [one for one in included.get("trigger", ()) if one["kind"] not in own]
    return table | {
        "say": {**included.get("say", {}), **table.get("say", {})},
        "trigger": [*table.get("trigger", ()), *inherited],
        "known": [*table.get("known", ()), *included.get("known", ())],
    }


def _read(name: str, folders: Sequence[Path]) -> dict[str, Any]:
    """A guide's table without what it includes. Raises NotFound, UsageError naming the first fault."""
    files = _files(folders)
    if name not in files:
        from difflib import get_close_matches

        near = get_close_matches(name, files, 1)
        hint = f" (did you mean {near[0]}?)" if near else ""
        raise NotFound(f"there is no guide {name}{hint}; see interviewkit guide list")
    text = _text(name, files[name])
    shipped = files[name].parent == SHIPPED  # those were checked before they were shipped
    if wrong := [] if shipped else faults(text, name, lambda including: _problem(name, including, folders)):
        more = f" and {len(wrong) - 1} more" if len(wrong) > 1 else ""
        first = f"line {wrong[0].line}: {wrong[0].sentence}{more}"
        raise UsageError(f"the guide {name} cannot be followed, {first}; see interviewkit guide check {name}")
    import tomllib

    return tomllib.loads(text)


def _text(name: str, path: Path) -> str:
    """What stands in a guide's file. Raises UsageError when that cannot be read."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} cannot be read ({error}); see interviewkit guide check {name}") from error


def _beyond(name: str, including: str, folders: Sequence[Path]) -> Sequence[Path]:
    """Where an included guide is looked for: a team's own `intern` that includes `intern` means the next one."""
    if name != including:
        return folders
    own = next((place for place, folder in enumerate(folders) if (folder / f"{name}.toml").is_file()), -1)
    return folders[own + 1 :]


def _problem(name: str, including: str, folders: Sequence[Path]) -> str | None:
    """Why a guide cannot be included, None when it can."""
    where = _beyond(name, including, folders)
    try:
        if including != name and name in _chain(including, where):
            return f"{including} includes {name} in turn"
        _read(including, where)
    except (NotFound, UsageError) as error:
        return str(error)
    return None


def _chain(name: str, folders: Sequence[Path]) -> Iterator[str]:
    """The names of the guides that a guide includes, one through the other; ends where a circle would begin."""
    import tomllib

    seen: set[Path] = set()
    while (path := _files(folders).get(name)) and path not in seen:
        seen.add(path)
        try:
            including = tomllib.loads(_text(name, path)).get("include")
        except ValueError:
            return
        if not isinstance(including, str):
            return
        yield including
        folders, name = _beyond(name, including, folders), including


def _trigger(table: Mapping[str, Any]) -> Trigger:
    """A trigger as it is followed."""
    return Trigger(
        kind=table["kind"],
        why=table["why"],
        question=table.get("question", ""),
        patterns=tuple(table.get("patterns", ())),
        finds=table.get("finds"),
        unless=tuple(table.get("unless", ())),
        whole_answer=table.get("within") == "answer",
        park=table.get("park", False),
    )
