"""Running numbers are seen and set on their own page of the settings."""

from __future__ import annotations

import pytest

from kasse.settings.declared.numbers import AUTO_TABLE_COUNTER
from kasse.settings.declared.tables import AUTO_TABLES, OPEN_TO_ALL
from kasse.ui.widgets.setting_controls import Stepper
from tests.ui.settings.conftest import Office


@pytest.mark.feature("M-TIS-09")
def test_the_counter_of_auto_tables_stands_among_the_document_numbers_and_stays_in_its_range(
    office: Office,
) -> None:
    office.store(OPEN_TO_ALL, "1")
    office.store(AUTO_TABLES, "3-5")
    office.store(AUTO_TABLE_COUNTER, "4")
    office.open("Belege und Bons/Belegnummern")
    assert office.shown() == [AUTO_TABLE_COUNTER.key]
    control = office.row(AUTO_TABLE_COUNTER).control
    assert isinstance(control, Stepper)
    assert control.value == "4"
    office.tap(AUTO_TABLE_COUNTER, 1)
    office.save()
    assert office.value(AUTO_TABLE_COUNTER) == 5
    office.tap(AUTO_TABLE_COUNTER, 1)
    office.save()
    assert office.value(AUTO_TABLE_COUNTER) == 5
    assert "6 liegt außerhalb der Auto-Tischsuche (3–5)" in office.work.notice
