"""What the till sells: articles in groups, sides, menus, and the catalogue that knows them all."""

from kasse.domain.catalogue.articles import (
    LEVELS,
    Article,
    FunctionCode,
    MainGroup,
    ProductGroup,
    SideGroup,
)
from kasse.domain.catalogue.catalogue import Catalogue
from kasse.domain.catalogue.menus import Menu, MenuSection

__all__ = [
    "LEVELS",
    "Article",
    "Catalogue",
    "FunctionCode",
    "MainGroup",
    "Menu",
    "MenuSection",
    "ProductGroup",
    "SideGroup",
]
