"""All declarations, a file a topic."""

from kasse.settings.declared import cash, fiscal_de
from kasse.settings.model import Setting, checked

ALL: tuple[Setting[object], ...] = checked(
    value for topic in (fiscal_de, cash) for value in vars(topic).values() if isinstance(value, Setting)
)
