"""What goes wrong for reasons that a user can do something about."""


class Failure(Exception):
    """Ends the program with one line and exit code 2."""


class Unmeasurable(Exception):
    """Leaves out one shape, with the reason, and goes on."""
