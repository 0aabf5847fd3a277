"""News of the lanes, put on the board of the screens."""

from __future__ import annotations

from kasse.domain.business import House
from kasse.ports.notices import Level as PortLevel
from kasse.ports.notices import Notice as PortNotice
from kasse.ui.notices import Answer, Level, Notice, NoticeBoard

PRINTER = "printer:"
SIGNING = "signing"
SETTINGS = "settings"
"""News of settings that do not fit; its answer opens the first of them."""
LOOK = "look"
"""An answer that opens a section of the back office: (LOOK, its key)."""
BACKUP = "backup"
SEEN = ("seen",)
"""An answer that takes news off the line: its matter stays to be seen among the devices."""
SECTIONS = {SIGNING: "tse", "self_check": "check", "tse-archive": "tse", "notification": "notification"}
"""By the topics of those who post: where the matter is seen whole."""
_LEVELS = {PortLevel.INFO: Level.INFO, PortLevel.WARNING: Level.WARNING}


class BoardNotices:
    """Implements `kasse.ports.notices.Notices`. Any thread may call."""

    def __init__(self, board: NoticeBoard) -> None:
        self._board = board
        self._house: House | None = None
        self._lost: dict[str, PortNotice] = {}

    def know(self, house: House) -> None:
        """The till is open: another printer can be offered in place of a lost one, also of those lost by now."""
        self._house = house
        for notice in tuple(self._lost.values()):
            self.post(notice)

    def post(self, notice: PortNotice) -> None:
        """See `Notices`."""
        answers: tuple[Answer, ...] = ()
        icon = ""
        if notice.topic.startswith(PRINTER):
            icon = "printer-x"
            self._lost[notice.topic] = notice
            answers = self._other_printer(notice.topic.removeprefix(PRINTER))
        elif notice.topic == SIGNING and notice.level is PortLevel.WARNING:
            icon = "shield-alert"
        elif notice.topic == SETTINGS:
            answers = (Answer((SETTINGS,), "Ansehen"),)
        elif notice.topic == BACKUP:
            answers = (Answer(SEEN, "Verstanden"),)
        if notice.topic in SECTIONS and notice.level is PortLevel.WARNING:
            answers = (Answer((LOOK, SECTIONS[notice.topic]), "Ansehen"),)
        level = _LEVELS[notice.level]
        self._board.post(Notice(notice.topic, level, notice.title, notice.text, answers, icon))

    def clear(self, topic: str) -> None:
        """See `Notices`."""
        self._lost.pop(topic, None)
        self._board.solve(topic)

    def _other_printer(self, name: str) -> tuple[Answer, ...]:
        printers = self._house.printers if self._house else {}
        other = next((printer for printer in printers if printer != name), None)
        return (Answer(("reroute", name, other), f"An {other} drucken"),) if other else ()
