"""The serial number of a till as a TSE knows it (clientId, TR-03151-1 Annex A)."""

from __future__ import annotations

import re

# Neither _ nor /: they would break the file names of the TSE's export.
_CLIENT_ID = re.compile(r"[A-Za-z0-9 '()+,\-.=]{1,30}")


def is_client_id(text: str) -> bool:
    """Whether a TSE takes this as the serial number of a till."""
    return _CLIENT_ID.fullmatch(text) is not None
