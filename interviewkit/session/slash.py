"""The commands of a session, `/park` and its like: each takes the loop, what was typed behind it, and the outcome."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from interviewkit import dates, references
from interviewkit.dbfile import Row, Store
from interviewkit.errors import UsageError
from interviewkit.fieldwork import followups, interviews, people, questions, undoing
from interviewkit.notation.lines import Marks, Said, Tag
from interviewkit.notation.writing import written
from interviewkit.vocabulary import Evidence, Kind, Stance

if TYPE_CHECKING:
    from interviewkit.session.loop import Loop, Outcome

HURTS = ("problem", "pain")
HELP = """\
? QUESTION               the question from now on; ? alone takes the guide's next
text #p3 +item -item     an answer, marked: #p pain, #b problem, #s step; +supports -contradicts =neutral
by:QA takes:3h           who does a step and how long; &label ~opinion ~shown * (aha) // (look again)
"their words"            verbatim; [your observation]; Ann: text is Ann speaking
/park [Q] [-- WHY]       park a question of theirs (alone: the last line)     /answer N TEXT
/term WORDS = MEANING    explain a word of theirs                             /follow TEXT by DATE
/who NAME, ROLE          somebody else is in the room                         /disclosed
/tag N MARKERS  /link N +item  /fix  /undo                                    mend what was noted
/phase [NAME]  /recap  /roadmap  /parked  /terms  /status  /end"""


def park(loop: Loop, rest: str, outcome: Outcome) -> None:
    """`/park [Q] [-- WHY]`: park a question; alone, the last line."""
    question, _, why = re.split(r"(\s*--\s+|^--\s+)", rest, maxsplit=1) if "-- " in rest else (rest, "", "")
    question = question.strip() or _last_words(loop)
    made = loop.notebook.do(
        lambda store: questions.park(
            store, loop.notebook.author, loop.notebook.interview(store), question, why.strip() or None, at=dates.now()
        ),
        f"/park {rest}",
    )
    outcome.tell(
        f"parked {made['number']}: {question}" + ("" if why.strip() else "   why does it matter? /park … -- WHY")
    )


def answer(loop: Loop, rest: str, outcome: Outcome) -> None:
    """`/answer N TEXT`."""
    number, _, text = rest.partition(" ")
    found = loop.notebook.ask(lambda store: references.parked(store, number, loop.notebook.ref))
    loop.notebook.do(
        lambda store: questions.answer(
            store, loop.notebook.author, loop.notebook.interview(store), found, text.strip(), at=dates.now()
        ),
        f"/answer {rest}",
    )
    outcome.tell(f"answered {number}: {found['question']}")


def term(loop: Loop, rest: str, outcome: Outcome) -> None:
    """`/term WORDS = MEANING`; without a meaning the word stays open."""
    word, _, meaning = (part.strip() for part in rest.partition("="))
    loop.notebook.do(
        lambda store: questions.explain(
            store, loop.notebook.author, loop.notebook.interview(store), word, meaning or None, at=dates.now()
        ),
        f"/term {rest}",
    )
    if meaning:
        loop.prober.learn(word)
    outcome.tell(f"{word}: {meaning or 'open'}")


def follow(loop: Loop, rest: str, outcome: Outcome) -> None:
    """`/follow TEXT by DATE`."""
    text, by, day = rest.rpartition(" by ")
    promise, due = (text, dates.due(day)) if by else (rest, None)
    loop.notebook.do(
        lambda store: followups.add(
            store, loop.notebook.author, promise.strip(), interview=loop.notebook.interview(store), due=due
        ),
        f"/follow {rest}",
    )
    outcome.tell(f"promised: {promise.strip()}" + (f", by {dates.short_day(due)}" if due else ", without a date"))


def who(loop: Loop, rest: str, outcome: Outcome) -> None:
    """`/who NAME, ROLE`."""
    name, _, role = (part.strip() for part in rest.partition(","))
    if not name:
        raise UsageError("who is in the room? /who Ann Lee, release manager")
    loop.notebook.do(
        lambda store: people.attend(store, loop.notebook.author, loop.notebook.interview(store), name, role or None),
        f"/who {rest}",
    )
    loop.refresh()
    outcome.tell(f"{name} is in the room; “{name.split()[0]}: …” is {name.split()[0]} speaking")


def tag(loop: Loop, rest: str, outcome: Outcome) -> None:
    """`/tag N MARKERS` and `/link N +item`."""
    from interviewkit.session.closing import marks_for

    number, _, words = rest.partition(" ")
    entry = loop.notebook.ask(lambda store: _entry(loop, store, number))
    loop.mark(entry, marks_for(loop, entry, words), f"/tag {rest}")
    outcome.tell(f"marked {number}: {entry['answer'] or entry['question']}", "dim")


def fix(loop: Loop, rest: str, outcome: Outcome) -> None:
    """`/fix`: the last line comes back to the prompt; what is sent then takes its place."""
    entry = loop.last_entry()
    loop.fixing = entry
    outcome.prefill = written(as_said(entry))
    outcome.tell(f"entry {str(entry['ref']).rpartition('/')[2]} again; send it to replace what stands there", "dim")


def undo(loop: Loop, rest: str, outcome: Outcome) -> None:
    """`/undo`: take back your own last thing."""
    taken = loop.notebook.do(
        lambda store: undoing.undo(store, loop.notebook.author, loop.notebook.interview(store)), "/undo"
    )
    outcome.tell(f"took back {taken['verb']}: {'; '.join(taken['about']) or 'nothing that still stood'}")
    loop.refresh()


def phase(loop: Loop, rest: str, outcome: Outcome) -> None:
    """`/phase [NAME]`: the next phase, or the one that is named."""
    names = [one.slug for one in loop.guide.phases]
    chosen = next((one for one in loop.guide.phases if rest.strip().lower() in (one.slug, one.title.lower())), None)
    if rest.strip() and chosen is None:
        raise UsageError(f"there is no phase {rest.strip()}; the guide has {', '.join(names)}")
    following = chosen or loop.phase_after()
    if following is None:
        raise UsageError("this is the guide's last phase; /end closes the interview")
    loop.go_to(following, f"/phase {rest}")
    outcome.tell(f"phase: {following.title}")
    if following.slug == "roadmap":
        outcome.tell("first /recap: read their problems and pains back to them, then /roadmap", "dim")


def recap(loop: Loop, rest: str, outcome: Outcome) -> None:
    """`/recap`: the customer's problems and pains, to read back."""
    said = loop.notebook.whole()["entries"]
    hurts = [entry for entry in said if any(tag["kind"] in HURTS for tag in entry["tags"])]
    for entry in hurts:
        words = entry["answer"] or entry["question"]
        outcome.tell(f"· “{words}”" if entry["verbatim"] else f"· {words}")
    if not hurts:
        outcome.tell("no problem or pain has been tagged yet; /tag N #p", "dim")


def roadmap(loop: Loop, rest: str, outcome: Outcome) -> None:
    """`/roadmap`: enter the roadmap phase, with the items that answer what they said."""
    chosen = next((one for one in loop.guide.phases if one.slug == "roadmap"), None)
    if chosen is not None and loop.phase != chosen:
        loop.go_to(chosen, "/roadmap")
    row = loop.notebook.whole()
    answered = {
        link["item"]
        for entry in row["entries"]
        for one in entry["tags"]
        for link in one["links"]
        if link["stance"] == Stance.SUPPORTS.value
    }
    items = [item for item in loop.notebook.items() if item["slug"] in answered]
    for item in items:
        outcome.tell(f"+{item['slug']}   {item['title']}")
    outcome.tell(
        "for each: does it really answer it? What they say now is an opinion, unless marked"
        if items
        else "no item has been linked to what they said; +item on a line links one",
        "dim",
    )


def disclosed(loop: Loop, rest: str, outcome: Outcome) -> None:
    """`/disclosed`: the intern stance was told."""
    loop.notebook.do(
        lambda store: interviews.stand(
            store, loop.notebook.author, loop.notebook.interview(store), verb="disclosed", disclosed=1
        ),
        "/disclosed",
    )
    outcome.tell("noted: they know that you are here as interns")


def parked(loop: Loop, rest: str, outcome: Outcome) -> None:
    """`/parked`: what is parked."""
    rows = loop.notebook.whole()["parked"]
    for row in rows:
        why = f"   because {row['why']}" if row["why"] else ""
        outcome.tell(f"{row['number']}  {row['question']}{why}" + (f"   → {row['answer']}" if row["answer"] else ""))
    if not rows:
        outcome.tell("nothing is parked", "dim")


def terms(loop: Loop, rest: str, outcome: Outcome) -> None:
    """`/terms`: their words."""
    rows = loop.notebook.whole()["terms"]
    for row in rows:
        outcome.tell(f"{row['word']}: {row['meaning'] or 'open'}")
    if not rows:
        outcome.tell("no word of theirs has been noted", "dim")


def status(loop: Loop, rest: str, outcome: Outcome) -> None:
    """`/status`: how the interview stands."""
    from interviewkit.session.bar import bar

    outcome.tell(bar(loop.standing(), loop.guide, loop.phase))


def end(loop: Loop, rest: str, outcome: Outcome) -> None:
    """`/end`: go through what is open, each can be skipped, then end."""
    from interviewkit.session.closing import Closing

    loop.closing = Closing(loop)
    loop.closing.begin(outcome)


def show_help(loop: Loop, rest: str, outcome: Outcome) -> None:
    """`/help`."""
    outcome.tell(HELP)


COMMANDS: dict[str, Callable[[Loop, str, Outcome], None]] = {
    "park": park,
    "answer": answer,
    "term": term,
    "follow": follow,
    "who": who,
    "tag": tag,
    "link": tag,
    "fix": fix,
    "undo": undo,
    "phase": phase,
    "recap": recap,
    "disclosed": disclosed,
    "parked": parked,
    "terms": terms,
    "roadmap": roadmap,
    "status": status,
    "end": end,
    "help": show_help,
}


def as_said(entry: Row) -> Said:
    """A stored entry as the line that it would be typed as."""
    tags = tuple(Tag(Kind(one["kind"]), one["severity"], one["by"], one["takes"]) for one in entry["tags"])
    links = dict.fromkeys((link["item"], Stance(link["stance"])) for one in entry["tags"] for link in one["links"])
    evidence = Evidence(entry["evidence"])
    marks = Marks(
        tags=tags,
        links=tuple(links),
        evidence=None if evidence is Evidence.EXPERIENCE else evidence,
        labels=tuple(entry["labels"]),
        aha=entry["aha"],
        look=entry["look"],
    )
    return Said(
        entry["answer"] or "",
        verbatim=entry["verbatim"],
        observation=entry["observation"],
        speaker=entry["speaker"],
        marks=marks,
    )


def _last_words(loop: Loop) -> str:
    entry = loop.last_entry()
    return str(entry["answer"] or entry["question"])


def _entry(loop: Loop, store: Store, number: str) -> Row:
    from interviewkit.queries import entries

    found = references.entry(store, number, loop.notebook.ref)
    return entries.one(store, found["id"])
