"""Whatever is lost, killed or forgotten: a hardware TSE's till tells exactly what the device has signed."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kasse.fiscal.de.tse_archive.log import Operation, TransactionLog, read_log
from kasse.ports.signing import SigningError, Tse
from tests.contracts.signing import OTHER_TILL, RECEIPT, TILL, signature_fits
from tests.hardware.signing.fakes.diebold_bench import Service
from tests.hardware.signing.fakes.epson_bench import Printer
from tests.hardware.signing.fakes.secure_element import SecureElement
from tests.hardware.signing.fakes.worm_api_bench import Stick


class Bench(Protocol):
    """A device with the means to lose its answers."""

    folder: Path

    def open(self) -> Tse: ...

    def lose_answers(self) -> None: ...

    def mend(self) -> None: ...


def swissbit(folder: Path) -> tuple[Bench, SecureElement, Callable[[], None], Callable[[], None]]:
    stick = Stick(folder)
    return stick, stick.stick.chip, stick.stick.power_cycle, lambda: None


def swissbit_2(folder: Path) -> tuple[Bench, SecureElement, Callable[[], None], Callable[[], None]]:
    stick = Stick(folder, (2, 0, 1))
    return stick, stick.stick.chip, stick.stick.power_cycle, lambda: None


def epson(folder: Path) -> tuple[Bench, SecureElement, Callable[[], None], Callable[[], None]]:
    printer = Printer(folder)
    return printer, printer.device.stick.chip, printer.device.power_cycle, printer.close


def diebold(folder: Path) -> tuple[Bench, SecureElement, Callable[[], None], Callable[[], None]]:
    service = Service(folder)
    return service, service.device.chip, service.device.power_cycle, service.close


def truth(chip: SecureElement, till: str) -> tuple[dict[int, str], list[int]]:
    """What the device has signed for a till: contents of finished transactions, and the numbers of open ones."""
    ended = {}
    for each in chip.logs:
        log = read_log(each.der)
        if isinstance(log, TransactionLog) and log.client_id == till and log.operation is Operation.FINISH:
            ended[log.transaction] = log.process_data.decode()
    return ended, sorted(number for number, client in chip.open.items() if client == till)


DEEDS = st.lists(
    st.sampled_from(
        ["sign", "sign", "start", "finish", "lose", "lose the end", "kill", "power", "forget", "other", "ask"]
    ),
    max_size=14,
)


@pytest.mark.usefixtures("quick_disk")
@pytest.mark.parametrize("make", [swissbit, swissbit_2, epson, diebold])
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
def test_what_the_till_tells_is_what_the_device_signed(
    tmp_path_factory: pytest.TempPathFactory,
    make: Callable[[Path], tuple[Bench, SecureElement, Callable[[], None], Callable[[], None]]],
    deeds: list[str],
) -> None:
    bench, chip, power_cycle, close = make(tmp_path_factory.mktemp("tse"))
    tse = bench.open()
    tse.set_up(TILL)
    tse.register_client(OTHER_TILL)
    for number, deed in enumerate(deeds):
        bench.mend()
        match deed:
            case "sign":
                tse.sign(TILL, "SonstigerVorgang", f"Vorgang {number}")
            case "start":
                tse.start(TILL)
            case "finish" if chip.open:
                transaction, till = next(iter(chip.open.items()))
                tse.finish(till, transaction, "SonstigerVorgang", f"Ende {number}")
            case "lose":
                bench.lose_answers()
                with pytest.raises(SigningError):
                    tse.sign(TILL, "SonstigerVorgang", f"verloren {number}")
            case "lose the end":
                begun = tse.start(TILL)
                bench.lose_answers()
                with pytest.raises(SigningError):
                    tse.finish(TILL, begun.transaction, "SonstigerVorgang", f"verloren {number}")
            case "kill" | "power" | "forget":
                # Over the network the end of a program closes its connections as well.
                tse.close()
                if deed == "power":
                    power_cycle()
                if deed == "forget":
                    shutil.rmtree(bench.folder / "tse", ignore_errors=True)
                tse = bench.open()
            case "other":
                tse.sign(OTHER_TILL, *RECEIPT)
            case "ask":
                tse.finished_since(TILL, chip.transaction // 2)
    bench.mend()
    for till in (TILL, OTHER_TILL):
        ended, still_open = truth(chip, till)
        for after in (0, chip.transaction // 2, chip.transaction):
            found = tse.finished_since(till, after)
            assert {each.transaction: each.process_data for each in found} == {
                number: data for number, data in ended.items() if number > after
            }
            assert [each.transaction for each in found] == sorted(each.transaction for each in found)
            assert all(signature_fits(tse.info(), each) for each in found)
        assert list(tse.open_transactions(till)) == still_open
    tse.close()
    close()
