"""The second engine: ironcalc, in a process of its own, which it may take down.

``python -m xl_udfs.engine.calculation.evidence.second_opinion WORKBOOK`` takes a job as JSON on
standard input, which `opinions` writes, and prints what the cells asked for hold. Only this module
imports ironcalc.
"""

import json
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

ERRORS = frozenset(
    ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!")
)  # Excel's; it has others of its own, which mean that it has no answer


def main() -> None:
    """Be the child: load the file named, pin, evaluate, and print what the cells asked for hold."""
    job = json.load(sys.stdin)
    _bound(job["seconds"], job["mib"])
    print(json.dumps(_evaluated(sys.argv[1], job)))  # noqa: T201 - the answer


def _bound(seconds: float, mib: int) -> None:
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 - there is none on Windows

        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
        resource.setrlimit(resource.RLIMIT_DATA, (mib << 20, mib << 20))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _evaluated(path: str, job: Mapping[str, Any]) -> list[tuple[str, Any]]:
    import ironcalc  # noqa: PLC0415 - in the child only

    model = ironcalc.load_from_xlsx(path, "en", "UTC", "en")
    for place in job["cleared"]:
        with suppress(ironcalc.WorkbookError):  # it holds the array itself
            model.clear_cell_contents(*place)
    for sheet, row, column, kind, value in job["pinned"]:
        match kind:
            case "error":
                model.update_cell_with_formula(sheet, row, column, f"={value}")
            case "number":
                model.update_cell_with_number(sheet, row, column, value)
            case "truth":
                model.update_cell_with_bool(sheet, row, column, value)
            case _:
                model.update_cell_with_text(sheet, row, column, value)
    model.evaluate()
    types = ironcalc.CellType

    def answer(sheet: int, row: int, column: int) -> tuple[str, Any]:
        value = model.get_cell_value(sheet, row, column)
        kind = model.get_cell_type(sheet, row, column)
        if kind == types.ErrorValue:
            return ("error", value) if value in ERRORS else ("none", None)
        if isinstance(value, bool):
            return "truth", value
        return ("text", value) if isinstance(value, str) else ("number", value)

    return [answer(*place) for place in job["asked"]]


if __name__ == "__main__":
    main()
