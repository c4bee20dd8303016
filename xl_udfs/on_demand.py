"""A table whose names are known and whose values are made where they are asked for."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

Made = TypeVar("Made")


class OnDemand(Mapping[str, Made]):
    """What is made of each name, once."""

    def __init__(self, names: Iterable[str], make: Callable[[str], Made]) -> None:
        """Take the names in their order, and what makes a value of one."""
        self._names = dict.fromkeys(names)
        self._make = make
        self._made: dict[str, Made] = {}

    def __getitem__(self, name: str) -> Made:
        """Return the value of a name."""
        try:
            return self._made[name]
        except KeyError:
            if name not in self._names:
                raise
        self._made[name] = made = self._make(name)
        return made

    def __contains__(self, name: object) -> bool:
        """Whether there is such a name; nothing is made."""
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        """Return the names in their order."""
        return iter(self._names)

    def __len__(self) -> int:
        """Return how many names there are."""
        return len(self._names)
