"""Written days: read from a file, rehearsed, and played through the use cases of the till, without a screen."""
