"""`tag`, `untag`, `link`, `unlink`."""

from __future__ import annotations

from contextlib import closing
from typing import Any

import pytest
from program import Run

from interviewkit import dbfile, references
from interviewkit.fieldwork import entries, roadmap
from interviewkit.fieldwork.notes import Note
from interviewkit.paths import Location

ONE = "acme-2026-11-21/1"


@pytest.fixture
def noted(acme: str, workspace: Location) -> str:
    """The uid of an entry, beside an item that it may be linked to."""
    with closing(dbfile.connect(workspace, write=True)) as store:
        roadmap.add(store, "ann", "Faster builds", key="CHK-1")
        entries.log(store, "ann", references.interview(store, acme), [Note("u-1", answer="so")])
    return "u-1"


def tags(run: Run) -> list[dict[str, Any]]:
    """The tags of entry 1, without uid, ref and author."""
    keys = ("kind", "severity", "by", "takes", "links")
    return [{key: tag[key] for key in keys} for tag in run("show 1 --json").json["tags"]]


@pytest.mark.parametrize("reference", ["1", ONE, "acme/1", "@/1", "uid"])
def test_a_tag_is_set_by_every_form_of_reference(run: Run, noted: str, reference: str) -> None:
    named = reference.replace("uid", noted)
    tagged = run(["tag", named, "pain", "--severity", "2"])
    assert (tagged.out, tagged.err) == (f"{ONE}:pain\n", "")
    assert tags(run) == [{"kind": "pain", "severity": 2, "by": None, "takes": None, "links": []}]
    untagged = run(["untag", f"{named}:pain"])
    assert (untagged.out, untagged.err) == ("", f"{ONE} is not tagged pain any more\n")
    assert tags(run) == []


def test_the_json_of_a_tag_has_two_keys(run: Run, noted: str) -> None:
    made = run("tag 1 process --by QE --takes 90min --json").json
    assert made == {"uid": f"{noted}:process", "ref": f"{ONE}:process"}
    assert tags(run) == [{"kind": "process", "severity": None, "by": "QE", "takes": "90m", "links": []}]


def test_a_tag_set_again_says_more(run: Run, noted: str) -> None:
    run("tag 1 process --by QE")
    run("tag 1 process --takes 2d")
    assert [(tag["by"], tag["takes"]) for tag in tags(run)] == [("QE", "2d")]


@pytest.mark.parametrize("item", ["faster-builds", "faster", "CHK-1"])
def test_a_tag_is_linked_to_an_item_by_slug_prefix_and_key(run: Run, noted: str, item: str) -> None:
    run("tag 1 pain")
    linked = run(["link", "1:pain", item])
    assert (linked.out, linked.err) == ("", f"{ONE}:pain supports faster-builds\n")
    assert [(one["item"], one["stance"]) for one in tags(run)[0]["links"]] == [("faster-builds", "supports")]
    unlinked = run(["unlink", f"{ONE}:pain", item])
    assert (unlinked.out, unlinked.err) == ("", f"{ONE}:pain is not linked to faster-builds any more\n")
    assert tags(run)[0]["links"] == []


@pytest.mark.parametrize(
    ("option", "stance", "said"),
    [
        ("--against", "contradicts", f"{ONE}:pain contradicts faster-builds\n"),
        ("--neutral", "neutral", f"{ONE}:pain is neutral to faster-builds\n"),
    ],
)
def test_a_link_set_again_takes_another_stance(run: Run, noted: str, option: str, stance: str, said: str) -> None:
    run("tag 1 pain")
    run("link 1:pain faster-builds")
    assert run(["link", "1:pain", "faster-builds", option]).err == said
    assert [one["stance"] for one in tags(run)[0]["links"]] == [stance]


def test_the_json_of_a_link_has_four_keys(run: Run, noted: str) -> None:
    run("tag 1 pain")
    assert run("link 1:pain faster-builds --json").json == {
        "uid": f"{noted}:pain:faster-builds",
        "tag": f"{ONE}:pain",
        "item": "faster-builds",
        "stance": "supports",
    }


def test_a_tag_takes_its_links_with_it(run: Run, noted: str) -> None:
    run("tag 1 pain")
    run("link 1:pain faster-builds")
    run("untag 1:pain")
    run("tag 1 pain")
    assert tags(run)[0]["links"] == []


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ("tag 1 problem --by QE", 2, "who does a step and how long it takes belong to --process"),
        ("tag 1 process --severity 1", 2, "a process step has no severity; tag what hurts as --problem or --pain"),
        ("tag 1 pain --severity 0", 2, "a severity is 1 (annoying), 2 (costly) or 3 (blocking), not 0"),
        ("tag 1 process --takes soon", 2, "'soon' is no duration; use forms like 90m, 3h, 1.5h, 6h-9h, 2d or 2w"),
        ("tag 9 pain", 3, "there is no entry 9 in acme-2026-11-21; see interviewkit show acme-2026-11-21"),
        ("untag 1", 2, "1 names no tag; write one of 1:problem, 1:process, 1:pain"),
        ("untag 1:joy", 2, "1:joy names no tag; write one of 1:problem, 1:process, 1:pain"),
        ("untag 1:pain", 3, f"entry {ONE} is not tagged pain; tag it: interviewkit tag {ONE} pain"),
        ("link 1:pain faster-builds", 3, f"entry {ONE} is not tagged pain; tag it: interviewkit tag {ONE} pain"),
        (
            "link 1:process faster-builds --against --neutral",
            2,
            "a link contradicts an item or is neutral; give --against or --neutral, not both",
        ),
        ("link 1:process nope", 3, "there is no roadmap item nope; see interviewkit roadmap list"),
        (
            "unlink 1:process faster-builds",
            3,
            f"{ONE}:process is not linked to faster-builds; see interviewkit show {ONE}",
        ),
    ],
)
def test_what_cannot_be_tagged_or_linked(run: Run, noted: str, words: str, code: int, sentence: str) -> None:
    run("tag 1 process")
    refused = run(words, code=code)
    assert (refused.out, refused.err) == ("", f"error: {sentence}\n")
    assert tags(run) == [{"kind": "process", "severity": None, "by": None, "takes": None, "links": []}]


def test_a_kind_that_is_none_exits_2_with_the_three(run: Run, noted: str) -> None:
    refused = run("tag 1 joy", code=2)
    assert refused.err.endswith("Invalid value for 'KIND': 'joy' is not one of 'problem', 'process', 'pain'.\n")
