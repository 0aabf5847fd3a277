"""Lanes that carry out what follows from the books: paper now, mail and transfers later."""
