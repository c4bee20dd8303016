"""Two workbooks, inputs moved, and findings written into a copy."""

from pathlib import Path

from xl_udfs.engine.checking.checked import Checked
from xl_udfs.engine.comparing.alignment import KeyFault
from xl_udfs.engine.comparing.as_text import lines as text_lines
from xl_udfs.engine.comparing.audit import Audit, InputTrial, audit_of, audited
from xl_udfs.engine.comparing.difference import Difference, differences
from xl_udfs.engine.container.elements import CannotAddError
from xl_udfs.engine.container.package import package_bytes, read_package
from xl_udfs.engine.limits import DEFAULT_LIMITS, Limits
from xl_udfs.engine.reports.annotated import annotated

__all__ = [
    "Audit",
    "CannotAddError",
    "Difference",
    "InputTrial",
    "KeyFault",
    "annotate_file",
    "audit_of",
    "audited",
    "differences",
    "text_lines",
]


def annotate_file(path: Path, result: Checked, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Return a copy of a workbook with its findings on its cells and on a sheet of their own.

    Raises:
        CannotAddError: where a part has no place for them.
        UnreadableError: where it cannot be read.
        OSError: likewise.
    """
    return package_bytes(annotated(read_package(path, limits), result))
