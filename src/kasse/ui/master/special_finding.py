"""Finding articles while somebody types, as on the order screen; what is needed for it is made once."""

from __future__ import annotations

from kasse.domain.catalogue import Article, Catalogue
from kasse.ui.orders.layout import Layout


class ArticleFinder:
    """Keeps what it made for one catalogue until it is asked about another."""

    def __init__(self) -> None:
        self._layout: Layout | None = None

    def found(self, catalogue: Catalogue, words: str) -> list[Article]:
        """Articles in use by number, scan code or parts of the name, the closest first."""
        if self._layout is None or self._layout.catalogue is not catalogue:
            self._layout = Layout(catalogue)
        return self._layout.search(words)
