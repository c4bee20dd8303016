"""What the parts of a workbook hold, looked at before any library reads them.

One pass of the bare parser over every part of XML: no document type is accepted, no entity
resolved, no address followed. What reaches outside is refused or noted. Every part is held to the
limits of cells and formulas, whatever its name, unless it is surely none of a spreadsheet's.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import TypeAlias
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from xl_udfs.engine.container.part_names import key_of
from xl_udfs.engine.container.plain_sheets import DEEPEST, plain_sheet
from xl_udfs.engine.container.preflight import MIB
from xl_udfs.engine.container.roles import Roles, kind_of, macro_parts, no_document_type, roles_of
from xl_udfs.engine.limits import Limits
from xl_udfs.engine.references import size
from xl_udfs.engine.refusals import UnreadableError

XML_NAMES = (".xml", ".rels")
START = re.compile(rb"[\xef\xbb\xbf\xff\xfe\x00 \t\r\n]*<")  # after marks of encodings and space
WITHOUT_MACROS = (".xlsx", ".xltx")
FORMULAS = frozenset(
    {"f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula"}
    | {"totalsRowFormula"}
)
OUTSIDE = re.compile(
    r"(?<![A-Za-z0-9_.])(?:_xlfn\.)?(WEBSERVICE|RTD|HYPERLINK|IMAGE|STOCKHISTORY|CALL|REGISTER\.ID)"
    r"\s*\(",
    re.IGNORECASE,
)
NO_BAR = re.compile(
    r"""(?x)
    "(?:[^"]|"")*+(?:"|(?P<text>\Z))           # a text
    |'(?:[^']|'')*+(?:'|(?P<name>\Z))          # the name of a sheet
    |\[(?:[^\[\]']|'.)*+(?:\]|(?P<column>\Z))  # a column of a table, where ' keeps what follows
    """
)
"""Where a bar is a letter as any other; a group, where that does not end."""
# Bytes without which no formula of a part reaches outside: &# may be a letter, NUL is UTF-16.
MARKS = (b"|", b"&#", b"\0")
WORDS = (b"WEBSERVICE", b"RTD", b"HYPERLINK", b"IMAGE", b"STOCKHISTORY", b"CALL", b"REGISTER")
PIECE, OVERLAP = 16 * MIB, 16  # bytes that are looked at together, and twice
LONG_RUN = 20_000  # bytes: a tag of more attributes than a limit allows is longer
ATTRIBUTE = re.compile(rb"=[\s\0]*[\"']")
NOTICES = 1000  # of one part that are listed
MERGED_IN_ALL = 10  # a sheet may have this many times the cells of the largest merge

_OpenFormula: TypeAlias = tuple[int, int, str | None, list[str]]
"""Its depth, where it begins, its group of shared ones, and its own text. A bare tuple is quick."""


@dataclass(frozen=True, slots=True, order=True)
class ExternalContent:
    """Something that reaches outside the workbook: reported, never followed."""

    kind: str  # external-link, hyperlink, external-target, connection, or a function's name
    part: str
    detail: str


def check_parts(
    parts: Mapping[str, bytes], limits: Limits, file_name: str = ""
) -> tuple[ExternalContent, ...]:
    """Refuse parts that are malformed, too large or run something; note what reaches outside.

    Raises:
        UnreadableError: one of the codes E_XML to E_DDE.
    """
    markup = {name: data for name, data in parts.items() if _is_markup(name, data)}
    if sum(data.count(b"<") + data.count(b"=") for data in markup.values()) > limits.tags:
        raise UnreadableError("E_XML_TAGS", allowed=limits.tags, limit="tags")
    for name, data in markup.items():
        _check_attributes(name, data, limits)
    roles = roles_of(parts)
    _check_macros(parts, roles, file_name)
    notices: set[ExternalContent] = set()
    totals = _Totals()
    for name, data in markup.items():
        watched = _is_suspect(data)
        scan = _Scan(name, limits, roles, totals, watched=watched)
        try:
            scan.parser.Parse(scan.without_plain_cells(data, watched=watched), True)
        except (ExpatError, ValueError, LookupError, TypeError) as fault:
            if key_of(name).endswith(XML_NAMES):
                raise UnreadableError("E_XML", part=name, fault=fault) from fault
        notices |= scan.notices
        if scan.unlisted:
            notices.add(ExternalContent("more", name, f"{scan.unlisted:,} more are not listed"))
        totals.cells += 0 if scan.chain else scan.cells
    return tuple(sorted(notices))


def _check_macros(parts: Mapping[str, bytes], roles: Roles, file_name: str) -> None:
    for name in parts:
        if roles.macro_sheet(name):
            raise UnreadableError("E_XL4", part=name)
    if PurePath(file_name).suffix.casefold() in WITHOUT_MACROS:
        for name in macro_parts(parts, roles):
            raise UnreadableError("E_MACROS", part=name)


def _is_suspect(data: bytes) -> bool:
    """Whether a formula of a part may reach outside; searched as fast as bytes can be."""
    if any(mark in data for mark in MARKS):
        return True
    for start in range(0, len(data), PIECE):
        piece = data[start : start + PIECE + OVERLAP].upper()
        if any(word in piece for word in WORDS):
            return True
    return False


def _check_attributes(part: str, data: bytes, limits: Limits) -> None:
    """Refuse a tag of so many attributes that the parser alone would take minutes for them."""
    for start, end in _long_runs(data):
        if len(ATTRIBUTE.findall(data, start, end)) > limits.attributes:
            raise UnreadableError(
                "E_XML_ATTRIBUTES", part=part, allowed=limits.attributes, limit="attributes"
            )


def _long_runs(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield where long stretches without another tag begin and end."""
    start = max(data.find(b"<"), 0)
    while start < len(data):
        last = data.rfind(b"<", start, start + LONG_RUN)
        if last > start:
            start = last
            continue
        end = data.find(b"<", start + 1)
        end = len(data) if end < 0 else end
        if end - start >= LONG_RUN:
            yield start, end
        start = end


def _is_markup(name: str, data: bytes) -> bool:
    return key_of(name).endswith(XML_NAMES) or START.match(data) is not None


class _ElementHandlers(dict[str, "Callable[[Mapping[str, str]], None] | None"]):
    """What to do at an element, by its name as written; the prefix is cut off once a name."""

    def __init__(self, by_local_name: Mapping[str, Callable[[Mapping[str, str]], None]]) -> None:
        super().__init__(by_local_name)
        self._by_local_name = by_local_name

    def __missing__(self, name: str) -> Callable[[Mapping[str, str]], None] | None:
        found = self[name] = self._by_local_name.get(name.rpartition(":")[2])
        return found


@dataclass(slots=True)
class _Totals:
    """What all parts hold together."""

    cells: int = 0
    formulas: int = 0  # bytes of their texts


def _unless_ended(found: re.Match[str]) -> str:
    return "" if found.lastgroup is None else "|"


class _Scan:
    """State of one pass over a part."""

    def __init__(
        self, part: str, limits: Limits, roles: Roles, totals: _Totals, *, watched: bool
    ) -> None:
        self.part, self.limits = part, limits
        self.totals = totals
        self.longest, self.formulas_allowed = limits.formula, limits.formulas_mib * MIB
        self.roles = roles
        self.chain = False  # whether it names formula cells once more
        self.cells, self.cells_left = 0, limits.cells - totals.cells
        self.formula: _OpenFormula | None = None  # that is being read
        self.around: list[_OpenFormula] = []  # it, in drawings, where f is a fraction
        self.masters: dict[str, int] = {}  # how long the first formulas of groups are
        self.notices: set[ExternalContent] = set()
        self.unlisted = 0
        self.depth, self.deepest = 0, limits.depth
        self.merged = self.arrayed = 0
        self.cell = ""
        self.functions: set[str] = set()
        self.parser: XMLParserType = ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = no_document_type(part)
        self.parser.StartElementHandler = self._first
        self.parser.EndElementHandler = self._end
        actions: dict[str, Callable[[Mapping[str, str]], None]] = {
            "Relationship": self._relationship,
            "macrosheet": self._macro_sheet,
        }
        if not roles.foreign(part):
            actions |= {
                "mergeCell": self._merge,
                "c": self._cell,
                "f": self._formula,
                "table": self._table,
                "ddeLink": self._dde_link,
                "connection": self._connection,
            }
            if watched:
                actions |= dict.fromkeys(FORMULAS, self._formula)
                self.parser.CharacterDataHandler = self._text
        self.actions = _ElementHandlers(actions)

    def without_plain_cells(self, data: bytes, *, watched: bool) -> bytes:
        """Count the cells of a sheet that are plain and within the limits; return what is left."""
        if self.roles.foreign(self.part) or self.limits.depth < DEEPEST:
            return data
        plain = plain_sheet(data, _is_suspect if watched else None)
        if (
            plain is None
            or plain.cells > self.cells_left
            or plain.longest > self.longest
            or self.totals.formulas + plain.formulas > self.formulas_allowed
        ):
            return data
        for reference in plain.references:
            size(reference, self.part)
        self.cells += plain.cells - plain.kept_cells
        self.totals.formulas += plain.formulas - plain.kept_formulas
        return plain.rest

    def _first(self, name: str, attributes: dict[str, str]) -> None:
        if self.roles.chain(self.part, name.rpartition(":")[2]):
            self.chain, self.cells_left = True, self.limits.cells
        self.parser.StartElementHandler = self._start
        self._start(name, attributes)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > self.deepest:
            raise UnreadableError(
                "E_XML_DEPTH", part=self.part, allowed=self.limits.depth, limit="depth"
            )
        action = self.actions[name]
        if action is not None:
            action(attributes)

    def _end(self, _: str) -> None:
        self.depth -= 1
        formula = self.formula
        if formula is not None and formula[0] > self.depth:
            _depth, start, group, text = formula
            self.formula = self.around.pop() if self.around else None
            self._measure(self.parser.CurrentByteIndex - start, group)
            if text:
                self._check_formula("".join(text))

    def _text(self, text: str) -> None:
        if self.formula is not None and self.formula[0] == self.depth:
            self.formula[3].append(text)

    def _note(self, kind: str, detail: str) -> None:
        if len(self.notices) < NOTICES:
            self.notices.add(ExternalContent(kind, self.part, detail))
        else:
            self.unlisted += 1

    def _cell(self, attributes: Mapping[str, str]) -> None:
        self.cell = attributes.get("r", "")
        self.cells += 1
        if self.cells > self.cells_left:
            raise UnreadableError("E_CELLS", allowed=self.limits.cells, limit="cells")

    def _measure(self, length: int, group: str | None) -> None:
        """Count a formula; a copy of a shared one is as long as its first."""
        if length > self.longest:
            self._within("E_FORMULA", length, "formula", self.limits.formula)
        if group is not None:
            length = max(length, self.masters.get(group, 0))
            self.masters[group] = length
        self.totals.formulas += length
        if self.totals.formulas > self.formulas_allowed:
            allowed = self.limits.formulas_mib
            raise UnreadableError("E_FORMULAS", allowed=allowed, limit="formulas_mib")

    def _formula(self, attributes: Mapping[str, str]) -> None:
        if self.formula is not None:
            self.around.append(self.formula)
        self.formula = (self.depth, self.parser.CurrentByteIndex, attributes.get("si"), [])
        reference = attributes.get("ref")
        if reference is None:
            return
        cells = size(reference, self.part)
        if attributes.get("t") == "array":
            self.arrayed += cells
            self._within("E_ARRAY", self.arrayed, "array_cells", self.limits.array_cells)

    def _check_formula(self, text: str) -> None:
        if "|" in text and "|" in NO_BAR.sub(
            _unless_ended, text
        ):  # it is not an operator of Excel's
            raise UnreadableError("E_DDE", part=self.part, found=ascii(text[:80]))
        for found in OUTSIDE.finditer(text):
            kind = found[1].lower()
            if kind not in self.functions:  # copies of one formula are one notice
                self.functions.add(kind)
                self._note(kind, f"first at {self.cell or 'a name'}")

    def _merge(self, attributes: Mapping[str, str]) -> None:
        cells = size(attributes.get("ref", ""), self.part)
        allowed = self.limits.merged_cells
        self.merged += cells
        self._within("E_MERGE", cells, "merged_cells", allowed)
        self._within("E_MERGE", self.merged, "merged_cells", allowed * MERGED_IN_ALL)

    def _within(self, code: str, cells: int, limit: str, allowed: int) -> None:
        if cells > allowed:
            raise UnreadableError(code, part=self.part, found=cells, allowed=allowed, limit=limit)

    def _table(self, attributes: Mapping[str, str]) -> None:
        if "ref" in attributes:
            size(attributes["ref"], self.part)

    def _dde_link(self, attributes: Mapping[str, str]) -> None:
        service, topic = attributes.get("ddeService", ""), attributes.get("ddeTopic", "")
        raise UnreadableError("E_DDE", part=self.part, found=ascii(f"{service}|{topic}"[:80]))

    def _connection(self, attributes: Mapping[str, str]) -> None:
        self._note("connection", attributes.get("name", "")[:200])

    def _relationship(self, attributes: Mapping[str, str]) -> None:
        if attributes.get("TargetMode") == "External":
            named = {"externallinkpath": "external-link", "hyperlink": "hyperlink"}
            target = attributes.get("Target", "")[:200]
            self._note(named.get(kind_of(attributes), "external-target"), target)

    def _macro_sheet(self, _: Mapping[str, str]) -> None:
        if self.depth == 1:
            raise UnreadableError("E_XL4", part=self.part)
