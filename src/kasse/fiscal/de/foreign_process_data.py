"""What another till had its TSE sign, checked against the form that DSFinV-K (Anhang I) asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kasse.fiscal.de.findings import shown
from kasse.fiscal.de.process_data import (
    BESTELLUNG,
    KASSENBELEG,
    SONSTIGER_VORGANG,
    PaymentEntry,
    Vorgangstyp,
    read_bestellung,
    read_kassenbeleg,
)

MOST_FAULTS = 5
"""Of one transaction. Whoever writes one thing wrongly writes it wrongly in every line."""

_KINDS = {kind.lower(): kind for kind in (KASSENBELEG, BESTELLUNG, SONSTIGER_VORGANG)}
_TYPES = frozenset(kind.value for kind in Vorgangstyp)
_STRICT = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]{2}")
_LOOSE = re.compile(r"([+-]?)([0-9][0-9.,' ]*)")
_LOOSE_LINE = re.compile(r"([^;]*);(.*);([^;]*)", re.DOTALL)
_MOST_DIGITS = 15


def process_data_faults(process_type: str, data: bytes) -> tuple[str, ...]:
    """German sentences on what is not as it should be in a finished transaction; none if all is well."""
    kind = _KINDS.get(process_type.lower())
    if kind is None:
        return (f"Einen processType „{shown(process_type)}“ gibt es nicht.",)
    faults = (
        [] if kind == process_type else [f"Der processType heißt „{kind}“ und nicht „{shown(process_type)}“."]
    )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return (*faults, "processData ist kein Text in UTF-8.")
    if kind == KASSENBELEG:
        faults += _kassenbeleg_faults(text)
    elif kind == BESTELLUNG:
        faults += _bestellung_faults(text)
    return tuple(faults[:MOST_FAULTS])


def _kassenbeleg_faults(text: str) -> list[str]:
    if re.search(r"[0-9]{16}", text):
        return ["Ein Betrag mit mehr als 15 Ziffern kann keiner sein."]
    try:
        read = read_kassenbeleg(text)
    except ValueError:
        return _loose_kassenbeleg_faults(text)
    return _type_faults(read.vorgangstyp) + _sum_faults(read.vorgangstyp, read.containers, read.payments)


def _type_faults(vorgangstyp: str) -> list[str]:
    if vorgangstyp in _TYPES:
        return []
    if vorgangstyp == "AVBelegstorno":
        return ["„AVBelegstorno“ ist mit einer TSE nicht erlaubt; storniert wird mit umgekehrten Vorzeichen."]
    return [f"Einen Vorgangstyp „{shown(vorgangstyp)}“ gibt es nicht."]


def _sum_faults(vorgangstyp: str, sums: Sequence[int], payments: Sequence[PaymentEntry]) -> list[str]:
    """Without foreign money the five sums are what was paid (only a Beleg has to be paid)."""
    if vorgangstyp != Vorgangstyp.BELEG or any(currency for _, currency, _ in payments):
        return []
    gross, paid = sum(sums), sum(cents for _, _, cents in payments)
    if gross == paid:
        return []
    return [f"Die fünf Summen ergeben {_euro(gross)}, die Zahlungen {_euro(paid)}."]


def _euro(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100},{abs(cents) % 100:02d} €"


def _loose_kassenbeleg_faults(text: str) -> list[str]:
    parts = text.split("^")
    if len(parts) != 3:
        return [f"Ein Kassenbeleg hat drei Teile zwischen „^“ und nicht {len(parts)}."]
    faults = _type_faults(parts[0])
    sums: list[int | None] = []
    for amount in parts[1].split("_")[:100]:
        cents, fault = _amount(amount)
        sums.append(cents)
        faults += fault
    if len(sums) != 5:
        faults.append(f"Ein Kassenbeleg hat fünf Summen und nicht {len(sums)}.")
    payments, payment_faults = _loose_payments(parts[2])
    faults += payment_faults
    known = [cents for cents in sums if cents is not None]
    if payments is not None and len(known) == len(sums) == 5:
        faults += _sum_faults(parts[0], known, payments)
    return faults


def _loose_payments(text: str) -> tuple[list[PaymentEntry] | None, list[str]]:
    payments: list[PaymentEntry] = []
    faults: list[str] = []
    is_readable = True
    for entry in text.split("_")[:100] if text else ():
        amount, _, rest = entry.partition(":")
        kind, _, currency = rest.partition(":")
        cents, fault = _amount(amount)
        faults += fault
        if kind not in ("Bar", "Unbar"):
            faults.append(f"Eine Zahlung ist „Bar“ oder „Unbar“ und nicht „{shown(kind)}“.")
        if currency and not re.fullmatch(r"[A-Z]{3}", currency):
            faults.append(f"„{shown(currency)}“ ist kein Kürzel einer Währung.")
        if currency == "EUR":
            faults.append("Bei Zahlungen in Euro steht keine Währung.")
        if cents == 0:
            faults.append(f"Eine Zahlung von nichts („{shown(entry)}“) wird weggelassen.")
        if cents is None:
            is_readable = False
        else:
            payments.append(
                ("Bar" if kind == "Bar" else "Unbar", None if currency == "EUR" else currency or None, cents)
            )
    keys = [(kind, currency or "") for kind, currency, _ in payments]
    if len(set(keys)) != len(keys):
        faults.append("Zahlungen derselben Art und Währung sind nicht zusammengezählt.")
    elif keys != sorted(keys):
        faults.append("Die Zahlungen stehen nicht in der Reihenfolge Bar, Unbar, dann nach Währung.")
    return (payments if is_readable else None), faults


def _amount(text: str) -> tuple[int | None, list[str]]:
    """Cents of an amount however it is written (None: not at all), and what is wrong with how it is written."""
    if _STRICT.fullmatch(text):
        return int(text.replace(".", "")), []
    wrong = f"Der Betrag „{shown(text)}“ ist nicht wie 1234.56 geschrieben"
    parts = _LOOSE.fullmatch(text)
    if parts is None or len(text) > _MOST_DIGITS:
        return None, [f"{wrong}."]
    sign, number = parts.groups()
    last = max(number.rfind("."), number.rfind(","))
    decimals = number[last + 1 :] if last >= 0 and len(number) - last - 1 != 3 else ""
    whole = re.sub(r"[^0-9]", "", number[:last] if decimals else number)
    reasons = []
    if sign == "+":
        reasons.append("ein Plus")
    if decimals and number[last] == ",":
        reasons.append("ein Dezimalkomma")
    if re.search(r"[.,' ]", number[:last] if decimals else number):
        reasons.append("ein Trennzeichen für Tausender")
    if len(decimals) != 2:
        reasons.append(f"{len(decimals)} Nachkommastellen")
    cents = int(whole or "0") * 100 + int(decimals.ljust(2, "0")[:2])
    told = f" ({', '.join(reasons)})" if reasons else ""
    return -cents if sign == "-" else cents, [f"{wrong}{told}."]


def _bestellung_faults(text: str) -> list[str]:
    try:
        read_bestellung(text)
    except ValueError:
        pass
    else:
        return []
    faults: list[str] = []
    if "\n" in text:
        faults.append("Die Zeilen einer Bestellung sind durch LF getrennt und nicht durch CR allein.")
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        try:
            read_bestellung(line)
        except ValueError:
            faults.append(_line_fault(number, line))
        if len(faults) >= MOST_FAULTS:
            break
    return faults


def _line_fault(number: int, line: str) -> str:
    parts = _LOOSE_LINE.fullmatch(line)
    if parts is None:
        return f"Zeile {number} der Bestellung hat nicht die drei Teile Menge, Name und Preis."
    quantity, name, price = parts.groups()
    if not (len(name) >= 2 and name[0] == name[-1] == '"'):
        return f"Zeile {number} der Bestellung: Der Name steht nicht in Anführungszeichen."
    if not re.fullmatch(r"(?:0|[1-9][0-9]*)\.[0-9]{2}", price):
        return f"Zeile {number} der Bestellung: Der Preis „{shown(price)}“ ist nicht wie 1234.56 geschrieben."
    if '"' in name[1:-1].replace('""', ""):
        return f"Zeile {number} der Bestellung: Anführungszeichen im Namen sind nicht verdoppelt."
    return (
        f"Zeile {number} der Bestellung: Die Menge „{shown(quantity)}“ ist nicht wie 2 oder -0.5 geschrieben."
    )
