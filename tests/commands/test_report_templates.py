"""`interviewkit report`: a team's own templates, what they are given, and reports without names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from program import Run
from report_study import small_study, written

from interviewkit import dbfile
from interviewkit.paths import Location

MINE = """\
{% for item in items %}
- {{ item.title }} ({{ item.verdict }}): {{ item.page.share }}
{% endfor %}
{{ items[0].quotes[0].customer }}
"""


@pytest.fixture
def study(workspace: Location) -> Location:
    """The small study in the workspace of the working directory."""
    store = dbfile.connect(workspace, write=True)
    written(store, small_study)
    store.close()
    return workspace


def test_a_template_lays_out_any_report_by_its_ending_into_any_place(run: Run, study: Location) -> None:
    Path("mine.md.j2").write_text(MINE)
    report = run("report --json").json
    line = f"- {report['items'][0]['title']} ({report['items'][0]['verdict']}): "
    shown = run("report --template mine.md.j2")
    assert shown.out.startswith(line)
    assert shown.err == ""
    assert run("report --template mine.md.j2 -o slides.txt").err == "wrote slides.txt\n"
    assert Path("slides.txt").read_text(encoding="utf-8") == shown.out
    assert run("report --template -", stdin="{{ page.title }} {{ width }} {{ colour }}").out == (
        "Roadmap validation 100 False\n"
    )
    assert run("report gaps --template -", stdin="{{ page.title }}").out != "Roadmap validation\n"
    assert run("report --anonymous --template mine.md.j2").out.endswith("\ncustomer-a\n")


def test_context_prints_what_a_template_is_given(run: Run, study: Location) -> None:
    context = run("report --context").json
    Path("all.txt").write_text("{{ [page.title, items | length, policy.min_customers, colour, width] | join(' ') }}")
    told = [context["page"]["title"], len(context["items"]), context["policy"]["min_customers"]]
    assert (
        run("report --template all.txt").out == " ".join(map(str, [*told, context["colour"], context["width"]])) + "\n"
    )
    run("report --context --json -o context.json")
    kept = json.loads(Path("context.json").read_text(encoding="utf-8"))
    assert kept | {"generated_at": ""} == context | {"generated_at": ""}
    plain = run("report --json").json
    assert plain.keys() == context.keys() - {"page", "colour", "width"}
    assert "customer-a" in {
        quote["customer"] for item in run("report --context --anonymous").json["items"] for quote in item["quotes"]
    }


def test_what_contradicts_a_template_or_a_mask_is_wrong_usage(run: Run, study: Location) -> None:
    Path("mine.md").write_text(MINE)
    said = "a template says by its ending what it makes: --template FILE without --format or --context"
    for words in ("--format md", "--json", "--context"):
        assert said in run(f"report --template mine.md {words}", code=2).err
    assert "--context is JSON; leave --format out" in run("report --context --format md", code=2).err
    assert (
        "--mask takes a word, and goes with --anonymous: interviewkit report --anonymous --mask WORD"
        in run("report --mask x", code=2).err
    )
    assert "--mask takes a word" in run(["report", "--anonymous", "--mask", " "], code=2).err
    assert "there is no file nothing.md; name one" in run("report --template nothing.md", code=3).err


def test_a_template_that_fails_says_where_and_leaves_the_old_file(run: Run, study: Location) -> None:
    Path("mine.html").write_text("<p>\n{{ page.titel }}\n")
    Path("out.html").write_text("the old one")
    failed = run("report --template mine.html -o out.html", code=1)
    assert failed.err == (
        "error: mine.html, line 2: 'dict object' has no attribute 'titel';"
        " what it is given: interviewkit report --context\n"
    )
    assert Path("out.html").read_text() == "the old one"


def test_a_template_of_the_workspace_is_used_instead_of_ours_wherever_it_applies(run: Run, study: Location) -> None:
    own = study.templates
    own.mkdir()
    (own / "roadmap.md.j2").write_text("# Ours\n{% include 'shipped/roadmap.md.j2' %}")
    assert run("report").out.startswith("# Ours\n# Roadmap validation\n")
    assert run("report --format text").out.startswith("Roadmap validation")
    (own / "roadmap.md.j2").write_text("x\n{{ nothing }}")
    failed = run("report", code=1).err
    assert failed.startswith(f"error: {own / 'roadmap.md.j2'}, line 2: 'nothing' is undefined")
    assert "Traceback" not in failed
    run("report --json")


def test_an_anonymous_report_names_nobody_on_stdout_in_files_or_in_their_names(run: Run, study: Location) -> None:
    Path("bin").mkdir()
    browser = Path("bin/browser")
    browser.write_text('#!/bin/sh\necho "$1" > opened\n')
    browser.chmod(0o700)
    words = ["report", "customer", "acme", "--anonymous", "--mask", "login", "--mask", "startups"]
    opened = run([*words, "--open"], env={"BROWSER": f"{browser.absolute()} %s"})
    page = next(Path("home/cache").rglob("*.html")).read_text(encoding="utf-8")
    told = opened.err + Path("opened").read_text() if Path("opened").exists() else opened.err
    for word in ("acme", "login", "Startups"):
        assert word.lower() not in page.lower()
        assert word.lower() not in told.lower().replace("/acme", "")
    assert "Customer A" in page
    assert "█" in page
    gated = run("report --anonymous --fail-on contested -o r.md", code=4)
    assert "acme" not in gated.err.lower()
