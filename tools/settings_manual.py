"""`make manual`: writes docs/einstellungen.md from the declarations. A test says when it is out of date."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from kasse.domain.staff.operators import RIGHT_NAMES, Right
from kasse.settings import Scope, Setting
from kasse.settings.declared import ALL
from kasse.settings.kinds import Secret
from kasse.settings.model import Guard

TARGET = Path(__file__).parent.parent / "docs" / "einstellungen.md"
_HEAD = """\
# Einstellungen

<!-- Diese Seite entsteht aus dem Programm: make manual -->

*Kasse* → *Einstellungen* (Recht „Einstellungen“). Oben links suchen, was man im Sinn hat: Es genügt ein Wort, auch mit
Tippfehlern, auch „ue“ statt „ü“, auch wie es bei anderen Kassen heißt. Wie man ändert, speichert, zurücknimmt und für eine
einzelne Kasse einstellt, steht in [leitung.md](leitung.md). Hier steht jede der {count} Einstellungen mit ihrem Standard.
Der Name in `dieser Schrift` gilt auf der Befehlszeile: `kasse settings get NAME`.
"""


def manual(settings: Sequence[Setting[Any]] = ALL) -> str:
    """The whole page."""
    lines = [_HEAD.format(count=len(settings))]
    area = page = ""
    for setting in settings:
        new_area, _, name = setting.page.partition("/")
        if new_area != area:
            area = new_area
            lines.append(f"## {area}\n")
        if setting.page != page:
            page = setting.page
            lines.append(f"### {name}\n")
        lines.append("\n".join(_entry(setting)) + "\n")
    return "\n".join(lines)


def _entry(setting: Setting[Any]) -> Iterator[str]:
    yield f"**{setting.label}** `{setting.key}`  "
    yield f"{setting.help}  "
    yield " · ".join(_facts(setting))


def _facts(setting: Setting[Any]) -> Iterator[str]:
    if isinstance(setting.kind, Secret):
        yield f"*{setting.kind.bounds()}*"
    else:
        yield f"Standard: {setting.kind.show(setting.default) or 'nichts'}"
        yield f"erlaubt: {setting.kind.bounds()}"
    if setting.scope is Scope.TERMINAL:
        yield "je Kasse verschieden möglich"
    if setting.right is not Right.SETTINGS:
        yield f"ändert, wer „{RIGHT_NAMES[setting.right]}“ darf"
    if setting.admin_only:
        yield "ändert nur, wer alle Rechte hat"
    if setting.only_if is not None:
        yield f"wirkt nur mit „{setting.only_if.label}“"
    if setting.on_with:
        yield "von selbst an mit " + " und ".join(f"„{other.label}“" for other in setting.on_with)
    if setting.guard is Guard.TABLES_SETTLED:
        yield "änderbar, wenn alle Tische kassiert sind"
    if setting.elsewhere:
        yield setting.elsewhere.rstrip(".")


def main() -> int:
    """Write the page."""
    TARGET.write_text(manual(), encoding="utf-8")
    print(f"{TARGET.relative_to(TARGET.parent.parent)} beschreibt {len(ALL)} Einstellungen.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
