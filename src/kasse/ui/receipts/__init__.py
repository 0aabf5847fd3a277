"""The last receipts."""
