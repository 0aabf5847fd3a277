"""The start of the till on the screen: whoever signs in waits for nothing that is only needed later."""

import gc
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from kasse.app.services import AppServices
from kasse.app.shop import Shop, Wiring
from kasse.ports.books import BooksError
from tests.app.houses import demo

LATER = (
    "PIL",
    "PySide6.QtPrintSupport",
    "alembic",
    "cryptography.x509",
    "escpos",
    "httpx",
    "kasse.app.audit",
    "kasse.app.examining",
    "kasse.app.exporting",
    "kasse.cli.play",
    "kasse.documents.a4",
    "kasse.fiscal.de.check",
    "kasse.fiscal.de.dsfinvk",
    "kasse.fiscal.de.notification",
    "kasse.fiscal.de.tse_archive.check",
    "kasse.store.proof",
    "kasse.usecases.draw_paper",
    "keyring",
    "lxml",
    "multiprocessing",
    "psycopg",
    "rapidfuzz",
    "reportlab",
    "sqlalchemy.orm",
)
"""Modules that are imported when they are needed, with all below them."""

OPENED = """
import sys
from pathlib import Path
from kasse.app.screen import open_for_screen
from kasse.app.shop import SilentNotices
opened = open_for_screen(Path(sys.argv[1]), None, SilentNotices())
print(*sorted(sys.modules))
opened.close()
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What a program has loaded when its till is open and the sign-in screen can be shown."""
    folder = tmp_path_factory.mktemp("start") / "data"
    with closing(Shop(folder, Wiring(pictures=False, threads=False), setup=demo())):
        pass
    command = [sys.executable, "-c", OPENED, str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


def test_nothing_is_loaded_that_is_only_needed_later(loaded: list[str]) -> None:
    assert [name for name in loaded if any(f"{name}.".startswith(f"{later}.") for later in LATER)] == []


def test_no_screen_is_loaded_but_the_first(loaded: list[str]) -> None:
    screens = {name for name in loaded if name.startswith("kasse.ui.") and name.endswith(".screen")}
    assert screens == {"kasse.ui.signin.screen"}


@pytest.mark.usefixtures("qapp")
def test_a_program_that_could_not_open_its_till_leaves_the_collector_as_it_was(tmp_path: Path) -> None:
    with pytest.raises(BooksError):
        AppServices().show(tmp_path / "data", None, "1280x800")
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
