"""Every setting, declared once: typed, in the words of the shop. Pages, search, rights and storage follow from it."""

from kasse.settings.model import Scope, Setting
from kasse.settings.values import Settings

__all__ = ["Scope", "Setting", "Settings"]
