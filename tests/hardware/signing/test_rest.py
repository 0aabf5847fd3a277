"""The line to a cloud TSE: secrets stay where they belong, every wait ends, and no answer is believed too much."""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from kasse.hardware.signing.rest import AnswerLost, Reply, RestClient, Unreachable, checked_address
from kasse.ports.signing import SigningError, SigningTimeout
from tests.hardware.signing.fakes.http_fake import Fault, HttpFake, Request, Response

SECRET = {"Authorization": "Bearer s3cret"}


def echo(request: Request) -> Response:
    if request.path == "/moved":
        return Response(302, None, (("Location", "http://127.0.0.1:1/"),))
    if request.path == "/file":
        return Response(200, bytes(200_000))
    return Response(200, {"path": request.path, "authorization": request.headers.get("authorization", "")})


class Line:
    """A server, a client, and a clock that only waiting moves."""

    def __init__(self) -> None:
        self.server = HttpFake(echo)
        self.waits: list[float] = []
        self.time = 0.0
        self.client = self.to(self.server.address)

    def to(self, address: str) -> RestClient:
        return RestClient("Testdienst", address, wait=self._wait, monotonic=lambda: self.time)

    def _wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.time += seconds


@pytest.fixture
def line() -> Iterator[Line]:
    line = Line()
    yield line
    line.client.close()
    line.server.close()


def problem(reply: Reply) -> SigningError:
    return SigningError(f"Das ist keine Datei ({reply.status}).")


def fetched(line: Line, address: str) -> bytes:
    return b"".join(line.client.fetch(address, headers=SECRET, seconds=5, problem=problem))


# Addresses


@pytest.mark.parametrize(
    "address",
    ["https://tse.example/api/v2/", "http://127.0.0.1:8080", "http://localhost:1", "http://[::1]:80/x"],
)
def test_https_everywhere_and_http_on_this_machine(address: str) -> None:
    assert checked_address("X", address).geturl() == address.rstrip("/")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "tse.example",
        "http://tse.example",
        "http://127.0.0.1.tse.example",
        "ftp://127.0.0.1",
        "https://",
        "https://user:pass@tse.example",
        "https://tse.example:port",
        "https://[tse",
        "http://2130706433.example",
    ],
)
def test_other_addresses_are_refused_in_a_sentence(address: str) -> None:
    with pytest.raises(SigningError, match="https://"):
        RestClient("X", address)


# Who is at the other end


def certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's certificate that nobody knows, and its file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context, file


def test_a_server_that_cannot_prove_who_it_is_hears_nothing(tmp_path: Path) -> None:
    context, file = certificate(tmp_path)
    server = HttpFake(echo, certificate=context)
    stranger = RestClient("Testdienst", server.address)
    with pytest.raises(SigningError, match="weist sich nicht gültig aus") as caught:
        stranger.ask("GET", "/", headers=SECRET, seconds=5, again=True)
    assert caught.value.code == "TLS"
    assert not server.requests
    friend = RestClient(
        "Testdienst", server.address, trust=lambda: ssl.create_default_context(cafile=str(file))
    )
    assert friend.ask("GET", "/", headers=SECRET, seconds=5, again=True).ok
    friend.close()
    server.close()


def test_a_redirection_is_not_followed(line: Line) -> None:
    assert line.client.ask("GET", "/moved", headers=SECRET, seconds=5, again=True).status == 302


def test_a_file_of_another_server_is_fetched_without_our_secrets(line: Line) -> None:
    other = HttpFake(echo)
    assert fetched(line, "/own")
    assert fetched(line, other.address + "/theirs")
    assert line.server.requests[0].headers["authorization"] == SECRET["Authorization"]
    assert "authorization" not in other.requests[0].headers
    other.close()


@pytest.mark.parametrize(
    "address", ["http://tse.example/x", "file:///etc/passwd", "//tse.example/x", "https://u:p@x/"]
)
def test_a_file_is_not_fetched_from_an_address_in_the_clear(line: Line, address: str) -> None:
    with pytest.raises(SigningError, match="https://"):
        fetched(line, address)


# Waiting and trying again


def test_nobody_there_is_tried_three_times_and_then_told(line: Line) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = line.to(f"http://127.0.0.1:{free.getsockname()[1]}")
        with pytest.raises(Unreachable, match="Internetverbindung prüfen"):
            nobody.ask("POST", "/", headers={}, seconds=8, again=False)
    assert line.waits == [0.25, 0.5]


def test_what_may_have_been_done_is_asked_again_only_where_that_does_no_harm(line: Line) -> None:
    line.server.fail(Fault.LOST, times=1)
    with pytest.raises(AnswerLost):
        line.client.ask("POST", "/once", headers={}, seconds=8, again=False)
    assert len(line.server.requests) == 1
    line.server.fail(Fault.LOST, times=1)
    assert line.client.ask("POST", "/twice", headers={}, seconds=8, again=True).ok


def test_a_service_says_itself_how_long_to_wait(line: Line) -> None:
    line.server.fail(Fault.TOO_MANY, times=1, retry_after="3")
    assert line.client.ask("GET", "/", headers={}, seconds=8, again=True).ok
    assert line.waits == [3.0]


@pytest.mark.parametrize("retry_after", ["", "soon", "-1", "1e9", "99999999999999999999", "٣"])
def test_a_wait_that_makes_no_sense_is_not_waited_for(line: Line, retry_after: str) -> None:
    line.server.fail(Fault.TOO_MANY, times=1, retry_after=retry_after.encode().decode("latin-1"))
    assert line.client.ask("GET", "/", headers={}, seconds=8, again=True).ok
    assert line.waits == [0.25]


@pytest.mark.parametrize("fault", [Fault.HANGS, Fault.STALLS])
def test_silence_ends_with_the_time_limit(fault: Fault) -> None:
    server = HttpFake(echo)
    client = RestClient("Testdienst", server.address)
    server.fail(fault)
    with pytest.raises(SigningTimeout, match="antwortet nicht"):
        client.ask("GET", "/", headers={}, seconds=0.4, again=False)
    server.close()


def test_a_quiet_connection_is_not_trusted_for_long(line: Line) -> None:
    line.client.ask("GET", "/", headers={}, seconds=5, again=False)
    line.time += 30
    line.client.ask("GET", "/", headers={}, seconds=5, again=False)
    assert line.server.connections == 1
    line.time += 60
    line.client.ask("GET", "/", headers={}, seconds=5, again=False)
    assert line.server.connections == 2


def test_a_connection_that_was_hung_up_is_noticed_before_it_is_used(line: Line) -> None:
    for _ in range(3):
        assert line.client.ask("POST", "/", headers={}, seconds=5, again=False).ok
        line.server.hang_up()


# Files


def test_questions_may_be_asked_while_a_file_comes(line: Line) -> None:
    parts = line.client.fetch("/file", headers={}, seconds=5, problem=problem)
    first = next(parts)
    assert line.client.ask("GET", "/next", headers={}, seconds=5, again=False).ok
    assert len(first) + sum(len(part) for part in parts) == 200_000


def test_a_file_that_nobody_wants_any_more_is_let_go(line: Line) -> None:
    parts = line.client.fetch("/file", headers={}, seconds=5, problem=problem)
    next(parts)
    parts.close()
    assert line.client.ask("GET", "/next", headers={}, seconds=5, again=False).ok


@pytest.mark.parametrize("fault", [Fault.TORN, Fault.STALLS])
def test_a_file_that_does_not_come_whole_is_an_error(line: Line, fault: Fault) -> None:
    line.server.fail(fault)
    with pytest.raises(SigningError):
        b"".join(line.client.fetch("/file", headers={}, seconds=0.3, problem=problem))
    line.server.mend()


def test_what_is_no_file_is_told_by_its_owner(line: Line) -> None:
    with pytest.raises(SigningError, match="keine Datei"):
        fetched(line, "/moved")


@pytest.mark.parametrize("path", ["/a b", "/\r\nX: y", "/ä"])
def test_an_address_of_a_file_that_cannot_be_is_an_error(line: Line, path: str) -> None:
    with pytest.raises(SigningError):
        fetched(line, path)
