"""`interviewkit demo`: the study that a new user sees first."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from program import Run

VERDICTS = {
    "faster-builds": "validated",
    "flaky-test-quarantine": "validated",
    "audit-trail": "partial",
    "promote-builds": "emerging",
    "search": "contested",
    "build-cost-report": "untested",
    "chat-approvals": "doubtful",
    "nightly-reports": "unsupported",
    "automatic-upgrades": "contradicted",
    "incident-timeline": "insufficient",
    "plugin-marketplace": None,
}


def in_demo() -> dict[str, str]:
    """The environment in which the demo's store is the one that is meant."""
    cache = Path(os.environ["XDG_CACHE_HOME"]) / "interviewkit" / "demo"
    return {"INTERVIEWKIT_DB": str(cache / ".interviewkit" / "interviews.db")}


def test_the_demo_prints_its_report_and_every_verdict_occurs(run: Run) -> None:
    shown = run("demo").out
    report = run("report --format json", env=in_demo()).json
    assert {item["slug"]: item["verdict"] for item in report["items"]} == VERDICTS
    assert (report["customers"], report["interviews"], report["entries"]) == (22, 25, 219)
    assert report["saturation"]["saturated"] is True
    assert shown.startswith("Roadmap validation · 22 customers, 25 interviews, 219 entries · 3 Mar – 20 Nov 2026")
    for verdict in filter(None, VERDICTS.values()):
        assert re.search(rf"^{verdict.upper()} ", shown, re.MULTILINE)


def test_what_to_type_next_works_as_printed(run: Run) -> None:
    shown = run("demo").out
    steps = [line.rpartition("  ")[2] for line in shown.partition("What to type next:\n")[2].splitlines()]
    assert len(steps) == 6
    codes = [
        subprocess.run(["bash", "-c", step], capture_output=True, check=False, stdin=subprocess.DEVNULL).returncode
        for step in steps
    ]
    assert codes == [0, 0, 0, 0, 4, 0]


def test_the_page_is_whole_and_asks_for_nothing_from_elsewhere(run: Run) -> None:
    page = re.search(r"^The same report as a page: (.+)$", run("demo").out, re.MULTILINE)
    assert page
    html = Path(page[1]).read_text(encoding="utf-8")
    assert html.startswith("<!doctype html>")
    assert html.rstrip().endswith("</html>")
    assert not re.search(r"<(script[^>]|link|img|iframe)\b", html)
    assert html.count("<script>") == 1


def test_the_demo_is_made_anew_each_time(run: Run) -> None:
    run("demo")
    run("start Somebody", env=in_demo())
    assert len(run("list --json", env=in_demo()).json) == 27
    run("demo")
    assert len(run("list --json", env=in_demo()).json) == 26


def test_a_kept_demo_is_a_workspace_and_is_never_made_over(run: Run, tmp_path: Path) -> None:
    told = run("demo --keep study").out
    assert "What to type next:\n  cd study\n  every interview " in told
    assert "--db" not in told
    assert "--db" in run("demo").out
    assert len(run("list --json", cwd=tmp_path / "study").json) == 26
    assert (tmp_path / "study" / "report.html").is_file()
    assert (tmp_path / "study" / ".interviewkit" / ".gitignore").read_text(encoding="utf-8") == "*\n"
    again = run("demo --keep study", code=2)
    assert again.err == (
        "error: there is a workspace in study already; name another folder: interviewkit demo --keep DIR\n"
    )
