"""The live interview without a screen: a line in, what happened out.

Every accepted line is recorded before the answer comes back. What is on a screen is the terminal's business; what a
line means is the notation's; what may be asked next is the guide's and the prober's. The cost of a line does not grow
with the interview: what can be named on a line is read once, and again only when somebody else has changed the store.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from interviewkit import dates, recorder, references, texts
from interviewkit.dbfile import Row, Store
from interviewkit.errors import InterviewKitError, UsageError
from interviewkit.fieldwork import entries, interviews
from interviewkit.fieldwork.notes import Note, Tagging
from interviewkit.notation.lines import Asked, Command, Marked, Marks, NextQuestion, Said
from interviewkit.notation.reading import parse
from interviewkit.queries import sitting
from interviewkit.session.guide import Guide, Phase
from interviewkit.session.hearing import Hearing
from interviewkit.session.notebook import Kept, Notebook
from interviewkit.session.noting import as_fixed, number_of, taggings, words_of
from interviewkit.session.outcomes import News, Outcome
from interviewkit.vocabulary import Kind

if TYPE_CHECKING:
    from interviewkit.session.closing import Closing
    from interviewkit.session.probes import Offer

Result = TypeVar("Result")


class Loop:
    """One author's side of one interview. `question` is the one from now on, `offered` are probes, best first."""

    def __init__(self, notebook: Notebook, guide: Guide) -> None:
        """Go on where the interview stands; `warm` reads the rest."""
        self.notebook = notebook
        self.guide = guide
        self.offered: list[str] = []
        self.fixing: Row | None = None
        self.closing: Closing | None = None
        row = notebook.ask(lambda store: sitting.begun(store, notebook.interview(store)["id"]))
        self.standing = row
        self.topic: str | None = row["topic"]
        self.question: str | None = row["question"]
        self.phase = self._phase_called(row["phase"]) or guide.phases[0]
        self._asked: set[str | None] = row["asked"] | {self.question}
        self._heard_in: str | None = row["heard_in"]
        self._latest: int = row["latest"]
        self._made: set[str] = set()
        self._last: str | None = None
        self._changed = -1
        self.hearing = Hearing(notebook, guide, self.topic)
        self.uid = ""
        self._misspelt: tuple[str, str] | None = None
        self._line = ""
        self._prose = False
        self._outcome = Outcome()

    def warm(self) -> None:
        """Have at hand what the first lines need; the first prompt need not wait for it."""
        self.hearing.freshen()
        _ = self.hearing.prober
        if self._last is None and self.hearing.left is not None and self._heard_in in (None, self.phase.title):
            self._offer(self.hearing.left)

    def take(self, line: str, uid: str | None = None) -> Outcome:
        """What a line does; never an error, and never nothing: what cannot be done is told.

        What the line makes gets the uid, so that whoever sent it can find out whether it came to be.
        """
        self.uid = uid or recorder.new_uid()

        def taken(outcome: Outcome) -> None:
            self._prose = True
            if self.closing is not None:
                self.closing.take(self._line, outcome)
            elif self._line.strip():
                self._take(self._line, outcome)
            elif self.fixing is not None:
                self.stop_fixing(outcome)

        return self._guarded(line, taken)

    def take_probe(self) -> Outcome:
        """Ask the first question that is offered."""
        return self.take(f"? {self.offered[0]}") if self.offered else Outcome()

    def toggle(self, kind: Kind) -> Outcome:
        """Tag the entry before, or take that tag off it."""
        last, carried = self._last, [False, False]

        def toggled(store: Store) -> Row:
            entry = self._before(store, last)
            if not carried[0]:
                carried[:] = True, any(tag["kind"] == kind for tag in entry["tags"])
            if not carried[1]:
                entries.mark(store, self.notebook.author, references.entry(store, entry["uid"]), [Tagging(kind)])
            elif any(tag["kind"] == kind for tag in entry["tags"]):
                found, tag = references.tag(store, f"{entry['ref']}:{kind.value}")
                entries.untag(store, self.notebook.author, found, tag)
            return entry

        def taken(outcome: Outcome) -> None:
            entry = self.do(toggled)
            if entry:
                outcome.tell(f"{number_of(entry)} {'is not' if carried[1] else 'is'} {kind}: {words_of(entry)}", "dim")

        self._prose = False
        return self._guarded(f"#{kind.value}", taken)

    def has_stored(self, uid: str) -> bool:
        """Whether a line that was taken with this uid has become something; where nobody can tell, it has not."""
        try:
            return self.notebook.ask(lambda store: sitting.stored(store, uid))
        except InterviewKitError:
            return False

    def do(self, deed: Callable[[Store], Result], *, wait: bool = True) -> Result | None:
        """Carry out a deed for the line that was typed; None where it has to wait, which is told."""
        try:
            return self.notebook.do(deed, self._line, wait=wait)
        except Kept as kept:
            self._outcome.tell(str(kept), "warning")
            return None

    def ask(self, question: str) -> None:
        """Make this the question from now on."""
        self.question = question
        self._asked.add(question)
        self.offered = [probe for probe in self.offered if probe != question]
        self.stand(question=question)

    def stand(self, *, verb: str = "stand", **values: str | int | None) -> bool:
        """Write down where the interview stands; says whether the store has it already."""

        def stood(store: Store) -> bool:
            interviews.stand(store, self.notebook.author, self.notebook.interview(store), verb=verb, **values)
            return True

        return bool(self.do(stood))

    def command(self, typed: Command, outcome: Outcome, misspelt: tuple[str, str] | None = None) -> None:
        """Carry out a command of the session; where the line before `misspelt` it, that one is taken back first."""
        from interviewkit.session import deeds, slash

        self.holds_no_prose()
        meant = misspelt if misspelt and misspelt[1] == typed.name else None
        if meant and deeds.unsay(self, meant[0], outcome) and typed.name == "undo":
            return
        slash.COMMANDS[typed.name](self, typed.rest, outcome)

    def next_question(self) -> str | None:
        """The guide's next question in this phase that nobody has asked."""
        return next((one for one in self.phase.asked(self.topic) if one not in self._asked), None)

    def look(self) -> News:
        """See what others have done, and try again what waits. Errors: those of the store."""
        self.notebook.retry()

        rows = self.notebook.ask(self._seen)
        self._latest = max([self._latest, *(row["id"] for row in rows)])
        return News([row for row in rows if row["uid"] not in self._made], self.news())

    def news(self) -> list[str]:
        """What became of lines that waited; told once."""
        told, self.notebook.news = self.notebook.news, []
        return told

    def mark(self, entry: Row, marks: Marks) -> bool:
        """Mark an entry that is there; says whether the store has it already."""

        def marked(store: Store) -> bool:
            self._mark_in(store, references.entry(store, entry["uid"]), marks)
            return True

        return bool(self.do(marked))

    def last_entry(self) -> Row:
        """The author's own last entry, or the last of all. Errors: UsageError when there is none."""
        if self.notebook.waiting:
            raise UsageError("the last line waits for the store; once it is in, try again")
        return self.notebook.ask(lambda store: self._before(store, self._last))

    def stop_fixing(self, outcome: Outcome) -> None:
        """Leave the entry that came back to the prompt as it stands."""
        if self.fixing is not None:
            outcome.tell(f"{number_of(self.fixing)} stays as it is", "dim")
            self.fixing = None

    def go_to(self, phase: Phase) -> None:
        """Enter a phase of the guide; what was asked before belongs to the phase before."""
        self.phase = phase
        self.offered = []
        self.question = None
        self.stand(phase=phase.title, question=None)

    def phase_after(self) -> Phase | None:
        """The phase that follows, or None after the last one."""
        place = self.guide.phases.index(self.phase)
        return self.guide.phases[place + 1] if place + 1 < len(self.guide.phases) else None

    def holds_no_prose(self) -> None:
        """The line is a command or nothing but markers: where it is refused it does not come back to the prompt."""
        self._prose = False

    def _guarded(self, line: str, work: Callable[[Outcome], None]) -> Outcome:
        """What the work did; a failure is told, and prose comes back to the prompt."""
        outcome = self._outcome = Outcome()
        self._line = texts.accept(line, lambda doubt: outcome.tell(doubt, "warning"))
        try:
            self.hearing.freshen()
            work(outcome)
        except InterviewKitError as error:
            outcome.tell(str(error).removesuffix(f"; see interviewkit show {self.notebook.ref}"), "warning")
            self._refuse(outcome)
        except Exception as error:  # a session does not die of one line
            kept = self._surprised(error)
            outcome.tell(f"this should not happen ({type(error).__name__}); please report it with {kept}", "warning")
            self._refuse(outcome)
        for sentence in self.news():
            outcome.tell(sentence, "dim")
        return outcome

    def _refuse(self, outcome: Outcome) -> None:
        outcome.refused = True
        if self._prose:
            outcome.prefill = outcome.prefill or self._line

    def _surprised(self, error: Exception) -> object:
        """Keep the line and where it failed; gives the place."""
        import traceback

        from interviewkit import rescue

        return rescue.keep(f"{self._line}\n{''.join(traceback.format_exception(error))}", ".txt") or "the line"

    def _take(self, line: str, outcome: Outcome) -> None:
        read = parse(line, self.hearing.known)
        misspelt, self._misspelt = self._misspelt, None
        if not isinstance(read, Said):
            self.stop_fixing(outcome)
        match read:
            case Said():
                self._say(read, outcome)
            case Marked():
                self._mark(read, outcome)
            case Asked(question):
                self.ask(question)
            case NextQuestion():
                following = self.next_question()
                if following is None:
                    outcome.tell(f"the guide has no more questions in “{self.phase.title}”; /phase goes on", "dim")
                else:
                    self.ask(following)
                    outcome.tell(f"Q  {following}", "dim")
            case Command():
                self.command(read, outcome, misspelt)

    def _say(self, said: Said, outcome: Outcome) -> None:
        offer = self.hearing.prober.look("" if said.observation else said.text)
        note = Note(
            uid=self.uid,
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
        fixing = self.fixing
        unlinked = self.do(lambda store: self._record(store, note, fixing))
        self.fixing = None
        self._last = fixing["uid"] if fixing else note.uid
        self._made.add(note.uid)
        self._misspelt = (note.uid, said.meant) if said.meant and not fixing else None
        for hint in [*said.hints, *(unlinked or ())]:
            outcome.tell(hint, "warning")
        self.hearing.learn(said.marks)
        if offer.park:
            outcome.tell(f"say: “{offer.park}”  then /park", "dim")
        if said.text and not said.observation:
            self._offer(offer)

    def _offer(self, offer: Offer) -> None:
        """What may be asked after the last thing they said; a remark of the team changes nothing."""
        self.offered = [probe.question for probe in offer.questions if probe.question not in self._asked]

    def _record(self, store: Store, note: Note, fixing: Row | None) -> list[str]:
        interview = self.notebook.interview(store)
        if fixing is not None:
            entries.rewrite(store, self.notebook.author, references.entry(store, fixing["uid"]), as_fixed(note, fixing))
            return []
        return entries.log(store, self.notebook.author, interview, [note], strict=False).unlinked

    def _mark(self, marked: Marked, outcome: Outcome) -> None:
        from interviewkit.session import deeds

        self.holds_no_prose()
        if marked.marks == Marks():
            raise UsageError("; ".join(marked.hints))
        last = self._last

        def done(store: Store) -> Row:
            entry = self._before(store, last)
            marks = deeds.hung_on(entry, marked.marks)
            self._mark_in(store, references.entry(store, entry["uid"]), marks)
            return entry

        entry = self.do(done)
        self.hearing.learn(marked.marks)
        for hint in marked.hints:
            outcome.tell(hint, "warning")
        if entry:
            outcome.tell(f"marked {number_of(entry)}: {words_of(entry)}", "dim")
        outcome.refused = bool(marked.missed)

    def _mark_in(self, store: Store, entry: Row, marks: Marks) -> None:
        entries.mark(
            store,
            self.notebook.author,
            entry,
            taggings(marks),
            labels=marks.labels,
            evidence=marks.evidence,
            aha=marks.aha,
            look=marks.look,
        )

    def _before(self, store: Store, last: str | None) -> Row:
        """The entry of that uid if it stands, else the author's last one, else the last of all."""
        from interviewkit.queries import entries as asked

        key = store.value("SELECT id FROM entries WHERE uid = :uid", uid=last) if last else None
        if key is not None:
            return asked.one(store, key)
        found = sitting.last(store, self.notebook.interview(store)["id"], self.notebook.author)
        if found is None:
            raise UsageError("nothing has been noted yet; type what they say, then mark it")
        return found

    def _seen(self, store: Store) -> list[Row]:
        """Entries that are new; when the store has changed, all that is known of it is read again."""
        changed = sitting.changed(store)
        if changed == self._changed:
            return []
        from interviewkit.queries import interviews as asked

        interview = self.notebook.interview(store)
        self.standing = asked.standing(store, interview["id"])
        self.hearing.renew(store, interview)
        self._changed = changed
        return sitting.since(store, interview["id"], self._latest)

    def _phase_called(self, name: str | None) -> Phase | None:
        return next((phase for phase in self.guide.phases if name in (phase.title, phase.slug)), None)
