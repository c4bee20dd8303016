"""The names of parts, and which name a relationship means.

Two names mean one part whatever their case, and whether a character is written as itself or as
``%20``. Whoever follows a relationship and whoever holds a part to its limits must agree on that.
"""

import re
from functools import lru_cache
from posixpath import basename, dirname, join, normpath
from urllib.parse import unquote

TYPES = "[Content_Types].xml"
RELATIONS = ".rels"
FOLDER = "_rels"
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|\\\\")  # http:, file:, C:, //server


@lru_cache(maxsize=4096)
def key_of(name: str) -> str:
    """Return what all names of one part have in common."""
    return unquote(name).replace("\\", "/").strip("/").casefold()


def target_of(source: str, target: str) -> str:
    """Return the key of the part that a relationship of another one means.

    Args:
        source: the name of the part whose relationship it is; "" for the package.
        target: absolute, or from the folder of the source, with or without a fragment.
    """
    path = unquote(re.split(r"[#?]", target, maxsplit=1)[0]).replace("\\", "/")
    return normpath(join("/", dirname(key_of(source)), path)).strip("/").casefold()


def relations_of(part: str) -> str:
    """Return the name of the part that holds a part's relationships."""
    return join(dirname(part), FOLDER, f"{basename(part)}{RELATIONS}")


def source_of(relations: str) -> str | None:
    """Return the key of the part whose relationships a part holds; None where it holds none."""
    folder, _, name = key_of(relations).rpartition("/")
    if basename(folder) != FOLDER or not name.endswith(RELATIONS):
        return None
    return join(dirname(folder), name.removesuffix(RELATIONS))


def is_address(target: str) -> bool:
    """Whether a target lies outside the package, whatever its mode says."""
    return ADDRESS.match(target.strip()) is not None
