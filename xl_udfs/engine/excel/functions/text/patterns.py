"""REGEXTEST, REGEXEXTRACT and REGEXREPLACE; Excel reads the patterns of PCRE2, Python its own.

What both read alike is computed; a pattern that Python does not read is not.
"""

import re
from collections.abc import Callable, Mapping

from xl_udfs.cells import Answer, Argument, CellValue, ExcelError
from xl_udfs.engine.excel.functions.coercion import CellError, NotComputedError, number, text
from xl_udfs.engine.excel.functions.lifting import lifted
from xl_udfs.engine.excel.functions.ranges.multiples import cells_of

OF_PCRE = re.compile(r"\\[KRXGQEhHvVpPgkN]|\(\?[|&R+0-9]|\[\[:|[*+?}]\+|\(\*")
REFERENCE = re.compile(r"\$(?:\{(\w+)\}|(\d+)|(\$))")


def regex_test(value: CellValue, pattern: CellValue, case: CellValue = None) -> bool:
    """REGEXTEST(text, pattern, [case_sensitivity])."""
    return _compiled("REGEXTEST", pattern, case).search(text(value)) is not None


def regex_extract(
    value: Argument, pattern: Argument, mode: Argument = None, case: Argument = None
) -> Answer:
    """REGEXEXTRACT(text, pattern, [return_mode], [case_sensitivity])."""
    (which, *_) = cells_of(mode)
    (sensitivity, *_) = cells_of(case)
    wanted = int(number(which))
    if wanted not in (0, 1, 2):
        return ExcelError.VALUE
    if not wanted:

        def first(one: CellValue, form: CellValue) -> CellValue:
            found = _compiled("REGEXEXTRACT", form, sensitivity).search(text(one))
            return ExcelError.NA if found is None else found[0]

        return lifted(first)(value, pattern)
    (one, *_), (form, *_) = cells_of(value), cells_of(pattern)
    expression = _compiled("REGEXEXTRACT", form, sensitivity)
    if wanted == 1:
        matches = tuple(found[0] for found in expression.finditer(text(one)))
        return (matches,) if matches else ExcelError.NA
    found = expression.search(text(one))
    if found is None:
        return ExcelError.NA
    return (tuple(group or "" for group in found.groups()),) if found.groups() else found[0]


def regex_replace(
    value: CellValue,
    pattern: CellValue,
    replacement: CellValue,
    occurrence: CellValue = None,
    case: CellValue = None,
) -> str:
    """REGEXREPLACE(text, pattern, replacement, [occurrence], [case_sensitivity])."""
    whole, expression, into = (
        text(value),
        _compiled("REGEXREPLACE", pattern, case),
        text(replacement),
    )
    found = [*expression.finditer(whole)]
    which = int(number(occurrence))
    if which:
        at = which - 1 if which > 0 else len(found) + which
        found = found[at : at + 1] if at >= 0 else []
    out, done = "", 0
    for match in found:
        out += whole[done : match.start()] + _filled(into, match)
        done = match.end()
    return out + whole[done:]


def _filled(replacement: str, match: re.Match[str]) -> str:
    def group(reference: re.Match[str]) -> str:
        name, place, dollar = reference.groups()
        if dollar:
            return "$"
        try:
            return match[int(place or name) if (place or name).isdecimal() else name] or ""
        except IndexError:
            raise CellError(ExcelError.VALUE) from None

    return REFERENCE.sub(group, replacement)


def _compiled(function: str, pattern: CellValue, case: CellValue) -> re.Pattern[str]:
    written = text(pattern)
    if OF_PCRE.search(written):
        raise NotComputedError(f"{function} of the pattern {written}")
    try:
        return re.compile(written, re.IGNORECASE if number(case) else 0)
    except re.error:
        raise CellError(ExcelError.VALUE) from None


CELLS: Mapping[str, Callable[..., CellValue]] = {
    "REGEXTEST": regex_test,
    "REGEXREPLACE": regex_replace,
}
RANGES: Mapping[str, Callable[..., Answer]] = {"REGEXEXTRACT": regex_extract}
