"""The main screens look as they looked when somebody last looked at them; what has changed is named by its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from kasse.ui.theme.look import Look
from kasse.ui.theme.metrics import Box, Metrics
from tests.ui.conftest import window_with
from tools.pictures import SCREENS, SIZE, THEMES, differences, path_of, small, taken


@pytest.fixture
def at_size(look: Look) -> Look:
    look.set(metrics=Metrics(*SIZE))
    return look


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_looks_as_it_was_approved(at_size: Look, tmp_path: Path, screen: str, theme: str) -> None:
    at_size.set(theme=theme)
    now = taken(at_size, screen)
    spots = differences(now, QImage(str(path_of(screen, theme))).convertToFormat(now.format()))
    if spots:
        now.save(str(tmp_path / "now.png"))
    places = ", ".join(f"{spot.x},{spot.y} by {spot.by}" for spot in spots[:8])
    assert not spots, f"differs at {places}; see {tmp_path}; if it is meant: make pictures, and look at them"


@pytest.mark.parametrize("theme", THEMES)
def test_a_key_that_moves_by_eight_pixels_is_seen(at_size: Look, theme: str) -> None:
    at_size.set(theme=theme)
    window, view = window_with(at_size, "order")
    window.resize(*SIZE)
    window.show()
    try:
        before = small(window.grab().toImage())
        key = view.keys[next(iter(view.keys))]  # type: ignore[attr-defined]
        box: Box = key.place_in_parent()
        assert differences(small(window.grab().toImage()), before) == []
        key.place(box.moved(0, 8))
        spots = differences(small(window.grab().toImage()), before)
        assert spots
        near = Box(box.x - 16, box.y - 16, box.w + 32, box.h + 40)
        assert all(near.x <= spot.x <= near.right and near.y <= spot.y <= near.bottom for spot in spots)
    finally:
        window.close()
        window.deleteLater()


def test_another_theme_another_size_and_another_screen_are_never_the_same(at_size: Look) -> None:
    light = taken(at_size, "tables")
    assert differences(taken(at_size, "tables-list"), light)
    at_size.set(theme="strong")
    assert differences(taken(at_size, "tables"), light)
    at_size.set(theme="light", metrics=Metrics(1280, 800))
    assert differences(taken(at_size, "tables"), light)
