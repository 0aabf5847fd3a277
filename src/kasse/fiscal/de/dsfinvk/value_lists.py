"""Which values DSFinV-K 2.4 allows where it has a list: kinds of receipts and business cases, payments, VAT keys."""

from __future__ import annotations

BON_TYP = frozenset(
    ("Beleg", "AVRechnung", "AVTransfer", "AVBestellung", "AVTraining", "AVBelegstorno", "AVBelegabbruch",
     "AVSachbezug", "AVSonstige")
)  # fmt: skip

CASH_ONLY_GV = frozenset(
    ("Anfangsbestand", "Privatentnahme", "Privateinlage", "Geldtransit", "Lohnzahlung", "Einzahlung", "Auszahlung",
     "DifferenzSollIst")
)  # fmt: skip
"""Business cases that move nothing but cash."""

RECEIVABLE_GV = frozenset(("Forderungsentstehung", "Forderungsaufloesung"))
"""Business cases after which the taxes of a receipt need not be its total (part payment)."""

GV_TYP = CASH_ONLY_GV | RECEIVABLE_GV | frozenset(
    ("Umsatz", "Pfand", "PfandRueckzahlung", "Rabatt", "Aufschlag", "ZuschussEcht", "ZuschussUnecht", "TrinkgeldAG",
     "TrinkgeldAN", "EinzweckgutscheinKauf", "EinzweckgutscheinEinloesung", "MehrzweckgutscheinKauf",
     "MehrzweckgutscheinEinloesung", "Anzahlungseinstellung", "Anzahlungsaufloesung")
)  # fmt: skip

CASH = "Bar"
NO_PAYMENT = "Keine"
ZAHLART_TYP = frozenset(
    (CASH, "Unbar", NO_PAYMENT, "ECKarte", "Kreditkarte", "ElZahlungsdienstleister", "Guthabenkarte")
)
REF_TYP = frozenset(("ExterneRechnung", "ExternerLieferschein", "Transaktion", "ExterneSonstige"))
ITEMAMOUNT_TYP = frozenset(("base_amount", "discount", "extra_amount"))
VORGANGSART = frozenset(("Kassenbeleg-V1", "Bestellung-V1", "SonstigerVorgang"))
PD_ENCODING = frozenset(("UTF-8", "ASCII"))
ZEITFORMAT = frozenset(
    ("unixTime", "utcTime", "utcTimeWithSeconds", "generalizedTime", "generalizedTimeWithMilliseconds")
)
SIG_ALGO = frozenset(
    f"{family}-plain-{hash_}"
    for family in ("ecdsa", "ecsdsa")
    for hash_ in (
        "SHA224", "SHA256", "SHA384", "SHA512", "SHA3-224", "SHA3-256", "SHA3-384", "SHA3-512",
    )
)  # fmt: skip
FLAG = frozenset(("0", "1"))

VALUES: dict[str, frozenset[str]] = {
    "BON_TYP": BON_TYP,
    "GV_TYP": GV_TYP,
    "ZAHLART_TYP": ZAHLART_TYP,
    "REF_TYP": REF_TYP,
    "TYP": ITEMAMOUNT_TYP,
    "TSE_TA_VORGANGSART": VORGANGSART,
    "TSE_PD_ENCODING": PD_ENCODING,
    "TSE_ZEITFORMAT": ZEITFORMAT,
    "TSE_SIG_ALGO": SIG_ALGO,
    "BON_STORNO": FLAG,
    "P_STORNO": FLAG,
    "INHAUS": FLAG,
    "KEINE_UST_ZUORDNUNG": FLAG,
}
"""By column: what may stand there."""

RATES: dict[int, frozenset[int]] = {
    1: frozenset((1900, 1600)),
    2: frozenset((700, 500)),
    3: frozenset((1070, 950, 900, 840, 780)),
    4: frozenset((550,)),
    5: frozenset((0,)),
    6: frozenset((0,)),
    7: frozenset((0,)),
    8: frozenset((0,)),
    11: frozenset((1900,)),
    12: frozenset((700,)),
    13: frozenset((1070,)),
    23: frozenset((950,)),
    33: frozenset((900,)),
    43: frozenset((840,)),
    21: frozenset((1600,)),
    22: frozenset((500,)),
}
"""By VAT key (Anlage 2 of 5 December 2024): the rates in basis points that it had over the years."""

FIRST_OWN_KEY = 1000
"""From here on keys belong to the taxpayer; those below to the administration."""

_CONTAINERS = {1: 1, 2: 2, 3: 3, 4: 4}
_CONTAINER_BY_RATE = {rate: key for key in (1, 2, 3, 4) for rate in RATES[key]}


def container(key: int, rate: int) -> int:
    """Which of the five sums of a Kassenbeleg (from 1) takes a VAT key; own keys go by their rate in basis points."""
    if key >= FIRST_OWN_KEY:
        return _CONTAINER_BY_RATE.get(rate, 5)
    return _CONTAINERS.get(key % 10, 5)
