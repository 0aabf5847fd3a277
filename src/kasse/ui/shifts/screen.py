"""Being written right now: the screen behind `view` of this folder."""
