"""The dialog of settings: pages and rows drawn from the declarations, found as one types, saved together."""
