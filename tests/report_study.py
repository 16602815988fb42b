"""A small study that is the same every time, for tests of reports, written through the recorder."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from interviewkit import recorder
from interviewkit.dbfile import Store
from interviewkit.queries.scope import Scope
from interviewkit.recorder import Change
from interviewkit.reports.asking import Asked, Report
from interviewkit.reports.kinds import KINDS, made
from interviewkit.settings import Policy

Plain = dict[str, Any]
Mark = tuple[str, int | None, Mapping[str, str]]


class Builder:
    """Writes the rows of a study; things are known by their slugs, uids are made from them."""

    def __init__(self, change: Change) -> None:
        self.change = change
        self.keys: dict[str, int] = {}
        self.numbers: dict[str, int] = {}

    def segment(self, slug: str, name: str | None = None) -> None:
        """A segment."""
        self._insert("segment", slug, slug=slug, name=name or slug.capitalize())

    def customer(
        self,
        slug: str,
        name: str | None = None,
        *,
        segments: Sequence[str] = (),
        internal: bool = False,
        lifecycle: str = "regular",
    ) -> None:
        """A customer, in its segments."""
        self._insert(
            "customer",
            slug,
            slug=slug,
            name=name or slug.capitalize(),
            lifecycle=lifecycle,
            internal=int(internal),
        )
        for segment in segments:
            place = {"customer": self.keys[f"customer:{slug}"], "segment": self.keys[f"segment:{segment}"]}
            self._insert("customer_segment", f"{slug}:{segment}", **place)

    def item(
        self,
        slug: str,
        title: str | None = None,
        *,
        segments: Sequence[str] = (),
        topics: Sequence[str] = (),
        **values: Any,
    ) -> None:
        """A roadmap item, for its segments and topics."""
        values = {"status": "planned", "gone": 0} | values
        self._insert("item", slug, slug=slug, twin=1, title=title or slug, **values)
        key = self.keys[f"item:{slug}"]
        for segment in segments:
            self._insert("item_segment", f"{slug}:{segment}", item=key, segment=self.keys[f"segment:{segment}"])
        for topic in topics:
            self._insert("item_topic", f"{slug}:{topic}", item=key, name=topic)

    def participant(self, customer: str, name: str, consent: str = "yes", role: str | None = None) -> None:
        """Somebody on the customer's side."""
        owner = self.keys[f"customer:{customer}"]
        self._insert("participant", name, customer=owner, name=name, role=role, consent=consent)

    def interview(
        self,
        slug: str,
        customer: str,
        started_at: str,
        *,
        source: str = "interview",
        topic: str | None = None,
        attended: Sequence[str] = (),
        **values: Any,
    ) -> None:
        """An interview that has ended, when it began unless `values` say when."""
        given = {"topic": topic, "topic_slug": topic, "lifecycle": "regular", "ended_at": started_at, "disclosed": 1}
        self._insert(
            "interview",
            slug,
            slug=slug,
            twin=1,
            customer=self.keys[f"customer:{customer}"],
            title=slug,
            guide="intern",
            source=source,
            started_at=started_at,
            **({"zone": "UTC"} | given | values),
        )
        for name in attended:
            seat = {
                "interview": self.keys[f"interview:{slug}"],
                "participant": self.keys[f"participant:{name}"],
            }
            self._insert("attendance", f"{slug}:{name}", **seat)

    def entry(
        self,
        interview: str,
        answer: str | None,
        *marks: Mark,
        labels: Sequence[str] = (),
        speaker: str | None = None,
        step: tuple[str | None, str | None] = (None, None),
        **values: Any,
    ) -> None:
        """An entry with its labels and tags, each as (kind, severity, {item: stance}); `step` is (by, takes)."""
        number = self.numbers[interview] = self.numbers.get(interview, 0) + 1
        uid = f"{interview}/{number}"
        given = {"question": None, "evidence": "experience", "at": f"2026-03-01T10:{number:02d}:00.000Z"}
        flags = {"verbatim": 0, "prompted": 0, "aha": 0, "look": 0}
        self._insert(
            "entry",
            uid,
            interview=self.keys[f"interview:{interview}"],
            number=number,
            twin=1,
            answer=answer,
            speaker=self.keys[f"participant:{speaker}"] if speaker else None,
            **(given | flags | values),
        )
        entry = self.keys[f"entry:{uid}"]
        for kind, severity, links in marks:
            who, takes = step if kind == "process" else (None, None)
            self._insert("tag", f"{uid}:{kind}", entry=entry, kind=kind, severity=severity, who=who, takes=takes)
            for item, stance in links.items():
                tied = {"tag": self.keys[f"tag:{uid}:{kind}"], "item": self.keys[f"item:{item}"]}
                self._insert("link", f"{uid}:{kind}:{item}", stance=stance, **tied)
        for name in labels:
            self._insert("label", f"{uid}:{name}", entry=entry, name=name)

    def crew(self, interview: str, role: str, name: str) -> None:
        """One of our own people in an interview."""
        within = self.keys[f"interview:{interview}"]
        self._insert("crew", f"{interview}:{role}:{name}", interview=within, role=role, name=name)

    def parked(self, interview: str, question: str, why: str | None = None, answer: str | None = None) -> None:
        """A question of theirs that was put off, and answered where there is an answer."""
        number = self.numbers[f"{interview}?"] = self.numbers.get(f"{interview}?", 0) + 1
        at = "2026-03-01T10:30:00.000Z"
        self._insert(
            "parked",
            f"{interview}?{number}",
            interview=self.keys[f"interview:{interview}"],
            number=number,
            twin=1,
            question=question,
            why=why,
            answer=answer,
            at=at,
            answered_at=at if answer else None,
        )

    def term(self, interview: str, name: str, meaning: str | None = None) -> None:
        """A word of theirs."""
        key = name.casefold()
        within = self.keys[f"interview:{interview}"]
        at = "2026-03-01T10:40:00.000Z"
        self._insert("term", f"{interview}:{key}", interview=within, word=key, name=name, meaning=meaning, at=at)

    def follow_up(
        self,
        customer: str,
        title: str,
        *,
        interview: str | None = None,
        at: str = "2026-03-01T11:00:00.000Z",
        **values: Any,
    ) -> None:
        """A promise to a customer, with `due` and `done_at` where given."""
        number = self.numbers["followups"] = self.numbers.get("followups", 0) + 1
        self._insert(
            "followup",
            f"promise {number}",
            number=number,
            twin=1,
            title=title,
            customer=self.keys[f"customer:{customer}"],
            interview=self.keys[f"interview:{interview}"] if interview else None,
            at=at,
            **values,
        )

    def _insert(self, table: str, uid: str, **values: Any) -> None:
        self.keys[f"{table}:{uid}"] = self.change.insert(table, uid=uid, **values)


Build = Callable[[Builder], None]


def written(store: Store, build: Build) -> None:
    """The study written to the store, in one change."""
    with recorder.change(store, "test", "ann") as change:
        build(Builder(change))


def reported(store: Store, scope: Scope | None = None, kind: str = "roadmap", **asked: Any) -> Report:
    """A report on the store, with a fixed moment and place; `asked` as in `Asked`."""
    given: Plain = {"generated_at": "2026-06-05T09:00:00.000Z", "store_shown": "~/study.db"}
    return made(KINDS[kind], Asked(store, scope or Scope(), asked.pop("policy", Policy()), **(given | asked)))


def told(store: Store, scope: Scope | None = None, kind: str = "roadmap", **asked: Any) -> Plain:
    """The context of that report."""
    return reported(store, scope, kind, **asked).context


def small_study(build: Builder) -> None:
    """Six customers, one of them a coworker, in two segments; an item for every verdict that is likely."""
    for segment, name in (("startups", "Startups"), ("public-sector", "Public sector")):
        build.segment(segment, name)
    for slug, segment in (("acme", "startups"), ("bolt", "startups"), ("crane", "startups"), ("dune", "startups")):
        build.customer(slug, segments=[segment])
    build.customer("elm", "Elm Council", segments=["public-sector"], lifecycle="new")
    build.customer("fjord", segments=["public-sector"])
    build.customer("platform-team", "Platform team", internal=True)
    build.item("faster-builds", "Faster builds", key="DLV-1", url="https://tracker.example/1", horizon="now")
    build.item("audit-trail", "Audit trail", status="building", segments=["startups", "public-sector"])
    build.item("search", "Search over logs")
    build.item("nightly-reports", "Nightly reports", horizon="later")
    build.item("dark-mode", "Dark mode", status="dropped")
    build.item("sign-in", "One sign-in", status="shipped", shipped_at="2026-03-04T00:00:00.000Z")
    build.participant("bolt", "Bea", consent="no")
    for day, slug in enumerate(("acme", "bolt", "crane", "dune", "elm"), start=1):
        attended = ["Bea"] if slug == "bolt" else []
        build.interview(slug, slug, f"2026-03-{day:02d}T10:00:00.000Z", topic="delivery", attended=attended)
    build.interview("platform-team", "platform-team", "2026-03-06T10:00:00.000Z", source="dogfood")
    _said(build)


def _said(build: Builder) -> None:
    faster, audit = {"faster-builds": "supports"}, {"audit-trail": "supports"}
    build.entry("acme", "a day is gone, every time", ("pain", 3, faster), verbatim=1, labels=["builds"])
    build.entry("acme", "auditors ask who approved what", ("problem", 2, audit), labels=["audit"])
    build.entry("acme", "we wait for a login twice a day", ("pain", 1, {"sign-in": "supports"}))
    build.entry("bolt", "ours wait four hours", ("problem", 2, faster), speaker="Bea", labels=["builds"])
    build.entry("bolt", "the approvals are in a mail thread", ("problem", None, audit), labels=["audit"])
    build.entry("bolt", "new starters wait three weeks", ("pain", 3, {}), labels=["onboarding"])
    build.entry("crane", "nobody can merge meanwhile", ("pain", 2, faster), labels=["builds"])
    build.entry("crane", "we could use an audit log", ("problem", 1, audit), evidence="opinion", prompted=1)
    build.entry("crane", "grep is all we have", ("problem", 1, {"search": "supports"}), labels=["search"])
    build.entry("dune", "ours take two minutes", ("process", None, {"faster-builds": "contradicts"}))
    build.entry("dune", "search works fine for us", ("process", None, {"search": "contradicts"}), verbatim=1)
    build.entry("dune", "a new starter sat idle for a month", ("pain", 2, {}), labels=["onboarding"])
    build.entry("dune", "sign-in is quick now", ("process", None, {"sign-in": "supports"}))
    build.entry("elm", "[she sighed at the build screen]", ("pain", 3, faster), evidence="shown")
    build.entry("elm", "nobody knows where the keys are", ("problem", 2, {}))
    build.entry("platform-team", "we want it too", ("pain", 3, faster))


def long_story(build: Builder) -> None:
    """Two customers and a coworker who told the same process; one of them was met again, and promised things."""
    build.segment("startups", "Startups")
    build.customer("acme", segments=["startups"], lifecycle="blocked")
    build.customer("bolt")
    build.customer("platform-team", "Platform team", internal=True)
    build.item("faster-builds", "Faster builds", horizon="now")
    build.item("sign-in", "One sign-in", status="shipped", shipped_at="2026-04-01T00:00:00.000Z")
    build.item("audit-trail", "Audit trail")
    build.participant("acme", "Ann", role="release engineer")
    build.participant("bolt", "Bea", consent="no")
    build.participant("bolt", "Ben", role="developer")
    told = {"topic": "How code reaches production", "topic_slug": "delivery"}
    build.interview(
        "acme",
        "acme",
        "2026-03-03T10:00:00.000Z",
        attended=["Ann"],
        ended_at="2026-03-03T10:50:00.000Z",
        minutes=60,
        **told,
    )
    build.interview("bolt", "bolt", "2026-03-04T10:00:00.000Z", attended=["Bea", "Ben"], **told)
    build.interview("platform-team", "platform-team", "2026-03-05T10:00:00.000Z", source="dogfood", **told)
    build.interview(
        "acme-again",
        "acme",
        "2026-05-20T09:00:00.000Z",
        source="check-in",
        attended=["Ann"],
        lifecycle="blocked",
        **told,
    )
    build.crew("acme", "interviewer", "Paul")
    build.crew("acme", "note-taker", "Nora")
    _walked_through(build)
    build.parked("acme", "When will it be faster?", "half a day is gone each time", "Not before autumn.")
    build.parked("acme", "Can we have dark mode?")
    build.term("acme", "Golden build", "the one that QA has signed off")
    build.term("acme", "train")
    build.term("acme-again", "golden build", "The one that QA has signed off.")
    build.term("platform-team", "golden build", "whatever built last")
    build.follow_up("acme", "Send the road map", interview="acme", due="2026-03-20", done_at="2026-03-25T09:00:00.000Z")
    build.follow_up("acme", "Ask how the builds are", interview="acme", due="2026-05-01")
    build.follow_up("acme", "Bring the audit sketch", at="2026-04-01T09:00:00.000Z")


def _walked_through(build: Builder) -> None:
    step: Mark = ("process", None, {})
    faster = {"faster-builds": "supports"}
    ann: Plain = {"speaker": "Ann", "phase": "walk through"}
    build.entry("acme", "we push before lunch", step, step=("developers", "3h"), question="How does it begin?", **ann)
    build.entry(
        "acme", "QA tags the golden build", step, ("problem", 2, {}), step=("QA", "6h-9h"), question="And then?", **ann
    )
    build.entry("acme", "a day is gone, every time", ("pain", 3, faster), verbatim=1, aha=1, labels=["builds"], **ann)
    build.entry("acme", "it is released", step, step=("release engineering", None), question="And then?", **ann)
    build.entry("acme", "[she sighed at the login]", ("pain", 1, {"sign-in": "supports"}), evidence="shown", **ann)
    build.entry(
        "acme",
        "an audit log could be nice",
        ("problem", 1, {"audit-trail": "supports"}),
        phase="roadmap",
        speaker="Ann",
    )
    build.entry("bolt", "Bea's words stay with her", ("pain", 3, {}), step, speaker="Bea", verbatim=1)
    build.entry("bolt", "ours take two minutes", step, step=("build server", "2m"), speaker="Ben", verbatim=1)
    build.entry("bolt", "nobody knows who said this", ("problem", 2, {}))
    build.entry("platform-team", "we only merge", step, step=("us", "1d"))
    build.entry(
        "acme-again", "the login still asks twice", ("pain", 2, {"sign-in": "contradicts"}), verbatim=1, speaker="Ann"
    )
    build.entry(
        "acme-again", "the builds are quick now", ("process", None, {"faster-builds": "contradicts"}), speaker="Ann"
    )
