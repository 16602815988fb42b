"""CSV: a row per tag with everything around it; REFI-QDA: files that other programs take, valid and always the same."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
import xmlschema
from exchange.handed_on import empty, lived, revise
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviewkit.dbfile import Store
from interviewkit.exchange import tags_csv
from interviewkit.exchange.refi import codebook, project
from interviewkit.exchange.refi.elements import plain
from interviewkit.queries import material
from interviewkit.queries.material import Material
from interviewkit.queries.scope import Scope

SCHEMAS = Path(__file__).parents[1] / "data" / "refi-qda"
QDA = "{urn:QDA-XML:project:1.0}"


def table(found: Material) -> list[dict[str, str]]:
    """The rows of the CSV."""
    with BytesIO() as file:
        tags_csv.write(found, file)
        return list(csv.DictReader(StringIO(file.getvalue().decode())))


def packed(found: Material) -> bytes:
    """The project's file."""
    with BytesIO() as file:
        project.write(found, file)
        return file.getvalue()


def test_csv_has_a_row_per_tag_with_its_items_interview_and_customer(store: Store) -> None:
    rows = table(material.read(lived(store), Scope()))
    assert [row["ref"] for row in rows] == [
        "acme/1:process",
        "acme/2:process",
        "acme/3:pain",
        "acme/5:pain",
        "acme/6:problem",
        "bolt/2:process",
        "acme-again/1:pain",
        "acme-again/2:process",
    ]
    assert rows[2] == {
        "ref": "acme/3:pain",
        "kind": "pain",
        "severity": "3",
        "by": "",
        "takes": "",
        "tag_author": "ann",
        "items": "faster-builds",
        "stances": "supports",
        "item_titles": "Faster builds",
        "item_keys": "",
        "item_statuses": "planned",
        "item_horizons": "now",
        "entry": "acme/3",
        "number": "3",
        "at": "2026-03-01T10:03:00.000Z",
        "phase": "walk through",
        "speaker": "Ann",
        "question": "",
        "answer": "a day is gone, every time",
        "verbatim": "true",
        "observation": "false",
        "evidence": "experience",
        "prompted": "false",
        "aha": "true",
        "labels": "acme-works; builds",
        "author": "ann",
        "interview": "acme",
        "topic": "How code reaches production",
        "source": "interview",
        "guide": "intern",
        "started_at": "2026-03-03T10:00:00.000Z",
        "ended_at": "2026-03-03T10:50:00.000Z",
        "disclosed": "true",
        "interviewers": "Paul",
        "note_takers": "Nora",
        "customer_slug": "acme",
        "customer_name": "Acme Works",
        "customer_segments": "startups",
        "customer_lifecycle": "blocked",
        "customer_internal": "false",
        "customer_weight": "",
    }


def test_csv_keeps_an_entry_without_a_tag_and_no_cell_is_a_formula(file_store: Store) -> None:
    lived(file_store)
    revise(file_store, "tag", "acme/1:process", deleted=1)
    revise(file_store, "entry", "acme/1", answer="=HYPERLINK(1)", question="\t+1")
    first = table(material.read(file_store, Scope()))[0]
    assert (first["ref"], first["kind"], first["items"]) == ("acme/1", "", "")
    assert (first["answer"], first["question"]) == ("'=HYPERLINK(1)", "'\t+1")


def test_who_did_not_consent_is_left_out_and_counted(store: Store) -> None:
    found = material.read(lived(store), Scope())
    assert (found.withheld, found.withheld_besides) == (2, 2)
    assert [entry["uid"] for one in found.interviews for entry in one["entries"] if one["ref"] == "bolt"] == ["bolt/2"]
    assert [one["name"] for row in found.customers for one in row["participants"]] == ["Ann", "Ben"]
    bea = material.read(store, Scope(participants=("Bea",)))
    assert (bea.withheld, bea.interviews, bea.customers) == (1, [], [])


def test_a_project_is_valid_and_its_passages_are_what_was_said(file_store: Store) -> None:
    found = material.read(lived(file_store), Scope())
    with ZipFile(BytesIO(packed(found))) as archive:
        qde = archive.read("project.qde")
        xmlschema.XMLSchema(SCHEMAS / "Project.xsd").validate(BytesIO(qde))
        root = ElementTree.fromstring(qde)  # noqa: S314  our own file
        said = {}
        for source in root.iter(f"{QDA}TextSource"):
            text = archive.read(source.attrib["plainTextPath"].replace("internal://", "sources/")).decode()
            for one in source.iter(f"{QDA}PlainTextSelection"):
                said[one.attrib["name"]] = text[int(one.attrib["startPosition"]) : int(one.attrib["endPosition"])]
    assert said == {entry["ref"]: entry["answer"] for interview in found.interviews for entry in interview["entries"]}
    codes = {code.attrib["guid"]: code.attrib["name"] for code in root.iter(f"{QDA}Code")}
    (third,) = (one for one in root.iter(f"{QDA}PlainTextSelection") if one.attrib["name"] == "acme/3")
    assert [codes[one.attrib["targetGUID"]] for one in third.iter(f"{QDA}CodeRef")] == [
        "experience",
        "pain 3, blocking",
        "faster-builds: supports",
        "acme-works",
        "builds",
        "aha",
    ]
    assert [one.attrib["name"] for one in root.iter(f"{QDA}Case")] == ["Acme Works", "Bolt", "Platform team"]
    users = {one.attrib["guid"] for one in root.iter(f"{QDA}User")}
    assert {one.attrib["creatingUser"] for one in root.iter() if "creatingUser" in one.attrib} == users


def test_the_same_study_gives_the_same_bytes(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    for moment in ("2026-11-21T10:00:00Z", "2027-01-01T00:00:00Z"):
        monkeypatch.setenv("INTERVIEWKIT_NOW", moment)
        with empty(template, tmp_path) as store:
            made.append(packed(material.read(lived(store), Scope())))
    assert made[0] == made[1]
    with ZipFile(BytesIO(made[0])) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_an_empty_study_is_valid_too(file_store: Store) -> None:
    found = material.read(file_store, Scope())
    with ZipFile(BytesIO(packed(found))) as archive, BytesIO() as codes:
        assert archive.namelist() == ["project.qde"]
        xmlschema.XMLSchema(SCHEMAS / "Project.xsd").validate(BytesIO(archive.read("project.qde")))
        codebook.write(found, codes)
        xmlschema.XMLSchema(SCHEMAS / "Codebook.xsd").validate(BytesIO(codes.getvalue()))


def test_a_codebook_is_valid_and_says_how_severity_and_stance_are_kept(file_store: Store) -> None:
    with BytesIO() as file:
        codebook.write(material.read(lived(file_store), Scope()), file)
        data = file.getvalue()
    xmlschema.XMLSchema(SCHEMAS / "Codebook.xsd").validate(BytesIO(data))
    names = [code.attrib["name"] for code in ElementTree.fromstring(data).iter("{urn:QDA-XML:codebook:1.0}Code")]  # noqa: S314  our own file
    assert names[:6] == [
        "tags",
        "problem",
        "problem 1, annoying",
        "problem 2, costly",
        "problem 3, blocking",
        "process",
    ]
    assert "faster-builds: contradicts" in names


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=30))
def test_any_text_is_valid_xml_and_stands_where_the_positions_say(said: str) -> None:
    entry: dict[str, Any] = {
        "ref": "a/1",
        "uid": "u",
        "question": said,
        "answer": said,
        "speaker": said,
        "author": said,
        "tags": [],
    }
    entry |= {"at": "2026-11-21T10:00:00.000Z", "evidence": "shown", "labels": [], "aha": True, "observation": False}
    talk: dict[str, Any] = dict.fromkeys(("topic", "source", "guide", "ended_at"), said)
    talk |= {"ended_at": None, "started_at": entry["at"], "disclosed": True, "customer": "c", "author": said}
    talk |= {"uid": "i", "ref": "a", "entries": [entry, entry | {"uid": "v", "answer": None}]}
    customer = {"uid": "c", "slug": "c", "name": said, "lifecycle": said, "internal": False, "weight": 1e-9}
    found = Material([customer | {"segments": [said]}], [], [talk], [], 0, 0)
    with ZipFile(BytesIO(packed(found))) as archive:
        SCHEMA.validate(BytesIO(archive.read("project.qde")))
    text, passages = project.told(talk)
    assert [text[one.start : one.end] for one in passages] == [plain(said)] * 2


SCHEMA = xmlschema.XMLSchema(SCHEMAS / "Project.xsd")
