"""What a team may set, and what a mistake in config.toml is told."""

from __future__ import annotations

import getpass
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, strategies
from hypothesis import settings as bounded

from interviewkit.errors import UsageError
from interviewkit.settings import KEYS, Key, Policy, Settings, author, load, parse_value, value_of


def written(folder: Path, text: str) -> Path:
    """A config.toml with this text."""
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load(None) == load(tmp_path / "config.toml") == load(written(tmp_path, "")) == Settings()
    assert Settings() == Settings(author=None, quiet_hours=12.0, policy=Policy())


def test_a_file_sets_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    path = written(tmp_path, '\ufeffauthor = "Ann"\nquiet_hours = 8\n[policy]\nmin_customers = 5\nz = 2\n')
    loaded = load(path)
    assert loaded == Settings(author="Ann", quiet_hours=8.0, policy=replace(Policy(), min_customers=5, z=2.0))
    assert (type(loaded.quiet_hours), type(loaded.policy.z)) == (float, float)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("autor = 'Ann'", "there is no setting 'autor' in {path}, did you mean 'author'? see {help}"),
        (
            "[policy]\nmin_customer = 4",
            "there is no setting 'policy.min_customer' in {path}, did you mean 'policy.min_customers'? see {help}",
        ),
        (
            "min_customers = 4",
            "there is no setting 'min_customers' in {path}, did you mean 'policy.min_customers'? see {help}",
        ),
        ("z = 2", "there is no setting 'z' in {path}, did you mean 'policy.z'? see {help}"),
        (
            "policy.validated_lower = false",
            "'policy.validated_lower' in {path} is False, not a number from 0 to 1; see {help}",
        ),
        ("[colours]", "there is no setting 'colours' in {path}; see {help}"),
        ("author = 3", "'author' in {path} is 3, not a text; see {help}"),
        ("author = ' '", "'author' in {path} is ' ', not a text; see {help}"),
        ("quiet_hours = '12'", "'quiet_hours' in {path} is '12', not a number from 0.01 to 8760; see {help}"),
        ("quiet_hours = true", "'quiet_hours' in {path} is True, not a number from 0.01 to 8760; see {help}"),
        ("quiet_hours = nan", "'quiet_hours' in {path} is nan, not a number from 0.01 to 8760; see {help}"),
        ("quiet_hours = inf", "'quiet_hours' in {path} is inf, not a number from 0.01 to 8760; see {help}"),
        (
            "policy.min_customers = 4.0",
            "'policy.min_customers' in {path} is 4.0, not a whole number from 1 to 1000; see {help}",
        ),
        (
            "policy.min_customers = false",
            "'policy.min_customers' in {path} is False, not a whole number from 1 to 1000; see {help}",
        ),
        (
            "policy.min_customers = 0",
            "'policy.min_customers' in {path} is 0, not a whole number from 1 to 1000; see {help}",
        ),
        (
            "policy.validated_lower = 1.5",
            "'policy.validated_lower' in {path} is 1.5, not a number from 0 to 1; see {help}",
        ),
        ("author = [", "{path} cannot be read (Invalid value (at end of document)); see {help}"),
    ],
)
def test_a_mistake_is_told_with_its_key_its_file_and_the_command_that_helps(
    tmp_path: Path, text: str, sentence: str
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(UsageError) as caught:
        load(path)
    assert str(caught.value) == sentence.format(path=path, help="`interviewkit config list`")


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot be read \(.*Is a directory.*config list"):
        load(tmp_path)
    (tmp_path / "config.toml").write_bytes(b"author = '\xe9'")
    with pytest.raises(UsageError, match=r"config.toml cannot be read \('utf-8' codec.*config list"):
        load(tmp_path / "config.toml")


def test_the_keys_are_the_settings_in_their_order() -> None:
    assert list(KEYS) == [
        "author",
        "quiet_hours",
        "verify_days",
        "return_days",
        "policy.min_customers",
        "policy.contradicted_customers",
        "policy.unsupported_customers",
        "policy.unsupported_upper",
        "policy.validated_lower",
        "policy.validated_first_hand",
        "policy.contested_against",
        "policy.contested_share",
        "policy.z",
        "policy.saturation_first",
        "policy.saturation_last",
        "policy.saturation_ratio",
        "policy.saturation_interviews",
        "policy.gap_customers",
    ]
    assert KEYS["policy.validated_lower"] == Key(
        float, 0.25, "validated: the interval of its share starts here or above", 0, 1
    )
    assert KEYS["author"].type is str


def test_every_default_is_allowed_and_every_help_is_one_line() -> None:
    for key, known in KEYS.items():
        assert value_of(Settings(), key) == known.default
        assert known.default is None or parse_value(key, str(known.default)) == known.default
        assert known.help
        assert "\n" not in known.help


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [("author", "Zoë O.", "Zoë O."), ("quiet_hours", " 8 ", 8.0), ("policy.min_customers", "6", 6)],
)
def test_a_value_is_parsed_by_its_key(key: str, text: str, value: object) -> None:
    parsed = parse_value(key, text)
    assert (parsed, type(parsed)) == (value, type(value))


@pytest.mark.parametrize(
    ("key", "text", "sentence"),
    [
        ("autor", "x", "there is no setting 'autor', did you mean 'author'? see `interviewkit config list`"),
        ("author", "", "'author' is '', not a text; see `interviewkit config list`"),
        (
            "quiet_hours",
            "0,5",
            "'quiet_hours' is '0,5', not a number from 0.01 to 8760; see `interviewkit config list`",
        ),
        (
            "policy.z",
            "nan",
            "'policy.z' is nan, not a number from 0.01 to 10; see `interviewkit config list`",
        ),
        (
            "policy.min_customers",
            "4.0",
            "'policy.min_customers' is '4.0', not a whole number from 1 to 1000; see `interviewkit config list`",
        ),
    ],
)
def test_a_value_that_its_key_cannot_hold_is_refused(key: str, text: str, sentence: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_value(key, text)
    assert str(caught.value) == sentence


def test_the_value_of_an_unknown_key_is_refused() -> None:
    with pytest.raises(UsageError, match="there is no setting 'policy'"):
        value_of(Settings(), "policy")


@given(strategies.sampled_from([key for key, known in KEYS.items() if known.type is float]), strategies.floats())
@bounded(max_examples=200, derandomize=True, deadline=None)
def test_a_number_is_kept_exactly_or_refused_by_its_bounds(key: str, number: float) -> None:
    low, high = KEYS[key].low, KEYS[key].high
    assert low is not None
    assert high is not None
    if low <= number <= high:
        assert parse_value(key, repr(number)) == number
    else:
        with pytest.raises(UsageError):
            parse_value(key, repr(number))


@pytest.mark.parametrize(
    ("flag", "variable", "configured", "expected"),
    [
        ("Ann", "Bob", "Cy", "Ann"),
        (None, "Bob", "Cy", "Bob"),
        ("", " ", "Cy", "Cy"),
        (None, None, None, "login"),
    ],
)
def test_the_author_is_the_flag_else_the_variable_else_the_configured_else_the_login(
    monkeypatch: pytest.MonkeyPatch,
    flag: str | None,
    variable: str | None,
    configured: str | None,
    expected: str,
) -> None:
    monkeypatch.delenv("INTERVIEWKIT_AS", raising=False)
    if variable is not None:
        monkeypatch.setenv("INTERVIEWKIT_AS", variable)
    monkeypatch.setattr(getpass, "getuser", lambda: "login")
    assert author(flag, Settings(author=configured)) == expected


@pytest.mark.parametrize("failure", [KeyError("uid not found"), OSError("no login"), ImportError("pwd")])
def test_an_author_without_a_login_name_is_unknown(monkeypatch: pytest.MonkeyPatch, failure: Exception) -> None:
    def getuser() -> str:
        raise failure

    monkeypatch.delenv("INTERVIEWKIT_AS", raising=False)
    monkeypatch.setattr(getpass, "getuser", getuser)
    assert author(None, Settings()) == "unknown"
