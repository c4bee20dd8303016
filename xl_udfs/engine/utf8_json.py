"""JSON as we write it: UTF-8, also where a text holds half of a surrogate pair."""

import json
from typing import Any

SCHEMA_VERSION = 1  # of every document that a command prints


def json_text(document: Any) -> str:  # noqa: ANN401 - what JSON holds
    """Write a document over lines, for files and people."""
    return _whole(json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False)) + "\n"


def json_line(document: Any) -> str:  # noqa: ANN401 - what JSON holds
    """Write a document as one line, without its end."""
    return _whole(json.dumps(document, ensure_ascii=False, allow_nan=False))


def _whole(text: str) -> str:
    """Write half of a surrogate pair, which UTF-8 does not have, as JSON's escape of it."""
    return text.encode("utf-8", "backslashreplace").decode()
