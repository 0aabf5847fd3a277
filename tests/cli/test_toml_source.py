"""A fault in a file is named with the line that it stands on."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse import resources
from kasse.cli.toml_source import FileRefused, TomlSource, Where

DOCUMENT = '''
start = "2026-11-20 10:00" # [[step]] in a comment

[business.owner]
"long name" = """
[[step]]
do = "order"
"""

[[step]]
at = "10:01"
note = "# no comment, [[step]] neither"
lines = [
  { article = 1, sides = [
      201,
      202 ] },

  # two more
  "Breze", { article = 3 },
]

[[step]]
do = '[[step]]'
"at" = 10:05:00
expect.total = "1,00"
[[step.line]]
article = 1
[[step.line]]
article = 2
'''


def everywhere(value: Any, where: Where = ()) -> list[Where]:
    """The way to everything in a document."""
    found: list[Where] = [where] if where else []
    if isinstance(value, dict):
        for key, inner in value.items():
            found += everywhere(inner, (*where, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            found += everywhere(inner, (*where, index))
    return found


@pytest.mark.parametrize(
    ("where", "line"),
    [
        (("start",), 2),
        (("business", "owner", "long name"), 5),
        (("step", 0), 10),
        (("step", 0, "note"), 12),
        (("step", 0, "lines", 0, "article"), 14),
        (("step", 0, "lines", 0, "sides", 1), 16),
        (("step", 0, "lines", 1), 19),
        (("step", 0, "lines", 2, "article"), 19),
        (("step", 1), 22),
        (("step", 1, "at"), 24),
        (("step", 1, "expect", "total"), 25),
        (("step", 1, "line", 1, "article"), 29),
        (("step", 0, "missing"), 10),
        (("nowhere",), 0),
    ],
)
def test_every_key_and_element_is_found_on_its_line(where: Where, line: int) -> None:
    assert TomlSource.parse(DOCUMENT, "tag.toml").line(*where) == line


def test_in_a_shipped_file_nothing_is_without_a_line() -> None:
    text = resources.text("demo", "business.toml")
    source = TomlSource.parse(text, "business.toml")
    rows = text.splitlines()
    for where in everywhere(source.data):
        line = source.line(*where)
        assert line, where
        if isinstance(where[-1], str) and not isinstance(where[0], int) and len(where) > 2:
            assert where[-1] in rows[line - 1], where


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=8)


def written(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@given(st.lists(st.tuples(texts, st.lists(texts, max_size=3)), min_size=1, max_size=6))
def test_no_text_in_a_file_can_shift_the_lines(steps: list[tuple[str, list[str]]]) -> None:
    rows, expected = [], []
    for word, words in steps:
        rows.append("[[step]]")
        rows.append(f"word = {written(word)} # {word}")
        expected.append(len(rows))
        rows.append("words = [" + ",\n".join(written(each) for each in words) + "]")
        rows = "\n".join(rows).split("\n")
    source = TomlSource.parse("\n".join(rows), "tag.toml")
    assert [source.line("step", index, "word") for index in range(len(steps))] == expected


def test_what_is_no_toml_is_refused_with_its_line() -> None:
    with pytest.raises(FileRefused, match=r"^tag\.toml, Zeile 3: Das ist kein gültiges TOML"):
        TomlSource.parse("a = 1\n\nb = = 2\n", "tag.toml")


def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="lässt sich nicht lesen"):
        TomlSource.load(tmp_path / "fehlt.toml")
    latin = tmp_path / "latin.toml"
    latin.write_bytes("name = 'Küche'".encode("latin-1"))
    with pytest.raises(FileRefused, match="UTF-8"):
        TomlSource.load(latin)
