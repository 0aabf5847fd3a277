"""The twelve hues of product groups: spine, fill, edge and price colour of one lightness, so that no group shouts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hue:
    """The four colours of a tile in one theme."""

    spine: str
    fill: str
    edge: str
    price: str


def _hues(table: str) -> dict[str, Hue]:
    rows = (line.split() for line in table.strip().splitlines())
    return {name: Hue(*(f"#{value}" for value in values)) for name, *values in rows}


LIGHT_HUES = _hues("""
    Himbeere B85570 FFDEE4 E4B6BF 572F39
    Ziegel   BB584A FDE0DB E6B8AF 59302A
    Kürbis   B3621E FCE2D1 E1BBA3 55341C
    Honig    9E7108 F5E6CD D7C19C 4E3914
    Senf     867D04 EBEACE C9C79E 423F15
    Wiese    578B35 DEEED5 B5CDA9 2F4423
    Tanne    009068 D2F0E2 A4D0BB 184735
    Petrol   048B91 CCF0F2 9ACFD2 034649
    Himmel   0584B8 D1EDFE A2CBE3 184258
    Kobalt   5477C7 DDE8FF B3C4E9 2E3C5D
    Flieder  8766BB EBE3FE C9BDE3 423658
    Pflaume  A85A99 F8DFF2 DCB7D2 50314A
""")

DARK_HUES = _hues("""
    Himbeere DA7F95 492B32 2F191E F2C7D0
    Ziegel   DD8273 4A2C27 2F1A16 F4C9C1
    Kürbis   D58A55 472F1E 2D1C10 EFCCB6
    Honig    C49642 423319 291E0C E6D1B0
    Senf     A9A245 39371A 23210D D9D7B1
    Wiese    7FAE64 2B3B23 192413 C6DCBB
    Tanne    4CB58C 1D3D30 0E261C B7DFCC
    Petrol   1BB3BA 133C3E 072527 AEDFE1
    Himmel   4BA9DB 1C3949 0E232F B5DAF1
    Kobalt   7B9DE6 2A354D 182031 C4D4F6
    Flieder  A98DDB 393049 231D2F D9CDF1
    Pflaume  CA82BB 442C3F 2B1A27 EAC8E1
""")

# OKLCH: spine and edge L .50 C .14, fill L .885 C .07, brought into sRGB by taking chroma back.
STRONG_HUES = _hues("""
    Himbeere A13958 FEC9D4 A13958 161C19
    Ziegel   A43C2F FDCCC3 A43C2F 161C19
    Kürbis   964D09 FECEAE 964D09 161C19
    Honig    815C0A F2D5A5 815C0A 161C19
    Senf     6C6606 DFDCA7 6C6606 161C19
    Wiese    3C740D C6E4B6 3C740D 161C19
    Tanne    047654 AEE8CE 047654 161C19
    Petrol   057176 A1E8EB 057176 161C19
    Himmel   076B96 AFE1FF 076B96 161C19
    Kobalt   3B5EB2 C6D9FF 3B5EB2 161C19
    Flieder  714CA6 DFD1FD 714CA6 161C19
    Pflaume  913F82 F7C8EC 913F82 161C19
""")

HUES: dict[str, dict[str, Hue]] = {"light": LIGHT_HUES, "dark": DARK_HUES, "strong": STRONG_HUES}

# New groups take hues in this order; the first four stay apart for colour-blind eyes too.
HUE_ORDER: tuple[str, ...] = (
    "Ziegel",
    "Honig",
    "Petrol",
    "Kobalt",
    "Pflaume",
    "Wiese",
    "Himmel",
    "Kürbis",
    "Flieder",
    "Senf",
    "Tanne",
    "Himbeere",
)
