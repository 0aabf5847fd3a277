"""The closing of the day."""
