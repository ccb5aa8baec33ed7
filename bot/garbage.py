"""When a process that loads much once, and keeps it, looks for garbage."""

import gc

_WHILE_LOADING = (100_000, 50, 100)
_USUAL = gc.get_threshold()


def seldom_while_loading() -> None:
    """Look seldom: most of what loading makes stays, and looking through it takes a second in all."""
    gc.set_threshold(*_WHILE_LOADING)


def never_in_what_is_loaded() -> None:
    """Look as usual, and only in what is made from now on: all of it takes 150 ms, in one turn."""
    gc.freeze()
    gc.set_threshold(*_USUAL)


def everywhere() -> None:
    """Look in everything again, because what was loaded is replaced."""
    gc.unfreeze()
