"""What holds for every test: nothing rots quietly, nothing leaves this machine, no real keyring is opened.

Python warnings and Qt warnings are errors by pyproject.toml; unexpected log records are errors by this file.
"""

import ipaddress
import logging
import os
import socket
import sys
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

pytest_plugins = ["tests.postgres", "tests.quick_disk"]

ROOT = Path(__file__).parent.parent

# Before anything imports Qt or keyring; processes that a test starts inherit it.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "tests.memory_keyring.MemoryKeyring"
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))

# Two slow cores and a database behind some properties: a deadline would only measure the neighbours.
settings.register_profile(
    "kasse", deadline=None, max_examples=60, derandomize="CI" in os.environ, print_blob=True
)
settings.load_profile("kasse")


class LogWatch:
    """Sees every log record of level WARNING or above, from any logger and any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._unexpected: list[logging.LogRecord] = []
        self._make_record = logging.getLogRecordFactory()

    def factory(self, *args: Any, **kwargs: Any) -> logging.LogRecord:
        """Stand in for the record factory: the one place that loggers without propagation pass too."""
        record = self._make_record(*args, **kwargs)
        if record.levelno >= logging.WARNING:
            with self._lock:
                self._unexpected.append(record)
        return record

    def take(self, wanted: Callable[[logging.LogRecord], bool] = lambda _: True) -> list[logging.LogRecord]:
        """Return the wanted records, oldest first, and forget them."""
        with self._lock:
            taken = [record for record in self._unexpected if wanted(record)]
            self._unexpected = [record for record in self._unexpected if record not in taken]
        return taken

    def check(self) -> None:
        """Fail the test that is running when it logged what it had not announced."""
        lines = [
            f"{record.levelname} {said(record)} ({record.pathname}:{record.lineno})" for record in self.take()
        ]
        if lines:
            pytest.fail("unexpected log records:\n" + "\n".join(lines), pytrace=False)


def said(record: logging.LogRecord) -> str:
    return f"{record.name}: {record.getMessage()}"


class ExpectedLog:
    """Announces log records: `with expected_log(logging.WARNING, "printer"):`."""

    def __init__(self, watch: LogWatch) -> None:
        self._watch = watch

    @contextmanager
    def __call__(self, level: int, words: str) -> Generator[list[logging.LogRecord]]:
        """Allow records of exactly this level (WARNING or above) whose "logger: message" contains the words.

        At least one has to come before the block ends, else the test fails. The list given is
        filled with them at the end of the block. What else is logged inside stays unexpected.
        """
        expected: list[logging.LogRecord] = []
        yield expected
        expected += self._watch.take(lambda record: record.levelno == level and words in said(record))
        if not expected:
            pytest.fail(f"no {logging.getLevelName(level)} with {words!r} was logged", pytrace=False)


WATCH = pytest.StashKey[LogWatch]()


class NetworkForbiddenError(RuntimeError):
    """A test tried to leave this machine. No OSError, so that no code mistakes it for a broken line."""


def _stay_home(host: object) -> None:
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost", "ip6-localhost", socket.gethostname()):
        return
    try:
        local = ipaddress.ip_address(str(name).partition("%")[0])
    except ValueError:
        local = None
    if local is None or not (local.is_loopback or local.is_unspecified):
        raise NetworkForbiddenError(f"tests stay on this machine, and {name!r} is another one")


def _guard_network(patch: pytest.MonkeyPatch) -> None:
    """Refuse connections, datagrams and name look-ups beyond loopback; UNIX sockets stay open."""

    def guarded(method: Callable[..., Any]) -> Callable[..., Any]:
        def call(own: socket.socket, *args: Any) -> Any:
            if own.family in (socket.AF_INET, socket.AF_INET6):
                _stay_home(args[-1][0])
            return method(own, *args)

        return call

    for name in ("connect", "connect_ex", "sendto"):
        patch.setattr(socket.socket, name, guarded(getattr(socket.socket, name)))
    look_up = socket.getaddrinfo

    def getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        _stay_home(host)
        return look_up(host, *args, **kwargs)

    patch.setattr(socket, "getaddrinfo", getaddrinfo)


def pytest_configure(config: pytest.Config) -> None:
    patch = pytest.MonkeyPatch()
    config.add_cleanup(patch.undo)
    _guard_network(patch)
    config.add_cleanup(partial(logging.setLogRecordFactory, logging.getLogRecordFactory()))
    watch = config.stash[WATCH] = LogWatch()
    logging.setLogRecordFactory(watch.factory)


def _watched(item: pytest.Item) -> Generator[None, object, object]:
    """Check at the end of each phase, so that the phase that logged is the one that fails."""
    watch = item.config.stash[WATCH]
    try:
        result = yield
    except BaseException:
        watch.take()  # the failure tells more, and pytest shows the log with it
        raise
    watch.check()
    return result


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, object, object]:
    return (yield from _watched(item))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    return (yield from _watched(item))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    return (yield from _watched(item))


@pytest.fixture
def expected_log(pytestconfig: pytest.Config) -> ExpectedLog:
    """Lets a test announce warnings and errors that it wants to be logged."""
    return ExpectedLog(pytestconfig.stash[WATCH])


@pytest.fixture(autouse=True)
def _fresh_keyring() -> Iterator[None]:
    """Forget secrets and a keyring set by the test. Costs nothing while nobody has imported keyring."""
    yield
    if "keyring" in sys.modules:
        from keyring.core import init_backend

        from tests.memory_keyring import MemoryKeyring

        MemoryKeyring.secrets.clear()
        init_backend()
