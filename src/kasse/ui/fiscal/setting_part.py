"""Settings inside a section: their rows from the declarations, and what a tap on a control does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from kasse.settings import Scope, Setting
from kasse.settings.kinds import Day, Number, Recipients, Switch
from kasse.ui.fiscal.page import SettingPart
from kasse.ui.fiscal.section import Section
from kasse.ui.widgets.setting_rows import Edit, SettingRow, Stepper, Toggle
from kasse.ui.widgets.text_entry import TextAsk
from kasse.usecases.change_setting import SettingChanged, change_setting

ORIGINS = {
    None: "Standard",
    Scope.EVERYWHERE: "Gilt im ganzen Betrieb",
    Scope.TERMINAL: "Nur an dieser Kasse",
}


class SettingKeys:
    """The settings of one section; a change is in force at once."""

    def __init__(self, section: Section, settings: Sequence[Setting[Any]]) -> None:
        self._section = section
        self._settings = {setting.key: setting for setting in settings}

    def part(self) -> SettingPart:
        """The rows as they are now."""
        return SettingPart(tuple(self._row(setting) for setting in self._settings.values()))

    def _row(self, setting: Setting[Any]) -> SettingRow:
        settings = self._section.till.settings
        forced = settings.is_forced(setting)
        origin = settings.origin(setting)
        is_own = forced or origin is Scope.TERMINAL
        return SettingRow(
            setting.key,
            setting.label,
            setting.help,
            control_of(setting, settings[setting]),
            f"Eingeschaltet durch {_names(setting)}" if forced else ORIGINS[origin],
            self._section.lacking(setting.right) or self._forced(setting),
            tone="accent_text" if is_own else "muted",
            dotted=is_own,
        )

    def _forced(self, setting: Setting[Any]) -> str:
        if not self._section.till.settings.is_forced(setting):
            return ""
        return f"„{setting.label}“ bleibt eingeschaltet, solange {_names(setting)} es sind."

    def chosen(self, key: object) -> bool:
        """Whether the tap was one on a setting; then it is carried out."""
        match key:
            case (str(name), int(step)) if name in self._settings:
                self._act(self._settings[name], step)
                return True
        return False

    def _act(self, setting: Setting[Any], step: int) -> None:
        value = self._section.till.settings[setting]
        match setting.kind:
            case Switch():
                self._change(setting, not value)
            case Number(low, high):
                if low <= value + step <= high:
                    self._change(setting, value + step)
            case _:
                self._section.host.ask(text_ask(setting, value), partial(self._typed, setting))

    def _typed(self, setting: Setting[Any], text: str) -> None:
        if isinstance(setting.kind, Recipients):
            text = text.replace(",", "\n").replace(";", "\n")
        self._change(setting, setting.kind.read(text))

    def _change(self, setting: Setting[Any], value: object) -> None:
        section, operator = self._section, self._section.host.operator
        if operator is None:
            return

        def changed(done: SettingChanged) -> None:
            if done.also:
                section.desk.board.say(done.also)

        deed: Callable[[], SettingChanged] = partial(change_setting, section.till, operator, setting, value)
        section.work(section.desk.books, deed, changed, repeats=True)


def control_of(setting: Setting[Any], value: Any) -> Toggle | Stepper | Edit:
    """What changes a setting."""
    match setting.kind:
        case Switch():
            return Toggle(bool(value))
        case Number(low, high, unit):
            words = f"{value} s" if unit == "Sekunden" else f"{value} {unit}".strip()
            return Stepper(words, least=value <= low, most=value >= high)
        case Day():
            return Edit("" if value is None else f"{value:%d.%m.%Y}")
        case Recipients():
            return Edit(", ".join(value))
    return Edit(str(value))


def text_ask(setting: Setting[Any], value: Any) -> TextAsk:
    """How a setting is typed."""
    control = control_of(setting, value)
    text = control.value if isinstance(control, Edit) else ""
    hint, placeholder = setting.help, ""
    if isinstance(setting.kind, Recipients):
        hint = "Mehrere Adressen mit Komma trennen."
    elif isinstance(setting.kind, Day):
        placeholder = "31.12.2026"
    return TextAsk(setting.label, text, placeholder=placeholder, hint=hint, most=1000, lift=False)


def _names(setting: Setting[Any]) -> str:
    return " und ".join(f"„{other.label}“" for other in setting.on_with)
