"""Master data: one table a kind, a row an item, nested parts as JSON texts. Changes are kept in the journal."""

from __future__ import annotations

from sqlalchemy import Table

from kasse.store.tables.metadata import METADATA, number, text

BUSINESS = Table("business", METADATA, number("id", key=True), text("body"))
MAIN_GROUP = Table("main_group", METADATA, number("number", key=True), text("name"))
PRODUCT_GROUP = Table(
    "product_group",
    METADATA,
    number("number", key=True),
    text("name"),
    number("main_group"),
    text("tax_class"),
    text("hue"),
    text("station"),
    number("course"),
)
SIDE_GROUP = Table(
    "side_group",
    METADATA,
    number("number", key=True),
    text("name"),
    text("articles"),
    number("least"),
    number("most"),
    number("free"),
)
ARTICLE = Table(
    "article",
    METADATA,
    number("number", key=True),
    text("name"),
    number("product_group"),
    text("prices"),
    number("open_price"),
    number("zero_allowed"),
    text("side_groups"),
    number("take_away_group", optional=True),
    text("button_text"),
    text("hue"),
    text("function", optional=True),
    text("scan_code"),
    number("sold_out"),
    number("active"),
    text("business_case", added="sale"),
    number("agency", added="0"),
)
MENU = Table(
    "menu", METADATA, number("number", key=True), text("name"), text("sections"), number("price_level")
)
OPERATOR = Table(
    "operator",
    METADATA,
    number("number", key=True),
    text("name"),
    number("level"),
    text("pin_hash"),
    number("training"),
    number("active"),
)
PASSWORD_LEVEL = Table("password_level", METADATA, number("number", key=True), text("name"), text("rights"))
TERMINAL = Table(
    "terminal", METADATA, number("number", key=True), text("name"), text("serial"), text("receipt_printer")
)
AREA = Table("area", METADATA, number("number", key=True), text("name"))
PLACE = Table(
    "place",
    METADATA,
    number("number", key=True),
    number("area"),
    number("x"),
    number("y"),
    number("width"),
    number("height"),
    number("round"),
    number("seats"),
)
PAYMENT_METHOD = Table(
    "payment_method",
    METADATA,
    text("code", key=True),
    number("pos"),
    text("name"),
    text("kind"),
    number("opens_drawer"),
    text("currency"),
    number("rate_micros"),
    number("active"),
)
INTERNAL_ACCOUNT = Table(
    "internal_account", METADATA, number("number", key=True), text("name"), number("price_level")
)
PRINTER = Table(
    "printer",
    METADATA,
    text("name", key=True),
    text("kind"),
    text("address"),
    text("profile"),
    text("stations"),
)
AGENCY = Table(
    "agency",
    METADATA,
    number("number", key=True),
    text("name"),
    text("street"),
    text("postcode"),
    text("city"),
    text("country"),
    text("tax_number"),
    text("vat_id"),
)
WORDS = Table("words", METADATA, text("kind", key=True), number("pos", key=True), text("text"))
"""Void reasons and remarks to choose from."""

MASTER: tuple[Table, ...] = (
    BUSINESS,
    MAIN_GROUP,
    PRODUCT_GROUP,
    SIDE_GROUP,
    ARTICLE,
    MENU,
    OPERATOR,
    PASSWORD_LEVEL,
    TERMINAL,
    AREA,
    PLACE,
    PAYMENT_METHOD,
    INTERNAL_ACCOUNT,
    PRINTER,
    AGENCY,
    WORDS,
)
