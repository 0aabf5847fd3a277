"""Painted building blocks of the screens; each draws itself from the theme and reports taps."""
