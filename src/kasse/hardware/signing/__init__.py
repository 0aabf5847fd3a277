"""Signing devices: the shipped software TSE, and what keeps a slow or failing device from blocking the till."""
