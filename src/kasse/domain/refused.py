"""The one way to say no to the person at the till."""


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not a fault of the program
    """An act that the rules do not allow. The text is German, for the person at the till, and says what to do.

    Nothing has been changed when it is raised. Any other exception is a fault of ours.
    """


class OnlyPractice(Refused):
    """All was right, but whoever did it practises: it would have changed what counts for everybody."""
