"""The people at the till and what they may do."""

from kasse.domain.staff.operators import Operator, PasswordLevel, Right, Staff

__all__ = ["Operator", "PasswordLevel", "Right", "Staff"]
