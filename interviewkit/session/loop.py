"""The live interview without a screen: a line in, what happened out.

Every accepted line is recorded before the answer comes back. What is on a screen is the terminal's business; what a
line means is the notation's; what may be asked next is the guide's and the prober's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from interviewkit import dates, recorder, references
from interviewkit.dbfile import Row, Store
from interviewkit.errors import InterviewKitError, UsageError
from interviewkit.fieldwork import entries, interviews
from interviewkit.fieldwork.notes import Note, Tagging
from interviewkit.notation.lines import Asked, Command, Known, Marked, Marks, NextQuestion, Said, Tag
from interviewkit.notation.reading import parse
from interviewkit.session.guide import Guide, Phase
from interviewkit.session.notebook import Kept, Notebook
from interviewkit.session.probes import Prober
from interviewkit.vocabulary import Kind

ROADMAP = "roadmap"


class Told(NamedTuple):
    """A line for the person: plain, `dim` for an offer, `warning` for what did not go as typed."""

    text: str
    tone: str = "plain"


@dataclass
class Outcome:
    """What a line did: what to tell, what to put on the prompt again, whether the session is over."""

    told: list[Told] = field(default_factory=list)
    prefill: str = ""
    ended: bool = False

    def tell(self, text: str, tone: str = "plain") -> None:
        """Add a line."""
        self.told.append(Told(text, tone))


class Loop:
    """One author's side of one interview. `question` is the one from now on, `offered` are probes, best first."""

    def __init__(self, notebook: Notebook, guide: Guide) -> None:
        """Go on where the interview stands."""
        from interviewkit.session import closing

        self.notebook = notebook
        self.guide = guide
        self.offered: list[str] = []
        self.fixing: Row | None = None
        self.closing: closing.Closing | None = None
        row = notebook.whole()
        self.topic: str | None = row["topic"]
        self.question: str | None = row["question"]
        self.phase = self._phase_called(row["phase"]) or guide.phases[0]
        self._asked = {entry["question"] for entry in row["entries"]} | {self.question}
        self.prober = Prober(
            guide, (term["word"] for term in row["terms"] if term["meaning"]), notebook.names(), topic=self.topic
        )
        for entry in row["entries"]:
            self.prober.look(entry["answer"] or "")
        self.known = self._known(row)

    def take(self, line: str) -> Outcome:
        """What a line does; never an error, and never nothing: what cannot be done is told."""
        outcome = Outcome()
        try:
            if self.closing is not None:
                self.closing.take(line, outcome)
            elif line.strip():
                self._take(line, outcome)
        except (InterviewKitError, Kept) as error:
            outcome.tell(str(error), "warning")
            if not isinstance(error, Kept) and line.strip():
                outcome.prefill = outcome.prefill or line
        return outcome

    def ask(self, question: str, typed: str = "") -> None:
        """Make this the question from now on."""
        self.notebook.do(
            lambda store: interviews.stand(
                store, self.notebook.author, self.notebook.interview(store), question=question
            ),
            typed or f"? {question}",
        )
        self.question = question
        self._asked.add(question)
        self.offered = [probe for probe in self.offered if probe != question]

    def next_question(self) -> str | None:
        """The guide's next question in this phase that nobody has asked."""
        return next((one for one in self.phase.asked(self.topic) if one not in self._asked), None)

    def refresh(self) -> None:
        """Know what others have added meanwhile: items, people, phase."""
        self.known = self._known(self.notebook.whole())

    def _take(self, line: str, outcome: Outcome) -> None:
        read = parse(line, self.known)
        match read:
            case Said():
                self._say(read, line, outcome)
            case Marked():
                self._mark(read, line, outcome)
            case Asked(question):
                self.ask(question, line)
            case NextQuestion():
                following = self.next_question()
                if following is None:
                    outcome.tell(f"the guide has no more questions in “{self.phase.title}”; /phase goes on", "dim")
                else:
                    self.ask(following, line)
            case Command(name, rest):
                from interviewkit.session import slash

                slash.COMMANDS[name](self, rest, outcome)

    def _say(self, said: Said, line: str, outcome: Outcome) -> None:
        offer = self.prober.look("" if said.observation else said.text)
        note = Note(
            uid=recorder.new_uid(),
            question=self.question,
            answer=said.text,
            at=dates.now(),
            phase=self.phase.title,
            speaker=said.speaker,
            verbatim=said.verbatim,
            evidence=said.marks.evidence,
            labels=list(said.marks.labels),
            aha=said.marks.aha,
            look=said.marks.look,
            tags=taggings(said.marks),
            terms=list(offer.terms),
        )
        fixing, self.fixing = self.fixing, None
        unlinked = self.notebook.do(lambda store: self._record(store, note, fixing), line)
        for hint in [*said.hints, *unlinked]:
            outcome.tell(hint, "warning")
        if note.tags or note.labels or note.speaker:
            self.refresh()
        if offer.park:
            outcome.tell(f"say: “{offer.park}”  then /park", "dim")
        self.offered = [probe.question for probe in offer.questions]

    def _record(self, store: Store, note: Note, fixing: Row | None) -> list[str]:
        interview = self.notebook.interview(store)
        if fixing is not None:
            entries.rewrite(store, self.notebook.author, references.entry(store, fixing["ref"]), note)
            return []
        return entries.log(store, self.notebook.author, interview, [note], strict=False).unlinked

    def _mark(self, marked: Marked, line: str, outcome: Outcome) -> None:
        entry = self.last_entry()
        self.mark(entry, marked.marks, line)
        for hint in marked.hints:
            outcome.tell(hint, "warning")
        outcome.tell(f"marked {number_of(entry)}: {entry['answer'] or entry['question']}", "dim")

    def mark(self, entry: Row, marks: Marks, typed: str) -> None:
        """Mark an entry that is there."""
        self.notebook.do(
            lambda store: entries.mark(
                store,
                self.notebook.author,
                references.entry(store, entry["ref"]),
                taggings(marks),
                labels=marks.labels,
                evidence=marks.evidence,
                aha=marks.aha,
                look=marks.look,
            ),
            typed,
        )

    def toggle(self, kind: str) -> Outcome:
        """Tag the entry before, or take that tag off it."""
        outcome = Outcome()
        try:
            entry = self.last_entry()
            carried = any(tag["kind"] == kind for tag in entry["tags"])
            if carried:
                self.notebook.do(lambda store: self._untag(store, entry, kind), f"/tag {number_of(entry)}")
            else:
                self.mark(entry, Marks(tags=(Tag(Kind(kind)),)), f"#{kind}")
            outcome.tell(f"{number_of(entry)} {'is not' if carried else 'is'} {kind}: {entry['answer']}", "dim")
        except (InterviewKitError, Kept) as error:
            outcome.tell(str(error), "warning")
        return outcome

    def standing(self) -> Row:
        """How the interview stands, for the bar."""
        from interviewkit.queries import interviews as asked

        return self.notebook.ask(lambda store: asked.standing(store, self.notebook.interview(store)["id"]))

    def last_entry(self) -> Row:
        """The author's own last entry, or the last of all. Errors: UsageError when there is none."""
        said = self.notebook.whole()["entries"]
        own: list[Row] = [entry for entry in said if entry["author"] == self.notebook.author] or said
        if not own:
            raise UsageError("nothing has been noted yet; type what they say, then mark it")
        return own[-1]

    def go_to(self, phase: Phase, typed: str) -> None:
        """Enter a phase of the guide."""
        self.notebook.do(
            lambda store: interviews.stand(
                store, self.notebook.author, self.notebook.interview(store), phase=phase.title
            ),
            typed,
        )
        self.phase = phase
        self.offered = []

    def phase_after(self) -> Phase | None:
        """The phase that follows, or None after the last one."""
        place = self.guide.phases.index(self.phase)
        return self.guide.phases[place + 1] if place + 1 < len(self.guide.phases) else None

    def _untag(self, store: Store, entry: Row, kind: str) -> None:
        found, tag = references.tag(store, f"{entry['ref']}:{kind}")
        entries.untag(store, self.notebook.author, found, tag)

    def _phase_called(self, name: str | None) -> Phase | None:
        return next((phase for phase in self.guide.phases if name in (phase.title, phase.slug)), None)

    def _known(self, row: Row) -> Known:
        from interviewkit.session import slash

        steps = [tag["by"] for entry in row["entries"] for tag in entry["tags"] if tag["by"]]
        labels = [name for entry in row["entries"] for name in entry["labels"]]
        items = self.notebook.items()
        self.titles = {item["slug"]: item["title"] for item in items}
        return Known(
            duration=dates.takes,
            items=tuple(self.titles),
            people=tuple(one["name"] for one in row["participants"]),
            phases=tuple(phase.slug for phase in self.guide.phases),
            commands=tuple(slash.COMMANDS),
            actors=tuple(dict.fromkeys(steps)),
            labels=tuple(dict.fromkeys(labels)),
        )


def taggings(marks: Marks) -> list[Tagging]:
    """The tags of a line as they are stored: its links go to every one of them."""
    return [
        Tagging(tag.kind, severity=tag.severity, by=tag.by, takes=tag.takes, links=list(marks.links))
        for tag in marks.tags
    ]


def number_of(entry: Row) -> str:
    """An entry's number as it is typed, 7 or 7-2."""
    return str(entry["ref"]).rpartition("/")[2]


def listed(lines: Iterable[str]) -> str:
    """Lines below each other, or a word for none."""
    return "\n".join(lines) or "nothing"
