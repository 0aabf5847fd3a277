"""`kasse doctor`: everything that a till needs of its machine, looked at without changing anything."""

from __future__ import annotations

import importlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from kasse import resources
from kasse.app.config import read_config
from kasse.app.shop import NOT_YET
from kasse.cli.services import Check, Health
from kasse.domain.business import Printer
from kasse.domain.master import Master
from kasse.domain.tax import Country
from kasse.hardware.sounds import NO_PROGRAM, system_runs
from kasse.ports.books import BooksError
from kasse.ports.printing import DeviceError
from kasse.ports.signing import SigningError
from kasse.settings import Settings
from kasse.settings.declared import ALL
from kasse.settings.declared.fiscal_de import KIND_NAMES, TSE_KIND, TSE_PLACES
from kasse.settings.names import Names
from kasse.store.engine import BOOKS_FILE, reading_engine, sqlite_url
from kasse.store.master import load_master
from kasse.store.statements import run
from kasse.store.upgrade import HEAD, revision_of

LEAST_PYTHON = (3, 11)
LEAST_SQLITE = (3, 51, 3)
"""Older ones can corrupt a WAL file."""
LEAST_FREE = 500_000_000
"""Bytes: years of books, or one backup of large ones."""
CONNECT_SECONDS = 3.0


class Trouble(Exception):  # noqa: N818 - what a check found; no fault of ours
    """What is wrong, and what to do about it (German)."""


class Remark(Exception):  # noqa: N818 - what a check found; no fault of ours
    """What is worth knowing (German); the till sells all the same."""


def examine(folder: Path, no_display: str) -> Sequence[Check]:
    """All checks, in the order in which things depend on each other. `no_display`: why there is no screen."""
    checks: list[Check] = []

    def look(name: str, check: Callable[[], str]) -> None:
        try:
            checks.append(Check(name, Health.OK, check()))
        except Remark as remark:
            checks.append(Check(name, Health.NOTE, str(remark)))
        except (Trouble, BooksError, DeviceError, SigningError) as trouble:
            checks.append(Check(name, Health.WRONG, str(trouble)))

    look("Python", _python)
    look("SQLite", _sqlite)
    look("Qt", _qt)
    look("Bildschirm", lambda: _display(no_display))
    look("Schriften", _fonts)
    look("Töne", _sounds)
    look("Schlüsselbund", _keyring)
    look("Datenordner", lambda: _folder(folder))
    look("Speicherplatz", lambda: _space(folder))
    found: list[Master] = []
    look("Bücher", lambda: _books(folder, found))
    for master in found:
        look("Betrieb", lambda master=master: _business(folder, master))  # type: ignore[misc]
        for printer in master.house.printers.values():
            look(f"Drucker {printer.name}", lambda printer=printer: _printer(folder, printer))  # type: ignore[misc]
        look("Einstellungen", lambda master=master: _settings(folder, master))  # type: ignore[misc]
    if all(master.house.business.country is Country.DE for master in found):
        look("TSE", lambda: _tse(folder, has_books=bool(found)))
    return checks


def _python() -> str:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < LEAST_PYTHON:
        raise Trouble(f"{version} ist zu alt. Bitte Python 3.11 oder neuer installieren.")
    return version


def _sqlite() -> str:
    from pysqlite3 import dbapi2

    if dbapi2.sqlite_version_info < LEAST_SQLITE:
        raise Trouble(f"{dbapi2.sqlite_version} kann Daten beschädigen. Bitte pysqlite3 erneuern.")
    return str(dbapi2.sqlite_version)


def _qt() -> str:
    try:
        core = importlib.import_module("PySide6.QtCore")
        importlib.import_module("PySide6.QtWidgets")
    except ImportError as error:
        raise Trouble(f"Qt lässt sich nicht laden ({error}). Unter Debian hilft: make run") from error
    return str(core.qVersion())


def _display(no_display: str) -> str:
    if no_display:
        raise Remark(no_display)
    return "ist da"


def _fonts() -> str:
    try:
        found = sorted(resources.path("fonts").glob("*.ttf"))
    except FileNotFoundError:
        found = []
    if not found:
        raise Trouble("Die Schriften fehlen. Bitte kasse neu installieren.")
    return f"{len(found)} Schnitte"


def _sounds() -> str:
    if not system_runs():
        raise Remark(NO_PROGRAM)
    return "lassen sich abspielen"


def _keyring() -> str:
    import keyring

    backend = keyring.get_keyring()
    if backend.priority <= 0:
        raise Remark(
            "Es gibt keinen. Die Test-TSE kommt ohne aus; eine andere TSE braucht ihn für ihre PINs und Zugangsdaten."
        )
    return str(backend.name)


def _folder(folder: Path) -> str:
    place = _existing(folder)
    try:
        with tempfile.TemporaryFile(dir=place):
            pass
    except OSError as error:
        raise Trouble(
            f"{place} lässt sich nicht beschreiben ({error.strerror}). Bitte die Rechte prüfen."
        ) from error
    return str(folder) if place == folder else f"{folder} (wird beim ersten Öffnen angelegt)"


def _space(folder: Path) -> str:
    free = shutil.disk_usage(_existing(folder)).free
    text = f"{free / 1e9:.1f} GB frei".replace(".", ",")
    if free < LEAST_FREE:
        raise Trouble(f"nur {text}. Bitte Platz schaffen, sonst kann bald nicht mehr gebucht werden.")
    return text


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    place = folder.absolute()
    while not place.exists():
        place = place.parent
    return place


def _books(folder: Path, found: list[Master]) -> str:
    config = read_config(folder)
    if not config.database_url and not (folder / BOOKS_FILE).exists():
        raise Remark("noch keine. Den Musterbetrieb legt „kasse demo“ an.")
    engine = reading_engine(config.database_url or sqlite_url(folder))
    try:
        revision = revision_of(engine)
        if revision is None:
            raise Remark("noch leer. Den Musterbetrieb legt „kasse demo“ an.")
        if revision != HEAD:
            raise Trouble(
                f"Stand {revision}, diese Version braucht {HEAD}. Ältere Daten bringt „kasse migrate“ auf den Stand."
            )
        with engine.connect() as connection:
            master = load_master(connection)
    finally:
        engine.dispose()
    if master is not None:
        found.append(master)
    return f"Stand {revision}, {'PostgreSQL' if config.database_url else BOOKS_FILE}"


def _business(folder: Path, master: Master) -> str:
    business, terminal = master.house.business, read_config(folder).terminal
    if business.country in NOT_YET:
        raise Trouble(NOT_YET[business.country])
    if terminal not in master.house.terminals:
        raise Trouble(f"Eine Kasse {terminal} ist nicht angelegt. Bitte kasse.toml prüfen.")
    return f"{business.name}, Kasse {terminal}"


def _printer(folder: Path, record: Printer) -> str:
    from kasse.hardware.printers.profiles import profile

    try:
        model = profile(record.profile or "default").name
    except LookupError as error:
        raise Trouble(str(error)) from error
    match record.kind:
        case "network":
            return f"{_reached(record.address)}, {model}"
        case "device":
            if not os.access(record.address, os.W_OK):
                raise Trouble(f"{record.address} ist nicht da oder darf nicht beschrieben werden.")
            return f"{record.address}, {model}"
        case "virtual":
            return f"virtuell, legt seine Papiere in {folder / 'papers'} ab"
    raise Trouble(f"Eine Art von Drucker „{record.kind}“ gibt es nicht.")


def _reached(address: str) -> str:
    from kasse.hardware.printers.network import PORT
    from kasse.hardware.transports.tcp import connected

    host, _, port = address.partition(":")
    if not host or not (port or "1").isdecimal():
        raise Trouble(f"Die Adresse „{address}“ ist nicht von der Form 192.168.1.20:9100.")
    number = int(port or PORT)
    with connected(host, number, connect_seconds=CONNECT_SECONDS, seconds=CONNECT_SECONDS):
        return f"{host}:{number}"


def _settings(folder: Path, master: Master) -> str:
    found = _stored_settings(folder, Names(lambda: master))
    problems = found.problems(ALL)
    if problems:
        listed = "; ".join(f"{each.setting.label}: {each.reason}" for each in problems[:4])
        more = f" (und {len(problems) - 4} weitere)" if len(problems) > 4 else ""
        raise Remark(f"{listed}{more} Bis dahin gilt, was für alle Kassen gilt, oder der Standard.")
    return f"{len(ALL)}, davon {len(found.stored)} gesetzt"


def _stored_settings(folder: Path, names: Names | None = None) -> Settings:
    """What is stored, as this till reads it."""
    config = read_config(folder)
    engine = reading_engine(config.database_url or sqlite_url(folder))
    try:
        with engine.connect() as connection:
            stored = {(r[0], r[1]): r[2] for r in run(connection, "SELECT scope, key, value FROM setting")}
    finally:
        engine.dispose()
    return Settings(stored, config.terminal, names=names)


def _chosen_tse(folder: Path) -> tuple[str, Mapping[str, str]]:
    """Kind and places of the device that this till is set to."""
    settings = _stored_settings(folder)
    return settings[TSE_KIND], settings[TSE_PLACES]


def _tse(folder: Path, *, has_books: bool) -> str:
    from kasse.folder_lock import FolderInUse, FolderLock
    from kasse.hardware.signing.software_tse import SoftwareTse

    kind, places = _chosen_tse(folder) if has_books else (TSE_KIND.default, TSE_PLACES.default)
    if kind != TSE_KIND.default:
        # A device that a till is using must not be asked by a second program.
        return f"{KIND_NAMES[kind]}. Wie es ihr geht, sagt: kasse tse status"
    place = folder / (places.get("folder") or "tse")
    if not (place / "key.pem").exists():
        raise Remark("noch keine. Die Test-TSE wird angelegt, wenn die Kasse zum ersten Mal öffnet.")
    try:
        FolderLock(place / "lock").release()
    except FolderInUse:
        raise Remark("wird gerade von einer laufenden kasse benutzt.") from None
    except OSError as error:
        raise Trouble(f"{place} lässt sich nicht öffnen ({error.strerror}).") from error
    tse = SoftwareTse(place, now=lambda: datetime.now(UTC))
    try:
        info = tse.info()
    finally:
        tse.close()
    raise Remark(f"{info.description}, {info.serial[:16]}…: nicht für echte Umsätze.")
