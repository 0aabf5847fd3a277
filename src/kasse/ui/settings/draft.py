"""What was changed on the screen and is not saved yet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from kasse.settings import Setting, Settings
from kasse.settings.kinds import Secret
from kasse.usecases.change_setting import Change


class Draft:
    """Changes by place and setting. Choosing what is stored already is no change."""

    def __init__(self) -> None:
        self._changes: dict[tuple[str, str], Change] = {}

    def __len__(self) -> int:
        return len(self._changes)

    @property
    def changes(self) -> Sequence[Change]:
        """In the order in which they were made."""
        return tuple(self._changes.values())

    def choose(self, setting: Setting[Any], scope: str, text: str | None, stored: Settings) -> None:
        """Another text for that place; None: nothing of its own any more."""
        key = (scope, setting.key)
        self._changes.pop(key, None)
        kept = stored.stored.get(key)
        if isinstance(setting.kind, Secret):
            if text is None and kept is None:
                return
        elif text == kept:
            return
        self._changes[key] = Change(setting, text, scope)

    def drop(self, setting: Setting[Any], scope: str) -> None:
        """As it was."""
        self._changes.pop((scope, setting.key), None)

    def clear(self) -> None:
        """Everything as it was."""
        self._changes.clear()

    def has(self, setting: Setting[Any], scope: str | None = None) -> bool:
        """Whether that is changed, at that place or at any."""
        return any(
            change.setting is setting and scope in (None, change.scope) for change in self._changes.values()
        )

    def pages(self) -> frozenset[str]:
        """The pages on which something is changed."""
        return frozenset(change.setting.page for change in self._changes.values())

    def seen(self, settings: Settings, now: datetime) -> Settings:
        """The settings as they will be. Of a secret only that it is set."""
        texts: dict[tuple[str, str], str | None] = {}
        for place, change in self._changes.items():
            kind: object = change.setting.kind
            is_secret = isinstance(kind, Secret) and change.text is not None
            texts[place] = kind.write(now) if is_secret and isinstance(kind, Secret) else change.text
        return settings.changed(texts)
