"""A secret: set, replaced, taken away, or looked at with the guarded eye."""

from __future__ import annotations

from functools import partial
from typing import Any, Protocol

from kasse.domain.refused import Refused
from kasse.domain.staff import Operator
from kasse.ports.secrets import Secrets
from kasse.settings import Setting
from kasse.settings.kinds import Secret
from kasse.ui.settings.asking import Asking, Host
from kasse.ui.settings.foot_bar import Foot
from kasse.ui.settings.view import SettingsView
from kasse.ui.widgets.choices import Choice, ChoicePage, Section
from kasse.ui.widgets.key_face import KeyKind
from kasse.ui.widgets.text_entry import TextAsk
from kasse.usecases.show_secret import SHOWN_SECONDS, show_secret, why_not_shown
from kasse.usecases.till import Till

SET, DELETE, LOOK = "set", "delete", "look"


class SecretHost(Host[Setting[Any]], Protocol):
    """A dialog that can show a password."""

    @property
    def view(self) -> SettingsView:
        """Where it asks."""


class Hiding(Asking[Setting[Any]]):
    """What is typed is kept until it is saved, and seen by nobody unless he asks for it while typing."""

    def __init__(
        self, host: SecretHost, setting: Setting[Any], till: Till, operator: Operator, secrets: Secrets | None
    ) -> None:
        super().__init__(host, setting)
        self._view = host.view
        self._till = till
        self._operator = operator
        self._secrets = secrets
        self._asks_pin = self._is_typing = self._looks = False

    def foot(self) -> Foot:
        if not self._looks:
            return super().foot()
        return Foot("Dieser Blick steht im Journal.", main="Verbergen", main_icon="eye-off")

    def open(self) -> None:
        self._is_typing = False
        no_store = "" if self._secrets is not None else "Hier gibt es keinen Schlüsselbund für Passwörter."
        is_set = self._till.settings[self.setting] is not None
        choices = (
            Choice(SET, "Ersetzen" if is_set else "Setzen", icon="key-round", off=no_store),
            Choice(
                DELETE,
                "Löschen",
                icon="trash-2",
                kind=KeyKind.DANGER,
                off=no_store or ("" if is_set else "Es ist nichts gesetzt."),
            ),
            Choice(
                LOOK,
                "Ansehen",
                icon="eye",
                off=no_store or why_not_shown(self._till, self._operator, self.setting),
            ),
        )
        page = ChoicePage(self.setting.label, (Section("", choices),))
        self.host.view.open_choices(page)

    def choose(self, key: object) -> None:
        match key:
            case "set":
                self._ask(
                    "Neues Passwort", "Es wird erst mit dem Speichern gültig.", accept="Übernehmen", most=4000
                )
            case "delete":
                self.host.chosen(self.setting, None)
                self.host.end_asking()
            case "look":
                self._asks_pin = True
                hint = (
                    f"Bitte die eigene PIN eingeben ({self._operator.name}). Jeder Blick wird aufgezeichnet."
                )
                self._ask("Eigene PIN", hint, accept="Ansehen", most=12)

    def _ask(self, title: str, hint: str, *, accept: str, most: int) -> None:
        self._is_typing = True
        words = f"{self.setting.label}: {title}"
        self.host.view.open_text(TextAsk(words, accept=accept, hint=hint, secret=True, lift=False, most=most))

    def type(self, text: str) -> None:
        if self._asks_pin:
            self._look(text)
            return
        kind: object = self.setting.kind
        try:
            typed = kind.check(text) if isinstance(kind, Secret) else text
        except Refused as refusal:
            self.host.desk.board.say(str(refusal))
            return
        self.host.chosen(self.setting, typed)
        self.host.end_asking()

    def _look(self, pin: str) -> None:
        secrets = self._secrets
        if secrets is None:
            return
        self._asks_pin = False
        view = self._view

        def seen(secret: str) -> None:
            if self.host.is_asking(self):
                self._looks = True
                view.open_secret(self.setting.label, secret, SHOWN_SECONDS)
                view.show_foot(self.foot())

        def refused(reason: str) -> None:
            self.host.desk.board.say(reason)
            if self.host.is_asking(self):
                self.open()

        # The key store may ask somebody, or not answer.
        self.host.desk.do(
            self.host.desk.looks,
            partial(show_secret, self._till, secrets, self._operator, self.setting, pin),
            asker=view,
            then=seen,
            refused=refused,
        )

    def cancel(self) -> None:
        if self._is_typing:
            self._asks_pin = False
            self.open()
        else:
            self.host.end_asking()
