"""What a reading is."""

from enum import Enum


class Reading(Enum):
    """Base of every reading; the docstring of one starts with the rule that it belongs to."""

    __hash__ = object.__hash__  # there is one of each; an Enum looks for its name

    @classmethod
    def rule(cls) -> str:
        """Return the id of the rule that is read."""
        return (cls.__doc__ or "").partition(":")[0]
