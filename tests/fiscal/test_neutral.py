"""Where the law asks for no signature, none is asked for, and none is believed."""

import pytest

from kasse.domain.orders import Booking, BookingKind
from kasse.domain.sales import Bill
from kasse.fiscal.neutral import NeutralFiscal
from kasse.ports.fiscal import Process, Secured
from tests.domain.examples import component, line, sale

NEUTRAL = NeutralFiscal()
SALE = sale(Bill((line(component(440)),)))
PROCESS = Process("K1", "Kassenbeleg-V1", "Beleg^4.40_0.00_0.00_0.00_0.00^4.40:Bar")


def test_nothing_waits_for_a_signature() -> None:
    ordered = Booking(BookingKind.ORDER, 12, line(component(440)))
    assert NEUTRAL.for_order([ordered]) is None
    assert NEUTRAL.for_receipt(SALE) is None
    assert NEUTRAL.for_note("Umbuchung") is None
    assert NEUTRAL.for_abort(SALE) is None


def test_there_is_no_device_and_nothing_to_recover_from_it() -> None:
    assert NEUTRAL.device() is None
    assert NEUTRAL.finished_since(0) == ()
    assert NEUTRAL.signed_since(0) == (0, 0)


def test_a_receipt_shows_no_proof_and_no_mark() -> None:
    proof = NEUTRAL.proof(SALE, None)
    assert (proof.lines, proof.qr, proof.mark, NEUTRAL.mark) == ((), "", "", "")


def test_nothing_is_ever_said_to_be_secured() -> None:
    with pytest.raises(ValueError, match="nothing to secure"):
        NEUTRAL.secure(PROCESS)


def test_a_signature_from_nowhere_is_found_wrong() -> None:
    assert "keine vorgesehen" in NEUTRAL.check(Secured(PROCESS, serial="ab" * 32, transaction=1), None)
