"""The table overview."""
