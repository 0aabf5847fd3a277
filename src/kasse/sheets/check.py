"""What must hold in the master data of a house, whatever is changed: every rule names the row and says what to do."""

from __future__ import annotations

from kasse.domain.master import Master
from kasse.sheets.model import Problem


def problems(before: Master, after: Master) -> tuple[Problem, ...]:
    """What is wrong with `after`, as far as it was not wrong already with `before`; empty: nothing."""
    known = set(_all(before))
    return tuple(problem for problem in _all(after) if problem not in known)


def _all(master: Master) -> tuple[Problem, ...]:
    return _units(master)


def _units(master: Master) -> tuple[Problem, ...]:
    units = master.house.units
    return tuple(
        Problem(
            "terminals",
            terminal.number,
            "unit",
            f"Einen Betrieb {terminal.unit} gibt es nicht. Bitte anlegen.",
        )
        for terminal in master.house.terminals.values()
        if terminal.unit and terminal.unit not in units
    )
