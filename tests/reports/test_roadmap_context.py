from __future__ import annotations

import json
from typing import Any

import pytest
from report_study import Builder, Plain, reported, small_study, told, written

from interviewkit.dbfile import Store
from interviewkit.queries.scope import Scope
from interviewkit.reports.asking import Report
from interviewkit.reports.render import render


def document(report: Report) -> Any:
    return json.loads(render(report, "json"))


def item_of(context: Plain, slug: str) -> Plain:
    return next(dict(item) for item in context["items"] if item["slug"] == slug)


def test_the_json_has_exactly_these_keys(study: Store) -> None:
    found = document(reported(study))
    assert list(found) == [
        *("schema", "generated_at", "store", "scope", "policy", "customers", "interviews", "entries", "items"),
        *("since_snapshot", "gaps", "unlabelled", "saturation", "heard", "withheld"),
    ]
    assert list(found["scope"]) == [
        *("since", "until", "segments", "sources", "topics", "customers", "participants"),
    ]
    item = found["items"][0]
    figures = [
        *("verdict", "reason", "customers", "share", "share_of_spoke", "interval", "strong", "coverage"),
        *("needed", "interviews", "pain_score", "severity", "tags", "segments", "quotes"),
    ]
    assert list(item) == ["uid", "slug", "key", "title", "status", "horizon", *figures, "after", "votes", "history"]
    assert list(item["customers"]) == [
        *("supports", "contradicts", "mixed", "neutral", "silent", "total", "changed", "outside"),
    ]
    assert list(item["tags"]) == ["problem", "process", "pain"]
    assert list(item["segments"][0]) == ["slug", "supports", "contradicts", "mixed", "neutral", "total"]
    assert list(item["quotes"][0]) == [
        *("ref", "customer", "answer", "stance", "kind", "verbatim", "evidence", "prompted", "observation"),
        *("severity", "question", "speaker"),
    ]
    assert list(found["gaps"][0]) == ["label", "customers", "tags", "pain_score", "quotes"]
    assert list(found["saturation"]) == [
        *("interviews", "saturated", "ratio", "first", "last", "reason", "curve"),
    ]
    assert list(found["heard"]) == [
        *("segments", "no_segment", "lifecycles", "sources", "not_heard", "internal"),
    ]
    shipped = item_of(found, "sign-in")
    assert list(shipped["after"]) == figures


def test_the_numbers_of_an_item_are_those_of_its_customers(study: Store) -> None:
    item = item_of(document(reported(study)), "faster-builds")
    assert {key: item[key] for key in ("key", "verdict", "share", "interval", "strong", "pain_score", "needed")} == {
        "key": "DLV-1",
        "verdict": "validated",
        "share": 0.8,
        "interval": [0.3755, 0.9638],
        "strong": 4,
        "pain_score": 10,
        "needed": 0,
    }
    assert item["customers"] == {
        "supports": 4,
        "contradicts": 1,
        "mixed": 0,
        "neutral": 0,
        "silent": 0,
        "total": 5,
        "changed": 0,
        "outside": 0,
    }


def test_coworkers_are_named_and_counted_nowhere(study: Store) -> None:
    context = told(study)
    assert (context["customers"], context["interviews"], context["entries"]) == (5, 5, 15)
    assert context["heard"]["internal"] == ["Platform team"]
    assert item_of(context, "faster-builds")["page"]["beside"] == ["1 more supports it, internal: not counted"]


def test_words_without_consent_are_counted_and_never_quoted(study: Store) -> None:
    report = reported(study)
    context = report.context
    assert item_of(context, "faster-builds")["customers"]["supports"] == 4
    assert context["withheld"] == 3
    for format in ("text", "md", "html", "json"):
        page = render(report, format)
        assert "ours wait four hours" not in page
        assert "the approvals are in a mail thread" not in page


def test_items_come_best_verdict_first_and_dropped_ones_last(study: Store) -> None:
    found = [(item["slug"], item["verdict"]) for item in told(study)["items"]]
    assert found == [
        ("faster-builds", "validated"),
        ("audit-trail", "emerging"),
        ("search", "contested"),
        ("nightly-reports", "untested"),
        ("sign-in", "insufficient"),
        ("dark-mode", None),
    ]


def test_a_shipped_item_keeps_its_two_rounds_apart(study: Store) -> None:
    item = item_of(document(reported(study)), "sign-in")
    assert item["reason"] == "insufficient: 1 of 3 supports it; 1 too few to judge"
    assert item["after"]["reason"] == "insufficient: 1 of 2 says it is solved; 2 more to judge"


@pytest.mark.parametrize(
    ("narrowed", "slugs"),
    [
        ({"statuses": ("building", "dropped")}, ["audit-trail", "dark-mode"]),
        ({"horizons": ("now",)}, ["faster-builds"]),
        ({"reference": "search"}, ["search"]),
    ],
)
def test_what_a_report_shows_can_be_narrowed_and_gaps_stay_the_same(
    study: Store, narrowed: Plain, slugs: list[str]
) -> None:
    context = told(study, **narrowed)
    assert [item["slug"] for item in context["items"]] == slugs
    assert context["gaps"] == told(study)["gaps"]


@pytest.mark.parametrize(
    ("scope", "customers"),
    [
        (Scope(since="2026-03-02T10:00:00.000Z", until="2026-03-04T10:00:00.000Z"), ["bolt", "crane"]),
        (Scope(segments=("public-sector",)), ["elm"]),
        (Scope(customers=("acme", "dune")), ["acme", "dune"]),
        (Scope(sources=("dogfood",)), []),
        (Scope(topics=("delivery",), segments=("startups",)), ["acme", "bolt", "crane", "dune"]),
        (Scope(participants=("Bea",)), ["bolt"]),
    ],
)
def test_a_scope_says_whose_words_count(store: Store, scope: Scope, customers: list[str]) -> None:
    written(store, small_study)
    context = told(store, scope)
    item = item_of(context, "faster-builds")
    assert sorted(cell["name"].split()[0].lower() for cell in item["page"]["cells"]) == customers
    assert context["scope"]["segments"] == list(scope.segments)


def test_nobody_knows_whose_words_they_are_when_two_were_there(store: Store) -> None:
    def both(build: Builder) -> None:
        build.customer("acme")
        build.item("search")
        build.participant("acme", "Ann")
        build.participant("acme", "Bea", consent="no")
        build.interview("acme", "acme", "2026-03-01T10:00:00.000Z", attended=["Ann", "Bea"])
        for answer, speaker in (("Ann's words", "Ann"), ("Bea's words", "Bea"), ("somebody's words", None)):
            build.entry("acme", answer, ("pain", 2, {"search": "supports"}), speaker=speaker)

    written(store, both)
    assert [quote["answer"] for quote in told(store)["items"][0]["quotes"]] == ["Ann's words"]
    assert told(store)["withheld"] == 2
    assert told(store, Scope(participants=("Ann",)))["entries"] == 1


def test_words_without_a_speaker_are_those_of_whoever_was_there_alone(store: Store) -> None:
    written(store, small_study)
    assert told(store, Scope(participants=("Bea",)))["entries"] == 3


def test_a_scope_is_told_in_words(study: Store) -> None:
    scope = Scope(since="2026-03-02T00:00:00.000Z", segments=("public-sector",), customers=("elm", "fjord"))
    assert told(study, scope, statuses=("planned",))["page"]["scope"] == [
        "since 2 Mar 2026",
        "segment Public sector",
        "customers Elm Council and Fjord",
        "status planned",
    ]


def test_a_customer_met_twice_is_quoted_with_the_whole_reference(file_store: Store) -> None:
    def twice(build: Builder) -> None:
        build.customer("acme")
        build.item("search")
        for slug in ("acme-1", "acme-2"):
            build.interview(slug, "acme", "2026-03-01T10:00:00.000Z")
        build.entry("acme-2", "we grep", ("pain", 2, {"search": "supports"}))

    written(file_store, twice)
    assert "we grep, Acme acme-2/1" in render(reported(file_store), "text")


def test_quotes_are_bounded_on_each_side(study: Store) -> None:
    item = item_of(told(study, quotes=1), "faster-builds")
    assert [(quote["ref"], quote["stance"]) for quote in item["quotes"]] == [
        ("acme/1", "supports"),
        ("dune/1", "contradicts"),
    ]
    assert item_of(told(study, quotes=0), "faster-builds")["quotes"] == []


def test_kept_snapshots_of_the_same_scope_are_told(study: Store) -> None:
    def kept(build: Builder) -> None:
        for name, scope in (("a", told(study)["scope"]), ("b", {"since": "2026-01-01"}), ("c", "no scope")):
            text = json.dumps(scope) if name != "c" else "not JSON"
            values = {"slug": name, "twin": 1, "name": name, "at": "2026-03-01T10:00:00.000Z", "policy": "{}"}
            build.change.insert("snapshot", uid=name, scope=text, **values)

    written(study, kept)
    note = next(note for note in told(study)["page"]["notes"] if note.startswith("This scope"))
    assert note.startswith("This scope was judged and kept 1 time before (snapshots), ")
    assert note.endswith("2 more snapshots are of other scopes: to choose among scopes is to look again.")


def test_one_customer_is_told_as_one(file_store: Store) -> None:
    def alone(build: Builder) -> None:
        build.customer("acme")
        build.item("search")
        build.interview("acme", "acme", "2026-03-01T10:00:00.000Z")
        build.entry("acme", "?", ("pain", 2, {"search": "supports"}), verbatim=1)

    written(file_store, alone)
    text = render(reported(file_store), "text")
    assert text.startswith("Roadmap validation · 1 customer, 1 interview, 1 entry · 1 Mar 2026 · ~/study.db\n")
    assert (
        "INSUFFICIENT  search   1 of 1 supports it; 3 more to judge · pain score 2\n              “?” Acme /1\n" in text
    )


def test_an_answer_of_ten_megabytes_is_cut_for_show_and_whole_in_json(file_store: Store) -> None:
    answer = "waiting " * 1_310_720

    def long(build: Builder) -> None:
        build.customer("acme")
        build.item("search")
        build.interview("acme", "acme", "2026-03-01T10:00:00.000Z")
        build.entry("acme", answer, ("pain", 2, {"search": "supports"}), verbatim=1)

    written(file_store, long)
    report = reported(file_store)
    for format in ("text", "md", "html"):
        page = render(report, format)
        assert "waiting…”" in page
        assert len(page) < 60_000
    assert document(report)["items"][0]["quotes"][0]["answer"] == answer


def test_three_hundred_items_are_all_listed(file_store: Store) -> None:
    def many(build: Builder) -> None:
        build.customer("acme")
        build.interview("acme", "acme", "2026-03-01T10:00:00.000Z")
        for number in range(300):
            build.item(f"item-{number}")
            build.entry("acme", f"word {number}", ("pain", 1, {f"item-{number}": "supports"}))

    written(file_store, many)
    report = reported(file_store)
    assert render(report, "csv").count("\n") == 301
    assert render(report, "html").count('<article class="card"') == 300
    assert render(report, "text").count("INSUFFICIENT") == 300
