"""How colours differ for eyes of all kinds: CIELAB distance after simulating the three colour blindnesses."""

from PySide6.QtGui import QColor

Triple = tuple[float, float, float]
Matrix = tuple[Triple, Triple, Triple]

# Machado, Oliveira, Fernandes 2009: full severity, on linear light.
KINDS: dict[str, Matrix] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
_XYZ: Matrix = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))


def _times(matrix: Matrix, value: Triple) -> Triple:
    x, y, z = (sum(a * b for a, b in zip(row, value, strict=True)) for row in matrix)
    return x, y, z


def _lab(color: str, kind: str) -> Triple:
    value = QColor(color)
    channels = (value.redF(), value.greenF(), value.blueF())
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    r, g, b = (min(1.0, max(0.0, c)) for c in _times(KINDS[kind], (r, g, b)))
    x, y, z = _times(_XYZ, (r, g, b))
    f = [(v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116) for v in (x / 0.95047, y, z / 1.08883)]
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


def distance(one: str, other: str, kind: str) -> float:
    """CIE76 distance of two colours as that kind of eye sees them."""
    pairs = zip(_lab(one, kind), _lab(other, kind), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


def lightness(color: str) -> float:
    """L*: what is left of a colour in grey."""
    return _lab(color, "normal")[0]
