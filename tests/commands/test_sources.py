"""Every source has its guide; dogfood is internal; a check-in comes back to what there was."""

from __future__ import annotations

import pytest
from program import Run

from interviewkit.fieldwork.interviews import Opening
from interviewkit.paths import Location
from interviewkit.session import guide
from interviewkit.vocabulary import Source


@pytest.mark.parametrize("source", [*Source])
def test_every_source_has_a_guide_that_ships(source: Source) -> None:
    named = Opening("Acme", source=source).guide
    assert guide.load(named).name == named
    assert Opening("Acme", source=source, guide="intern").guide == "intern"
    own = {Source.INTERVIEW: "intern", Source.WORKSHOP: "intern", Source.DOGFOOD: "be-the-customer"}
    assert named == own.get(source, source.value)


def test_a_new_customer_of_a_dogfooded_day_is_internal_and_a_known_one_stays(run: Run, workspace: Location) -> None:
    run("start 'Our own pipeline' --source dogfood")
    assert run("show our-own --json").json["guide"] == "be-the-customer"
    assert run("customer show our-own-pipeline --json").json["internal"] is True
    run("start Acme --at yesterday")
    run("start Acme --source dogfood")
    run("log 'we waited a day' --pain -i acme-2026-11-21")
    assert run("customer show acme --json").json["internal"] is False
    assert run("report --json").json["customers"] == 0


def test_a_check_in_says_what_was_said_promised_and_delivered(run: Run, workspace: Location) -> None:
    run("roadmap add 'One sign-in'")
    run("start Acme --topic delivery --at 2026-10-01T09:00")
    for words in (
        "log 'a login costs a morning.' --pain --severity 3 --link one-sign-in --verbatim -i acme",
        "log 'nobody knows where the keys are' --problem -i acme",
        "log '[she sighed]' --pain --severity 3 -i acme",
        "followup add 'send the guide' --due 2026-10-20 -i acme",
        "end acme --at 2026-10-01T10:00",
        "roadmap edit one-sign-in --status shipped --shipped-at 2026-11-02",
    ):
        run(words)
    begun = run("start acme --source check-in --topic delivery")
    assert (begun.out, begun.err) == (
        "acme-2026-11-21\n",
        "said before: “a login costs a morning”\n"
        "said before: nobody knows where the keys are\n"
        "promised before: send the guide (by 20 Oct 2026)\n"
        "delivered before: “One sign-in”, on 2 Nov 2026\n",
    )
    assert run("start Bolt --source check-in").err == "new customer bolt\n"
