"""The order screen."""
