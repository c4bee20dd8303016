"""Why a file is not read or not written: one code for each cause, and the sentence of each.

The codes are public and stable. A sentence says what was found, which limit holds, and what to do.
"""

from collections.abc import Callable
from functools import partial
from types import MappingProxyType

RAISE = "if you trust the file, raise the limit with --limit {limit}=N"

REFUSALS = MappingProxyType(
    {
        # what is not a package at all
        "E_UNREADABLE": "it cannot be opened: {fault}",
        "E_EMPTY": "it is an empty file; a workbook must be an .xlsx or .xlsm",
        "E_HTML": "it is a web page under a workbook's name; save it as .xlsx in Excel first",
        "E_XLS": "it is an old .xls file; save it as .xlsx in Excel first",
        "E_ENCRYPTED": "it is protected by a password to open; save a copy without the password",
        "E_NOT_ZIP": "it is not a zip package; a workbook must be an .xlsx or .xlsm",
        # the zip
        "E_ZIP_TRUNCATED": "the package is cut short: {found}; fetch or copy the file again",
        "E_ZIP_CRC": "the part {part} does not match its checksum, so the file was damaged; "
        "fetch or copy it again",
        "E_ZIP_DAMAGED": "the package is damaged: {fault}; fetch or copy the file again",
        "E_ZIP_PREFIX": "{found:,} bytes stand before the first part of the package, "
        "which no spreadsheet program writes; save it again in Excel",
        "E_ZIP_OVERLAP": "the parts {first} and {second} share bytes in the package, "
        "which only a file made to deceive does; do not open it",
        "E_ZIP_DUPLICATE": "there are two parts {part}, and programs differ in which they read; "
        "save it again in Excel",
        "E_ZIP_NAME": "the part name {part} leads out of the package or is malformed; "
        "do not open this file",
        "E_ZIP_ENCRYPTED": "the part {part} is encrypted inside the package; "
        "save a copy without encryption",
        "E_ZIP_METHOD": "the part {part} is packed by method {found}, where a workbook is deflated "
        "or stored; save it again in Excel",
        "E_ZIP_MEMBERS": "it has more than {allowed:,} parts; " + RAISE,
        "E_ZIP_PACKED": "it has {found:.1f} MiB, more than the {allowed:,} MiB allowed; " + RAISE,
        "E_ZIP_UNPACKED": "it unpacks to {found:,.1f} MiB, more than the {allowed:,} MiB allowed; "
        + RAISE,
        "E_ZIP_RATIO": "{part} unpacks to {found:,.0f} times its packed size, more than the "
        "{allowed:,} times allowed (a workbook has about 15); " + RAISE,
        # the markup
        "E_XML": "the part {part} cannot be read: {fault}; open it in Excel and save it again",
        "E_DTD": "the part {part} declares a document type, which no workbook needs and attacks "
        "on XML readers use; do not open this file",
        "E_XML_DEPTH": "the elements of {part} are nested more than {allowed:,} deep; " + RAISE,
        "E_XML_TAGS": "its parts have more than {allowed:,} tags and attributes; " + RAISE,
        "E_XML_ATTRIBUTES": "a tag of {part} has more than {allowed:,} attributes; " + RAISE,
        "E_XML_TREE": "its names, styles, tables and relations have more than {allowed:,} tags; "
        + RAISE,
        # the cells
        "E_CELLS": "it has more than {allowed:,} cells; " + RAISE,
        "E_CELLS_SIZE": "its sheets and texts hold {found:,.0f} MiB of markup, more than the "
        "{allowed:,} MiB allowed; " + RAISE,
        "E_STRINGS": "its cells share more than {allowed:,} texts; " + RAISE,
        "E_FORMULA": "a formula of {part} has {found:,} bytes, more than the {allowed:,} allowed "
        "(Excel takes 8,192 letters); " + RAISE,
        "E_FORMULAS": "its formulas, shared ones written out, have more than the {allowed:,} MiB "
        "allowed; " + RAISE,
        "E_OFF_GRID": "{part} refers to {found!r}, which is not a cell of the grid A1:XFD1048576; "
        "open it in Excel and save it again",
        "E_NUMBER": "the cell {cell} of {part} holds {found}, where a number below 1E308 belongs; "
        "open the workbook in Excel, enter the cell again and save it",
        "E_MERGE": "{part} merges {found:,} cells, more than the {allowed:,} allowed; " + RAISE,
        "E_ARRAY": "{part} has array formulas over {found:,} cells, more than the {allowed:,} "
        "allowed; " + RAISE,
        # what runs
        "E_MACROS": "it holds macros ({part}) under the name of a file without macros; "
        "if they belong there, name it .xlsm",
        "E_XL4": "it holds an Excel 4 macro sheet ({part}), which attacks use; "
        "remove the sheet in Excel if you trust its author",
        "E_DDE": "{part} starts another program by dynamic data exchange ({found}); "
        "do not open this file unless you trust its author",
        # the workbook
        "E_NOT_WORKBOOK": "it is {found}, not an .xlsx or .xlsm workbook",
        "E_SHEET_NAME": "its sheet name {found} is one that Excel does not allow, or one of two; "
        "open it in Excel and save it again",
        "E_PART_MISSING": "the part {part} is missing; the workbook is damaged or not an .xlsx",
        "E_VERSION": "{found}",
        # the worker
        "E_TIMEOUT": "it took more than {allowed:g} s; give it more with --timeout",
        "E_MEMORY": "it needs more than the {allowed:,} MiB of memory allowed; "
        "give it more with --memory",
        "E_WORKER": "the process that worked on it died ({fault}); the other files are not touched",
        "E_BUG": "a defect of xl-udfs stopped it ({fault}); please report it",
        # writing
        "E_LOCKED": "{found} is open in {program}; close it there first",
        "E_UNWRITABLE": "{found} cannot be written: {fault}",
        "E_CHANGED": "it was changed by someone else while it was recomputed; run again",
        "E_SPILL": "{place} spills over {range} now, and {found}; nothing was written",
        "E_SIGNED": "it is digitally signed, and new values would break the signature; "
        "use --break-signature to write them all the same",
    }
)


DATA_REFUSALS = MappingProxyType(
    {
        # new inputs, and new rows for a table
        "E_INPUT": "{found}",
        "E_DATA": "{data} cannot be read: {fault}",
        "E_DATA_SIZE": "{data} has more than {allowed:,} {unit}; split it, or raise the limit "
        "with --limit {limit}=N if you trust it",
        "E_DATA_ENCODING": "{data} is not {encoding} (byte {found:,}); save it as CSV "
        "UTF-8, or name its encoding, as --encoding {likely}",
        "E_DATA_FORMAT": "{data} is in no format that is read here: {found}",
        "E_NO_VALUE": "{found}",
        "E_TABLE": "{found}",
        "E_TABLE_COLUMNS": "the columns of the data do not fit the table {table}: {found}; "
        "nothing was written",
        "E_TABLE_ROWS": "{count:,} of the values for the table {table} cannot be taken: {found}; "
        "nothing was written",
        "E_TABLE_BLOCKED": "the table {table} cannot take these rows: {found}; nothing was written",
    }
)
CLUSTER_REFUSALS = MappingProxyType(
    {
        "E_DASK_ABSENT": 'Dask is not installed; run `pip install "xl-udfs[dask]"`',
        "E_DASK_ADDRESS": "no Dask scheduler answers at {address!r} ({fault}); the address must be "
        "one as tcp://HOST:8786 that can be reached from here",
        "E_DASK_EMPTY": "the cluster at {address} has no worker; start one",
        "E_DASK_VERSION": "the worker {worker} has {found}; it must have {here}, as here",
    }
)
SENTENCES = MappingProxyType({**REFUSALS, **DATA_REFUSALS, **CLUSTER_REFUSALS})


class UnreadableError(Exception):
    """A file that cannot or must not be read or written; `code` is stable."""

    def __init__(self, code: str, **facts: object) -> None:
        """Fill the sentence of a code with what was found."""
        super().__init__(SENTENCES[code].format(**{"data": "the data", **facts}))
        self.code = code
        self._facts = facts

    @property
    def found(self) -> str:
        """What was found, for a sentence that tells of several at once."""
        return str(self._facts.get("found", self))

    def about(self, data: str) -> "UnreadableError":
        """Return it as a refusal of these data, named as a sentence begins."""
        return UnreadableError(self.code, **{**self._facts, "data": data})

    def __reduce__(self) -> tuple[Callable[..., "UnreadableError"], tuple[()]]:
        """Let it travel between processes."""
        return partial(UnreadableError, self.code, **self._facts), ()
