"""The files of notifications to the tax office: in `notifications`, and packages for MeinFiskal in `exports/meinfiskal`.

They are written from the sealed records: right after one was made, and with each start those that are missing.
"""

from __future__ import annotations

import io
import json
import logging
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from kasse import __version__
from kasse.app.exports import FolderExports
from kasse.ports.books import BooksError
from kasse.ports.exports import ExportError
from kasse.ports.notices import Level, Notice, Notices
from kasse.ports.notification import NotifiedTill
from kasse.usecases.notify import NotificationView, notifications
from kasse.usecases.till import Till

log = logging.getLogger(__name__)

FOLDER = "notifications"
PACKAGES = Path("exports") / "meinfiskal"
TOPIC = "notification"
_NO_TIME = (1980, 1, 1, 0, 0, 0)
"""In packages, so that the same notification always makes the same one."""


def stem(view: NotificationView, made_at: datetime) -> str:
    """The name of its files, without the ending. `made_at` is by the clock on the wall."""
    return f"kassenmeldung-{view.number:04}-{made_at:%Y-%m-%d}"


def package(till: Till, view: NotificationView) -> bytes:
    """The package that is uploaded to MeinFiskal by hand: the file for the portal, the sheet, and the data about both.

    Fields and their lengths are those of DATEV's cash-register interface; uploading by program needs a contract.
    """
    day = view.made_at.astimezone(till.zone)
    name = stem(view, day)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, data in (
            (f"{name}.xml", view.xml.encode("utf-8")),
            (f"{name}.pdf", _sheet(till, view)),
            ("metadata.json", json.dumps(_metadata(view, day), ensure_ascii=False, indent=2).encode("utf-8")),
        ):
            archive.writestr(zipfile.ZipInfo(file, _NO_TIME), data)
    return content.getvalue()


def _metadata(view: NotificationView, day: datetime) -> dict[str, Any]:
    facts = view.notification
    return {
        "document_type": "CASH_REGISTER_MISC_DOCUMENT",
        "client_application": f"kasse {__version__}",
        "date_from": f"{day:%Y-%m-%d}",
        "date_to": f"{day:%Y-%m-%d}",
        "name": facts.site_name[:40],
        "address": {"street": facts.site_street, "postcode": facts.site_postcode, "city": facts.site_city},
        "tax_number": facts.tax_number,
        "registers": [_register(till) for till in facts.tills],
        "report_sha256": view.xml_sha256,
    }


def _register(till: NotifiedTill) -> dict[str, str]:
    return {
        "serial_number": till.serial[:50],
        "name": till.name[:40],
        "manufacturer": till.maker,
        "model": till.model,
        "tse_serial_number": till.tse_serial,
    }


def _sheet(till: Till, view: NotificationView) -> bytes:
    # With most starts nothing is missing, and a till that opens does not wait for these.
    from kasse.documents.pdf import pdf
    from kasse.usecases.draw_paper import notification_paper_page

    return pdf(notification_paper_page(till, view.number), author=view.notification.firm)


class NotificationFiles:
    """Writes what is missing. Any thread may call."""

    def __init__(self, till: Till, folder: Path, notices: Notices) -> None:
        """`folder` is the data folder."""
        self._till = till
        self._folder = folder
        self._files = FolderExports(folder / FOLDER)
        self._packages = FolderExports(folder / PACKAGES)
        self._notices = notices
        till.on_notification = self.write

    def write(self) -> None:
        """Write the files of all notifications that have none, and packages of those not handed in."""
        try:
            written = [view.number for view in notifications(self._till.books) if self._write(view)]
        except (ExportError, BooksError) as error:
            log.info("the files of a notification could not be written: %s", error)
            self._notices.post(
                Notice(
                    TOPIC,
                    Level.WARNING,
                    "Die Kassenmeldung ist gespeichert, aber ihre Dateien fehlen noch.",
                    f"{error} Beim nächsten Start wird es wieder versucht.",
                )
            )
            return
        if written:
            self._notices.post(
                Notice(
                    TOPIC,
                    Level.INFO,
                    f"Kassenmeldung {written[0]} liegt bereit.",
                    f"Sie liegt in {self._folder / FOLDER} und ist vor der Abgabe zu prüfen und zu ergänzen.",
                )
            )

    def _write(self, view: NotificationView) -> bool:
        name = stem(view, view.made_at.astimezone(self._till.zone))
        is_new = False
        if not (self._folder / FOLDER / f"{name}.pdf").exists():
            self._files.write(f"{name}.xml", view.xml.encode("utf-8"))
            self._files.write(f"{name}.pdf", _sheet(self._till, view))
            is_new = True
        wants_package = view.meinfiskal and view.handed_in_on is None
        if wants_package and not (self._folder / PACKAGES / f"{name}.zip").exists():
            self._packages.write(f"{name}.zip", package(self._till, view))
        return is_new
