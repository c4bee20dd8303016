"""Values written as texts: VALUETOTEXT, ARRAYTOTEXT, and ENCODEURL."""

from collections.abc import Callable, Mapping

from xl_udfs.cells import Answer, Argument, CellValue, ExcelError
from xl_udfs.engine.excel.functions.coercion import CellError, number, text
from xl_udfs.engine.excel.functions.ranges.multiples import cells_of

SAFE = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~")


def value_to_text(value: CellValue, form: CellValue = 0.0) -> str:
    """VALUETOTEXT(value, [format]): in the strict form, 1, a text has its quotes."""
    return _written(value, strict=_is_strict(form))


def array_to_text(array: Argument, form: Argument = 0.0) -> Answer:
    """ARRAYTOTEXT(array, [format]): in the strict form as it is typed into a formula."""
    strict = _is_strict(cells_of(form)[0])
    if not strict:
        return ", ".join(_written(cell, strict=False) for cell in cells_of(array))
    rows = array if isinstance(array, tuple) else ((array,),)
    written = (",".join(_written(cell, strict=True) for cell in row) for row in rows)
    return f"{{{';'.join(written)}}}"


def encode_url(value: CellValue) -> str:
    """ENCODEURL(text): each byte that no address may hold as % and two digits."""
    return "".join(chr(byte) if byte in SAFE else f"%{byte:02X}" for byte in text(value).encode())


def _is_strict(form: CellValue) -> bool:
    which = int(number(form))
    if which not in (0, 1):
        raise CellError(ExcelError.VALUE)
    return which == 1


def _written(value: CellValue, *, strict: bool) -> str:
    match value:
        case ExcelError():
            return value.value
        case str() if strict:
            doubled = value.replace('"', '""')
            return f'"{doubled}"'
    return text(value)


CELLS: Mapping[str, Callable[..., CellValue]] = {
    "VALUETOTEXT": value_to_text,
    "ENCODEURL": encode_url,
}
RANGES: Mapping[str, Callable[..., Answer]] = {"ARRAYTOTEXT": array_to_text}
