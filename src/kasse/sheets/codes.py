"""Codes that new articles are given by themselves."""

from __future__ import annotations

from dataclasses import replace

from kasse.domain.catalogue import Article
from kasse.domain.catalogue.ean import automatic_code
from kasse.settings import Settings
from kasse.settings.declared.ordering import AUTO_EAN, AUTO_EAN_NUMBERS, AUTO_EAN_PREFIX


def with_automatic_code(article: Article, settings: Settings) -> Article:
    """A new article with the code that the settings provide for its number; as it is if it has one, or none is due.

    Raises:
        Refused: prefix and number are too long together for a code.
    """
    if article.scan_code or not settings[AUTO_EAN] or article.number not in settings[AUTO_EAN_NUMBERS]:
        return article
    return replace(article, scan_code=automatic_code(settings[AUTO_EAN_PREFIX], article.number))
