"""From what a signing device says of itself to the two cards that show it."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from kasse.fiscal.de.tse_archive.certificates import read_certificates
from kasse.ports.fiscal import Outage
from kasse.ports.signing import DeviceForm, DeviceInfo, DeviceState, DeviceStatus
from kasse.ui import wording
from kasse.ui.widgets.fact_sheet import Block, Fact, Heading, Meter, Sheet, Tone, Words
from kasse.usecases.archive_tse import Archived
from kasse.usecases.device_warnings import DeviceWarning, Urgency, device_warnings
from kasse.usecases.try_device import DeviceSeen

FORMS = {DeviceForm.SD_CARD: "SD-Karte", DeviceForm.USB: "USB", DeviceForm.CLOUD: "Cloud"}
STATES = {
    DeviceState.NEW: "noch nicht eingerichtet",
    DeviceState.READY: "in Betrieb",
    DeviceState.DISABLED: "stillgelegt",
}
VERDICTS = {
    "valid": ("geprüft, ohne Mangel", Tone.GOOD),
    "unknown": ("nicht ganz prüfbar", Tone.WARN),
    "wrong": ("mit Mängeln", Tone.BAD),
}
_TONES = {Urgency.SOON: Tone.WARN, Urgency.NOW: Tone.WARN, Urgency.STOPS: Tone.BAD}


@dataclass(frozen=True, slots=True)
class TseAnswer:
    """What the device said, and when. seen.info is None while it is new."""

    seen: DeviceSeen
    at: datetime


@dataclass(frozen=True, slots=True)
class TseState:
    """All that is known of the device in use. answer: its last one, trouble: why the last question had none."""

    kind: str
    answer: TseAnswer | None = None
    trouble: str = ""
    asking: bool = False
    outage: Outage | None = None
    mark: str = ""
    archive: Archived | None = None


def tse_sheet(state: TseState, client: str, now: datetime, zone: ZoneInfo) -> Sheet:
    """Who the device is and how it is."""
    blocks = [*_health(state, now, zone)]
    if state.answer is not None:
        blocks += _identity(state, state.answer.seen, client)
    remark = "wird abgefragt …" if state.asking else ""
    if not remark and state.answer is not None:
        remark = f"Stand {wording.ago(state.answer.at, now, zone)}"
    return Sheet("TSE", tuple(blocks), remark)


def _health(state: TseState, now: datetime, zone: ZoneInfo) -> Iterator[Block]:
    if state.mark:
        yield Words(
            f"{state.mark}: nur zum Üben, nicht für echte Umsätze. Für den Betrieb eine zertifizierte TSE einrichten.",
            Tone.WARN,
            strong=True,
        )
    if state.outage is not None:
        yield Words(
            f"Ausgefallen seit {wording.day_and_clock(state.outage.began_at, zone)}, Ausfallnummer "
            f"{state.outage.number}. Es wird weiter verkauft. {state.outage.cause}",
            Tone.BAD,
        )
    if state.trouble and (state.outage is None or state.trouble != state.outage.cause):
        yield Words(state.trouble, Tone.BAD)
    if state.answer is None:
        if not state.trouble and state.outage is None:
            yield Words("Die TSE wird gefragt. Das kann einen Augenblick dauern.", Tone.WAITING)
        return
    warnings = device_warnings(state.answer.seen.status, now, zone)
    for warning in warnings:
        yield Words(warning.text, _TONES[warning.urgency])
    if not (warnings or state.trouble or state.outage):
        yield Words("Die TSE ist in Ordnung.", Tone.GOOD)


def _identity(state: TseState, seen: DeviceSeen, client: str) -> Iterator[Block]:
    info, status = seen.info, seen.status
    yield Heading("Gerät")
    yield Fact("Art", state.kind)
    if info is not None:
        yield from _who(info)
    if status.software:
        yield Fact("Software der TSE", status.software)
    yield from _condition(status)
    yield from _clients(status, client)


def _who(info: DeviceInfo) -> Iterator[Block]:
    if info.maker or info.model:
        yield Fact("Hersteller, Modell", ", ".join(part for part in (info.maker, info.model) if part))
    if info.form is not None:
        yield Fact("Bauform", FORMS[info.form])
    yield Fact("Seriennummer", grouped(info.serial))
    yield Fact("Zertifizierung", info.certification_id or ("keine" if info.is_test else "nennt sie nicht"))
    yield Fact("Signaturverfahren", info.algorithm)


def _condition(status: DeviceStatus) -> Iterator[Block]:
    yield Heading("Zustand")
    yield Fact("TSE", STATES[status.state], Tone.GOOD if status.state is DeviceState.READY else Tone.WARN)
    if status.self_test_passed is not None:
        passed = status.self_test_passed
        yield Fact("Selbsttest", "bestanden" if passed else "nicht bestanden", _good(is_so=passed))
    if status.time_is_set is not None:
        is_set = status.time_is_set
        yield Fact("Uhr der TSE", "gestellt" if is_set else "nicht gestellt", _good(is_so=is_set))
    if status.open_transactions is not None:
        yield Fact("Offene Vorgänge", wording.number(status.open_transactions))


def _clients(status: DeviceStatus, client: str) -> Iterator[Block]:
    if not status.clients:
        return
    of = f" von {status.most_clients}" if status.most_clients else ""
    yield Heading(f"Kassen an dieser TSE ({len(status.clients)}{of})")
    for name in status.clients:
        own = name == client
        yield Words(f"{name} (diese Kasse)" if own else name, Tone.GOOD if own else Tone.PLAIN)


def reserves_sheet(state: TseState, now: datetime, zone: ZoneInfo) -> Sheet:
    """How much of the device is used up, and its last archive."""
    blocks: list[Block] = []
    if state.answer is not None:
        seen = state.answer.seen
        warnings = {w.topic: w for w in device_warnings(seen.status, now, zone)}
        blocks += _certificate(seen, warnings, now, zone)
        blocks += _amounts(seen.status, warnings)
    blocks += _archive(state.archive, zone)
    return Sheet("Verbraucht und gesichert", tuple(blocks))


def _certificate(
    seen: DeviceSeen, warnings: Mapping[str, DeviceWarning], now: datetime, zone: ZoneInfo
) -> Iterator[Block]:
    until = seen.status.certificate_until
    if until is None:
        return
    days = (until.astimezone(zone).date() - now.astimezone(zone).date()).days
    value = f"noch {wording.count(days, 'Tag', 'Tage')}" if days >= 0 and now < until else "abgelaufen"
    last = wording.day(until.astimezone(zone).date())
    begun = _certificate_begin(seen.info)
    if begun is None or begun >= until:
        yield Fact(f"Zertifikat bis {last}", value, _tone(warnings.get("certificate")))
        return
    share = 1000 * (now - begun) // (until - begun)
    note = f"gilt vom {wording.day(begun.astimezone(zone).date())} bis {last}"
    yield Meter("Laufzeit des Zertifikats", value, share, note, _tone(warnings.get("certificate")))


def _certificate_begin(info: DeviceInfo | None) -> datetime | None:
    for text in info.certificates[:1] if info is not None else ():
        try:
            found = read_certificates(base64.b64decode(text))
        except ValueError:
            return None
        if found:
            return found[0].valid_from
    return None


def _amounts(status: DeviceStatus, warnings: Mapping[str, DeviceWarning]) -> Iterator[Block]:
    if status.capacity_bytes and status.stored_bytes is not None:
        yield Meter(
            "Speicher der TSE",
            f"{wording.size(status.stored_bytes)} von {wording.size(status.capacity_bytes)}",
            1000 * status.stored_bytes // status.capacity_bytes,
            tone=_tone(warnings.get("memory")),
        )
    made, left = status.signatures_made, status.signatures_left
    if left is not None and made is not None and made + left > 0:
        yield Meter(
            "Signaturen",
            f"noch {wording.number(left)}",
            1000 * made // (made + left),
            f"{wording.number(made)} gemacht",
            _tone(warnings.get("signatures")),
        )
    elif left is not None:
        yield Fact("Signaturen", f"noch {wording.number(left)}", _tone(warnings.get("signatures")))
    elif made is not None:
        yield Fact("Signaturen", f"{wording.number(made)} gemacht")


def _archive(archive: Archived | None, zone: ZoneInfo) -> Iterator[Block]:
    yield Heading("Letztes TSE-Archiv")
    if archive is None:
        yield Words("Noch keines. Nach jedem Tagesabschluss wird eines gesichert.", quiet=True)
        return
    words, tone = VERDICTS.get(archive.verdict, VERDICTS["unknown"])
    yield Fact("Gesichert", wording.day_and_clock(archive.taken_at, zone))
    yield Fact("Prüfung", words, tone)
    yield Fact("Einträge", wording.number(archive.messages))
    yield Fact("Größe", wording.size(archive.bytes))


def grouped(serial: str) -> str:
    """A long number in groups of eight, so that it can be compared by eye."""
    return " ".join(serial[i : i + 8] for i in range(0, len(serial), 8))


def _tone(warning: DeviceWarning | None) -> Tone:
    return Tone.PLAIN if warning is None else _TONES[warning.urgency]


def _good(*, is_so: bool) -> Tone:
    return Tone.GOOD if is_so else Tone.BAD
