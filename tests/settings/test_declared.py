"""Every declared setting can be understood, stored and read again."""

from __future__ import annotations

import re
from typing import Any

import pytest

from kasse.settings import Scope, Setting, Settings
from kasse.settings.declared import ALL, fiscal_de
from kasse.settings.model import checked


@pytest.mark.parametrize("setting", ALL, ids=lambda s: s.key)
class TestEachSetting:
    def test_its_key_is_dotted_and_in_small_letters(self, setting: Setting[Any]) -> None:
        assert re.fullmatch(r"[a-z_]+(\.[a-z_0-9]+)+", setting.key)

    def test_its_help_is_a_sentence(self, setting: Setting[Any]) -> None:
        assert re.fullmatch(r"[A-ZÄÖÜ].{20,}\.", setting.help)
        assert setting.label
        assert "/" in setting.page

    def test_its_default_survives_being_stored(self, setting: Setting[Any]) -> None:
        assert setting.kind.read(setting.kind.write(setting.default)) == setting.default


def test_no_key_stands_for_two_settings() -> None:
    with pytest.raises(ValueError, match="declared twice"):
        checked([*ALL, ALL[0]])


class TestValuesInForce:
    def test_a_terminals_own_value_goes_before_the_one_for_all(self) -> None:
        stored = {("everywhere", "tse.kind"): "epson", ("terminal:2", "tse.kind"): "swissbit"}
        assert Settings(stored, 1)[fiscal_de.TSE_KIND] == "epson"
        assert Settings(stored, 2)[fiscal_de.TSE_KIND] == "swissbit"
        assert Settings(stored, 2).origin(fiscal_de.TSE_KIND) is Scope.TERMINAL
        assert Settings(stored, 1).origin(fiscal_de.TSE_KIND) is Scope.EVERYWHERE

    def test_a_stored_text_that_does_not_fit_counts_as_not_there(self) -> None:
        settings = Settings({("everywhere", "tse.deadline_seconds"): "viele"}, 1)
        assert settings[fiscal_de.TSE_DEADLINE] == 3
        assert settings.origin(fiscal_de.TSE_DEADLINE) is None
