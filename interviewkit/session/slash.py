"""The commands of a session, `/park` and its like: each takes the loop, what was typed behind it, and the outcome."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from interviewkit import dates, references
from interviewkit.dbfile import Row, Store
from interviewkit.errors import NotFound, UsageError
from interviewkit.fieldwork import people, questions, undoing
from interviewkit.notation.lines import Marks
from interviewkit.notation.writing import written
from interviewkit.queries import interviews
from interviewkit.session.deeds import HURTS, marks_for, promise_to, promised, told
from interviewkit.session.noting import as_said, number_of, words_of
from interviewkit.session.taken import took_back
from interviewkit.vocabulary import Stance

if TYPE_CHECKING:
    from interviewkit.session.guide import Phase
    from interviewkit.session.loop import Loop
    from interviewkit.session.outcomes import Outcome

HELP = """\
? QUESTION             the question from now on; ? alone takes the guide's next
TEXT #p3 +item ~shown  an answer, marked: #p pain, #b problem, #s step
+item -item =item      supports, contradicts, came up
by:QA takes:3h         who does a step, and how long it takes; by:"QA team"
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
Tab                    completes; on an empty line it asks the probe
↑                      earlier lines again, those that were refused too
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
    line = None if question.strip() else loop.last_entry()
    asked = words_of(line) if line else question.strip()
    was = line if line and _is_only_words(line, loop.notebook.author) else None
    uid, at = loop.uid, dates.now()

    def park_it(store: Store) -> Row:
        interview = loop.notebook.interview(store)
        if was:
            undoing.delete(store, loop.notebook.author, "entry", was, interview["uid"])
        return questions.park(store, loop.notebook.author, interview, asked, why or None, at=at, uid=uid)

    made = loop.do(park_it)
    loop.hearing.refresh()
    if made:
        number = made["number"]
        named = f"parked {number}{f', which was entry {number_of(was)}' if was else ''}: {asked}"
        outcome.tell(named + ("" if why else f"   why does it matter? /park {number} -- WHY"))


def _is_only_words(entry: Row, author: str) -> bool:
    """Whether an entry is the author's own and nothing marks it: parked, it need not stand among the answers too."""
    return entry["author"] == author and not any(entry[mark] for mark in ("tags", "labels", "aha", "look"))


def _give_why(loop: Loop, number: str, why: str, outcome: Outcome) -> None:
    def given(store: Store) -> Row:
        interview = loop.notebook.interview(store)
        found = _parked(store, number, interview["ref"])
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
        found = _parked(store, number, interview["ref"])
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
    if promise_to(loop, promise, due):
        outcome.tell(told(promise, due))


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
        outcome.tell(took_back(taken))


def phase(loop: Loop, rest: str, outcome: Outcome) -> None:
    """`/phase [NAME]`: the next phase, or the one that is named."""
    following = _phase_called(loop, rest.strip()) if rest.strip() else loop.phase_after()
    if following is None:
        raise UsageError("this is the guide's last phase; /end closes the interview")
    loop.go_to(following)
    outcome.tell(f"phase: {following.title}")
    if following.slug == "roadmap":
        outcome.tell("first /recap: read their problems and pains back to them, then /roadmap", "dim")


def _phase_called(loop: Loop, name: str) -> Phase:
    """The phase of that slug or title, or the only one that begins so. Errors: UsageError."""
    phases, start = loop.guide.phases, name.casefold()
    exact = [one for one in phases if start in (one.slug, one.title.casefold())]
    meant = exact or [one for one in phases if one.slug.startswith(start) or one.title.casefold().startswith(start)]
    if len(meant) == 1:
        return meant[0]
    wrong = f"{name} may be {' or '.join(one.slug for one in meant)}" if meant else f"there is no phase {name}"
    raise UsageError(f"{wrong}; the guide has {', '.join(one.slug for one in phases)}")


def recap(loop: Loop, rest: str, outcome: Outcome) -> None:
    """`/recap`: the customer's problems and pains, to read back."""
    entries = [entry for entry in _whole(loop)["entries"] if any(tag["kind"] in HURTS for tag in entry["tags"])]
    hurts = sorted(entries, key=_severity, reverse=True)
    if hurts:
        outcome.tell("these things hurt, in this order:", "dim")
    for place, entry in enumerate(hurts, start=1):
        words = f"“{words_of(entry)}”" if entry["verbatim"] else words_of(entry)
        outcome.tell(f"{place:>2}  {words}   ({number_of(entry)})")
    if not hurts:
        outcome.tell("no problem or pain has been tagged yet; /tag N #p", "dim")


def _severity(entry: Row) -> int:
    """How bad the worst problem or pain of an entry is; one that nobody has rated comes last."""
    return max(tag["severity"] or 0 for tag in entry["tags"] if tag["kind"] in HURTS)


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


def _whole(loop: Loop) -> Row:
    return loop.notebook.ask(lambda store: interviews.whole(store, loop.notebook.interview(store)["id"]))


def _entry(loop: Loop, store: Store, number: str) -> Row:
    from interviewkit.queries import entries

    try:
        found = references.entry(store, number, loop.notebook.ref)
    except NotFound:
        last = loop.last_entry()
        raise NotFound(f"there is no entry {number} here; the last one is {number_of(last)}") from None
    return entries.one(store, found["id"])


def _parked(store: Store, number: str, within: str) -> Row:
    try:
        return references.parked(store, number, within)
    except NotFound:
        raise NotFound(f"there is no parked question {number} here; /parked lists them") from None
