"""Each format of transcript with its quirks, as the turns that it is read as."""

from __future__ import annotations

import pytest
from exchange.transcript_texts import (
    BUZZSPROUT,
    DESCRIPT,
    MEET,
    OTTER,
    PLAIN,
    ROLLING,
    SHOUTED,
    TEAMS,
    UNCLOSED,
    UNNAMED_OTTER,
    WEBEX,
    YOUTUBE,
    ZOOM,
    Spoken,
    read,
    spoken,
)


@pytest.mark.parametrize(
    ("text", "format", "expected", "left_out"),
    [
        (
            ZOOM,
            "WebVTT",
            [
                (1000, "Jo Smith", "How does code reach production?"),
                (3500, "Ann's iPhone (4)", "We push to main, QE & ops tag the golden build."),
                (2000, "Jo Smith", "But how do we do that: who tags?"),
            ],
            {},
        ),
        (
            TEAMS,
            "WebVTT",
            [
                (1120, "Smith, Jo", "How long does it take?"),
                (2000, "Ann Lee", "A whole day, List<String>"),
                (4000, None, "who knows"),
            ],
            {},
        ),
        (WEBEX, "WebVTT", [(1000, "Ann Lee", "We wait."), (2000, "Jo", "For whom?")], {}),
        (UNCLOSED, "WebVTT", [(1500, "Ann", "we wait"), (3000, "Jo", "why")], {}),
        (
            DESCRIPT,
            "WebVTT",
            [(1000, None, "We wait. NOTE inside a cue is said")],
            {"header_lines": 1, "style_blocks": 1, "comments": 2, "region_blocks": 1},
        ),
        (
            YOUTUBE,
            "WebVTT",
            [
                (1000, None, "how do you deploy today"),
                (2000, None, "we push"),
                (2000, "ANN", "to main and wait"),
            ],
            {},
        ),
        (ROLLING, "WebVTT", [(1000, None, "we push to main and wait")], {"repeated_lines": 2}),
        (
            BUZZSPROUT,
            "SRT",
            [
                (179, "Travis", "When you first get started you wait."),
                (5000, "Sarah", "Why? and so on"),
                (7000, "Travis", "Because"),
                (7000, "Sarah", "no time line above"),
            ],
            {},
        ),
        (
            OTTER,
            "Otter",
            [
                (0, "Emma", "Micro interactions: small.\nThey delight at 10:30\n\nAnd more."),
                (3_599_000, "Unknown Speaker", "Hm."),
                (3_723_000, "Emma", "Bye"),
                (3_724_000, "Kelly", "Bye-bye"),
            ],
            {"header_lines": 7, "footer_lines": 1},
        ),
        (
            UNNAMED_OTTER,
            "Otter",
            [(1000, None, "Apples were garbage."), (15_000, None, "A bad time.")],
            {"footer_lines": 1},
        ),
        (
            MEET,
            "Google Meet",
            [
                (0, "Jo Smith", "How do you deploy?"),
                (0, "Ann Lee", "We push\nto main.\n\nThen we wait."),
                (300_000, "Jo Smith", "Until 17:30: is that so?"),
                (300_000, "Ann Lee", "Yes."),
            ],
            {"header_lines": 3, "bare_times": 2, "footer_lines": 2},
        ),
        (
            PLAIN,
            "plain text",
            [
                (
                    None,
                    "Ann",
                    "we push\nhttps://example.org: a link\n\n"
                    "The problem: nobody can merge\nand so on\n17:30: it was late",
                ),
                (62_000, "Jo", "who can?\ntell me"),
                (120_000, "Ann", "QE\nonly QE"),
                (65_000, "Jo", "真的吗\nBob Stone: I heard"),
            ],
            {},
        ),
        (
            SHOUTED,
            "plain text",
            [(None, None, "How do you deploy?"), (None, None, "We push.\nto main"), (None, None, "## Later\nmore")],
            {},
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and "\n" not in value else "",
)
def test_a_transcript_is_told_by_its_content_and_read_as_turns(
    text: str, format: str, expected: Spoken, left_out: dict[str, int]
) -> None:
    found = read(text)
    assert (found.format, spoken(found), found.left_out) == (format, expected, left_out)
