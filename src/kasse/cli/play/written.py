"""A day's data written down as a TOML file, one step a line."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def written_day(data: Mapping[str, Any], comment: str = "") -> str:
    """The text of a file from which the same data are read; `comment` stands above."""
    lines = [f"# {line}".rstrip() for line in comment.splitlines()]
    lines += [f"{_key(key)} = {_value(each)}" for key, each in data.items() if key != "step"]
    lines += ["", "step = ["]
    lines += [f"  {_value(step)}," for step in data["step"]]
    return "\n".join([*lines, "]", ""])


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _value(key)


def _value(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case str():
            # JSON's way to write a string is one of TOML's; DEL is the one sign that only TOML wants escaped.
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
        case list() | tuple():
            return "[" + ", ".join(_value(each) for each in value) + "]"
        case Mapping():
            return "{ " + ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items()) + " }"
    raise TypeError(f"no value for a day: {value!r}")
