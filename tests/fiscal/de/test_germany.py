"""What German law makes of orders and receipts, and what happens when the TSE does not answer."""

import base64
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kasse.domain.money import Money
from kasse.domain.orders import Booking, BookingKind, Component, Line
from kasse.domain.quantity import NONE, Quantity
from kasse.domain.sales import Bill, Receipt, ReceiptKind, Tender, counter_receipt, discount_amount
from kasse.domain.tax import TaxRate, tax_sum
from kasse.fiscal.de.foreign_qr import check_qr
from kasse.fiscal.de.germany import UNSIGNED_LINE, Germany
from kasse.fiscal.de.process_data import read_bestellung, read_kassenbeleg
from kasse.hardware.signing.faults import Fault, FaultyDevice
from kasse.hardware.signing.software_tse import SoftwareTse
from kasse.ports.fiscal import DeviceFacts, Process, Secured
from tests.domain.examples import (
    CARD,
    CASH,
    DAY,
    FRANCS,
    NOON,
    REDUCED,
    ROOM,
    VOUCHER,
    bills,
    cash_movement,
    component,
    internal,
    line,
    sale,
)

TILL = "KASSE-HIRSCHEN-1"
MEAL = line(component(1890, REDUCED), component(440))


class House:
    """A till under German law with a TSE that can fail."""

    def __init__(self, folder: Path) -> None:
        self.device = FaultyDevice(
            SoftwareTse(folder, now=lambda: datetime(2026, 5, 4, 17, 30, 5, tzinfo=UTC))
        )
        self.devices: dict[str, DeviceFacts] = {}
        self.law = self.restarted()

    def restarted(self) -> Germany:
        return Germany(self.device, TILL, known_device=self.devices.get)

    def data_of(self, receipt: Receipt) -> str:
        process = self.law.for_receipt(receipt)
        assert process is not None
        assert (process.client_id, process.process_type) == (TILL, "Kassenbeleg-V1")
        return process.process_data

    def signed(self, receipt: Receipt) -> Secured:
        process = self.law.for_receipt(receipt)
        assert process is not None
        return self.law.secure(process)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path)
    yield house
    house.device.close()


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """For the pure half of the law, which needs no fresh device each time."""
    house = House(tmp_path_factory.mktemp("tse"))
    yield house
    house.device.close()


def order(law: Germany, *bookings: Booking) -> str | None:
    process = law.for_order(bookings)
    if process is None:
        return None
    assert (process.client_id, process.process_type) == (TILL, "Bestellung-V1")
    return process.process_data


def counter(receipt: Receipt) -> Receipt:
    return counter_receipt(
        receipt,
        number=2,
        terminal=1,
        business_date=DAY,
        issued_at=NOON,
        operator=1,
        operator_name="Anna",
        reason="vertippt",
    )


def test_an_order_names_every_article_and_side_with_its_price(rules: House) -> None:
    schnitzel = Component(100, "Schnitzel „Wien“", 10, 1, REDUCED, Money(1890), Money(3780))
    pommes = Component(110, 'Pommes "groß"', 11, 1, REDUCED, Money(0), Money(0))
    ordered = Booking(BookingKind.ORDER, 12, line(schnitzel, pommes, quantity=Quantity.of(2)))
    assert order(rules.law, ordered) == '2;"Schnitzel „Wien“";18.90\r2;"Pommes ""groß""";0.00'


def test_a_void_is_an_order_with_a_negative_quantity(rules: House) -> None:
    void = Booking(BookingKind.VOID, 12, line(component(440)).negated(), "vertippt")
    assert order(rules.law, void) == '-1;"Helles";4.40'


def test_another_price_takes_the_old_line_back_and_orders_the_new_one(rules: House) -> None:
    old, new = line(component(440)), line(component(390))
    data = order(
        rules.law, Booking(BookingKind.PRICE, 12, old.negated()), Booking(BookingKind.PRICE, 12, new)
    )
    assert data == '-1;"Helles";4.40\r1;"Helles";3.90'


def test_a_discount_alone_orders_nothing(rules: House) -> None:
    discount = replace(line(component(0, discount=100)), quantity=NONE)
    assert order(rules.law, Booking(BookingKind.DISCOUNT, 12, discount)) is None


def test_a_line_break_in_a_name_cannot_make_two_lines_of_one(rules: House) -> None:
    crooked = replace(component(440), name="Helles\r1;\x00Bier\n")
    data = order(rules.law, Booking(BookingKind.ORDER, 12, line(crooked)))
    assert data is not None
    assert [name for _, name, _ in read_bestellung(data)] == ["Helles 1; Bier"]


def test_a_sale_is_told_with_five_sums_and_its_payments(rules: House) -> None:
    assert rules.data_of(sale(Bill((MEAL,)))) == "Beleg^4.40_18.90_0.00_0.00_0.00^23.30:Bar"


def test_a_tip_is_money_without_tax(rules: House) -> None:
    bill = Bill((MEAL,), tip=Money(170))
    assert (
        rules.data_of(sale(bill, Tender(CARD, bill.total))) == "Beleg^4.40_18.90_0.00_0.00_1.70^25.00:Unbar"
    )


def test_change_is_netted_and_only_cash_is_cash(rules: House) -> None:
    mixed = sale(Bill((MEAL,)), Tender(CARD, Money(1000)), Tender(CASH, Money(2000)))
    assert rules.data_of(mixed).endswith("^13.30:Bar_10.00:Unbar")


def test_what_stands_for_a_payment_lowers_the_untaxed_sum(rules: House) -> None:
    room = sale(Bill((MEAL,)), Tender(ROOM, Money(2330)))
    assert rules.data_of(room) == "Beleg^4.40_18.90_0.00_0.00_-23.30^"
    voucher = sale(Bill((MEAL,), tip=Money(70)), Tender(VOUCHER, Money(700), "A1"), Tender(CASH, Money(2000)))
    assert rules.data_of(voucher) == "Beleg^4.40_18.90_0.00_0.00_-6.30^17.00:Bar"
    assert rules.data_of(counter(voucher)) == "Beleg^-4.40_-18.90_0.00_0.00_6.30^-17.00:Bar"


def test_practice_is_never_an_order_nor_a_receipt(rules: House) -> None:
    ordered = [
        Booking(BookingKind.ORDER, 12, MEAL),
        Booking(BookingKind.VOID, 12, line(component(440)).negated()),
    ]
    process = rules.law.for_order(ordered, training=True)
    assert process == Process(TILL, "Kassenbeleg-V1", "AVTraining^0.00_18.90_0.00_0.00_0.00^")
    discount = replace(line(component(0, discount=100)), quantity=NONE)
    assert rules.law.for_order([Booking(BookingKind.DISCOUNT, 12, discount)], training=True) is None


def test_after_a_restored_backup_a_number_in_training_is_skipped_in_both_series(house: House) -> None:
    practised = house.law.for_order([Booking(BookingKind.ORDER, 12, MEAL)], training=True)
    assert practised is not None
    house.law.secure(practised)
    assert house.law.signed_since(0) == (1, 1)


def test_foreign_cash_is_told_in_its_own_money_and_change_in_ours(rules: House) -> None:
    francs = sale(Bill((MEAL,)), Tender(FRANCS, Money(4000)))
    assert rules.data_of(francs) == "Beleg^4.40_18.90_0.00_0.00_0.00^-18.70:Bar_40.00:Bar:CHF"
    assert rules.data_of(counter(francs)) == "Beleg^-4.40_-18.90_0.00_0.00_0.00^18.70:Bar_-40.00:Bar:CHF"


def test_cash_movements_are_told_as_money_without_tax(rules: House) -> None:
    assert rules.data_of(cash_movement(Money(20000))) == "Beleg^0.00_0.00_0.00_0.00_200.00^200.00:Bar"
    assert rules.data_of(cash_movement(Money(-5000))) == "Beleg^0.00_0.00_0.00_0.00_-50.00^-50.00:Bar"


def test_what_the_staff_eats_is_told_and_not_paid(rules: House) -> None:
    meal = internal(Bill((MEAL,)))
    assert rules.data_of(meal) == "AVSachbezug^4.40_18.90_0.00_0.00_0.00^"
    assert rules.data_of(counter(meal)) == "AVSachbezug^-4.40_-18.90_0.00_0.00_0.00^"


def test_a_receipt_that_costs_nothing_has_no_payment(rules: House) -> None:
    free = Bill((MEAL,), (discount_amount([MEAL], Money(2330)),))
    assert rules.data_of(sale(free)) == "Beleg^0.00_0.00_0.00_0.00_0.00^"


def test_training_is_told_as_training_whatever_is_played(rules: House) -> None:
    played = replace(sale(Bill((MEAL,))), training=True)
    assert rules.data_of(played) == "AVTraining^4.40_18.90_0.00_0.00_0.00^23.30:Bar"


def test_commissioning_an_abort_and_a_note_are_no_sales(rules: House) -> None:
    test = replace(sale(Bill(())), kind=ReceiptKind.TEST)
    assert rules.data_of(test) == "AVSonstige^0.00_0.00_0.00_0.00_0.00^"
    abort = rules.law.for_abort(sale(Bill((MEAL,))))
    assert abort == Process(TILL, "Kassenbeleg-V1", "AVBelegabbruch^0.00_0.00_0.00_0.00_0.00^")
    assert rules.law.for_note("Tisch 3 →\nTisch 4") == Process(TILL, "SonstigerVorgang", "Tisch 3 → Tisch 4")


def test_a_rate_of_another_country_is_never_signed(rules: House) -> None:
    foreign = replace(sale(Bill(())), taxes=(tax_sum(TaxRate(9, 810), Money(0)),))
    with pytest.raises(ValueError, match="no place"):
        rules.law.for_receipt(foreign)


@given(bills(), st.integers(0, 5000))
def test_the_five_sums_are_the_printed_ones_and_a_reversal_turns_every_sign(
    rules: House, lines: tuple[Line, ...], tip: int
) -> None:
    receipt = sale(Bill(lines, tip=Money(tip)))
    told = read_kassenbeleg(rules.data_of(receipt))
    assert sum(told.containers) == receipt.total.cents == sum(cents for _, _, cents in told.payments)
    for place, code in enumerate((1, 2, 3, 4, 5)):
        assert told.containers[place] == sum(t.gross.cents for t in receipt.taxes if t.rate.code == code)
    back = read_kassenbeleg(rules.data_of(counter(receipt)))
    assert [-cents for cents in back.containers] == list(told.containers)
    assert [(k, c, -cents) for k, c, cents in back.payments] == list(told.payments)


@given(bills())
def test_an_order_and_its_void_are_each_others_mirror(rules: House, lines: tuple[Line, ...]) -> None:
    bookings = [Booking(BookingKind.ORDER, 12, each) for each in lines]
    voids = [replace(b, kind=BookingKind.VOID, line=b.line.negated()) for b in bookings]
    ordered, voided = order(rules.law, *bookings), order(rules.law, *voids)
    assert ordered is not None
    assert voided is not None
    assert [(-q, n, p) for q, n, p in read_bestellung(voided)] == list(read_bestellung(ordered))


@pytest.mark.feature("J-07")
def test_a_receipt_shows_serial_numbers_counter_and_a_code_that_anybody_can_verify(house: House) -> None:
    receipt = sale(Bill((MEAL,)))
    secured = house.signed(receipt)
    proof = house.law.proof(receipt, secured)
    device = house.law.device()
    assert device is not None
    assert proof.lines == (
        "TSE-Transaktion\t1",
        f"Signaturzähler\t{secured.counter}",
        "Start\t04.05.2026 19:30:05",
        "Ende\t04.05.2026 19:30:05",
        f"Kasse\t{TILL}",
        f"TSE\t{device.serial}",
    )
    checked = check_qr(proof.qr)
    assert checked.is_fine
    assert checked.hints == ()
    assert (checked.client_id, checked.transaction, checked.serial) == (TILL, 1, device.serial)
    assert checked.process_data == "Beleg^4.40_18.90_0.00_0.00_0.00^23.30:Bar"


def test_the_test_device_is_marked_everywhere_even_while_it_is_out(house: House) -> None:
    house.device.fault = Fault.OUT
    assert Germany(house.device, TILL, known_device=house.devices.get, is_test=True).mark == "TEST-TSE"
    assert house.law.device() is None
    house.device.fault = None
    device = house.law.device()
    assert device is not None
    assert device.is_test
    assert house.law.mark == "TEST-TSE"
    receipt = sale(Bill((MEAL,)))
    assert house.law.proof(receipt, None).mark == "TEST-TSE"
    assert house.law.proof(receipt, house.signed(receipt)).mark == "TEST-TSE"


@pytest.mark.parametrize("fault", [Fault.OUT, Fault.DIES_AFTER_START, Fault.ANSWER_LOST])
def test_a_failing_tse_yields_an_outage_and_never_an_exception(house: House, fault: Fault) -> None:
    before = house.signed(sale(Bill((MEAL,))))
    house.device.fault = fault
    receipt = sale(Bill((MEAL,)), number=2)
    outage = house.signed(receipt)
    assert not outage.is_signed
    assert outage.error.startswith("Die ")
    assert (outage.transaction, outage.signature, outage.counter) == (None, "", None)
    assert outage.serial == before.serial
    proof = house.law.proof(receipt, outage)
    assert proof.qr == ""
    own_time = "Zeit der Kasse\t04.05.2026 12:00:00"
    assert proof.lines == (UNSIGNED_LINE, own_time, f"Kasse\t{TILL}", f"TSE\t{before.serial}")
    assert proof.mark == "TEST-TSE"
    house.device.fault = None
    assert house.signed(receipt).is_signed


@pytest.mark.feature("J-24")
def test_in_place_of_the_signature_stands_a_notice_with_the_number_of_the_outage(house: House) -> None:
    house.device.fault = Fault.OUT
    receipt = sale(Bill((MEAL,)))
    proof = house.law.proof(receipt, replace(house.signed(receipt), outage=15))
    assert proof.lines[0] == "Technische Sicherheitseinrichtung ausgefallen. Ausfallnummer: 15"
    assert not any("Signatur" in line or "Prüfwert" in line for line in proof.lines)
    assert proof.qr == ""


def test_a_tse_that_was_never_there_is_an_outage_too(house: House) -> None:
    house.device.fault = Fault.OUT
    receipt = sale(Bill((MEAL,)))
    outage = house.signed(receipt)
    assert (outage.is_signed, outage.serial) == (False, "")
    assert house.law.proof(receipt, outage).lines[0] == UNSIGNED_LINE


def test_what_the_tse_left_open_is_ended_when_it_is_back(house: House) -> None:
    house.device.fault = Fault.DIES_AFTER_START
    house.signed(sale(Bill((MEAL,))))
    house.signed(sale(Bill((MEAL,))))
    house.device.fault = None
    assert list(house.device.open_transactions(TILL)) == [1, 2]
    last = house.signed(sale(Bill((MEAL,))))
    assert list(house.device.open_transactions(TILL)) == [2]
    last = house.signed(sale(Bill((MEAL,))))
    assert list(house.device.open_transactions(TILL)) == []
    ended = [f.process_data for f in house.device.finished_since(TILL, 0) if f.transaction <= 2]
    assert ended == ["AVBelegabbruch^0.00_0.00_0.00_0.00_0.00^"] * 2
    assert last.transaction is not None
    assert house.law.signed_since(last.transaction) == (0, 0)


def test_after_a_restart_the_tse_tells_what_it_had_signed(house: House) -> None:
    known = house.signed(sale(Bill((MEAL,))))
    assert known.transaction is not None
    lost = house.signed(sale(Bill((MEAL,), tip=Money(100))))
    ordered = house.law.for_order([Booking(BookingKind.ORDER, 12, MEAL)])
    assert ordered is not None
    house.law.secure(ordered)
    law = house.restarted()
    assert law.signed_since(known.transaction) == (1, 1)
    assert [each.process for each in law.finished_since(known.transaction)] == [lost.process, ordered]
    assert law.finished_since(known.transaction)[0] == lost
    house.device.fault = Fault.OUT
    assert house.restarted().finished_since(known.transaction) == ()
    assert house.restarted().signed_since(0) == (0, 0)


def test_two_equal_receipts_are_told_one_after_the_other(house: House) -> None:
    first, second = house.signed(sale(Bill((MEAL,)))), house.signed(sale(Bill((MEAL,)), number=2))
    assert list(house.law.finished_since(0)) == [first, second]


def test_a_signature_that_was_tampered_with_is_named(house: House) -> None:
    secured = house.signed(sale(Bill((MEAL,))))
    device = house.law.device()
    assert device is not None
    assert secured.finished_at is not None
    assert house.law.check(secured, device) == ""
    assert house.law.check(Secured(secured.process, error="aus"), device) == ""
    cheaper = replace(secured.process, process_data=secured.process.process_data.replace("4.40", "4.39"))
    for forged in (
        replace(secured, process=cheaper),
        replace(secured, process=replace(secured.process, client_id="KASSE-2")),
        replace(secured, process=replace(secured.process, process_type="Bestellung-V1")),
        replace(secured, transaction=2),
        replace(secured, counter=3),
        replace(secured, finished_at=secured.finished_at.replace(hour=3)),
        replace(secured, signature=base64.b64encode(bytes(64)).decode()),
    ):
        assert "passt nicht zu ihrem Inhalt" in house.law.check(forged, device)
    for incomplete in (
        replace(secured, transaction=None),
        replace(secured, counter=None),
        replace(secured, finished_at=None),
        replace(secured, signature="~"),
    ):
        assert "nicht lesbar" in house.law.check(incomplete, device)
    assert "nicht lesbar" in house.law.check(secured, replace(device, algorithm="ecsdsa-plain-SHA256"))
    assert "nicht lesbar" in house.law.check(secured, replace(device, log_time_format="swatchBeats"))
    assert "nicht bekannt" in house.law.check(secured, None)
    assert "nicht bekannt" in house.law.check(replace(secured, serial="00"), device)
    other = replace(device, serial="00")
    assert "Seriennummer" in house.law.check(replace(secured, serial="00"), other)


def test_a_receipt_of_a_former_tse_is_printed_again_with_its_own_code(house: House, tmp_path: Path) -> None:
    receipt = sale(Bill((MEAL,)))
    secured = house.signed(receipt)
    former = house.law.device()
    assert former is not None
    proof = house.law.proof(receipt, secured)
    successor = SoftwareTse(tmp_path / "new", now=lambda: NOON)
    law = Germany(successor, TILL, known_device=house.devices.get)
    assert law.device() != former
    unknown = law.proof(receipt, secured)
    assert unknown.qr == ""
    assert unknown.lines[-1] == f"Prüfwert\t{secured.signature}"
    house.devices[former.serial] = former
    assert law.proof(receipt, secured) == proof
    successor.close()


def test_a_part_of_a_pizza_is_ordered_to_the_thousandth(rules: House) -> None:
    third = replace(line(component(300, REDUCED)), quantity=Quantity(333))
    assert order(rules.law, Booking(BookingKind.TRANSFER, 12, third)) == '0.333;"Helles";3.00'
