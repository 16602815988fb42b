"""Slugs: always one, always harmless, the first that is free."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviewkit.fieldwork.slugs import free, slug_of


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Société Générale", "societe-generale"),
        ("ACME, Inc.", "acme-inc"),
        ("東京", "dong-jing"),
        ("!!!", "item-0638f078"),
    ],
)
def test_a_slug_is_made_of_letters_and_digits(name: str, slug: str) -> None:
    assert slug_of(name, "item") == slug


@given(st.text(max_size=200))
def test_every_name_has_a_slug_of_at_most_sixty_signs(name: str) -> None:
    slug = slug_of(name.encode("utf-8", "replace").decode(), "item")
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= 60


@pytest.mark.parametrize("signs", [60, 61, 400])
def test_two_names_that_only_begin_alike_are_told_apart(signs: int) -> None:
    beginning = ("a word " * signs)[:signs]
    one, other = slug_of(f"{beginning} one", "item"), slug_of(f"{beginning} two", "item")
    assert one != other
    assert len(one) <= 60
    assert one.startswith("a-word-a-word-")


def test_a_long_slug_is_its_own_slug() -> None:
    slug = slug_of("delivery " * 20, "topic")
    assert slug == "delivery-delivery-delivery-delivery-delivery-7be84c32"
    assert slug_of(slug, "topic") == slug
    assert slug_of("x" * 60, "topic") == "x" * 60


def test_two_names_without_letters_are_told_apart() -> None:
    assert slug_of("!!!", "item") != slug_of("???", "item")


def test_a_slug_that_is_taken_gets_the_next_number() -> None:
    assert free("acme", ["beta"]) == "acme"
    assert free("acme", ["acme", "acme-2", "acme-4"]) == "acme-3"
