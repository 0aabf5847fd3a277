"""kasse, a till for restaurants, bars, hotels and shops."""

__version__ = "0.1.0"
