"""What the till sells: articles in groups, sides, menus, and the catalogue that knows them all."""

from kasse.domain.catalogue.articles import (
    LEVELS,
    Article,
    FunctionCode,
    MainGroup,
    ProductGroup,
    SideGroup,
)
from kasse.domain.catalogue.availability import Availabilities, Availability
from kasse.domain.catalogue.catalogue import Catalogue
from kasse.domain.catalogue.menus import Menu, MenuSection
from kasse.domain.catalogue.planned import PlannedPrice

__all__ = [
    "LEVELS",
    "Article",
    "Availabilities",
    "Availability",
    "Catalogue",
    "FunctionCode",
    "MainGroup",
    "Menu",
    "MenuSection",
    "PlannedPrice",
    "ProductGroup",
    "SideGroup",
]
