import select
import socket
import time
from collections.abc import Iterator

import pytest

from kasse.hardware.transports.tcp import connected, outstanding
from kasse.ports.printing import DeviceError


@pytest.fixture
def server() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def port(server: socket.socket) -> int:
    number: int = server.getsockname()[1]
    return number


def test_a_device_that_is_off_is_named_with_its_address() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        closed = port(gone)
    with (
        pytest.raises(DeviceError, match=f"127.0.0.1:{closed} ist nicht erreichbar"),
        connected("127.0.0.1", closed, connect_seconds=1, seconds=1),
    ):
        pass


def test_a_name_that_nobody_knows_is_reported_like_a_device_that_is_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with (
        pytest.raises(DeviceError, match="nicht erreichbar"),
        connected("drucker.kueche", 9100, connect_seconds=1, seconds=1),
    ):
        pass


def test_a_network_that_swallows_everything_is_given_up_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(*_: object, **__: object) -> None:
        raise TimeoutError("timed out")

    monkeypatch.setattr(socket, "create_connection", silent)
    with (
        pytest.raises(DeviceError, match="antwortet nicht"),
        connected("127.0.0.1", 9100, connect_seconds=1, seconds=1),
    ):
        pass


def test_silence_is_an_empty_answer(server: socket.socket) -> None:
    with connected("127.0.0.1", port(server), connect_seconds=1, seconds=5) as connection:
        assert connection.read(0.01) == b""


def test_a_device_that_hangs_up_while_it_is_asked_is_reported(server: socket.socket) -> None:
    with connected("127.0.0.1", port(server), connect_seconds=1, seconds=5) as connection:
        server.accept()[0].close()
        with pytest.raises(DeviceError, match="beendet") as report:
            connection.read(1)
        assert not report.value.begun


def test_no_wait_outlasts_the_deadline_of_the_job(server: socket.socket) -> None:
    begin = time.monotonic()
    with connected("127.0.0.1", port(server), connect_seconds=1, seconds=0.2) as connection:
        assert connection.read(60) == b""
        with pytest.raises(DeviceError, match="nimmt nichts mehr an"):
            connection.write(b"x" * 10_000_000)
    assert time.monotonic() - begin < 2


def test_bytes_that_nobody_took_are_counted(server: socket.socket) -> None:
    with socket.create_connection(("127.0.0.1", port(server))) as link:
        assert outstanding(link) == 0
        link.setblocking(False)
        while select.select([], [link], [], 0.05)[1]:
            link.send(b"x" * 65536)
        assert outstanding(link) > 0
