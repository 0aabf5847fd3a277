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
from kasse.domain.catalogue.pricing import Levels, usual_level
from kasse.domain.catalogue.sale_times import NotNow, SaleTimes, not_now

__all__ = [
    "LEVELS",
    "Article",
    "Availabilities",
    "Availability",
    "Catalogue",
    "FunctionCode",
    "Levels",
    "MainGroup",
    "Menu",
    "MenuSection",
    "NotNow",
    "PlannedPrice",
    "ProductGroup",
    "SaleTimes",
    "SideGroup",
    "not_now",
    "usual_level",
]
