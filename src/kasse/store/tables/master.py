"""Master data: one table a kind, a row an item, nested parts as JSON texts. Changes are kept in the journal."""

from __future__ import annotations

from sqlalchemy import Table

from kasse.store.tables.metadata import METADATA, number, text

BUSINESS = Table("business", METADATA, number("id", key=True), text("body"))
MAIN_GROUP = Table(
    "main_group", METADATA, number("number", key=True), text("name"), number("active", added="1")
)
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
    number("active", added="1"),
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
    number("price_level", added="0"),
    number("purchase_price", optional=True),
    number("calculated_price", optional=True),
    text("units", added="[]"),
    text("picture", added=""),
    text("discount_percents", added="[]"),
    number("amount_discounts", added="1"),
    text("sold_times", added=""),
    text("sold_from", added=""),
    text("sold_until", added=""),
    number("by_weight", added="0"),
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
    number("price_level", added="0"),
    text("discount_percents", added="[]"),
    text("discount_amounts", added="[]"),
    text("card", added=""),
    text("language", added=""),
    number("menus", added="0"),
    text("favourites", added="[]"),
)
PASSWORD_LEVEL = Table("password_level", METADATA, number("number", key=True), text("name"), text("rights"))
TERMINAL = Table(
    "terminal",
    METADATA,
    number("number", key=True),
    text("name"),
    text("serial"),
    text("receipt_printer"),
    number("unit", added="0"),
    number("price_level", added="0"),
    number("active", added="1"),
)
UNIT = Table("unit", METADATA, number("number", key=True), text("name"), number("active"))
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
    number("active", added="1"),
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
    number("rank", added="0"),
)
INTERNAL_ACCOUNT = Table(
    "internal_account",
    METADATA,
    number("number", key=True),
    text("name"),
    number("price_level"),
    text("pricing", added="level"),
    number("percent", added="10000"),
    number("active", added="1"),
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
    number("active", added="1"),
)
PLANNED_PRICE = Table(
    "planned_price",
    METADATA,
    number("article", key=True),
    number("level", key=True),
    text("valid_from", key=True),
    number("price", optional=True),
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
    UNIT,
    PLANNED_PRICE,
)
