"""Where secrets are kept: the operating system's key store, or memory for tests and played days."""
