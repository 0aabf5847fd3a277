"""Every declared setting can be understood, stored, read again, and has an effect."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest

import kasse
from kasse.hardware.signing.opening import kinds as tse_kinds
from kasse.settings import Setting, declared
from kasse.settings.declared import ALL
from kasse.settings.kinds import Secret
from kasse.settings.model import checked

SOURCE = Path(kasse.__file__).parent


@pytest.mark.parametrize("setting", ALL, ids=lambda s: s.key)
class TestEachSetting:
    def test_its_key_is_dotted_and_in_small_letters(self, setting: Setting[Any]) -> None:
        assert re.fullmatch(r"[a-z_]+(\.[a-z_0-9]+)+", setting.key)

    def test_its_help_is_made_of_sentences(self, setting: Setting[Any]) -> None:
        assert re.fullmatch(r"[A-ZÄÖÜ].{20,}\.", setting.help)
        assert len(setting.help) <= 260
        assert "  " not in setting.help
        assert setting.label
        assert not setting.label.endswith(".")
        assert len(setting.label) <= 60

    def test_it_stands_on_a_page_with_a_name_of_two_parts(self, setting: Setting[Any]) -> None:
        area, page = setting.page.split("/")
        assert area.strip() == area != ""
        assert page.strip() == page != ""

    def test_its_words_are_in_small_letters_and_none_stands_there_twice(self, setting: Setting[Any]) -> None:
        assert list(setting.words) == [word.lower().strip() for word in setting.words]
        assert len(set(setting.words)) == len(setting.words)

    def test_its_default_survives_being_stored_and_can_be_shown(self, setting: Setting[Any]) -> None:
        assert setting.kind.read(setting.kind.write(setting.default)) == setting.default
        assert isinstance(setting.kind.show(setting.default), str)

    def test_the_switch_it_depends_on_stands_on_the_same_page(self, setting: Setting[Any]) -> None:
        if setting.only_if is not None:
            assert setting.only_if in ALL
            assert setting.only_if.page == setting.page


def test_no_key_stands_for_two_settings() -> None:
    with pytest.raises(ValueError, match="declared twice"):
        checked([*ALL, ALL[0]])


def test_settings_of_one_page_are_declared_one_after_the_other() -> None:
    pages = [setting.page for setting in ALL]
    areas = [page.partition("/")[0] for page in pages]
    for names in (pages, areas):
        runs = [name for i, name in enumerate(names) if i == 0 or names[i - 1] != name]
        assert len(runs) == len(set(runs)), runs


def _declared_names() -> dict[str, Setting[Any]]:
    topics = [module for name, module in vars(declared).items() if name in _topics()]
    return {
        name: value for topic in topics for name, value in vars(topic).items() if isinstance(value, Setting)
    }


def _topics() -> set[str]:
    return {path.stem for path in (SOURCE / "settings" / "declared").glob("*.py")} - {"__init__"}


def _names_read(path: Path) -> set[str]:
    """Every name that a module loads; an import alone is no use."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.id if isinstance(node, ast.Name) else node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load)
    }


def test_every_setting_is_read_somewhere_outside_the_declarations() -> None:
    """A dead switch would lie to whoever turns it."""
    outside = [path for path in SOURCE.rglob("*.py") if "settings" not in path.relative_to(SOURCE).parts]
    read = set().union(*(_names_read(path) for path in outside))
    names = _declared_names()
    assert {setting.key for setting in names.values()} == {setting.key for setting in ALL}
    unread = {name for name, setting in names.items() if not isinstance(setting.kind, Secret)} - read
    assert not unread


def test_every_secret_is_one_that_a_driver_asks_for() -> None:
    asked = {f"{kind.kind}/{field.name}" for kind in tse_kinds() for field in kind.fields if field.secret}
    declared_secrets = {setting.kind.name for setting in ALL if isinstance(setting.kind, Secret)}
    assert declared_secrets
    assert declared_secrets <= asked
