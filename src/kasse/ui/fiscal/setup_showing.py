"""The pages of the set-up assistant, made from where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kasse.ports.signing import DeviceInfo, DeviceState, TseKind
from kasse.ui import wording
from kasse.ui.fiscal.page import Rows, Sheet
from kasse.ui.fiscal.tse_showing import FORMS, STATES, grouped
from kasse.ui.widgets.choices import Choice, ChoicePage
from kasse.ui.widgets.choices import Section as Choices
from kasse.ui.widgets.fact_sheet import Block, Fact, Heading, Tone, Words
from kasse.ui.widgets.row_list import Row
from kasse.usecases.device_life import DeviceChanged
from kasse.usecases.try_device import DeviceSeen, TrialSignature

REASONS = ("Neue TSE", "Zertifikat läuft ab", "TSE defekt", "Andere Bauart", "Speicher voll")
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Aim:
    """What would be done with a device that was found."""

    seen: DeviceSeen
    is_in_use: bool
    """It is the one that signs already."""
    in_service_since: date | None
    """Of this till."""

    @property
    def is_usable(self) -> bool:
        """Whether it can sign, now or when it is set up."""
        return self.seen.status.state is not DeviceState.DISABLED

    @property
    def is_new(self) -> bool:
        """Whether it would be initialised, which cannot be taken back."""
        return self.seen.status.state is DeviceState.NEW

    @property
    def is_done(self) -> bool:
        """Whether there is nothing left to do."""
        return self.is_in_use and self.in_service_since is not None and not self.is_new


def kinds_rows(kinds: Sequence[TseKind], chosen: str, in_use: str) -> Rows:
    """The kinds of devices to choose from."""
    rows = tuple(
        Row(
            kind.kind,
            kind.name,
            wording.count(len(kind.fields), "Angabe", "Angaben"),
            mark="in Gebrauch" if kind.kind == in_use else "",
            tone=Tone.GOOD,
        )
        for kind in kinds
    )
    return Rows("Art der TSE", rows, chosen, "Die Arten werden gelesen.")


def kind_sheet(kind: TseKind | None, step: str) -> Sheet:
    """What a kind is and needs."""
    if kind is None:
        return Sheet(step, (Words("Links die Art der TSE antippen.", Tone.WAITING),))
    blocks: list[Block] = [Words(kind.help), Heading("Das wird gebraucht")]
    blocks += [
        Words(field.label, icon="key-round" if field.secret else "pencil", quiet=True)
        for field in kind.fields
    ]
    blocks.append(
        Words("Mit Schlüssel: kommt in den Schlüsselbund des Rechners, nie in die Bücher.", quiet=True)
    )
    return Sheet(kind.name, tuple(blocks), step)


def found_sheet(aim: Aim, client: str) -> Sheet:
    """What answered."""
    info, status = aim.seen.info, aim.seen.status
    blocks: list[Block] = [Words("Die TSE antwortet.", Tone.GOOD, strong=True)]
    if info is None:
        blocks.append(Words("Wer sie ist, sagt sie erst, wenn sie eingerichtet ist.", quiet=True))
    else:
        blocks += _who(info)
    blocks.append(Fact("Zustand", STATES[status.state], Tone.GOOD if aim.is_usable else Tone.BAD))
    if status.certificate_until is not None:
        blocks.append(Fact("Zertifikat bis", f"{status.certificate_until:%d.%m.%Y}"))
    if status.clients:
        blocks.append(Fact("Angemeldete Kassen", ", ".join(status.clients)))
    blocks.append(Fact("Diese Kasse", client))
    return Sheet("Gefunden", tuple(blocks), "Schritt 3 von 4")


def _who(info: DeviceInfo) -> Iterator[Block]:
    if info.is_test:
        yield Words("Sie ist nicht zertifiziert: nur zum Üben, nicht für echte Umsätze.", Tone.WARN)
    yield Fact("Gerät", info.description)
    if info.maker or info.model:
        yield Fact("Hersteller, Modell", ", ".join(part for part in (info.maker, info.model) if part))
    if info.form is not None:
        yield Fact("Bauform", FORMS[info.form])
    yield Fact("Seriennummer", grouped(info.serial))


def aim_sheet(aim: Aim) -> Sheet:
    """What happens next, and what of it is for good."""
    return Sheet("So geht es weiter", tuple(_aims(aim)))


def _aims(aim: Aim) -> Iterator[Block]:
    if not aim.is_usable:
        yield Words(
            "Diese TSE ist stillgelegt und signiert nie wieder. Bitte eine andere anschließen.", Tone.BAD
        )
        return
    if aim.is_done:
        yield Words("Mit dieser TSE arbeitet die Kasse schon. Es ist nichts zu tun.", Tone.GOOD)
        return
    if aim.is_new:
        yield Words(
            "Einrichten lässt sich nicht rückgängig machen: Die TSE gehört danach zu diesem Betrieb. PINs, die sie "
            "verlangt, wählt die Kasse selbst und legt sie in den Schlüsselbund.",
            Tone.WARN,
            strong=True,
        )
    if not aim.is_in_use:
        yield Words(
            "Der Wechsel gilt sofort und steht in den Büchern. Die bisherige TSE wird vorher ganz gesichert und die "
            "Kasse dort abgemeldet.",
            Tone.WARN,
        )
    yield Heading("Die Kasse tut der Reihe nach")
    for number, words in enumerate(_steps(aim), 1):
        yield Words(f"{number}. {words}")
    yield Words("Verkauft wird dabei weiter. Es kann einige Minuten dauern.", quiet=True)


def _steps(aim: Aim) -> Iterator[str]:
    if aim.is_new:
        yield "TSE einrichten"
    yield "Kasse bei der TSE anmelden"
    if not aim.is_in_use:
        yield "Bisherige TSE sichern und abmelden"
        yield "Neue TSE in Gebrauch nehmen"
    yield "Testsignatur machen und ihren QR-Code prüfen"
    yield "Kassenmeldung vorbereiten"


def reasons_page(chosen: str) -> ChoicePage:
    """Why the device is changed; it stands in the notification."""
    choices = [Choice(reason, reason, chosen=reason == chosen) for reason in REASONS]
    own = chosen if chosen and chosen not in REASONS else ""
    choices.append(Choice(OTHER, own or "Anderer Grund", icon="" if own else "pencil", chosen=bool(own)))
    return ChoicePage(
        "Grund des Wechsels", (Choices("", tuple(choices)),), "Steht in der Kassenmeldung", "Zurück"
    )


def running_sheet(aim: Aim, seconds: int) -> Sheet:
    """While the devices are at work."""
    blocks: list[Block] = [
        Words("Wird gemacht. Bitte die TSE nicht abziehen.", Tone.WAITING, strong=True),
        *(Words(words, quiet=True) for words in _steps(aim)),
    ]
    return Sheet("TSE einrichten", tuple(blocks), f"seit {seconds} s" if seconds >= 10 else "")


def failed_sheet(reason: str) -> Sheet:
    """What went wrong, and the ways out."""
    return Sheet(
        "So ging es nicht",
        (
            Words(reason, Tone.BAD, strong=True),
            Words(
                "Es ist nichts verloren: Die Angaben stehen noch da, und die bisherige TSE arbeitet weiter."
            ),
            Heading("Was hilft"),
            Words("Stecker, Strom und Netz der TSE prüfen und noch einmal versuchen.", icon="refresh-cw"),
            Words("Adresse, Laufwerk oder PIN berichtigen.", icon="pencil"),
            Words("Eine andere Art der TSE wählen.", icon="undo-2"),
        ),
    )


def done_sheet(change: DeviceChanged | None, trial: TrialSignature | None, notification: int | None) -> Sheet:
    """What came of it."""
    blocks: list[Block] = []
    if trial is not None:
        blocks += [Words(text, Tone.GOOD) for text in trial.right]
        blocks += [Words(text, Tone.BAD) for text in trial.wrong]
    if change is not None:
        blocks.append(Words("Die neue TSE ist in Gebrauch.", Tone.GOOD, strong=True))
        blocks.append(Fact("Neue TSE", grouped(change.new)))
        if change.old:
            blocks.append(Fact("Bisherige TSE", grouped(change.old)))
        if change.archive:
            blocks.append(Fact("Letztes Archiv der bisherigen", f"Nr. {change.archive}"))
        if change.trouble:
            blocks.append(
                Words(f"Die bisherige TSE ließ sich nicht ganz sichern: {change.trouble}", Tone.WARN)
            )
    if notification is not None:
        blocks.append(
            Words(
                f"Kassenmeldung {notification} liegt bereit. Was damit zu tun ist, steht unter „Kassenmeldung“.",
                Tone.WAITING,
            )
        )
    return Sheet("Fertig", tuple(blocks))
