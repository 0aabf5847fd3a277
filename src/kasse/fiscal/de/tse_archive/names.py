"""Names of the files in a TSE archive (BSI TR-03151): written, and read to be compared with what the files say."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kasse.fiscal.de.tse_archive.log import AuditLog, Log, SystemLog, TransactionLog

INFO = "info.csv"

_LOG = re.compile(
    r"(?P<format>Gent|Utc|Unixt)_(?P<time>[0-9.]{1,20}Z?)_Sig-(?P<counter>[0-9]{1,20})_Log-"
    r"(?:(?P<tra>Tra)_No-(?P<transaction>[0-9]{1,20})_(?P<operation>Start|Update|Finish)_Client-(?P<client>.*?)"
    r"|(?P<sys>Sys)_(?P<event>.*?)|(?P<aud>Aud))(?:_Fc-[0-9]{1,10})?\.log",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Named:
    """What the name of a log file says; numbers as they stand there."""

    time: str
    counter: int
    kind: str
    """`tra`, `sys` or `aud`."""
    transaction: int | None
    operation: str
    client_id: str
    event: str


def log_name(log: Log, file_counter: int | None = None) -> str:
    """The name of a log message's file; a file counter tells files apart that would have the same name.

    Raises:
        ValueError: the client id or the event contains what cannot stand in a file name.
    """
    form = "Unixt" if not log.log_time.endswith("Z") else "Utc" if len(log.log_time) == 13 else "Gent"
    name = f"{form}_{log.log_time}_Sig-{log.counter}_Log-{_what(log)}"
    if file_counter is not None:
        name += f"_Fc-{file_counter}"
    if "/" in name or "\0" in name:
        raise ValueError(f"{name!r} cannot be the name of a file")
    return name + ".log"


def _what(log: Log) -> str:
    if isinstance(log, TransactionLog):
        return f"Tra_No-{log.transaction}_{log.operation}_Client-{log.client_id}"
    return f"Sys_{log.event}" if isinstance(log, SystemLog) else "Aud"


def certificate_name(serial: str) -> str:
    """The name of the file with the certificate whose key has this hash (64 hex digits)."""
    return f"{serial}_X509.cer"


def read_name(name: str) -> Named | None:
    """What the name of a log file says; None if it is named in some other way."""
    parts = _LOG.fullmatch(name)
    if parts is None:
        return None
    return Named(
        time=parts["time"],
        counter=int(parts["counter"]),
        kind="tra" if parts["tra"] else "sys" if parts["sys"] else "aud",
        transaction=int(parts["transaction"]) if parts["tra"] else None,
        operation=parts["operation"] or "",
        client_id=parts["client"] or "",
        event=parts["event"] or "",
    )


def disagreement(name: str, log: Log) -> str:
    """An empty text if the name of a file says what its log message says, else German words for what differs."""
    named = read_name(name)
    if named is None:
        return "heißt nicht wie ein Protokoll einer TSE"
    kind = "tra" if isinstance(log, TransactionLog) else "aud" if isinstance(log, AuditLog) else "sys"
    if named.kind != kind:
        return "ist ein Protokoll anderer Art"
    pairs: list[tuple[object, object, str]] = [
        (named.counter, log.counter, f"hat Signaturzähler {log.counter}"),
        (named.time.upper().rstrip("Z"), log.log_time.rstrip("Z"), f"hat die Zeit {log.log_time}"),
    ]
    if isinstance(log, TransactionLog):
        pairs += [
            (named.transaction, log.transaction, f"gehört zu Transaktion {log.transaction}"),
            (named.operation.lower(), log.operation.lower(), f"ist ein {log.operation}"),
            (named.client_id, log.client_id, f"gehört zur Kasse „{log.client_id}“"),
        ]
    elif isinstance(log, SystemLog):
        pairs.append((named.event.lower(), log.event.lower(), f"meldet „{log.event}“"))
    return ", ".join(words for said, is_, words in pairs if said != is_)
