"""Every kind of report honours an option that narrows it, or refuses it: KINDS by options."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from program import Run
from report_study import Builder, Mark, reported, written
from reports.kept_study import keep
from reports.test_conversation_reports import around, promise

from interviewkit.dbfile import Store
from interviewkit.errors import UsageError
from interviewkit.queries.scope import Scope
from interviewkit.reports.kinds import ITEMS, KINDS, NARROWING, SCOPE, check
from interviewkit.reports.render import render

AS: Mapping[str, Mapping[str, Any]] = {
    "--since": {"scope": Scope(since="2026-04-01T00:00:00.000Z")},
    "--until": {"scope": Scope(until="2026-02-01T00:00:00.000Z")},
    "--segment": {"scope": Scope(segments=("public-sector",))},
    "--source": {"scope": Scope(sources=("visit",))},
    "--topic": {"scope": Scope(topics=("billing",))},
    "--customer": {"scope": Scope(customers=("bolt",))},
    "--participant": {"scope": Scope(participants=("Zoe",))},
    "--status": {"statuses": ("shipped",)},
    "--horizon": {"horizons": ("later",)},
    "--quotes": {"quotes": 0},
    "--full": {"full": True},
    "--since-snapshot": {"since_snapshot": "april"},
}
"""What each option comes to, chosen so that a report which honours it is another one."""
OF = {"customer": "acme", "workshop": "spring"}
EMPTIED = ("customer", "--segment")
"""A segment could only empty the report of one customer: it is refused, not honoured."""
PAIRS = [(kind, option) for kind in KINDS if kind != "workshop" for option in sorted(NARROWING)]
PAIRS.remove(EMPTIED)


@pytest.fixture
def study(file_store: Store) -> Store:
    """A study in which every option narrows something of every report."""
    written(file_store, _study)
    keep(file_store, "April", "2026-04-01T09:00:00.000Z")
    return file_store


def _study(build: Builder) -> None:
    around(build)
    build.participant("acme", "Zoe")
    build.participant("acme", "Zed")
    told: dict[str, Any] = {"topic": "billing", "topic_slug": "billing", "attended": ["Zoe", "Zed"]}
    build.interview("visit", "acme", "2026-05-20T10:00:00.000Z", source="visit", **told)
    said: dict[str, Any] = {"speaker": "Zoe", "verbatim": 1, "labels": ["invoices"], "aha": 1}
    step: Mark = ("process", None, {})
    build.entry("visit", "we bill by hand", ("pain", 2, {"faster-builds": "supports"}), step, **said)
    build.entry("visit", "and it is late", ("problem", 1, {}), speaker="Zed", labels=["invoices"])
    build.interview("running", "dune", "2026-03-15T10:00:00.000Z", ended_at=None)
    build.entry("running", "we test at night", step, verbatim=1)
    build.entry("acme", "we merge", step, verbatim=1)
    build.entry("bolt", "we ship", step)
    build.entry("gale", "we sign", step)
    build.term("visit", "dunning", "asking twice")
    build.term("bolt", "train", None)
    promise(build, 9, "the invoice", "acme", None, interview="visit")


def _made(store: Store, kind: str, **asked: Any) -> dict[str, Any]:
    """A report's JSON without what only repeats the question."""
    scope = asked.pop("scope", None)
    report = reported(store, scope, kind=kind, reference=OF.get(kind), **asked)
    found = dict(json.loads(render(report, "json")))
    return {key: value for key, value in found.items() if key != "scope"}


@pytest.mark.parametrize(("kind", "option"), PAIRS)
def test_a_kind_honours_what_it_takes_and_nothing_else(study: Store, kind: str, option: str) -> None:
    narrowed = _made(study, kind, **AS[option]) != _made(study, kind)
    assert narrowed == (option in KINDS[kind].takes)


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_kind_does_not_take_is_refused_with_what_it_takes(kind: str) -> None:
    one = KINDS[kind]
    check(one, None, sorted(one.takes))
    for option in NARROWING - one.takes:
        with pytest.raises(UsageError, match=f"report {kind} does not take {option}; leave {option} out: it takes "):
            check(one, None, [option])
    for option in one.for_many:
        with pytest.raises(UsageError, match=f"report {kind} x is of that one .* only; leave {option} out"):
            check(one, "x", [option])
    assert set(AS) == NARROWING >= SCOPE | ITEMS


def test_the_command_refuses_it_with_exit_code_2(run: Run, study: Store) -> None:
    found = run(["report", "terms", "--status", "planned"], code=2)
    assert found.err == (
        "error: report terms does not take --status; leave --status out: it takes --customer, --participant,"
        " --segment, --since, --source, --topic, --until\n"
    )
    assert "leave --quotes out" in run(["report", "ahas", "--quotes", "5"], code=2).err
    assert "is of that one interview only" in run(["report", "interview", "acme", "--since", "today"], code=2).err
