"""The law of consent: what was said where somebody refused is in no report, no check-in, and nothing that is exported.

Every text of a refused interview holds a sentinel, and so does what the refusing person said beside others.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from program import Run
from report_study import Builder, Mark, reported, small_study, written
from reports.kept_study import keep

from interviewkit import references
from interviewkit.dbfile import Store
from interviewkit.fieldwork import interviews
from interviewkit.queries import returning
from interviewkit.queries.scope import Scope
from interviewkit.reports.kinds import KINDS
from interviewkit.reports.render import FORMATS, render

SENTINEL = "zzquokka"
LATER = "2026-05-20T10:00:00.000Z"
REPORTS: list[tuple[str, str | None, dict[str, Any]]] = [
    ("roadmap", None, {}),
    ("roadmap", "faster-builds", {}),
    ("roadmap", None, {"since_snapshot": "april"}),
    ("interview", "secret", {"full": True}),
    ("interview", "mixed", {"full": True}),
    ("customer", "heron", {}),
    ("process", None, {}),
    ("process", "hush", {}),
    *((kind, None, {}) for kind in ("terms", "segments", "gaps", "ahas", "followups", "coverage")),
]
MARKING = ("jsonl", "sqlite")
"""The exports that lose nothing: they mark what was refused, unless they are anonymous."""


@pytest.fixture
def study(file_store: Store) -> Store:
    """The small study, a snapshot, and then a customer of whom one person refused."""
    written(file_store, small_study)
    keep(file_store, "April", "2026-04-01T09:00:00.000Z")
    items = {f"item:{row['slug']}": row["id"] for row in file_store.rows("SELECT slug, id FROM item")}
    written(file_store, lambda build: _refused(build, items))
    return file_store


def _refused(build: Builder, items: dict[str, int]) -> None:
    build.keys |= items
    build.segment("startups-too")
    build.customer("heron", segments=["startups-too"])
    build.participant("heron", f"Hal {SENTINEL}", consent="no", role=f"{SENTINEL} lead")
    build.participant("heron", "Hue")
    build.item("later-on", "Later on", status="shipped", shipped_at="2026-05-25T10:00:00.000Z")
    hush = {"topic": "Hush", "topic_slug": "hush"}
    build.interview("secret", "heron", LATER, attended=[f"Hal {SENTINEL}"], **hush)
    build.interview("mixed", "heron", LATER, attended=[f"Hal {SENTINEL}", "Hue"], **hush)
    for interview, speaker in (("secret", f"Hal {SENTINEL}"), ("secret", None), ("mixed", None)):
        said: dict[str, Any] = {"speaker": speaker, "question": f"{SENTINEL}?", "verbatim": 1, "aha": 1}
        marks: tuple[Mark, ...] = (
            ("pain", 3, {"faster-builds": "supports", "later-on": "supports"}),
            ("process", None, {}),
        )
        build.entry(interview, f"{SENTINEL} we wait", *marks, labels=["builds"], step=(SENTINEL, "3h"), **said)
        build.entry(interview, f"[{SENTINEL} sighed]", ("problem", 1, {"search": "contradicts"}), **said)
    for interview in ("secret", "mixed"):
        build.parked(interview, f"{SENTINEL} when?", f"{SENTINEL} why", f"{SENTINEL} soon")
        build.term(interview, f"{SENTINEL} term {interview}", f"{SENTINEL} means")
    build.entry("mixed", "Hue may be told of", ("pain", 2, {}), speaker="Hue", labels=["builds"])


def _holds(text: str) -> bool:
    return SENTINEL in text.casefold()


@pytest.mark.parametrize(("kind", "reference", "asked"), REPORTS)
def test_no_report_says_it_in_any_format(study: Store, kind: str, reference: str | None, asked: dict[str, Any]) -> None:
    report = reported(study, kind=kind, reference=reference, **asked)
    assert [format for format in FORMATS if _holds(render(report, format))] == []
    assert report.context.get("withheld", 1) > 0 or kind in ("followups", "coverage", "segments")


def test_every_kind_is_held_to_it() -> None:
    assert {kind for kind, _, _ in REPORTS} == {*KINDS} - {"workshop"}


def test_a_participants_scope_opens_nothing(study: Store) -> None:
    hal = str(study.value("SELECT uid FROM participants WHERE consent = 'no'"))
    for kind, reference, asked in REPORTS:
        report = reported(study, Scope(participants=(hal,)), kind=kind, reference=reference, **asked)
        assert not _holds(render(report, "csv")), kind
        assert not _holds(render(report, "json").replace(hal, "")), kind


def test_a_check_in_does_not_come_back_to_it(study: Store) -> None:
    opening = interviews.Opening("heron", at="2026-06-01T10:00:00.000Z", uid="again")
    interviews.start(study, "ann", opening)
    again = references.interview(study, "again")
    assert [row["answer"] for row in returning.hurt_before(study, again, 99)] == ["Hue may be told of"]
    assert not _holds(str(returning.promised_before(study, again) + returning.delivered_since(study, again)))


def test_no_export_says_it_but_those_that_mark_it_and_nothing_anonymous_does(
    run: Run, study: Store, tmp_path: Path
) -> None:
    for form in ("jsonl", "csv", "markdown", "qdpx", "qdc", "sqlite"):
        for anonymous in (False, True):
            to = tmp_path / f"{form}-{anonymous}{'' if form == 'markdown' else '.' + form}"
            run(
                [
                    "--db",
                    str(tmp_path / "interviews.db"),
                    "export",
                    form,
                    "-o",
                    str(to),
                    *(["--anonymous"] if anonymous else []),
                ]
            )
            held = any(SENTINEL.encode() in part.lower() for part in _parts(to))
            assert held == (form in MARKING and not anonymous), (form, anonymous)


def _parts(path: Path) -> list[bytes]:
    """Every file's bytes and name, those inside an archive too."""
    files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
    found = [one.name.encode() + one.read_bytes() for one in files]
    for data in [file.read_bytes() for file in files if zipfile.is_zipfile(file)]:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found += [archive.read(name) for name in archive.namelist()]
    return found
