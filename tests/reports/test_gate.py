from __future__ import annotations

import pytest
from report_study import told

from interviewkit.dbfile import Store
from interviewkit.errors import NotFound, UsageError
from interviewkit.reports.gate import failures

SEARCH = "search is contested: 1 of 5 supports it; 1 contradicts it; with 3 it did not come up"


def test_an_item_with_an_unwanted_verdict_fails_with_its_reason(study: Store) -> None:
    assert failures(told(study), ["contested,contradicted"], []) == [SEARCH]


def test_shipped_and_dropped_items_are_not_looked_at(study: Store) -> None:
    assert failures(told(study), ["insufficient"], []) == []


def test_every_item_looked_at_must_have_one_of_the_asked_verdicts(study: Store) -> None:
    assert failures(told(study), [], ["validated,emerging", "contested"]) == [
        "nightly-reports is not validated or emerging or contested, it is untested: 0 of 5 spoke to it"
    ]


def test_a_report_narrowed_by_status_narrows_the_gate(study: Store) -> None:
    assert failures(told(study, statuses=("building",)), [], ["emerging"]) == []


@pytest.mark.parametrize("name", ["search", "sear"])
def test_a_named_item_alone_is_looked_at(study: Store, name: str) -> None:
    context = told(study)
    assert failures(context, [f"{name}:contested"], []) == [SEARCH]
    assert failures(context, [], [f"{name}:contested"]) == []


def test_an_item_is_named_by_its_key_too(study: Store) -> None:
    assert failures(told(study), ["DLV-1:validated"], []) == [
        "faster-builds is validated: 4 of 5 (38–96 %); 1 contradicts it"
    ]


def test_words_for_one_item_take_the_place_of_those_for_all(study: Store) -> None:
    asked = ["validated,search:contested,audit-trail:emerging,nightly-reports:untested"]
    assert failures(told(study), [], asked) == []


def test_an_item_with_words_of_its_own_is_not_measured_by_those_for_all(study: Store) -> None:
    context = told(study)
    assert failures(context, ["contested", "search:emerging"], []) == []
    assert failures(context, [], ["validated,emerging,contested,untested", "search:validated"]) == [
        SEARCH.replace("search is", "search is not validated, it is")
    ]


def test_no_words_are_no_gate(study: Store) -> None:
    assert failures(told(study), [], []) == []


def test_a_word_that_is_no_verdict_offers_the_nearest(study: Store) -> None:
    with pytest.raises(UsageError, match=r"^'validatd' is no verdict \(did you mean validated\?\)"):
        failures(told(study), ["validatd"], [])
    with pytest.raises(UsageError, match=r"^'search:' is no verdict; use one of insufficient, "):
        failures(told(study), [], ["search:"])


def test_an_item_that_is_not_there_offers_the_nearest(study: Store) -> None:
    with pytest.raises(NotFound, match=r"^there is no item 'serch' in this report \(did you mean search\?\)"):
        failures(told(study), ["serch:contested"], [])


def test_a_named_item_that_the_gates_do_not_look_at_is_a_wrong_use(study: Store) -> None:
    with pytest.raises(UsageError, match=r"^sign-in is shipped: the gates look at planned and building items"):
        failures(told(study), ["sign-in:insufficient"], [])


def test_a_beginning_that_fits_several_items_is_a_wrong_use(study: Store) -> None:
    with pytest.raises(UsageError, match=r"^s could be search, sign-in; write more of it"):
        failures(told(study), ["s:contested"], [])


def test_a_gate_without_a_verdict_is_wrong_usage(study: Store) -> None:
    for empty in ([""], [","], [" , "]):
        with pytest.raises(UsageError, match="a gate names verdicts"):
            failures(told(study), empty, [])
