"""The manual of settings is made from the declarations and lies in the repository as they are now."""

from __future__ import annotations

from kasse.settings.declared import ALL
from kasse.settings.kinds import Secret
from tools.settings_manual import TARGET, manual


def test_the_manual_is_up_to_date() -> None:
    assert TARGET.read_text(encoding="utf-8") == manual(), "make manual"


def test_it_names_every_setting_with_its_page_its_help_and_its_standard() -> None:
    text = manual()
    for setting in ALL:
        entry = f"**{setting.label}** `{setting.key}`  \n{setting.help}"
        assert text.count(entry) == 1
        assert f"### {setting.page.partition('/')[2]}" in text
        if not isinstance(setting.kind, Secret):
            assert f"Standard: {setting.kind.show(setting.default) or 'nichts'}" in text
