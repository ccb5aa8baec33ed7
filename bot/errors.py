"""The errors that someone at the command line can do something about."""


class Failure(Exception):
    """What went wrong and what to do, in one sentence; shown without a traceback."""
