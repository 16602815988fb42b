"""The one door text comes in by."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviewkit.texts import accept, decode

GUESSED = "the text is not UTF-8 and was read as Windows-1252 (cp1252): look at its accents before you go on"
BROKEN = "the text is not valid UTF-16; what could not be read became \N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize(
    ("text", "accepted", "warnings"),
    [
        ("  a\tb\r\n", "  a\tb\r\n", []),
        ("a\0b", "a␀b", []),
        ("caf\udce9", "café", [GUESSED]),
        ("\udce9t\udce9", "été", [GUESSED]),
        ("\udc80 \udc9d", "€ \x9d", [GUESSED]),
        ("caf\udcc3\udca9", "café", []),
        ("half \ud83d", "half \N{REPLACEMENT CHARACTER}", []),
        ("\udfff\udce9", "\N{REPLACEMENT CHARACTER}é", [GUESSED]),
    ],
)
def test_an_argument_is_accepted_with_only_the_impossible_replaced(
    text: str, accepted: str, warnings: list[str]
) -> None:
    said: list[str] = []
    assert (accept(text, said.append), said) == (accepted, warnings)


@given(st.text())
@settings(max_examples=200, derandomize=True, deadline=None)
def test_text_without_nul_or_surrogates_is_accepted_unchanged_and_in_silence(text: str) -> None:
    said: list[str] = []
    clean = text.replace("\0", "")
    assert (accept(clean, said.append), said) == (clean, [])


@given(st.text(st.characters(exclude_categories=())))
@settings(max_examples=200, derandomize=True, deadline=None)
def test_whatever_is_accepted_can_be_stored_and_is_accepted_again_unchanged(text: str) -> None:
    once = accept(text, lambda _: None)
    assert "\0" not in once
    assert once.encode().decode() == once == accept(once, lambda _: None)


@pytest.mark.parametrize(
    ("data", "text", "warnings"),
    [
        (b"", "", []),
        ("naïve ☕\r\n".encode(), "naïve ☕\r\n", []),
        (b"\xef\xbb\xbfA: hello", "A: hello", []),
        (b"\xef\xbb\xbfcaf\xc3\xa9 caf\xe9", "café café", [GUESSED]),
        ("hé".encode("utf-16"), "hé", []),
        (b"\xfe\xff" + "hé".encode("utf-16-be"), "hé", []),
        (b"\xff\xfeh\x00\x3d", "h\N{REPLACEMENT CHARACTER}", [BROKEN]),
        (b"caf\xe9 \x93so\x94", "café “so”", [GUESSED]),
        (b"\x81 \xe9", "\x81 é", [GUESSED]),
        (b"a\0b", "a␀b", []),
    ],
)
def test_a_file_is_decoded_by_its_mark_else_as_utf_8_else_as_cp1252(
    data: bytes, text: str, warnings: list[str]
) -> None:
    said: list[str] = []
    assert (decode(data, said.append), said) == (text, warnings)


@given(st.binary())
@settings(max_examples=300, derandomize=True, deadline=None)
def test_any_bytes_become_text_that_can_be_stored(data: bytes) -> None:
    text = decode(data, lambda _: None)
    assert "\0" not in text
    assert text.encode().decode() == text
