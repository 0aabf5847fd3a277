"""Practice inside the live till: a guided list of the ten common jobs, with their taps counted."""
