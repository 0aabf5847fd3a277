"""What kasse relies on below itself: Qt, SQLite, fonts, the lock file, and the nets under the tests themselves."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

ROOT = Path(__file__).parent.parent
GENERATED = {".git", ".venv", "build", "__pycache__", ".hypothesis"}

# Put together here, so that this file does not name them either.
REGISTRIES = [
    b".".join(parts)
    for parts in (
        (b"pypi", b"org"),
        (b"pythonhosted", b"org"),
        (b"npmjs", b"org"),
        (b"npmjs", b"com"),
        (b"crates", b"io"),
        (b"rubygems", b"org"),
        (b"anaconda", b"org"),
        (b"deb", b"debian", b"org"),
        (b"proxy", b"golang", b"org"),
    )
]


def files_of_the_project() -> Iterator[Path]:
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [
            name for name in folders if name not in GENERATED and not name.endswith((".egg-info", "_cache"))
        ]
        yield from (Path(folder, name) for name in names)


def test_a_qt_call_does_not_eat_none(qapp: QApplication) -> None:
    button = QPushButton("x")
    before = sys.getrefcount(None)
    for _ in range(200):
        button.setText("y")
    assert abs(sys.getrefcount(None) - before) < 50


def test_sqlite_is_new_enough_not_to_corrupt_its_log() -> None:
    from pysqlite3 import dbapi2

    assert dbapi2.sqlite_version_info >= (3, 51, 3)


def test_the_lock_file_holds_no_address() -> None:
    assert "://" not in (ROOT / "requirements.lock").read_text(encoding="utf-8")


def test_no_file_names_a_package_registry() -> None:
    naming = [
        f"{path.relative_to(ROOT)}: {host.decode()}"
        for path in files_of_the_project()
        for host in REGISTRIES
        if host in path.read_bytes().lower()
    ]
    assert not naming


MISBEHAVING = """
import logging
import socket
import threading
import warnings

import pytest
from PySide6.QtGui import QPainter, QPixmap


def test_plain(): pass

def test_a_logged_warning(): logging.getLogger("kasse.printer").warning("paper is low")

def test_a_logger_that_keeps_to_itself():
    logger = logging.getLogger("kasse.quiet")
    logger.propagate = False
    logger.error("nobody hears me")

def test_a_warning_of_a_thread():
    thread = threading.Thread(target=logging.getLogger("kasse.lane").error, args=("lane died",))
    thread.start()
    thread.join()

def test_an_announced_warning(expected_log):
    with expected_log(logging.WARNING, "paper") as records:
        logging.getLogger("kasse.printer").warning("paper is low")
    assert [record.getMessage() for record in records] == ["paper is low"]

def test_an_announced_warning_that_does_not_come(expected_log):
    with expected_log(logging.WARNING, "paper"):
        logging.getLogger("kasse.printer").info("paper is fine")

def test_another_warning_than_the_announced_one(expected_log):
    with expected_log(logging.WARNING, "paper"):
        logging.getLogger("kasse.printer").warning("paper is low")
        logging.getLogger("kasse.printer").error("paper is out")

def test_a_python_warning(): warnings.warn("old", DeprecationWarning)

def test_a_qt_warning(qapp):
    painter = QPainter()
    painter.begin(QPixmap())

@pytest.fixture
def noisy():
    yield
    logging.error("while cleaning up")

def test_a_record_of_a_fixture(noisy): pass

def test_a_connection_to_elsewhere():
    with socket.socket() as line:
        line.connect(("192.0.2.1", 9))

def test_a_name_of_elsewhere(): socket.create_connection(("example.org", 80), timeout=1)

def test_a_connection_to_this_machine():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname(), 1): pass

def test_a_secret_is_kept():
    import keyring
    assert keyring.get_password("kasse", "mail") is None
    keyring.set_password("kasse", "mail", "geheim")
    assert keyring.get_password("kasse", "mail") == "geheim"

def test_a_secret_is_gone_with_its_test():
    import keyring
    assert keyring.get_password("kasse", "mail") is None
"""

WELL_BEHAVED = {
    "test_plain",
    "test_an_announced_warning",
    "test_a_connection_to_this_machine",
    "test_a_secret_is_kept",
    "test_a_secret_is_gone_with_its_test",
}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Run misbehaving tests under our own rules and return name → what was said against it, "" if nothing."""
    folder = tmp_path_factory.mktemp("misbehaving")
    (folder / "test_misbehaving.py").write_text(MISBEHAVING, encoding="utf-8")
    report = folder / "report.xml"
    rules = [
        f"--config-file={ROOT / 'pyproject.toml'}",
        f"--rootdir={folder}",
        "-ptests.conftest",
        "-pno:cacheprovider",
    ]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *rules, f"--junitxml={report}", folder],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert report.exists(), done.stdout + done.stderr
    cases = ET.parse(report).iter("testcase")
    return {
        case.attrib["name"]: "".join(
            f"{fault.get('message')} {fault.text}" for fault in case if fault.tag in ("failure", "error")
        )
        for case in cases
    }


def test_a_test_that_behaves_passes(outcomes: dict[str, str]) -> None:
    assert {name for name, fault in outcomes.items() if not fault} == WELL_BEHAVED


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("test_a_logged_warning", "WARNING kasse.printer: paper is low"),
        ("test_a_logger_that_keeps_to_itself", "ERROR kasse.quiet: nobody hears me"),
        ("test_a_warning_of_a_thread", "ERROR kasse.lane: lane died"),
        ("test_an_announced_warning_that_does_not_come", "no WARNING with 'paper' was logged"),
        ("test_another_warning_than_the_announced_one", "ERROR kasse.printer: paper is out"),
        ("test_a_python_warning", "DeprecationWarning: old"),
        ("test_a_qt_warning", "QPainter::begin"),
        ("test_a_record_of_a_fixture", "ERROR root: while cleaning up"),
        ("test_a_connection_to_elsewhere", "tests stay on this machine, and '192.0.2.1' is another one"),
        ("test_a_name_of_elsewhere", "tests stay on this machine, and 'example.org' is another one"),
    ],
)
def test_a_fault_fails_the_test_that_caused_it(outcomes: dict[str, str], name: str, fault: str) -> None:
    assert fault in outcomes[name]
