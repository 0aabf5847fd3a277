"""Master data as a manager sees them: every kind of row declared once."""

from kasse.sheets.model import SINGLE, Column, Key, Problem, Sheet

__all__ = ["SINGLE", "Column", "Key", "Problem", "Sheet"]
