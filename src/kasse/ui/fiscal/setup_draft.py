"""What somebody has entered about a signing device so far; it stays until the device is in use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kasse.domain.refused import Refused
from kasse.ports.secrets import Secrets, SecretsError
from kasse.ports.signing import Field, TseKind, TseSpec
from kasse.settings.kinds import DOTS
from kasse.ui.widgets.setting_rows import Edit, SettingRow


@dataclass
class Draft:
    """One kind of device with what is known of it. Secrets are in here until they are in the key store."""

    kind: TseKind
    places: dict[str, str]
    typed: dict[str, str] = field(default_factory=dict)
    """Secrets that were typed and are not in the key store yet."""
    stored: frozenset[str] = frozenset()
    """Names of secrets that the key store has."""

    @classmethod
    def of(cls, kind: TseKind, places: Mapping[str, str]) -> Draft:
        """With the places known already, else what the kind proposes."""
        known = {f.name: places.get(f.name, f.default) for f in kind.fields if not f.secret}
        return cls(kind, known)

    @property
    def spec(self) -> TseSpec:
        """As drivers want it; what was left empty is left out."""
        return TseSpec(self.kind.kind, {name: text for name, text in self.places.items() if text})

    def value(self, name: str) -> str:
        """What stands in a field now."""
        return self.typed.get(name, "") if self._field(name).secret else self.places.get(name, "")

    def enter(self, name: str, text: str) -> None:
        """Something was typed."""
        if self._field(name).secret:
            if text:
                self.typed[name] = text
            else:
                self.typed.pop(name, None)
        else:
            self.places[name] = text

    def rows(self) -> tuple[SettingRow, ...]:
        """The fields with what is in them; secrets as dots."""
        return tuple(self._row(each) for each in self.kind.fields)

    def _row(self, of: Field) -> SettingRow:
        if not of.secret:
            return SettingRow(of.name, of.label, of.help, Edit(self.places.get(of.name, ""), "Eingeben"))
        origin = ""
        if of.name in self.typed:
            origin = "Eingegeben"
        elif of.name in self.stored:
            origin = "Im Schlüsselbund gespeichert"
        dots = DOTS if origin else ""
        return SettingRow(
            of.name, of.label, of.help, Edit(dots, "Eingeben", "key-round"), origin, dotted=bool(origin)
        )

    def _field(self, name: str) -> Field:
        return next(each for each in self.kind.fields if each.name == name)


def secret_name(kind: str, name: str) -> str:
    """Where drivers look for a secret."""
    return f"{kind}/{name}"


def stored_secrets(secrets: Secrets, kind: TseKind) -> frozenset[str]:
    """Which secrets of a kind the key store has.

    Raises:
        Refused: the key store cannot be had.
    """
    names = [each.name for each in kind.fields if each.secret]
    try:
        return frozenset(name for name in names if secrets.get(secret_name(kind.kind, name)))
    except SecretsError as error:
        raise Refused(str(error)) from error


def keep_secrets(secrets: Secrets, kind: str, typed: Iterable[tuple[str, str]]) -> None:
    """Put what was typed into the key store.

    Raises:
        Refused: the key store cannot be had.
    """
    try:
        for name, value in typed:
            secrets.set(secret_name(kind, name), value)
    except SecretsError as error:
        raise Refused(str(error)) from error
