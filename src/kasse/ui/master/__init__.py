"""*Stammdaten*: every sheet of master data as a list and a form, made from its declaration."""
