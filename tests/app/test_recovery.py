"""After a power cut the TSE has its power back only now, too: what was begun waits until it has tested itself."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from queue import SimpleQueue

import pytest

from kasse.app.recovery import START_UP_SECONDS
from kasse.app.shop import Shop, Wiring
from kasse.domain.money import Money
from kasse.domain.sales import Receipt, Tender
from kasse.hardware.signing.faults import FaultyDevice
from kasse.hardware.signing.lane import Call
from kasse.hardware.signing.opening import open_tse
from kasse.ports.signing import DeviceInfo, Finished, Tse, TseSpec
from kasse.usecases.book_order import secure_order
from kasse.usecases.take_payment import begin_payment
from tests.app.houses import NOON, TABLE, boss, demo, open_shop, order, pay

pytestmark = pytest.mark.usefixtures("quick_disk")

SELF_TEST = 20.0
SAFETY = 20.0


class Waking(FaultyDevice):
    """A TSE that answers after its self test, which takes as long as somebody waits who waits long enough."""

    def __init__(self, device: Tse, awake: threading.Event) -> None:
        super().__init__(device)
        self._awake = awake

    def info(self) -> DeviceInfo:
        assert self._awake.wait(SAFETY)
        return super().info()

    def sign(self, client_id: str, process_type: str, process_data: str) -> Finished:
        assert self._awake.wait(SAFETY)
        return super().sign(client_id, process_type, process_data)


@pytest.fixture
def awake() -> Iterator[threading.Event]:
    """Whether the TSE has tested itself."""
    awake = threading.Event()
    awake.set()
    yield awake
    awake.set()


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch, awake: threading.Event) -> list[float]:
    """How long somebody was ready to wait. Only a wait of a self test's length lets that come to its end."""
    patient = Call.wait
    found: list[float] = []

    def wait(call: Call[object], seconds: float) -> bool:
        found.append(seconds)
        if not awake.is_set() and seconds < SELF_TEST:
            return False
        awake.set()
        return patient(call, SAFETY)

    monkeypatch.setattr(Call, "wait", wait)
    return found


def reopened(folder: Path, awake: threading.Event) -> Shop:
    awake.clear()

    def open_device(spec: TseSpec) -> Tse:
        return Waking(open_tse(spec, folder=folder, secrets=None, now=lambda: NOON), awake)

    wiring = Wiring(now=lambda: NOON, pictures=False, threads=False, open_device=open_device)
    return Shop(folder, wiring, setup=demo())


def signed_and_not_finished(folder: Path) -> Receipt:
    """The power goes between the signature and the books."""
    shop = open_shop(folder)
    secure_order(shop.till, order(shop.till).order)
    draft = begin_payment(shop.till, boss(shop.till), TABLE, [Tender(shop.till.own_cash(), Money(500_00))])
    process = shop.till.fiscal.for_receipt(draft.receipt)
    assert process is not None
    assert shop.till.fiscal.secure(process).is_signed
    shop.close(clean=False)
    return draft.receipt


def test_a_receipt_that_was_signed_is_finished_however_long_the_self_test_takes(
    tmp_path: Path, waits: list[float], awake: threading.Event
) -> None:
    receipt = signed_and_not_finished(tmp_path)
    waits.clear()
    with closing(reopened(tmp_path, awake)) as shop:
        assert shop.recovered.finished == (receipt.number,)
        assert set(waits) == {START_UP_SECONDS}
        secured = shop.till.books.receipt(receipt.number).secured
        assert secured is not None
        assert secured.is_signed
        assert shop.device is not None
        assert shop.device.seconds == 3
        order(shop.till)
        assert pay(shop.till).secured is not None


def test_where_nothing_was_begun_the_start_waits_no_longer_than_a_receipt(
    tmp_path: Path, waits: list[float], awake: threading.Event
) -> None:
    open_shop(tmp_path).close()
    waits.clear()
    with closing(reopened(tmp_path, awake)):
        assert max(waits) == 3


class Tended(FaultyDevice):
    """Tells for which till it was made ready."""

    def __init__(self, device: Tse) -> None:
        super().__init__(device)
        self.tills: SimpleQueue[str] = SimpleQueue()

    def make_ready(self, client_id: str, within: float = 0.0) -> float | None:
        self.tills.put(client_id)
        return super().make_ready(client_id, within)


def test_the_device_in_use_is_made_ready_at_opening_and_one_that_takes_its_place_too(tmp_path: Path) -> None:
    opened: dict[str, Tended] = {}

    def open_device(spec: TseSpec) -> Tse:
        folder = tmp_path / (spec.places.get("folder") or "first")
        return opened.setdefault(
            folder.name, Tended(open_tse(spec, folder=folder, secrets=None, now=lambda: NOON))
        )

    wiring = Wiring(now=lambda: NOON, pictures=False, threads=True, open_device=open_device)
    with closing(Shop(tmp_path, wiring, setup=demo())) as shop:
        serial = shop.till.terminal.serial
        order(shop.till)
        assert pay(shop.till).secured is not None
        assert opened["first"].tills.get(timeout=SAFETY) == serial
        assert shop.tse is not None
        other = TseSpec("software", {"folder": "second"})
        beside = shop.tse.open(other)
        beside.info()
        assert opened["second"].tills.empty()
        shop.tse.switch(other, beside)
        assert opened["second"].tills.get(timeout=SAFETY) == serial
