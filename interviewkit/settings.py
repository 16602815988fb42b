"""What a team may set: the verdict policy, the author's name, how long a quiet interview counts as running.

The dataclasses are the only list of settings: `config` takes names, types, bounds and help from them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, NamedTuple

from interviewkit.errors import UsageError


def _setting(default: Any, text: str, low: float | None = None, high: float | None = None) -> Any:
    """A dataclass field with its line of help and the bounds, both included, of its value."""
    return field(default=default, metadata={"help": text, "low": low, "high": high})


def _customers(default: int, text: str) -> Any:
    """A setting that counts customers or interviews."""
    return _setting(default, text, 1, 1000)


def _days(default: int, text: str) -> Any:
    """A setting that counts days."""
    return _setting(default, text, 1, 3650)


def _share(default: float, text: str) -> Any:
    """A setting between 0 and 1."""
    return _setting(default, text, 0, 1)


@dataclass(frozen=True)
class Policy:
    """The numbers behind every verdict (product.md, "What counts as evidence"); `[policy]` in config.toml.

    Counts are customers, shares lie between 0 and 1, `z` is the standard normal quantile of the interval.
    """

    min_customers: int = _customers(4, "insufficient: fewer customers than this could have spoken to it")
    contradicted_customers: int = _customers(2, "contradicted: at least so many customers contradict it")
    unsupported_customers: int = _customers(9, "unsupported: so many customers or more could have spoken to it")
    unsupported_upper: float = _share(0.30, "unsupported: the interval of those for it ends here or below")
    validated_lower: float = _share(0.25, "validated: the interval of its share starts here or above")
    validated_first_hand: int = _customers(2, "validated: at least so many customers support it first-hand")
    contested_against: int = _customers(2, "contested: at least so many customers speak against it")
    contested_share: float = _share(1 / 3, "contested: and at least this share of those who spoke to it")
    z: float = _setting(1.959964, "the interval's standard normal quantile (1.959964: 95 %)", 0.01, 10)
    saturation_first: int = _customers(4, "saturation: compare with the first so many interviews")
    saturation_last: int = _customers(2, "saturation: look at the last so many interviews")
    saturation_ratio: float = _share(0.05, "saturation: reached when the ratio of new things is at most this")
    saturation_interviews: int = _customers(6, "saturation: fewer interviews than this cannot be assessed")
    gap_customers: int = _customers(2, "gaps: a hurt that no item answers shows from so many customers on")


@dataclass(frozen=True)
class Settings:
    """Everything config.toml may hold; `author` None is not set.

    `quiet_hours` are hours without an entry; `verify_days` and `return_days` are days without a customer's word.
    """

    author: str | None = _setting(None, "who types and tags, when neither --as nor INTERVIEWKIT_AS says so")
    quiet_hours: float = _setting(12.0, "hours without an entry until an interview must be named", 0.01, 8760)
    verify_days: int = _days(14, "coverage: days without a customer's word on a building or shipped item")
    return_days: int = _days(183, "coverage: days without an interview until a customer is to be met again")
    policy: Policy = field(default_factory=Policy)


class Key(NamedTuple):
    """One setting as `config` knows it; `low` and `high` are included, None where there is no bound."""

    type: type[int] | type[float] | type[str]
    default: int | float | str | None
    help: str
    low: float | None
    high: float | None


_TYPES: dict[str, type[int] | type[float] | type[str]] = {"int": int, "float": float, "str | None": str}
_POLICY = "policy."
_WORDS = {int: "a whole number", float: "a number", str: "a text"}


def _keys(shape: type[Policy] | type[Settings], prefix: str = "") -> Iterator[tuple[str, Key]]:
    """Every setting of a dataclass with its dotted key."""
    for one in fields(shape):
        if one.type == "Policy":
            yield from _keys(Policy, _POLICY)
        else:
            default: Any = one.default
            yield f"{prefix}{one.name}", Key(_TYPES[str(one.type)], default, **one.metadata)


KEYS: dict[str, Key] = dict(_keys(Settings))


def load(path: Path | None) -> Settings:
    """The settings of a config.toml; the defaults when there is none.

    Raises UsageError, naming file and key: no TOML, an unknown key, a wrong type, a number out of bounds.
    """
    if path is None or not path.exists():
        return Settings()
    import tomllib

    try:
        values = dict(_flat(tomllib.loads(path.read_text(encoding="utf-8-sig"))))
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(f"{path} cannot be read ({error}); see `interviewkit config list`") from error
    checked = {key: _checked(key, value, f"in {path}") for key, value in values.items()}
    policy = {key.removeprefix(_POLICY): checked.pop(key) for key in values if key.startswith(_POLICY)}
    return Settings(**checked, policy=Policy(**policy))


def value_of(settings: Settings, key: str) -> int | float | str | None:
    """The value of a dotted key. Raises UsageError for a key that does not exist."""
    _known(key, "")
    section, _, name = key.rpartition(".")
    value: int | float | str | None = getattr(settings.policy if section else settings, name)
    return value


def parse_value(key: str, text: str) -> int | float | str:
    """What `config set KEY TEXT` stores. Raises UsageError for an unknown key or a text it cannot hold."""
    kind = _known(key, "").type
    try:
        value: int | float | str = _checked(key, kind(text), "")
    except ValueError as error:
        raise UsageError(_wrong(key, text, "")) from error
    return value


def author(flag: str | None, settings: Settings) -> str:
    """Who types: `--as`, else INTERVIEWKIT_AS, else config.toml, else the login name, else `unknown`."""
    named = (flag, os.environ.get("INTERVIEWKIT_AS"), settings.author)
    return next((name for name in named if name and name.strip()), None) or _login()


def _login() -> str:
    """The login name; a container's user may have none. getpass is asked last: it imports what a terminal needs."""
    named = next((os.environ[name] for name in ("LOGNAME", "USER") if os.environ.get(name)), None)
    if named:
        return named
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown"


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """The leaves of nested tables by dotted key."""
    for name, value in table.items():
        if isinstance(value, Mapping) and (value or f"{name}." == _POLICY):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _known(key: str, where: str) -> Key:
    """The setting of a dotted key. Raises UsageError with the nearest key for one that does not exist."""
    if key in KEYS:
        return KEYS[key]
    from difflib import get_close_matches

    leaves = {known.rpartition(".")[2]: known for known in KEYS}
    near = get_close_matches(key, KEYS, 1) or [leaves[leaf] for leaf in get_close_matches(key, leaves, 1)]
    hint = f", did you mean {near[0]!r}?" if near else ";"
    raise UsageError(f"there is no setting {key!r}{_at(where)}{hint} see `interviewkit config list`")


def _checked(key: str, value: Any, where: str) -> Any:
    """The value of a known key, a whole number made a float where that is meant. Raises UsageError."""
    known = _known(key, where)
    fits = isinstance(value, int | float if known.type is float else known.type) and value is not True
    if not fits or value is False or not _in_bounds(known, value):
        raise UsageError(_wrong(key, value, where))
    return float(value) if known.type is float else value


def _in_bounds(known: Key, value: Any) -> bool:
    """Whether a value of the right type may stand: a number between the bounds, a text that is not blank."""
    if known.low is None or known.high is None:
        return not isinstance(value, str) or bool(value.strip())
    return bool(known.low <= value <= known.high)


def _wrong(key: str, value: object, where: str) -> str:
    """The sentence for a value that a key cannot hold."""
    known = KEYS[key]
    bounds = "" if known.low is None else f" from {known.low:g} to {known.high:g}"
    wanted = f"{_WORDS[known.type]}{bounds}"
    return f"{key!r}{_at(where)} is {value!r}, not {wanted}; see `interviewkit config list`"


def _at(where: str) -> str:
    """A place, set off by a blank, or nothing."""
    return f" {where}" if where else ""
