"""Trying signing devices out: what one says of itself, its self test, a receipt over nothing and its QR code."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from kasse.domain.money import ZERO
from kasse.domain.refused import Refused
from kasse.domain.sales import ReceiptKind
from kasse.domain.staff import Operator, Right
from kasse.fiscal.de.foreign_qr import check_qr
from kasse.ports.signing import (
    DeviceInfo,
    DeviceState,
    DeviceStatus,
    SigningError,
    Tse,
    TseCare,
    TseSpec,
    TseSwitch,
)
from kasse.usecases.move_cash import Movement, book_movement
from kasse.usecases.take_payment import Paid
from kasse.usecases.till import Changed, Till

REASON = "Testsignatur"


@dataclass(frozen=True, slots=True)
class DeviceSeen:
    """What a device said of itself."""

    info: DeviceInfo | None
    """None: it is new, and most do not tell who they are before they are set up."""
    status: DeviceStatus


@dataclass(frozen=True, slots=True)
class TrialSignature:
    """A test receipt and what is to be said of it, in German sentences."""

    paid: Paid
    right: tuple[str, ...]
    wrong: tuple[str, ...]
    changed: Changed = Changed.RECEIPTS | Changed.JOURNAL


def try_signature(till: Till, operator: Operator) -> TrialSignature:
    """Have a receipt over 0,00 € signed and check the QR code that it shows.

    It has a number like any other receipt and is kept, since nothing that was signed may be lost.

    Raises:
        Refused: no right.
        BooksError: it could not be written.
    """
    till.staff.require(operator, Right.SETTINGS)
    movement = Movement(ZERO, REASON, kind=ReceiptKind.TEST, payments=())
    paid = book_movement(till, operator, movement, quiet=True)
    secured = paid.secured
    if secured is None:
        return TrialSignature(paid, (), ("In diesem Land wird nichts signiert.",))
    if not secured.is_signed:
        return TrialSignature(paid, (), (secured.error,))
    right, wrong = ["Die TSE hat signiert."], []
    if problem := till.fiscal.check(secured, till.books.device(secured.serial) or till.fiscal.device()):
        wrong.append(problem)
    else:
        right.append("Die Signatur passt zum Beleg.")
    report = check_qr(till.fiscal.proof(paid.receipt, secured).qr)
    if report.is_fine:
        right.append("Der QR-Code ist gelesen und geprüft.")
    else:
        wrong += [*report.wrong, *report.unknown, *report.content] or ["Der QR-Code lässt sich nicht prüfen."]
    return TrialSignature(paid, tuple(right), tuple(wrong))


def run_self_test(till: Till, operator: Operator, tse: TseCare) -> Changed:
    """Have the device test itself. Waits for it, up to minutes.

    Raises:
        Refused: no right, or the device did not pass, or does not answer.
    """
    till.staff.require(operator, Right.SETTINGS)
    try:
        tse.self_test(till.terminal.serial)
    except SigningError as error:
        raise Refused(str(error)) from error
    return Changed.NOTHING


def look_at_device(tse: Tse) -> DeviceSeen:
    """Ask a device who and how it is. Changes nothing.

    Raises:
        Refused: it does not answer.
    """
    try:
        status = tse.status()
        return DeviceSeen(None if status.state is DeviceState.NEW else tse.info(), status)
    except SigningError as error:
        raise Refused(str(error)) from error


def look_at_another(devices: TseSwitch, spec: TseSpec) -> DeviceSeen:
    """The same of a device that is not in use, before anybody decides about it.

    Raises:
        Refused: it cannot be had with these data.
    """
    try:
        other = devices.open(spec)
    except SigningError as error:
        raise Refused(str(error)) from error
    try:
        return look_at_device(other)
    finally:
        with suppress(SigningError):  # what it said before is what matters
            other.close()
