"""What will soon be wrong with a signing device, told in time: its certificate, its memory, its signatures, its health."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from zoneinfo import ZoneInfo

from kasse.ports.signing import DeviceState, DeviceStatus

CERTIFICATE_DAYS = (90, 30, 7)
FULL_PERCENT = 80
NEARLY_FULL_PERCENT = 95
FEW_SIGNATURES = 200_000
"""Of a device that does not tell how many it has made: some months of a busy house."""


class Urgency(IntEnum):
    """How much a warning matters; higher is more urgent."""

    SOON = 1
    NOW = 2
    STOPS = 3
    """It signs nothing any more, or is about to stop."""


@dataclass(frozen=True, slots=True)
class DeviceWarning:
    """One German sentence, what to do by when (None: as soon as may be)."""

    topic: str
    """`certificate`, `memory`, `signatures`, `transactions`, `self_test`, `time`, `state`: never two of one."""
    urgency: Urgency
    text: str
    due: date | None = None


def device_warnings(status: DeviceStatus, now: datetime, zone: ZoneInfo) -> Sequence[DeviceWarning]:
    """All that is to be told of a device that answers, the most urgent first."""
    return sorted(_warnings(status, now, zone), key=lambda warning: -warning.urgency)


def _warnings(s: DeviceStatus, now: datetime, zone: ZoneInfo) -> Iterator[DeviceWarning]:
    if s.state is DeviceState.DISABLED:
        text = "Die TSE ist stillgelegt und signiert nichts mehr. Bitte eine neue TSE einrichten."
        yield DeviceWarning("state", Urgency.STOPS, text)
    elif s.state is DeviceState.NEW:
        text = "Die TSE ist noch nicht eingerichtet. Bitte die Kasse in Betrieb nehmen."
        yield DeviceWarning("state", Urgency.NOW, text)
    if s.certificate_until is not None:
        yield from _certificate(s.certificate_until, now, zone)
    yield from _full(
        "memory", "Der Speicher der TSE", "Bitte exportieren, das Archiv prüfen und die TSE leeren.",
        s.stored_bytes, s.capacity_bytes,
    )  # fmt: skip
    if s.signatures_made is None and s.signatures_left is not None and s.signatures_left < FEW_SIGNATURES:
        text = f"Die TSE kann nur noch {s.signatures_left} Signaturen. Bitte rechtzeitig eine neue TSE beschaffen."
        yield DeviceWarning("signatures", Urgency.NOW, text)
    most = (
        None
        if s.signatures_made is None or s.signatures_left is None
        else s.signatures_made + s.signatures_left
    )
    yield from _full(
        "signatures", "Der Vorrat an Signaturen der TSE", "Bitte rechtzeitig eine neue TSE beschaffen.",
        s.signatures_made, most,
    )  # fmt: skip
    yield from _full(
        "transactions", "Der Platz der TSE für offene Transaktionen", "Bitte den Kundendienst rufen.",
        s.open_transactions, s.most_open_transactions,
    )  # fmt: skip
    if s.self_test_passed is False:
        text = "Die TSE hat ihren Selbsttest nicht bestanden. Bitte aus- und einstecken; hilft das nicht, ist sie defekt."
        yield DeviceWarning("self_test", Urgency.STOPS, text)
    if s.time_is_set is False:
        text = "Die Uhr der TSE ist nicht gestellt. Bitte Datum und Uhrzeit des Rechners prüfen und kasse neu starten."
        yield DeviceWarning("time", Urgency.NOW, text)


def _certificate(until: datetime, now: datetime, zone: ZoneInfo) -> Iterator[DeviceWarning]:
    day = until.astimezone(zone).date()
    left = (day - now.astimezone(zone).date()).days
    if now >= until:
        text = (
            f"Das Zertifikat der TSE ist am {day:%d.%m.%Y} abgelaufen. Bitte sofort eine neue TSE einrichten."
        )
        yield DeviceWarning("certificate", Urgency.STOPS, text, day)
        return
    if left > CERTIFICATE_DAYS[0]:
        return
    urgency = Urgency.SOON if left > CERTIFICATE_DAYS[1] else Urgency.NOW
    if left <= CERTIFICATE_DAYS[2]:
        urgency = Urgency.STOPS
    when = "heute" if left == 0 else "morgen" if left == 1 else f"in {left} Tagen"
    text = (
        f"Das Zertifikat der TSE läuft {when} ab, am {day:%d.%m.%Y}. Bitte vorher eine neue TSE einrichten."
    )
    yield DeviceWarning("certificate", urgency, text, day)


def _full(topic: str, what: str, advice: str, used: int | None, most: int | None) -> Iterator[DeviceWarning]:
    if used is None or not most:
        return
    percent = min(100, 100 * used // most)
    if percent < FULL_PERCENT:
        return
    urgency = Urgency.STOPS if percent >= NEARLY_FULL_PERCENT else Urgency.NOW
    yield DeviceWarning(topic, urgency, f"{what} ist zu {percent} % verbraucht. {advice}")
