"""Being one's own customer teaches, and never counts."""

from __future__ import annotations

import pytest
from evidence.rows import a_customer, a_link, a_tag, an_interview, an_item

from interviewkit.evidence.gaps import gaps
from interviewkit.evidence.roadmap import item_evidence
from interviewkit.evidence.saturation import saturation
from interviewkit.evidence.study import NewWord, Study
from interviewkit.settings import Policy


@pytest.fixture
def study() -> Study:
    """Acme as a customer, and Bolt's own two talks: one with us, one in which we were Bolt."""
    dogfood = an_interview("bolt-2", day="2026-04-01")._replace(source="dogfood")
    return Study(
        customers=(a_customer("acme"), a_customer("bolt")),
        interviews=(an_interview("acme-1"), an_interview("bolt-1"), dogfood),
        items=(an_item(),),
        tagged=tuple(a_tag(ref, labels=["builds"]) for ref in ("acme-1/1", "bolt-2/1")),
        links=(a_link("acme-1/2"), a_link("bolt-2/2", "contradicts")),
        words=(NewWord("bolt-2", "golden", "term"),),
    )


def test_an_external_customer_s_dogfooding_is_an_internal_voice(study: Study) -> None:
    need = item_evidence(study, Policy())[0].need
    assert (need.tally.total, need.tally.supports, need.tally.contradicts) == (2, 1, 0)
    assert [voice.customer.slug for voice in need.voices.internal] == ["bolt"]


def test_a_customer_who_only_dogfooded_is_not_among_those_that_could_have_spoken(study: Study) -> None:
    only = Study(study.customers, study.interviews[::2], study.items, links=study.links)
    assert [each.slug for each in item_evidence(only, Policy())[0].need.counted] == ["acme"]


def test_dogfooding_makes_no_gap_and_no_new_word(study: Study) -> None:
    assert gaps(study, Policy(gap_customers=1)).labelled[0].customers == ("acme",)
    assert [point.interview for point in saturation(study, Policy()).curve] == ["acme-1", "bolt-1"]
    assert [each.ref for each in study.counted] == ["acme-1", "bolt-1"]
