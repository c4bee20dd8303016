"""Functions of texts, where a number is read as the text that Excel makes of it."""

import re

from xl_udfs.cells import LONGEST_TEXT, Answer, Argument, CellValue, ExcelError
from xl_udfs.engine.excel.functions.coercion import CellError, number, text
from xl_udfs.engine.excel.functions.ranges.lookups import pattern
from xl_udfs.engine.excel.functions.ranges.multiples import cells_of

SPACES = re.compile(" +")


def mid(whole: CellValue, start: CellValue, count: CellValue) -> str:
    """MID(text, start_num, num_chars)."""
    shown, first, length = text(whole), int(number(start)), int(number(count))
    if first < 1 or length < 0:
        raise CellError(ExcelError.VALUE)
    return shown[first - 1 : first - 1 + length]


def length(whole: CellValue) -> float:
    """LEN(text), a letter beyond the first 65,536 of Unicode counting as two."""
    return float(len(text(whole).encode("utf-16-le", "surrogatepass")) // 2)


def upper(whole: CellValue) -> str:
    """UPPER(text); a letter without a capital of one letter stays as it is."""
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in text(whole))


def lower(whole: CellValue) -> str:
    """LOWER(text)."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text(whole))


def trim(whole: CellValue) -> str:
    """TRIM(text): single blanks between words, none around them."""
    return SPACES.sub(" ", text(whole)).strip(" ")


def clean(whole: CellValue) -> str:
    """CLEAN(text): without the first 32 characters of ASCII."""
    return "".join(letter for letter in text(whole) if letter >= " ")


def exact(first: CellValue, second: CellValue) -> bool:
    """EXACT(text1, text2)."""
    return text(first) == text(second)


def find(wanted: CellValue, whole: CellValue, start: CellValue = 1.0) -> float:
    """FIND(find_text, within_text, [start_num])."""
    sought, shown, first = text(wanted), text(whole), int(number(start))
    if not 1 <= first <= len(shown) + 1:
        raise CellError(ExcelError.VALUE)
    place = shown.find(sought, first - 1)
    if place < 0:
        raise CellError(ExcelError.VALUE)
    return float(place + 1)


def search(wanted: CellValue, whole: CellValue, start: CellValue = 1.0) -> float:
    """SEARCH(find_text, within_text, [start_num]): any case, with ? and *."""
    sought, shown, first = text(wanted), text(whole), int(number(start))
    if not 1 <= first <= len(shown) + 1:
        raise CellError(ExcelError.VALUE)
    found = pattern(sought).search(shown, first - 1)
    if found is None:
        raise CellError(ExcelError.VALUE)
    return float(found.start() + 1)


def substitute(whole: CellValue, old: CellValue, new: CellValue, which: CellValue = None) -> str:
    """SUBSTITUTE(text, old_text, new_text, [instance_num])."""
    shown, removed, added = text(whole), text(old), text(new)
    if which is None:
        return bounded(shown.replace(removed, added) if removed else shown)
    instance = int(number(which))
    if instance < 1:
        raise CellError(ExcelError.VALUE)
    pieces = shown.split(removed) if removed else [shown]
    if instance >= len(pieces):
        return shown
    return bounded(removed.join(pieces[:instance]) + added + removed.join(pieces[instance:]))


def repeat(whole: CellValue, count: CellValue) -> str:
    """REPT(text, number_times)."""
    shown, times = text(whole), int(number(count))
    if times < 0 or times * len(shown) > LONGEST_TEXT:
        raise CellError(ExcelError.VALUE)
    return shown * times


def char(code: CellValue) -> str:
    """CHAR(number), in the code page of Windows for Western Europe."""
    place = int(number(code))
    if not 1 <= place <= 255:
        raise CellError(ExcelError.VALUE)
    return bytes([place]).decode("cp1252", "replace").replace("\ufffd", chr(place))


def code(shown: CellValue) -> float:
    """CODE(text): the first letter in that code page, which has ? for those that it lacks."""
    first = text(shown)[:1]
    if not first:
        raise CellError(ExcelError.VALUE)
    if 0x80 <= ord(first) <= 0x9F:  # the places that the code page leaves free
        return float(ord(first))
    return float(first.encode("cp1252", "replace")[0])


def unichar(code: CellValue) -> str:
    """UNICHAR(number)."""
    place = int(number(code))
    if not 1 <= place <= 0x10FFFF:
        raise CellError(ExcelError.VALUE)
    if 0xD800 <= place <= 0xDFFF or place & 0xFFFE == 0xFFFE:
        raise CellError(ExcelError.NA)
    return chr(place)


def joined(*cells: CellValue) -> str:
    """CONCATENATE(text1, ...), and the operator &."""
    return bounded("".join(map(text, cells)))


def concat(*arguments: Argument) -> Answer:
    """CONCAT(text1, ...): of ranges every cell."""
    return bounded("".join(text(cell) for argument in arguments for cell in cells_of(argument)))


def text_join(between: Argument, ignore_empty: Argument, *arguments: Argument) -> Answer:
    """TEXTJOIN(delimiter, ignore_empty, text1, ...): several delimiters take turns."""
    delimiters = [text(cell) for cell in cells_of(between)]
    skips = bool(number(cells_of(ignore_empty)[0]))
    texts = [text(cell) for argument in arguments for cell in cells_of(argument)]
    shown = [one for one in texts if one or not skips]
    pieces = [
        delimiters[(place - 1) % len(delimiters)] * bool(place) + one
        for place, one in enumerate(shown)
    ]
    return bounded("".join(pieces))


def bounded(shown: str) -> str:
    """Return a text that a cell can hold.

    Raises:
        CellError: `#VALUE!`, where it is too long.
    """
    if len(shown) > LONGEST_TEXT:
        raise CellError(ExcelError.VALUE)
    return shown
