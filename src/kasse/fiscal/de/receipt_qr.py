"""The QR code of a German receipt, version V0, in the strict form that its readers ask for (DSFinV-K, Anhang I)."""

from __future__ import annotations

from datetime import UTC, datetime

from kasse.ports.fiscal import DeviceFacts, Secured


def _utc_text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


def receipt_qr(secured: Secured, device: DeviceFacts) -> str:
    """The text of the QR code for what this device signed.

    Raises:
        ValueError: it is not signed, or a field contains a semicolon, which the format cannot carry.
    """
    if not secured.is_signed or secured.started_at is None or secured.finished_at is None:
        raise ValueError("a QR code needs a signature")
    process = secured.process
    fields = (
        "V0",
        process.client_id,
        process.process_type,
        process.process_data,
        str(secured.transaction),
        str(secured.counter),
        _utc_text(secured.started_at),
        _utc_text(secured.finished_at),
        device.algorithm,
        device.log_time_format,
        secured.signature,
        device.public_key,
    )
    text = ";".join(fields)
    if text.count(";") != len(fields) - 1:
        raise ValueError("no field of a receipt's QR code may contain a semicolon")
    return text
