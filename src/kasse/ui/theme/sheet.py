"""The one style sheet: fields, lists and scroll bars, which Qt paints for us. Everything else is painted from tokens."""

from kasse.ui.theme.fonts import SANS
from kasse.ui.theme.metrics import Metrics
from kasse.ui.theme.tokens import Tokens


def style_sheet(tokens: Tokens, metrics: Metrics) -> str:
    """The sheet of the application in that theme, its sizes in real pixels."""

    def px(logical: float) -> str:
        return f"{round(logical * metrics.scale)}px"

    t = tokens
    return f"""
    QLineEdit, QPlainTextEdit {{
        background: {t.paper}; color: {t.ink}; border: {px(1)} solid {t.line}; border-radius: {px(8)};
        padding: 0 {px(14)}; font-family: "{SANS}"; font-size: {px(20)};
        selection-background-color: {t.select}; selection-color: {t.ink};
    }}
    QLineEdit:focus, QPlainTextEdit:focus {{ border: {px(2)} solid {t.select_line}; }}
    QLineEdit:disabled {{ background: {t.disabled}; color: {t.disabled_ink}; }}
    QListView {{
        background: {t.paper}; color: {t.ink}; border: {px(1)} solid {t.line}; border-radius: {px(12)};
        font-family: "{SANS}"; font-size: {px(17)}; outline: 0;
    }}
    QListView::item {{ min-height: {px(48)}; padding: 0 {px(12)}; border-radius: {px(8)}; }}
    QListView::item:selected {{ background: {t.select}; color: {t.ink}; border: {px(2)} solid {t.select_line}; }}
    QTableView, QHeaderView {{ background: {t.paper}; border: 0; outline: 0; }}
    QScrollBar:vertical {{ background: transparent; width: {px(12)}; margin: {px(2)}; }}
    QScrollBar::handle:vertical {{ background: {t.edge}; border-radius: {px(4)}; min-height: {px(48)}; }}
    QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
        background: transparent; height: 0; width: 0;
    }}
    """
