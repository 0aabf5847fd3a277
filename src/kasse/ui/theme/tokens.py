"""The colours of the screens as named values, and the arithmetic that says whether they can be read."""

from dataclasses import dataclass, fields, replace

from PySide6.QtGui import QColor


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme: every colour that a screen may use, by its role."""

    ground: str
    paper: str
    floor: str
    key: str
    key_down: str
    line: str
    edge: str
    ink: str
    muted: str
    accent: str
    accent_down: str
    accent_edge: str
    on_accent: str
    accent_text: str
    select: str
    select_line: str
    select_edge: str
    strong: str
    strong_edge: str
    on_strong: str
    other: str
    warn: str
    warn_ink: str
    warn_line: str
    warn_key: str
    info: str
    info_ink: str
    info_line: str
    danger: str
    danger_edge: str
    on_danger: str
    danger_soft: str
    danger_ink: str
    disabled: str
    disabled_ink: str
    free_line: str
    seat: str
    second_edge: str
    perforation: str
    tile_ink: str
    banknotes: tuple[tuple[str, str], ...]

    def color(self, role: str) -> QColor:
        """The colour of that role (or #RRGGBB), for a painter; an unknown role is an AttributeError."""
        return QColor(role if role.startswith("#") else getattr(self, role))


LIGHT = Tokens(
    ground="#E3E7E5",
    paper="#FFFFFF",
    floor="#EEF1EF",
    key="#F8FAF9",
    key_down="#DDE3E0",
    line="#B9C2BE",
    edge="#A9B4AF",
    ink="#161C19",
    muted="#515C57",
    accent="#136147",
    accent_down="#0D4935",
    accent_edge="#0A3B2B",
    on_accent="#FFFFFF",
    accent_text="#136147",
    select="#D5EBDF",
    select_line="#136147",
    select_edge="#136147",
    strong="#2B3430",
    strong_edge="#0D1210",
    on_strong="#FFFFFF",
    other="#B9C1BD",
    warn="#FFE2A6",
    warn_ink="#4A3100",
    warn_line="#AD7506",
    warn_key="#FFF4DC",
    info="#D3E4FA",
    info_ink="#12406F",
    info_line="#3F78B5",
    danger="#B3261E",
    danger_edge="#6F120C",
    on_danger="#FFFFFF",
    danger_soft="#FBDEDA",
    danger_ink="#8C1D16",
    disabled="#EBEEEC",
    disabled_ink="#5F6964",
    free_line="#7D8983",
    seat="#C9D1CD",
    second_edge="#639785",
    perforation="#A9B4AF",
    tile_ink="#161C19",
    banknotes=(
        ("5", "#7D8983"),
        ("10", "#B3261E"),
        ("20", "#3F78B5"),
        ("50", "#B3621E"),
        ("100", "#2E7D52"),
        ("200", "#AD9106"),
        ("500", "#7A4FA0"),
    ),
)

DARK = Tokens(
    ground="#101513",
    paper="#1B2220",
    floor="#161C1A",
    key="#29322F",
    key_down="#1E2523",
    line="#3B4642",
    edge="#1B2220",
    ink="#E8EDEA",
    muted="#A6B2AC",
    accent="#1C7457",
    accent_down="#155A43",
    accent_edge="#0B3D2C",
    on_accent="#FFFFFF",
    accent_text="#6FD3AB",
    select="#1E3B30",
    select_line="#6FD3AB",
    select_edge="#3F9274",
    strong="#DDE5E1",
    strong_edge="#98A39D",
    on_strong="#161C19",
    other="#3D4844",
    warn="#4A3708",
    warn_ink="#FFD88A",
    warn_line="#D9A431",
    warn_key="#5C450C",
    info="#17324F",
    info_ink="#A9CFF7",
    info_line="#5C97D6",
    danger="#B83A31",
    danger_edge="#6B1A14",
    on_danger="#FFFFFF",
    danger_soft="#4A211E",
    danger_ink="#FFB4AB",
    disabled="#1A201E",
    disabled_ink="#85918B",
    free_line="#6B7772",
    seat="#2E3835",
    second_edge="#215D49",
    perforation="#A6B2AC",
    tile_ink="#F0F4F2",
    banknotes=LIGHT.banknotes,
)

# For bright sun and weak eyes: the light theme with darker outlines and second texts.
STRONG = replace(
    LIGHT,
    line="#515C57",
    free_line="#515C57",
    edge="#2B3430",
    perforation="#2B3430",
    muted="#38423D",
    other="#A3ADA8",
)

THEMES: dict[str, Tokens] = {"light": LIGHT, "dark": DARK, "strong": STRONG}
THEME_LABELS: dict[str, str] = {"light": "hell", "dark": "dunkel", "strong": "kräftig"}

# What stands on what, and the least ratio: 4.5 for text, 3 for outlines and shapes (WCAG 2.2, 1.4.3 and 1.4.11).
TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *(("ink", on) for on in ("paper", "ground", "key", "key_down", "floor", "select", "other")),
    *(("muted", on) for on in ("paper", "ground", "key", "floor", "select")),
    *(("accent_text", on) for on in ("paper", "ground", "key")),
    ("disabled_ink", "disabled"),
    ("on_accent", "accent"),
    ("on_accent", "accent_down"),
    ("on_strong", "strong"),
    ("warn_ink", "warn"),
    ("warn_ink", "warn_key"),
    ("info_ink", "info"),
    ("danger_ink", "key"),
    ("danger_ink", "danger_soft"),
    ("on_danger", "danger"),
    ("select_line", "paper"),
    ("select_line", "ground"),
)
SHAPE_PAIRS: tuple[tuple[str, str], ...] = (
    ("free_line", "floor"),
    ("warn_line", "floor"),
    ("info_line", "floor"),
    ("accent", "floor"),
)


def luminance(color: str) -> float:
    """Relative luminance of #RRGGBB (WCAG 2.2)."""
    value = QColor(color)
    channels = (value.redF(), value.greenF(), value.blueF())
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def roles() -> tuple[str, ...]:
    """The names of all single colours of a theme."""
    return tuple(field.name for field in fields(Tokens) if field.name != "banknotes")
