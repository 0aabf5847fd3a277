"""A page as plain text: for files, mails, and a quick look."""

from __future__ import annotations

from kasse.documents.layout import Columns, Line, lay_out
from kasse.documents.page import NO_BREAK
from kasse.ports.paper import Cut, Feed, Page, Picture, QrCode

WIDTH = 48
CUT = "- - 8< "


def text(page: Page, columns: int = WIDTH) -> str:
    """The page in lines of `columns` characters. A QR code is named with its content, a picture by its words."""
    lines: list[str] = []
    for laid in lay_out(page, Columns.even(columns)):
        match laid:
            case Line():
                lines.append(laid.text.replace(NO_BREAK, " ").rstrip())
            case Feed():
                lines.extend([""] * laid.lines)
            case QrCode():
                lines.append(f"[QR] {laid.text}")
            case Picture():
                lines.append(f"[{laid.alt}]".center(columns).rstrip())
            case Cut():
                lines.append((CUT * columns)[:columns].rstrip())
    return "\n".join(lines) + "\n"
