"""The secrets that fiskaly needs, by name; PIN and PUK belong to one TSS, the API key to the whole account."""

from __future__ import annotations

import secrets as chance
import string

from kasse.ports.secrets import Secrets, SecretsError
from kasse.ports.signing import SigningError

_PIN_SIGNS = string.ascii_uppercase + string.digits
_PIN_LENGTH = 12
"""At least six are asked for."""


class Keys:
    """Secrets of the kind `fiskaly`. What a person typed in stands there without a TSS; what kasse chose, with it.

    Raises:
        SigningError: there is no key store.
    """

    def __init__(self, secrets: Secrets | None) -> None:
        if secrets is None:
            raise SigningError(
                "Für fiskaly braucht kasse den Schlüsselbund dieses Rechners. Bitte ihn einrichten."
            )
        self._secrets = secrets
        self._refused: set[tuple[str, str]] = set()

    def account(self) -> dict[str, str]:
        """Key and secret of the account, as fiskaly wants to be told."""
        found = {name: self._get(f"fiskaly/{name}") for name in ("api_key", "api_secret")}
        if not all(found.values()):
            raise SigningError(
                "Für fiskaly fehlen API-Key oder API-Secret. Bitte in den Einstellungen der TSE eintragen.",
                "NO_CREDENTIALS",
            )
        return found

    def created_tss(self) -> str:
        """The TSS that was created here; empty if there is none."""
        return self._get("fiskaly/tss")

    def keep_created_tss(self, tss: str) -> None:
        """Remember the TSS that is about to be created."""
        self._set("fiskaly/tss", tss)

    def puk(self, tss: str) -> str:
        """The PUK of a TSS; empty if it is not known."""
        return self._get(f"fiskaly/{tss}/admin_puk") or self._get("fiskaly/admin_puk")

    def keep_puk(self, tss: str, puk: str) -> None:
        """Remember the PUK, which is told only until the TSS is set up."""
        self._set(f"fiskaly/{tss}/admin_puk", puk)

    def pins(self, tss: str) -> list[str]:
        """The PINs that may be that of a TSS and were not refused yet: the one kept for it, the one typed in.

        Somebody may have changed it elsewhere and typed in the new one, so both count; and a wrong one is
        never tried twice, because a few wrong tries lock it.
        """
        known = [self._get(f"fiskaly/{tss}/admin_pin"), self._get("fiskaly/admin_pin")]
        return [pin for pin in dict.fromkeys(known) if pin and (tss, pin) not in self._refused]

    def refuse_pin(self, tss: str, pin: str) -> None:
        """fiskaly said that it is wrong."""
        self._refused.add((tss, pin))

    def keep_pin(self, tss: str, pin: str) -> None:
        """fiskaly took it."""
        if self._get(f"fiskaly/{tss}/admin_pin") != pin:
            self._set(f"fiskaly/{tss}/admin_pin", pin)

    def choose_pin(self, tss: str) -> str:
        """A PIN by chance, kept before it is used: a crash in between must not lock anybody out."""
        pin = "".join(chance.choice(_PIN_SIGNS) for _ in range(_PIN_LENGTH))
        self._set(f"fiskaly/{tss}/admin_pin", pin)
        return pin

    def _get(self, name: str) -> str:
        try:
            return (self._secrets.get(name) or "").strip()
        except SecretsError as error:
            raise SigningError(str(error), "NO_KEYRING") from error

    def _set(self, name: str, value: str) -> None:
        try:
            self._secrets.set(name, value)
        except SecretsError as error:
            raise SigningError(str(error), "NO_KEYRING") from error
