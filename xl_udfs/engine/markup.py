"""What the parts of a workbook hold, looked at before any library reads them.

One pass of the bare parser over every part of XML: no document type is accepted, no entity
resolved, no address followed. What reaches outside is refused or noted.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from xl_udfs.engine.grid import size
from xl_udfs.engine.preflight import MIB, Limits
from xl_udfs.engine.refusals import UnreadableError

XML_NAMES = (".xml", ".rels")
STARTS = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"  # marks of encodings and space before the first tag
WITHOUT_MACROS = (".xlsx", ".xltx")
FORMULAS = frozenset(
    {"f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula"}
)
OUTSIDE = re.compile(
    r"(?<![A-Za-z0-9_.])(?:_xlfn\.)?(WEBSERVICE|RTD|HYPERLINK|IMAGE|STOCKHISTORY|CALL|REGISTER\.ID)"
    r"\s*\(",
    re.IGNORECASE,
)
QUOTED = re.compile(r"\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'")
# Bytes without which no formula of a part reaches outside: &# may be a letter, NUL is UTF-16.
MARKS = (b"|", b"&#", b"\0")
WORDS = (b"WEBSERVICE", b"RTD", b"HYPERLINK", b"IMAGE", b"STOCKHISTORY", b"CALL", b"REGISTER")
PIECE, OVERLAP = 16 * MIB, 16  # bytes that are looked at together, and twice
CHAIN = "calcchain.xml"  # which names every formula cell once more
LONG_RUN = 20_000  # bytes: a tag of more attributes than a limit allows is longer
ATTRIBUTE = re.compile(rb"=[\s\0]*[\"']")
NOTICES = 1000  # of one part that are listed
MERGED_IN_ALL = 10  # a sheet may have this many times the cells of the largest merge


@dataclass(frozen=True, slots=True, order=True)
class Notice:
    """Something that reaches outside the workbook: reported, never followed."""

    kind: str  # external-link, hyperlink, external-target, connection, or a function's name
    part: str
    detail: str


def check_parts(
    parts: Mapping[str, bytes], limits: Limits, file_name: str = ""
) -> tuple[Notice, ...]:
    """Refuse parts that are malformed, too large or run something; note what reaches outside.

    Raises:
        UnreadableError: one of the codes E_XML to E_DDE.
    """
    markup = {name: data for name, data in parts.items() if _is_markup(name, data)}
    if sum(data.count(b"<") + data.count(b"=") for data in markup.values()) > limits.tags:
        raise UnreadableError("E_XML_TAGS", allowed=limits.tags, limit="tags")
    for name in parts:
        if name.casefold().startswith("xl/macrosheets/"):
            raise UnreadableError("E_XL4", part=name)
        if name.casefold().endswith("vbaproject.bin"):
            _check_macros(name, file_name)
    notices: set[Notice] = set()
    for name, data in markup.items():
        _check_attributes(name, data, limits)
    totals = _Totals()
    for name, data in markup.items():
        scan = _Scan(name, limits, file_name, totals, watched=_is_suspect(data))
        try:
            scan.parser.Parse(data, True)
        except (ExpatError, ValueError, LookupError, TypeError) as fault:
            if name.casefold().endswith(XML_NAMES):
                raise UnreadableError("E_XML", part=name, fault=fault) from fault
        notices |= scan.notices
        if scan.unlisted:
            notices.add(Notice("more", name, f"{scan.unlisted:,} more are not listed"))
        totals.cells += 0 if name.casefold().endswith(CHAIN) else scan.cells
    return tuple(sorted(notices))


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
    return name.casefold().endswith(XML_NAMES) or data[:64].lstrip(STARTS).startswith(b"<")


def _check_macros(part: str, file_name: str) -> None:
    if PurePath(file_name).suffix.casefold() in WITHOUT_MACROS:
        raise UnreadableError("E_MACROS", part=part)


class _Watched(dict[str, "Callable[[Mapping[str, str]], None] | None"]):
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


class _Scan:
    """State of one pass over a part."""

    def __init__(
        self, part: str, limits: Limits, file_name: str, totals: _Totals, *, watched: bool
    ) -> None:
        self.part, self.limits, self.file_name = part, limits, file_name
        self.totals = totals
        self.cells = 0
        self.formula_at: int | None = None  # where the formula that is being read begins
        self.group: str | None = None  # of shared formulas
        self.masters: dict[str, int] = {}  # how long the first formulas of groups are
        self.notices: set[Notice] = set()
        self.unlisted = 0
        self.depth = 0
        self.merged = self.arrayed = 0
        self.cell = ""
        self.functions: set[str] = set()
        self.formula: list[str] | None = None
        self.parser: XMLParserType = ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        actions: dict[str, Callable[[Mapping[str, str]], None]] = {
            "Relationship": self._relationship,
            "Override": self._content_type,
            "Default": self._content_type,
        }
        if part.casefold().startswith("xl/"):
            actions |= {
                "mergeCell": self._merge,
                "c": self._cell,
                "f": self._formula,
                "table": self._table,
                "ddeLink": self._dde_link,
                "connection": self._connection,
            }
            if watched:
                actions |= dict.fromkeys(FORMULAS, self._watched_formula)
                self.parser.CharacterDataHandler = self._text
        self.actions = _Watched(actions)

    def _doctype(self, *_: object) -> None:
        raise UnreadableError("E_DTD", part=self.part)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > self.limits.depth:
            raise UnreadableError(
                "E_XML_DEPTH", part=self.part, allowed=self.limits.depth, limit="depth"
            )
        action = self.actions[name]
        if action is not None:
            action(attributes)

    def _end(self, _: str) -> None:
        self.depth -= 1
        if self.formula_at is not None:
            self._measure(self.parser.CurrentByteIndex - self.formula_at)
            self.formula_at = None
        if self.formula is not None:
            self._check_formula("".join(self.formula))
            self.formula = None

    def _text(self, text: str) -> None:
        if self.formula is not None:
            self.formula.append(text)

    def _note(self, kind: str, detail: str) -> None:
        if len(self.notices) < NOTICES:
            self.notices.add(Notice(kind, self.part, detail))
        else:
            self.unlisted += 1

    def _cell(self, attributes: Mapping[str, str]) -> None:
        self.cell = attributes.get("r", "")
        self.cells += 1
        if self.cells + self.totals.cells > self.limits.cells:
            raise UnreadableError("E_CELLS", allowed=self.limits.cells, limit="cells")

    def _measure(self, length: int) -> None:
        """Count a formula; a copy of a shared one is as long as its first."""
        self._within("E_FORMULA", length, "formula", self.limits.formula)
        if self.group is not None:
            length = max(length, self.masters.get(self.group, 0))
            self.masters[self.group] = length
        self.totals.formulas += length
        allowed = self.limits.formulas_mib
        if self.totals.formulas > allowed * MIB:
            raise UnreadableError("E_FORMULAS", allowed=allowed, limit="formulas_mib")

    def _watched_formula(self, attributes: Mapping[str, str]) -> None:
        self._formula(attributes)
        self.formula = []

    def _formula(self, attributes: Mapping[str, str]) -> None:
        self.formula_at = self.parser.CurrentByteIndex
        self.group = attributes.get("si")
        reference = attributes.get("ref")
        if reference is None:
            return
        cells = size(reference, self.part)
        if attributes.get("t") == "array":
            self.arrayed += cells
            self._within("E_ARRAY", self.arrayed, "array_cells", self.limits.array_cells)

    def _check_formula(self, text: str) -> None:
        if "|" in QUOTED.sub("", text):  # no operator of Excel's; it stands in a DDE link only
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
        kind = attributes.get("Type", "").rpartition("/")[2]
        if kind.casefold() in {"xlmacrosheet", "xlintlmacrosheet"}:
            raise UnreadableError("E_XL4", part=attributes.get("Target", ""))
        if attributes.get("TargetMode") == "External":
            named = {"externalLinkPath": "external-link", "hyperlink": "hyperlink"}
            target = attributes.get("Target", "")[:200]
            self._note(named.get(kind, "external-target"), target)

    def _content_type(self, attributes: Mapping[str, str]) -> None:
        kind = attributes.get("ContentType", "").casefold()
        part = attributes.get("PartName", self.part)
        if "macrosheet" in kind:
            raise UnreadableError("E_XL4", part=part)
        if "macroenabled" in kind or "vbaproject" in kind:
            _check_macros(part, self.file_name)
