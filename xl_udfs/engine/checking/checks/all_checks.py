"""All checks of a workbook; what they find, joined and in order; and their documentation."""

from collections.abc import Iterator, Mapping

from xl_udfs.engine.checking.checks import (
    broken_name,
    checks_sheet,
    circular,
    constant_over_formula,
    dates_from_1904,
    different,
    error_value,
    external_link,
    hidden_sheet,
    macros,
    misfit,
    neighbours,
    never_calculated,
    number_as_text,
    other_version,
    range_cut_short,
    refused,
    three_way,
    typed_number,
    unsupported,
    unverified,
    volatile,
)
from xl_udfs.engine.checking.checks.check import WorkbookCheck

MODULES = (
    different,
    never_calculated,
    three_way,
    unsupported,
    unverified,
    circular,
    error_value,
    refused,
    checks_sheet,
    constant_over_formula,
    neighbours,
    range_cut_short,
    typed_number,
    number_as_text,
    misfit,
    broken_name,
    external_link,
    hidden_sheet,
    volatile,
    dates_from_1904,
    macros,
    other_version,
)
CHECKS: Mapping[str, WorkbookCheck] = {module.CHECK.id: module.CHECK for module in MODULES}


def documented() -> Iterator[str]:
    """Yield the page of each check in Markdown."""
    for check in CHECKS.values():
        yield f"#### `{check.id}` ({check.severity.value})\n"
        yield f"{check.description}\n"
        yield f"* why: {check.why}"
        yield f"* what to do: {check.remedy}\n"
