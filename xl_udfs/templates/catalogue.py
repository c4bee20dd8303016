"""The templates by name, and how each is made."""

from collections.abc import Callable, Mapping

TEMPLATES: Mapping[str, Callable[[], bytes]] = {}
