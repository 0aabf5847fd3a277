"""Promises between the layers (Protocols) and the small records that they pass."""
