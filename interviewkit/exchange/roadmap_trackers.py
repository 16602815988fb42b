"""What each tracker calls things: one mapping from its columns to our fields, and its status words to ours.

Column names and words are written folded (`roadmap_table.fold`): letters and digits only, without case.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from interviewkit.errors import UsageError
from interviewkit.vocabulary import Horizon, Status

GENERIC: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "summary", "name", "itemname", "item", "feature", "subject", "heading"),
    "description": ("description", "details", "body", "notes"),
    "status": ("status", "state", "stage"),
    "resolution": ("resolution",),
    "horizon": ("horizon", "timehorizon", "timeframe"),
    "segments": ("segments", "segment", "customersegments", "customersegment"),
    "topics": ("topics", "topic"),
    "key": ("key", "id", "ref", "reference", "issuekey", "identifier"),
    "url": ("url", "link", "address", "weburl", "htmlurl"),
    "slug": ("slug",),
    "tracker": ("tracker",),
}
"""The fields a column can be read as, with the headers that nobody needs to explain, the best first.
`resolution` tells a dropped item from a shipped one; `tracker` stands in what `roadmap list --json` wrote.
Labels and tags are not among them: an item's topics decide which interviews could have spoken to it, so only
the user may say (`--map topics=Labels`) that labels are topics."""

OURS = {name: GENERIC[name] for name in ("horizon", "segments", "topics")}
"""What no tracker knows and a team may have added as a field of its own."""

STATUS_WORDS: Mapping[str, Status] = {
    word: status
    for status, words in {
        Status.PLANNED: ""
        "planned todo backlog open opened new triage ready notstarted underconsideration proposed "
        "idea icebox upcoming reopened selectedfordevelopment readyfordevelopment readytodevelop indesign",
        Status.BUILDING: ""
        "building inprogress started doing active wip indevelopment underdevelopment inreview "
        "codereview review testing intesting qa inqa readyforqa readytoship readyforrelease beta inbeta",
        Status.SHIPPED: ""
        "shipped done closed resolved complete completed released launched delivered live deployed "
        "inproduction fixed finished implemented merged",
        Status.DROPPED: ""
        "dropped cancelled canceled wontdo wontfix wontimplement willnotdo willnotimplement "
        "notplanned notdoing rejected declined duplicate invalid obsolete abandoned archived discarded "
        "alreadyexists cannotreproduce",
    }.items()
    for word in words.split()
}
"""Words of GitHub, Jira, Linear and Aha! and those that teams commonly choose. No word means different things
in two trackers, hence one table. A paused item ("blocked", "on hold") is left unknown: only the team can
say."""

HORIZON_WORDS: Mapping[str, Horizon] = {horizon.value: horizon for horizon in Horizon}


@dataclass(frozen=True, slots=True)
class Tracker:
    """How one tracker's files are recognised and read.

    `signatures` are sets of columns of which one must be there whole. `columns` names, for each field, the
    columns to look in, the best first; with `falls_through` the next is tried where the better one is blank.
    `key_of` turns what was found into the tracker's id. `quoted` tells that a leading ' before = + - @ is the
    export's protection against spreadsheets, not text.
    """

    name: str
    columns: Mapping[str, tuple[str, ...]]
    signatures: tuple[frozenset[str], ...] = ()
    falls_through: bool = True
    key_of: Callable[[str], str] = str.strip
    quoted: bool = False
    shapes: Collection[str] = ("csv", "json")


def _github_key(found: str) -> str:
    """Return owner/repository#7 for the address of an issue: every repository counts from 1."""
    address = re.match(r"https?://[^/]+/([^/]+/[^/]+)/(?:issues|pull|discussions)/(\d+)", found.strip())
    return f"{address[1]}#{address[2]}" if address else found.strip()


def _signatures(*columns: str) -> tuple[frozenset[str], ...]:
    """Write signatures as words: one string each."""
    return tuple(frozenset(names.split()) for names in columns)


GITHUB = Tracker(
    "github",
    {
        **OURS,
        "title": ("title", "contenttitle"),
        "description": ("body", "contentbody"),
        "status": ("status", "state", "contentstate"),
        "resolution": ("statereason",),
        "key": ("url", "contenturl", "htmlurl", "number", "id"),
        "url": ("url", "contenturl", "htmlurl"),
    },
    _signatures("contenttype contenttitle", "number title body", "number title state", "number title url"),
    key_of=_github_key,
    shapes=("json",),
)
JIRA = Tracker(
    "jira",
    {
        "title": ("summary", "fieldssummary"),
        "description": ("description", "fieldsdescription"),
        "status": ("status", "fieldsstatus", "statuscategory"),
        "resolution": ("resolution", "fieldsresolution"),
        "key": ("issuekey", "key"),
        **{field: (*names, *(f"customfield{name}" for name in names)) for field, names in OURS.items()},
    },
    _signatures("issuekey summary", "key fieldssummary"),
)
LINEAR = Tracker(
    "linear",
    {
        **OURS,
        "title": ("title",),
        "description": ("description", "issuedescription"),
        "status": ("status", "state"),
        "key": ("id", "identifier"),
        "url": ("url",),
    },
    _signatures("id team title status priority", "title status cyclename", "identifier title team"),
    quoted=True,
)
AHA = Tracker(
    "aha",
    {
        **OURS,
        "title": ("featurename",),
        "description": ("featuredescription",),
        "status": ("featurestatus",),
        "key": ("featurereference",),
        "url": ("featureurl", "url"),
    },
    _signatures("featurename featurereference", "featurename featurestatus"),
)
TRACKERS = {tracker.name: tracker for tracker in (GITHUB, JIRA, LINEAR, AHA)}


def tracker_for(form: str, shape: str, columns: Collection[str]) -> Tracker:
    """Return the tracker named by `form` ("auto": the one whose columns are there), else the generic reading.

    `shape` is `csv` or `json` and names the generic reading. Errors: UsageError where the columns are another
    tracker's than the named one's.
    """
    fitting = [one for one in TRACKERS.values() if shape in one.shapes and _is_signed(one, columns)]
    if form in TRACKERS:
        if fitting and not _is_signed(TRACKERS[form], columns):
            raise UsageError(
                f"this looks like {fitting[0].name}, not {form}; import it as that:"
                f" interviewkit roadmap import FILE --from {fitting[0].name}"
            )
        return TRACKERS[form]
    if form == "auto" and fitting:
        return fitting[0]
    return Tracker(shape, GENERIC, falls_through=False)


def _is_signed(tracker: Tracker, columns: Collection[str]) -> bool:
    return any(signature <= set(columns) for signature in tracker.signatures)


def known_columns() -> frozenset[str]:
    """Return every column name that some mapping or signature knows, folded."""
    tables = [GENERIC, *(tracker.columns for tracker in TRACKERS.values())]
    signatures = [signature for tracker in TRACKERS.values() for signature in tracker.signatures]
    named = (name for table in tables for names in table.values() for name in names)
    return frozenset(named).union(*signatures)
