"""The back office of an open shop: what its screens may ask of devices, key store, self-check and exports."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from kasse.app.services import AppServices
from kasse.app.shop import Shop
from kasse.domain.refused import Refused
from kasse.ports.books import BooksError
from kasse.ui.fiscal.office import Office, OutagesSaved


def office_of(shop: Shop) -> Office | None:
    """The office of a shop under German law; None for others."""
    if shop.tse is None or shop.archives is None:
        return None
    from kasse.hardware.signing.opening import kinds

    return Office(
        devices=shop.tse,
        kinds=kinds,
        secrets=shop.secrets,
        archive=shop.archives.take_number,
        state=shop.check.state,
        check=shop.check.run,
        folder=shop.folder / "exports",
        save_outages=partial(_save_outages, shop.folder),
    )


def _save_outages(folder: Path, target: Path) -> OutagesSaved:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        written = AppServices().export_outages(folder, target, None, None)
    except BooksError as error:
        raise Refused(str(error)) from error
    except OSError as error:
        raise Refused(
            f"{target.parent} lässt sich nicht beschreiben ({error.strerror}). Bitte einen anderen Ort wählen."
        ) from error
    return OutagesSaved(written.outages, written.rows)
