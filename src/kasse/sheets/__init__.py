"""Master data as a manager sees them: every kind of row declared once."""

from kasse.sheets.model import Column, Key, Problem, Sheet

__all__ = ["Column", "Key", "Problem", "Sheet"]
