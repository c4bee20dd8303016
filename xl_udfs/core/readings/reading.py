"""What a reading is."""

from enum import Enum


class Reading(Enum):
    """Base of every reading; the docstring of one starts with the rule that it belongs to."""

    @classmethod
    def rule(cls) -> str:
        """Return the id of the rule that is read."""
        return (cls.__doc__ or "").partition(":")[0]
