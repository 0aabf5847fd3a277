"""The documentation of the played day knows every verb and field, and no others."""

import re
from pathlib import Path

import pytest

from kasse.cli.master_file import MasterFile
from kasse.cli.play.expect import CLOSING, ORDER, RECEIPT, REPORT, SETTLEMENT
from kasse.cli.play.names import Names, StepTable
from kasse.cli.play.verbs import VERBS
from kasse.cli.toml_source import TomlSource

DOCS = (Path(__file__).parents[3] / "docs" / "played-day.md").read_text(encoding="utf-8")
COMMON = {"at", "do", "by", "expect"}
EVERYWHERE = {"refused", "total", "table", "open_tables", "waiting", "vouchers"}


def rows(title: str) -> dict[str, str]:
    """The table of a section: first column without quotes, second column."""
    section = DOCS.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]
    found = re.findall(r"^\| `+([^`]+)`+ \| (.*?) \|", section, re.MULTILINE)
    return dict(found)


def test_every_verb_is_documented() -> None:
    assert list(rows("Verbs")) == list(VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_every_field_of_a_verb_is_documented(verb: str, house: MasterFile) -> None:
    step = StepTable(TomlSource("docs", {}), {}, [], Names(house))
    VERBS[verb].read(step)
    documented = set(re.findall(r"`(\w+)`", rows("Verbs")[verb]))
    assert documented | COMMON == set(step._known) | COMMON


def test_all_that_can_be_expected_is_documented() -> None:
    assert set(rows("What is expected")) == EVERYWHERE | ORDER | RECEIPT | REPORT | CLOSING | SETTLEMENT


def test_every_table_of_master_data_is_documented(house: MasterFile) -> None:
    documented = set(re.findall(r"^\| `\[+(\w+)\]+`", DOCS, re.MULTILINE))
    from kasse import resources

    headers = set(re.findall(r"^\[+(\w+)\]+$", resources.text("demo", "business.toml"), re.MULTILINE))
    # The demonstration house is one unit, and no price of it is to change.
    undivided = {"unit", "planned_price"}
    assert documented == headers | undivided
