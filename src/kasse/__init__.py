"""kasse, a till."""
