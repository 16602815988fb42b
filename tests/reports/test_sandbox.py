"""Templates that we did not ship: what they may, what stops them, and how that is told."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from report_study import reported

from interviewkit.dbfile import Store
from interviewkit.errors import InterviewKitError
from interviewkit.paths import templates_folder
from interviewkit.reports import render as laying
from interviewkit.reports import sandbox
from interviewkit.reports.asking import Report

SMALL = Report({"title": "<b>*x*</b> | {{ 7*7 }}", "many": list(range(9))}, "roadmap", [], ())
HELP = "; what it is given: interviewkit report --context"


def own(source: str, name: str = "mine.txt", folder: Path = Path("templates")) -> sandbox.Own:
    """The templates of a folder, and one that is named, with this text."""
    found = sandbox.own(folder, (name, source))
    assert found is not None
    return found


def laid_out(source: str, name: str = "mine.txt", *, seconds: float = 20) -> str:
    """What the process makes of the small report by a template of that name."""
    return sandbox.render(SMALL, "text", own(source, name), seconds=seconds)


def answered(source: str, name: str = "mine.txt", folder: Path = Path("templates")) -> dict[str, Any]:
    """What the process would answer, without its bounds, asked in this one."""
    return sandbox.answered(json.loads(json.dumps(sandbox.job(SMALL, "text", own(source, name, folder)))))


def test_the_ending_of_a_template_says_how_values_are_escaped() -> None:
    source = "<i>{{ title }}</i>\n{{ many | length }}"
    html = "<i>&lt;b&gt;*x*&lt;/b&gt; | {{ 7*7 }}</i>\n9\n"
    markdown = "<i>&lt;b&gt;\\*x\\*&lt;/b&gt; \\| \\{\\{ 7\\*7 \\}\\}</i>\n9\n"
    text = "<i><b>*x*</b> | {{ 7*7 }}</i>\n9\n"
    assert [answered(source, name)["text"] for name in ("a.html", "a.html.j2", "b/A.HTM")] == [html] * 3
    assert [answered(source, name)["text"] for name in ("a.md", "b/a.md.j2")] == [markdown] * 2
    assert [answered(source, name)["text"] for name in ("a.txt", "a.txt.j2", "a", "-", "a.tex")] == [text] * 5


@pytest.mark.parametrize(
    ("source", "line", "told"),
    [
        ("a\n{{ nothing }}", 2, "'nothing' is undefined"),
        ("a\n{{ title.nothing }}", 2, "'str object' has no attribute 'nothing'"),
        ("a\n\n{% if %}", 3, "Expected an expression, got 'end of statement block'"),
        ("{{ 1 / 0 }}", 1, "division by zero"),
        ("{{ title | nofilter }}", 1, "No filter named 'nofilter'."),
        ("{{ title.__class__ }}", 1, "access to attribute '__class__' of 'str' object is unsafe."),
        ("{{ interval_chart.__globals__ }}", 1, "access to attribute '__globals__' of 'function' object is unsafe."),
        ("{{ many.append(1) }}", 1, "access to attribute 'append' of 'list' object is unsafe."),
        ("{{ lipsum }}", 1, "'lipsum' is undefined"),
        ("{% for i in range(10**9) %}{% endfor %}", 1, "Range too big. The sandbox blocks ranges larger than"),
        ("{% include 'mine.txt' %}", 1, "there is no template mine.txt in the folders of templates"),
        ("x\n{% include '../secret.txt' %}", 2, "there is no template ../secret.txt in the folders of templates"),
        ("{% include '/etc/passwd' %}", 1, "there is no template /etc/passwd in the folders of templates"),
        ("{% include 'link.txt.j2' %}", 1, "there is no template link.txt.j2 in the folders of templates"),
        ("{% include 'linked/secret.txt' %}", 1, "there is no template linked/secret.txt in the folders of templates"),
        ("{% include 'shipped/../../pyproject.toml' %}", 1, "there is no template shipped/../../pyproject.toml in"),
        ("{% import 'a\\0b' as x %}", 1, "there is no template a\0b in the folders of templates"),
        ("{% include 'latin.txt.j2' %}", 1, "a template that it needs is not UTF-8"),
    ],
)
def test_a_fault_names_the_file_and_the_line(tmp_path: Path, source: str, line: int, told: str) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("SECRET")
    (folder / "link.txt.j2").symlink_to(tmp_path / "secret.txt")
    (folder / "linked").symlink_to(tmp_path)
    (folder / "latin.txt.j2").write_bytes(b"caf\xe9")
    answer = answered(source, "my/mine.txt", folder)
    assert (answer["file"], answer["line"], answer["error"][: len(told)]) == ("my/mine.txt", line, told)
    assert "SECRET" not in answer["error"]


def test_what_takes_too_much_time_or_memory_is_ended_and_told_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    endless = "a\n{% for a in range(99999) %}{% for b in range(99999) %}\n{% endfor %}{% endfor %}"
    doubling = "{% set n = namespace(a='xx') %}\n{% for i in range(99) %}\n{% set n.a = n.a ~ n.a %}\n{% endfor %}"
    for source, line, seconds, told in (
        (endless, 2, 0.3, "it took more than 0.3 seconds"),
        ("a\n{{ title * 10**10 }}", 2, 20, "it takes more memory than a template may"),
        (doubling, 3, 20, "it takes more memory than a template may"),
        ("{% macro a() %}\n{{ a() }}{% endmacro %}\n{{ a() }}", 2, 20, "it calls itself without end"),
    ):
        with pytest.raises(InterviewKitError) as failed:
            laid_out(source, seconds=seconds)
        assert str(failed.value) == f"mine.txt, line {line}: {told}{HELP}"
    monkeypatch.setattr(sandbox, "_GRACE", -0.2)
    with pytest.raises(InterviewKitError, match=re.escape("mine.txt: it took more than 0.4 seconds")):
        laid_out(endless, seconds=0.4)


def test_what_breaks_python_itself_is_told_in_a_sentence() -> None:
    with pytest.raises(InterviewKitError) as failed:
        laid_out("{{ " + "(" * 50_000 + "1" + ")" * 50_000 + " }}")
    assert str(failed.value).startswith("mine.txt")
    assert str(failed.value).endswith(HELP)


def test_a_template_of_the_workspace_takes_the_place_of_the_shipped_one_of_its_name(
    study: Store, tmp_path: Path
) -> None:
    report, folder = reported(study), tmp_path / "templates"
    assert sandbox.own(folder) is None
    folder.mkdir()
    assert sandbox.own(folder) is None
    (folder / "roadmap.md.j2").write_text("ours: {{ page.title }}\n{% include 'shipped/roadmap.md.j2' %}")
    found = sandbox.own(folder)
    assert found is not None
    assert sandbox.render(report, "md", found) == "ours: Roadmap validation\n" + laying.render(report, "md")
    for form in ("text", "html", "json", "csv"):
        assert sandbox.render(report, form, found) == laying.render(report, form)


def test_a_shipped_template_that_uses_a_macro_of_the_workspace_runs_in_the_sandbox(
    study: Store, tmp_path: Path
) -> None:
    macros = tmp_path / "templates" / "macros"
    macros.mkdir(parents=True)
    shipped = (templates_folder() / "macros" / "roadmap.md.j2").read_text(encoding="utf-8")
    start, _, rest = shipped.partition("{% macro quoted")
    (macros / "roadmap.md.j2").write_text(
        f"{start}{{% macro quoted{rest.partition('%}')[0]}%}}\n{{{{ ''.__class__ }}}}\n"
    )
    with (macros / "roadmap.md.j2").open("a") as file:
        file.write("{% endmacro %}" + rest.partition("{% endmacro %}")[2])
    found = sandbox.own(tmp_path / "templates")
    assert found is not None
    with pytest.raises(InterviewKitError) as failed:
        sandbox.render(reported(study), "md", found)
    line = start.count("\n") + 2
    told = f"{macros / 'roadmap.md.j2'}, line {line}: access to attribute '__class__' of 'str' object is unsafe.{HELP}"
    assert str(failed.value) == told


def test_one_that_is_named_as_a_shipped_one_may_include_that_one(study: Store) -> None:
    report = reported(study)
    named = own("{% include 'roadmap.md.j2' %}", "roadmap.md.j2")
    assert sandbox.render(report, "md", named) == laying.render(report, "md")


def test_a_template_is_handed_plain_data_only(study: Store) -> None:
    kinds = "{% macro of(v) %}{% if v is mapping %}{% for k in v %}{{ of(v[k]) }}{% endfor %}"
    kinds += "{% elif v is string or v is number or v is boolean or v is none %}{% elif v is iterable %}"
    kinds += "{% for x in v %}{{ of(x) }}{% endfor %}{% else %}other{% endif %}{% endmacro %}"
    named = own(kinds + "{% for k in context %}{{ of(context[k]) }}{% endfor %}plain")
    report = reported(study)
    assert sandbox.render(report._replace(context={"context": report.context}), "text", named) == "plain\n"
    with pytest.raises(TypeError):
        sandbox.render(report._replace(context={"context": object()}), "text", named)
