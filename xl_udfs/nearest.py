"""What may have been meant by a name that is not there; every sentence on such a name ends so."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from types import MappingProxyType

LIKE = 0.4  # of their letters must be alike: "of" is near to "of_event"


def nearest(
    wanted: str, known: Iterable[str], synonyms: Mapping[str, str] = MappingProxyType({})
) -> str:
    """Return the end of a sentence that names what may have been meant; "" where nothing may.

    Args:
        wanted: what is not there.
        known: the names that are.
        synonyms: which of these names is meant by another one.
    """
    by_letters = {compact(name): name for name in known}
    by_letters |= {compact(other): name for other, name in synonyms.items()}
    near = get_close_matches(compact(wanted), by_letters, n=1, cutoff=LIKE)
    return f" (the nearest is {by_letters[near[0]]})" if near else ""


def compact(name: object) -> str:
    """Return a name without what does not count: case, blanks, hyphens, underscores."""
    return "".join(str(name).replace("-", " ").replace("_", " ").casefold().split())
