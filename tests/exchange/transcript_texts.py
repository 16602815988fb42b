"""Transcripts as programs and people write them, each with its format's quirks; and how tests read them."""

from __future__ import annotations

import pytest

from interviewkit.exchange import transcripts
from interviewkit.exchange.transcripts import Transcript

Spoken = list[tuple[int | None, str | None, str]]

ZOOM = """WEBVTT

1
00:00:01.000 --> 00:00:03.000
Jo Smith: How does code reach production?

2
00:00:03.500 --> 00:00:06.000
Ann's iPhone (4): We push to main,

3
00:00:06.000 --> 00:00:05.000
Ann's iPhone (4): QE &amp; ops tag
the golden build.

4
00:00:02.000 --> 00:00:09.000
Jo Smith: But how do we do that: who tags?
"""
TEAMS = """WEBVTT

0f3a/12-0
00:00:01.120 --> 00:00:02.000
<v Smith, Jo>How long</v>

0f3a/12-1
00:00:02.000 --> 00:00:03.000
<v Smith, Jo>does it take?</v> <v.loud Ann Lee>A <i>whole</i> day, List<String></v>

0f3a/13-0
00:00:04.000 --> 00:00:05.000
who knows
"""
WEBEX = """WEBVTT

1 "Ann Lee" (2345678)
00:00:01.000 --> 00:00:02.000
We wait.

2 "Jo" (99)
00:00:02.000 --> 00:00:03.000
For whom?
"""
UNCLOSED = (
    "WEBVTT\r\n\r\n00:01.5 --> 00:02.000\r\n<v Ann>we\r\nwait\r\n\r\n0:00:03.000 --> 1:00:03.000\r\n<v Jo>why\r\n"
)
DESCRIPT = """WEBVTT - with a title
Kind: captions

STYLE
::cue { color: red }

NOTE
who said
what

00:00:01.000 --> 00:00:02.000 align:start
We wait.
NOTE inside a cue is said

REGION
id:x

NOTE one more
"""
YOUTUBE = """WEBVTT

00:00:01.000 --> 00:00:02.000
&gt;&gt; how do you deploy

00:00:02.000 --> 00:00:03.000
today >> we push >> ANN: to main

00:00:09.000 --> 00:00:10.000
>> ANN: and wait
"""
ROLLING = """WEBVTT

00:00:01.000 --> 00:00:02.000
we push<00:00:01.500><c> to main</c>

00:00:02.000 --> 00:00:02.010
we push to main

00:00:02.010 --> 00:00:03.000
we push to main
and<00:00:02.500><c> wait</c>
"""
BUZZSPROUT = """1
00:00:00,179 --> 00:00:02,399
Travis: When you first
get started

2
00:00:02,400 --> 00:00:04,799
you wait.
00:00:05,000 --> 00:00:06,000
Sarah: Why?

and so on

3
00:00:07.000 -> 00:00:08,000 X1:1
Travis: {\\an8}<font color="red">Because</font>

Sarah: no time line above
"""
OTTER = """---
title: x
---
SUMMARY KEYWORDS
builds, releases

SPEAKERS
Emma, Kelly

Emma  0:00\x20\x20
Micro interactions: small.
They delight at 10:30

And more.

Unknown Speaker  59:59
Hm.

Emma 1:02:03
Bye

Kelly (1:02:04):
Bye-bye

Transcribed by https://otter.ai
"""
UNNAMED_OTTER = "0:01  \nApples were garbage.\n\n0:15\nA bad time.\n\nTranscribed by https://otter.ai\n"
MEET = """# Weekly with Acme - Transcript
### Attendees
Ann Lee, Fireflies.ai Notetaker

### 00:00:00

**Jo Smith:** How do you deploy?
**Ann Lee:** We push
to main.

**Ann Lee:** Then we wait.

00:05:00

Jo Smith: Until 17:30: is that so?
Ann Lee: Yes.

### Transcription ended after 00:05:10

*This editable transcript was computer generated and might contain errors.*
"""
PLAIN = """Ann: we push
https://example.org: a link

The problem: nobody can merge
and so on
17:30: it was late
[00:01:02] Jo: who can?
(1:05) Jo: tell me
Ann (00:02:00): QE
Ann : only QE
Jo：真的吗
Bob Stone: I heard
"""
SHOUTED = ">> How do you deploy?\n>> We push.\nto main\n\n## Later\nmore\n"


def read(text: str | bytes, *named: str, refused: tuple[str, ...] = ()) -> Transcript:
    """The transcript in a text, read without a warning."""
    data = text.encode() if isinstance(text, str) else text
    return transcripts.read(data, pytest.fail, named=named, refused=refused)


def spoken(read: Transcript) -> Spoken:
    """Every turn's moment, label and words."""
    return [(turn.at, turn.speaker, turn.text) for turn in read.turns(lambda label: label)]
