"""What people may do in the console."""

from enum import Enum


class Role(str, Enum):
    """What somebody may do. An editor may do all that a counsellor may."""

    COUNSELLOR = "counsellor"
    EDITOR = "editor"

    def may(self, needed: "Role") -> bool:
        """Whether this role is enough where `needed` is asked."""
        return self is Role.EDITOR or needed is Role.COUNSELLOR
