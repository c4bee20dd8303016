"""JSON read strictly: no value twice, none that JSON does not know, numbers as they are written."""

import json
from collections.abc import Sequence
from typing import Any, NoReturn

from xl_udfs.documents.ocf.numerals import Numeral


class JsonError(Exception):
    """A text that is not JSON, or says two things at once."""


def parsed(content: bytes) -> Any:  # noqa: ANN401 - what JSON holds
    """Return what a file holds; its numbers are texts of the kind `Numeral`.

    A byte order mark at its start is passed over.

    Raises:
        JsonError: where it cannot be read for sure.
    """
    try:
        return json.loads(
            content.decode("utf-8-sig"),
            object_pairs_hook=_object,
            parse_constant=_refuse,
            parse_float=Numeral,
            parse_int=Numeral,
        )
    except UnicodeDecodeError as fault:
        raise JsonError(f"it is not UTF-8 (byte {fault.start:,})") from fault
    except json.JSONDecodeError as fault:
        raise JsonError(f"{fault.msg} (line {fault.lineno:,})") from fault
    except RecursionError as fault:
        raise JsonError("it is nested too deeply") from fault


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise JsonError(f"an object has {twice!a} twice")
    return values


def _refuse(word: str) -> NoReturn:
    raise JsonError(f"it holds {word}, which JSON does not know")
