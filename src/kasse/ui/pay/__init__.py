"""The payment screen."""
