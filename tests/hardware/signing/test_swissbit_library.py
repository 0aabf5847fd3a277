"""The C library of the Swissbit TSE: types, memory, callbacks, and answers that no sound library gives."""

import ctypes
from ctypes import c_uint64, c_void_p
from pathlib import Path
from typing import Any

import pytest

from kasse.hardware.signing.swissbit.prototypes import PROTOTYPES, RegisteredClients, SerialNumbers
from kasse.hardware.signing.swissbit.values import ADMIN, WormError
from kasse.hardware.signing.swissbit.worm_api import WormApi
from tests.contracts.signing import ORDER, RECEIPT, TILL
from tests.hardware.signing.clock import Clock
from tests.hardware.signing.fakes import worm_api_library
from tests.hardware.signing.fakes.worm_api import FakeSwissbit
from tests.hardware.signing.fakes.worm_api_bench import Stick
from tests.hardware.signing.fakes.worm_api_library import WormLibrary

SIZES = {"int": 4, "u32": 4, "u64": 8, "text": 8, "bytes": 8, "out": 8, "ptr": 8, "char*": 8, "void": 0}


def header() -> dict[str, tuple[str, list[str]]]:
    """The maker's declarations as the fake has them: result and arguments."""
    found = {}
    for line in worm_api_library._HEADER.strip().splitlines():
        result, _, rest = line.partition(" ")
        name, _, arguments = rest.rstrip(")").partition("(")
        found[name] = (result, [each.split()[0] for each in arguments.split(",") if each])
    return found


def size(kind: Any) -> int:
    return 0 if kind is None else ctypes.sizeof(kind)


def test_every_prototype_is_that_of_the_header() -> None:
    declared = header()
    assert set(PROTOTYPES) == set(declared)
    for name, (result, arguments) in PROTOTYPES.items():
        wanted_result, wanted = declared[name]
        assert size(result) == SIZES[wanted_result], name
        assert [size(kind) for kind in arguments] == [SIZES[kind] for kind in wanted], name


def test_structures_have_the_layout_of_the_header() -> None:
    assert ctypes.sizeof(RegisteredClients) == 4 + 16 * 31
    assert RegisteredClients.client_ids.offset == 4
    assert ctypes.sizeof(SerialNumbers) == 4 + 16 * 32
    assert SerialNumbers.serials.offset == 4


def opened_library() -> tuple[WormApi, WormLibrary]:
    library = WormLibrary(FakeSwissbit(Clock()))
    api = WormApi(library)
    api.open("/media/tse")
    return api, library


def set_up_library() -> tuple[WormApi, WormLibrary]:
    api, library = opened_library()
    with pytest.raises(WormError):
        api.self_test(TILL)
    api.set_up("SwissbitSwissbit", "123456", "12345", "54321", TILL)
    api.update_time(1_800_000_000)
    return api, library


def test_what_the_library_lends_is_given_back() -> None:
    api, library = set_up_library()
    started = api.start(TILL, b"", "")
    api.finish(TILL, started.transaction, b"data", "SonstigerVorgang")
    api.last_response(TILL)
    api.info()
    with pytest.raises(WormError):
        api.finish(TILL, 99, b"data", "SonstigerVorgang")
    library.stick.is_plugged = False
    with pytest.raises(WormError):
        api.info()
    assert library.responses == {}
    assert library.infos == {}
    api.close()
    assert library.contexts == set()
    api.close()


def test_large_numbers_and_any_bytes_pass_unchanged() -> None:
    api, library = set_up_library()
    chip = library.stick.chip
    chip.transaction = chip.counter = 2**40
    library.stick.max_signatures = 2**50
    started = api.start(TILL, b"", "")
    assert started.transaction == 2**40 + 1
    assert started.log_time == 1_800_000_000
    data = bytes(range(256)) * 40
    finished = api.finish(TILL, started.transaction, data, "SonstigerVorgang")
    assert finished.counter > 2**40
    assert len(finished.signature) == 96
    assert data in chip.logs[-1].der


def test_many_tills_and_transactions_come_page_by_page() -> None:
    api, _ = set_up_library()
    tills = [f"KASSE-{n}" for n in range(2, 34)]
    for till in tills:
        api.register_client(till)
    assert api.registered_clients() == [TILL, *tills]  # 33: two full pages and one more
    started = [api.start(TILL, b"", "").transaction for _ in range(125)]
    assert api.started_transactions(TILL) == started
    assert api.started_transactions("KASSE-2") == []


def test_a_name_of_thirty_letters_is_read_whole() -> None:
    api, _ = set_up_library()
    api.register_client("K" * 30)
    assert api.registered_clients() == [TILL, "K" * 30]


def test_an_error_in_the_sink_is_told_and_not_lost_in_the_callback() -> None:
    api, library = set_up_library()

    def full(_chunk: bytes) -> bool:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        api.export(full)
    assert library.stick.exported_counter is None
    pieces: list[bytes] = []

    def kept(chunk: bytes) -> bool:
        pieces.append(chunk)
        return True

    api.export(kept)
    assert len(pieces) > 1
    assert len(b"".join(pieces)) == api.info().export_bytes


def test_an_export_that_nobody_wants_any_more_ends_with_an_error() -> None:
    api, _ = set_up_library()
    with pytest.raises(WormError, match="0x000a"):
        api.export(lambda _chunk: False)


def test_tries_left_are_told_after_a_wrong_pin_only() -> None:
    api, _ = set_up_library()
    api.log_out(ADMIN)
    with pytest.raises(WormError) as wrong:
        api.log_in(ADMIN, "00000")
    assert (wrong.value.code, wrong.value.remaining) == (0x1100, 2)
    api.log_in(ADMIN, "12345")
    with pytest.raises(WormError) as other:
        api.log_in(7, "12345")
    assert other.value.remaining is None


def test_an_older_library_lacks_functions_only_when_they_are_needed() -> None:
    class Older:
        def __init__(self, library: WormLibrary) -> None:
            self._library = library

        def __getattr__(self, name: str) -> Any:
            if name.startswith("worm_lantse") or name == "worm_init_lan":
                raise AttributeError(name)
            return getattr(self._library, name)

    api = WormApi(Older(WormLibrary(FakeSwissbit(Clock()))))
    api.open("/media/tse")
    assert api.info().state == 0
    with pytest.raises(WormError, match="0x0011"):
        api.connected_tses()


@pytest.mark.parametrize("length", [0, 5000, 2**63])
def test_a_signature_of_impossible_length_is_not_read(length: int) -> None:
    api, library = set_up_library()

    def hand_out(_response: int, start: int, out: int) -> None:
        c_void_p.from_address(start).value = 16
        c_uint64.from_address(out).value = length

    library._declare_again("worm_transaction_response_signature", hand_out)
    api = reopened(library)
    with pytest.raises(WormError, match="0x0006"):
        api.start(TILL, b"", "")
    assert library.responses == {}


def test_counts_beyond_a_page_are_not_believed() -> None:
    api, library = set_up_library()

    def boast(_context: int, skip: int, out: int) -> int:
        ctypes.c_int.from_address(out).value = 2**30 if skip == 0 else -5
        return 0

    library._declare_again("worm_tse_listRegisteredClients", boast)
    api = reopened(library)
    assert api.registered_clients() == [""] * 16


def test_no_memory_for_an_answer_is_an_error() -> None:
    _, library = set_up_library()
    for name in ("worm_info_new", "worm_transaction_response_new"):
        library._declare_again(name, lambda _context: 0)
    api = reopened(library)
    for ask in (api.info, lambda: api.start(TILL, b"", "")):
        with pytest.raises(WormError, match="0x0005"):
            ask()


def reopened(library: WormLibrary) -> WormApi:
    api = WormApi(library)
    api.open("/media/tse")
    return api


def test_a_whole_day_through_the_library_leaves_nothing_behind(tmp_path: Path, quick_disk: None) -> None:
    stick = Stick(tmp_path)
    tse = stick.open()
    tse.set_up(TILL)
    for _ in range(30):
        tse.sign(TILL, *RECEIPT)
        tse.sign(TILL, *ORDER)
    tse.status()
    tse.close()
    assert stick.library.infos == stick.library.responses == {}
    assert stick.library.contexts == set()
