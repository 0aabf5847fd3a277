"""Devices of the till: how each is spoken to, and what is promised when it does not answer."""
