"""The front door: what is done with a workbook file, and what comes of it.

A function takes a path, the functions that formulas may call besides Excel's own, and what the
result depends on: the clock, the limits. It prints nothing, writes no file unless its name says
so, and gives frozen results. A file that cannot or must not be read is an `UnreadableError` with
a code and a sentence; what is wrong in one that can is a finding, never raised.
What nobody asks for is not imported.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xl_udfs.engine.api.checking import (
        CHECKS,
        NO_DATA,
        Checked,
        IgnoreRule,
        RuleError,
        Unread,
        check_file,
        rule_of_text,
        rules_of_file,
    )
    from xl_udfs.engine.api.comparing import (
        Audit,
        CannotAddError,
        Difference,
        InputTrial,
        KeyFault,
        annotate_file,
        audit_of,
        audited,
        differences,
        text_lines,
    )
    from xl_udfs.engine.api.computing import (
        ComputedWorkbook,
        OtherEngine,
        Recalculation,
        compute_file,
        table_areas,
    )
    from xl_udfs.engine.api.evaluating import (
        Evaluation,
        Recalculated,
        Unsupported,
        evaluator,
    )
    from xl_udfs.engine.api.outputs import (
        Output,
        OutputRefusedError,
        Replaces,
        digest,
        prepare_outputs,
        refuse_if_open,
        stems,
        write_file,
    )
    from xl_udfs.engine.api.reading import (
        DEFAULT_LIMITS,
        EARLIEST,
        MIB,
        Area,
        Book,
        Limits,
        Package,
        Place,
        Sheet,
        UnreadableError,
        area_of,
        check_size,
        members,
        origin_of,
        package_bytes,
        read_book,
        read_file,
        read_package,
        refuse_other_version,
        unpacked,
    )
    from xl_udfs.engine.api.refreshing import (
        UTF_8,
        EntryOptions,
        Refreshed,
        Row,
        Rows,
        TableRows,
        is_encoding,
        read_rows,
        read_table,
        refresh_file,
        renamed,
        write_refreshed,
    )

__all__ = [
    "CHECKS",
    "DEFAULT_LIMITS",
    "EARLIEST",
    "MIB",
    "NO_DATA",
    "UTF_8",
    "Area",
    "Audit",
    "Book",
    "CannotAddError",
    "Checked",
    "ComputedWorkbook",
    "Difference",
    "EntryOptions",
    "Evaluation",
    "IgnoreRule",
    "InputTrial",
    "KeyFault",
    "Limits",
    "OtherEngine",
    "Output",
    "OutputRefusedError",
    "Package",
    "Place",
    "Recalculated",
    "Recalculation",
    "Refreshed",
    "Replaces",
    "Row",
    "Rows",
    "RuleError",
    "Sheet",
    "TableRows",
    "Unread",
    "UnreadableError",
    "Unsupported",
    "annotate_file",
    "area_of",
    "audit_of",
    "audited",
    "check_file",
    "check_size",
    "compute_file",
    "differences",
    "digest",
    "evaluator",
    "is_encoding",
    "members",
    "origin_of",
    "package_bytes",
    "prepare_outputs",
    "read_book",
    "read_file",
    "read_package",
    "read_rows",
    "read_table",
    "refresh_file",
    "refuse_if_open",
    "refuse_other_version",
    "renamed",
    "rule_of_text",
    "rules_of_file",
    "stems",
    "table_areas",
    "text_lines",
    "unpacked",
    "write_file",
    "write_refreshed",
]

_DOORS = ("evaluating", "reading", "outputs", "computing", "checking", "refreshing", "comparing")
"""What leads to them, each of which imports much of those before it and more."""


def __getattr__(name: str) -> object:
    if name in __all__:
        for door in _DOORS:
            module = import_module(f"{__name__}.{door}")
            if name in module.__all__:
                return getattr(module, name)
    raise AttributeError(f"{__name__} has no {name}")
