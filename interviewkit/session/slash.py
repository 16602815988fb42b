"""The commands of a session, `/park` and its like: each takes the loop, what was typed behind it, and the outcome."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from interviewkit import dates, references
from interviewkit.dbfile import Row, Store
from interviewkit.errors import UsageError
from interviewkit.fieldwork import people, questions, undoing
from interviewkit.notation.lines import Marks
from interviewkit.notation.writing import written
from interviewkit.queries import interviews
from interviewkit.session.deeds import HURTS, marks_for, promise_to, promised
from interviewkit.session.noting import as_said, number_of, words_of
from interviewkit.vocabulary import Stance

if TYPE_CHECKING:
    from interviewkit.session.loop import Loop
    from interviewkit.session.outcomes import Outcome

HELP = """\
? QUESTION             the question from now on; ? alone takes the guide's next
TEXT #p3 +item ~shown  an answer, marked: #p pain, #b problem, #s step
+item -item =item      supports, contradicts, came up
by:QA takes:3h         who does a step, and how long it takes
&label ~opinion * //   theme, evidence, aha, look again in triage
"WORDS"  [REMARK]      verbatim; the team's own observation
Ann: TEXT              Ann is speaking
#p3 +item              alone: marks the entry before, as Alt-1 Alt-2 Alt-3 do
/park [Q] [-- WHY]     park what they ask the expert; alone: the last line
/park N -- WHY         why it matters, where they say so later
/answer N TEXT         what it was answered with
/term WORDS = MEANING  explain a word of theirs
/follow TEXT by DATE   promise something
/who NAME, ROLE        somebody is in the room
/tag N MARKERS         mark an earlier entry; /link N +item likewise
/aha [N]               a moment of insight: the last entry, or that one
/fix                   the last line back to the prompt; /undo takes it back
/phase [NAME]          the next phase; /recap before /roadmap; /end closes
/parked /terms /status /disclosed
Ctrl-X Ctrl-E          the line in your editor; Ctrl-D leaves, resume comes back"""
_WHY = re.compile(r"(?:^|\s)--(?:\s|$)")
_NUMBER = re.compile(r"\d+(?:-\d+)?")


def park(loop: Loop, rest: str, outcome: Outcome) -> None:
    """`/park [Q] [-- WHY]`: park a question; alone, the last line. With a number, why that one matters."""
    found = _WHY.search(rest)
    question, why = (rest[: found.start()], rest[found.end() :].strip()) if found else (rest, "")
    if why and _NUMBER.fullmatch(question.strip()):
        _give_why(loop, question.strip(), why, outcome)
        return
    asked = question.strip() or _last_words(loop)
    uid, at = loop.uid, dates.now()
    made = loop.do(
        lambda store: questions.park(
            store, loop.notebook.author, loop.notebook.interview(store), asked, why or None, at=at, uid=uid
        )
    )
    loop.hearing.refresh()
    if made:
        number = made["number"]
        outcome.tell(f"parked {number}: {asked}" + ("" if why else f"   why does it matter? /park {number} -- WHY"))


def _give_why(loop: Loop, number: str, why: str, outcome: Outcome) -> None:
    def given(store: Store) -> Row:
        interview = loop.notebook.interview(store)
        found = references.parked(store, number, interview["ref"])
        questions.matters(store, loop.notebook.author, interview, found, why)
        return found

    found = loop.do(given)
    loop.hearing.refresh()
    if found:
        outcome.tell(f"parked {number}: {found['question']}   because {why}")


def answer(loop: Loop, rest: str, outcome: Outcome) -> None:
    """`/answer N TEXT`."""
    number, _, text = rest.partition(" ")
    if not number:
        raise UsageError("which parked question? /answer 1 what it was answered with; /parked lists them")
    at = dates.now()

    def answered(store: Store) -> Row:
        interview = loop.notebook.interview(store)
        found = references.parked(store, number, interview["ref"])
        questions.answer(store, loop.notebook.author, interview, found, text.strip(), at=at)
        return found

    found = loop.do(answered)
    loop.hearing.refresh()
    if found:
        outcome.tell(f"answered {number}: {found['question']}")


def term(loop: Loop, rest: str, outcome: Outcome) -> None:
    """`/term WORDS = MEANING`; without a meaning the word stays open."""
    word, _, meaning = (part.strip() for part in rest.partition("="))
    at = dates.now()
    stored = loop.do(
        lambda store: questions.explain(
            store, loop.notebook.author, loop.notebook.interview(store), word, meaning or None, at=at
        )
    )
    loop.hearing.refresh()
    if stored:
        outcome.tell(f"{word}: {meaning or 'open'}")


def follow(loop: Loop, rest: str, outcome: Outcome) -> None:
    """`/follow TEXT by DATE`; what follows the last “by” and is no date belongs to the text."""
    promise, due = promised(rest)
    promise_to(loop, promise, due)
    outcome.tell(f"promised: {promise}" + (f", by {dates.short_day(due)}" if due else ", without a date"))


def who(loop: Loop, rest: str, outcome: Outcome) -> None:
    """`/who NAME, ROLE`."""
    name, _, role = (part.strip() for part in rest.partition(","))
    if not name:
        raise UsageError("who is in the room? /who Ann Lee, release manager")
    loop.do(
        lambda store: people.attend(store, loop.notebook.author, loop.notebook.interview(store), name, role or None)
    )
    loop.hearing.meet(name)
    outcome.tell(f"{name} is in the room; “{name.split()[0]}: …” is {name.split()[0]} speaking")


def tag(loop: Loop, rest: str, outcome: Outcome) -> None:
    """`/tag N MARKERS` and `/link N +item`."""
    number, _, words = rest.partition(" ")
    if not number:
        raise UsageError("which entry, and how? /tag 7 #p3 +item")
    entry = loop.notebook.ask(lambda store: _entry(loop, store, number))
    if loop.mark(entry, marks_for(loop, entry, words)):
        outcome.tell(f"marked {number}: {words_of(entry)}", "dim")


def aha(loop: Loop, rest: str, outcome: Outcome) -> None:
    """`/aha [N]`: a moment of insight, in the last entry or the one of that number."""
    number = rest.strip()
    entry = loop.notebook.ask(lambda store: _entry(loop, store, number)) if number else loop.last_entry()
    if loop.mark(entry, Marks(aha=True)):
        outcome.tell(f"aha, {number_of(entry)}: {words_of(entry)}", "dim")


def fix(loop: Loop, rest: str, outcome: Outcome) -> None:
    """`/fix`: the last line comes back to the prompt; what is sent then takes its place."""
    entry = loop.last_entry()
    loop.fixing = entry
    outcome.prefill = written(as_said(entry))
    outcome.tell(f"entry {number_of(entry)} again; send it to replace what stands there", "dim")


def undo(loop: Loop, rest: str, outcome: Outcome) -> None:
    """`/undo`: take back your own last thing. It never waits: a second attempt would take back one thing more."""
    taken = loop.do(lambda store: undoing.undo(store, loop.notebook.author, loop.notebook.interview(store)), wait=False)
    loop.hearing.refresh()
    if taken:
        outcome.tell(f"took back {taken['verb']}: {'; '.join(taken['about']) or 'nothing that still stood'}")


def phase(loop: Loop, rest: str, outcome: Outcome) -> None:
    """`/phase [NAME]`: the next phase, or the one that is named."""
    names = [one.slug for one in loop.guide.phases]
    chosen = next((one for one in loop.guide.phases if rest.strip().lower() in (one.slug, one.title.lower())), None)
    if rest.strip() and chosen is None:
        raise UsageError(f"there is no phase {rest.strip()}; the guide has {', '.join(names)}")
    following = chosen or loop.phase_after()
    if following is None:
        raise UsageError("this is the guide's last phase; /end closes the interview")
    loop.go_to(following)
    outcome.tell(f"phase: {following.title}")
    if following.slug == "roadmap":
        outcome.tell("first /recap: read their problems and pains back to them, then /roadmap", "dim")


def recap(loop: Loop, rest: str, outcome: Outcome) -> None:
    """`/recap`: the customer's problems and pains, to read back."""
    hurts = [entry for entry in _whole(loop)["entries"] if any(tag["kind"] in HURTS for tag in entry["tags"])]
    for entry in hurts:
        words = words_of(entry)
        outcome.tell(f"· “{words}”" if entry["verbatim"] else f"· {words}")
    if not hurts:
        outcome.tell("no problem or pain has been tagged yet; /tag N #p", "dim")


def roadmap(loop: Loop, rest: str, outcome: Outcome) -> None:
    """`/roadmap`: enter the roadmap phase, with the items that answer what they said."""
    chosen = next((one for one in loop.guide.phases if one.slug == "roadmap"), None)
    if chosen is not None and loop.phase != chosen:
        before = loop.phase
        loop.go_to(chosen)
        outcome.tell(f"phase: {chosen.title}; the second screen may show items now; /phase {before.slug} goes back")
    answered = {
        link["item"]
        for entry in _whole(loop)["entries"]
        for one in entry["tags"]
        for link in one["links"]
        if link["stance"] == Stance.SUPPORTS.value
    }
    items = [item for item in loop.hearing.rows["items"] if item["slug"] in answered]
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
    if loop.stand(verb="disclosed", disclosed=1):
        outcome.tell("noted: they know that you are here as interns")


def parked(loop: Loop, rest: str, outcome: Outcome) -> None:
    """`/parked`: what is parked."""
    rows = _whole(loop)["parked"]
    for row in rows:
        why = f"   because {row['why']}" if row["why"] else ""
        number = number_of(row)
        outcome.tell(f"{number}  {row['question']}{why}" + (f"   → {row['answer']}" if row["answer"] else ""))
    if not rows:
        outcome.tell("nothing is parked", "dim")


def terms(loop: Loop, rest: str, outcome: Outcome) -> None:
    """`/terms`: their words."""
    rows = _whole(loop)["terms"]
    for row in rows:
        outcome.tell(f"{row['word']}: {row['meaning'] or 'open'}")
    if not rows:
        outcome.tell("no word of theirs has been noted", "dim")


def status(loop: Loop, rest: str, outcome: Outcome) -> None:
    """`/status`: how the interview stands."""
    from interviewkit.session.bar import bar

    standing = loop.notebook.ask(lambda store: interviews.standing(store, loop.notebook.interview(store)["id"]))
    outcome.tell(bar(standing, loop.guide, loop.phase))


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
    "aha": aha,
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


def _last_words(loop: Loop) -> str:
    entry = loop.last_entry()
    return words_of(entry)


def _whole(loop: Loop) -> Row:
    return loop.notebook.ask(lambda store: interviews.whole(store, loop.notebook.interview(store)["id"]))


def _entry(loop: Loop, store: Store, number: str) -> Row:
    from interviewkit.queries import entries

    found = references.entry(store, number, loop.notebook.ref)
    return entries.one(store, found["id"])
