"""`next` proposes whom to interview, and says why."""

from __future__ import annotations

from program import Run

from interviewkit.paths import Location


def test_next_says_who_about_what_and_why_and_the_command_begins_it(run: Run, workspace: Location) -> None:
    run("segment add Banks")
    run("customer add 'Bolt & Sons' --segment banks")
    run("customer add Team --internal")
    run(["roadmap", "add", "Faster builds", "--topic", "How you deliver", "--horizon", "now"])
    run("customer add Acme --lifecycle blocked")
    found = run("next --limit 1")
    assert found.out == (
        "1. Bolt & Sons about how you deliver: 10 points\n"
        "    +3  too few customers for a verdict: faster-builds\n"
        "    +1  on the roadmap for now: faster-builds\n"
        "    +3  nobody of banks was interviewed\n"
        "    +1  no customer who is regular was interviewed\n"
        "    +2  never interviewed\n"
        "   interviewkit start bolt-sons --topic 'how you deliver'\n"
    )
    assert found.err == "1 more: interviewkit next --limit 2\n"
    both = run("next --json").json
    assert [(one["customer"], one["score"], sum(part["points"] for part in one["reasons"])) for one in both] == [
        ("bolt-sons", 10, 10),
        ("acme", 9, 9),
    ]
    assert [*both[0]] == ["uid", "customer", "customer_name", "topic", "source", "score", "reasons", "command"]
    assert [*both[0]["reasons"][0]] == ["points", "why"]
    run(["start", "bolt-sons", "--topic", "How you deliver"])
    assert [one["customer"] for one in run("next --json").json] == ["acme"], "an interview is running"
    assert run("next --json").json[0]["topic"] == "How you deliver", "as it was typed"


def test_with_nobody_to_ask_next_says_how_to_add_somebody(run: Run, workspace: Location) -> None:
    found = run("next")
    assert (found.out, found.err) == (
        "",
        "nobody outside the company is left to ask; add somebody: interviewkit customer add NAME\n",
    )
    assert run("next --json").json == []
