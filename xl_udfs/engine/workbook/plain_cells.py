"""The cells of a worksheet part by one pattern, where all of them are as most programs write them.

In a part that is well-formed, and holds neither comments nor CDATA, a less-than sign begins a tag
and nothing else. So where the pattern matches as often as there are tags of cells, it has read them
all. What most cells are is read by the column, a piece of the part at a time; what holds an array,
a rich value or anything else that is rare, cell by cell.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from math import inf

from xl_udfs.cells import CellValue
from xl_udfs.engine.formula.relative import OffGridError, RelativeFormulas
from xl_udfs.engine.references import (
    LAST_COLUMN,
    Position,
    column_letters,
    column_number,
    position_of,
)
from xl_udfs.engine.refusals import UnreadableError
from xl_udfs.engine.workbook.columns import Cells, SheetColumn, finished
from xl_udfs.engine.workbook.stored_cells import (
    MAIN,
    STRICT,
    USUAL,
    Cell,
    Conventions,
    StoredFormula,
    StoredFormulas,
    stored_value,
    unescaped,
)

BEGINNING = re.compile(
    rb'(?:<\?xml version="1\.0"(?: encoding="(?:UTF|utf)-8")?(?: standalone="yes")?\s*\?>\s*)?'
    rb'<worksheet xmlns="%b"' % re.escape(MAIN.encode())
)
OTHERWISE = (
    *(b"<!", b"<?", b"&#", b"\r", b"xmlns=", b"xmlns ", b"xmlns\t", b"xmlns\n"),
    *(b"<c>", b"<c/", b"<c\t", b"<c\n", MAIN.encode(), STRICT.encode()),
)
ROW, PLAIN_ROW = re.compile(rb"<row[\s/>]"), re.compile(rb'<row r="([1-9][0-9]{0,6})"[ />]')
CELL = re.compile(rb"<c ")
PLAIN_CELL = re.compile(
    rb"""(?x)
    <c[ ]r="(?P<reference>[A-Z]{1,3}[1-9][0-9]{0,6})"
      (?:[ ]s="(?P<style>[0-9]{1,6})")?(?:[ ]t="(?P<kind>[a-zA-Z]+)")?(?P<dynamic>[ ]cm="[0-9]+")?
      (?:[ ]vm="(?P<rich>[0-9]+)")?
    (?:[ ]?/>
      |>(?:(?P<inline><is>)<t(?:[ ]xml:space="preserve")?>(?P<text>[^<]*)</t></is>
          |(?:<f(?P<attributes>(?:[ ][a-zA-Z0-9]+="[^"<>&\t\n]*")*)
              (?:[ ]?/>|>(?P<formula>[^<]*)</f>))?
           (?P<element><v>(?P<value>[^<]*)</v>|<v[ ]?/>)?
        )</c>)"""
)
USUAL_CELL = re.compile(
    r"""(?x)
    <c[ ]r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?:[ ]s="([0-9]{1,6})")?(?:[ ]t="([a-zA-Z]+)")?
    (?:[ ]?/>
      |>(?:(<is><t(?:[ ]xml:space="preserve")?>[^<]*)</t></is>
          |(?:<f((?:[ ](?:t="shared"|ref="[A-Z0-9:]*"|si="[0-9]+"|ca="1"))*)
              (?:[ ]?/>|>([^<]*)</f>))?
           (?:<v>([^<]+)</v>|(<v></v>|<v[ ]?/>))?
        )</c>)"""
)
ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
ATTRIBUTE = re.compile(rb' ([a-zA-Z0-9]+)="([^"]*)"')
GROUP = re.compile(r' si="([0-9]+)"')
NUMBERS = re.compile(r"[-+.0-9eE]*")
PIECE = 1 << 20  # bytes that are read at once


class NotPlainError(ValueError):
    """Something that must be read element by element."""


def plain_cells(
    data: bytes, shared_strings: list[str], part: str, conventions: Conventions = USUAL
) -> Cells | None:
    """Return the cells of a well-formed part; None where it must be read element by element.

    That is so too where a cell holds what it cannot: the other reader says what is wrong.
    """
    beginning = BEGINNING.match(data)
    if beginning is None or any(data.find(mark, beginning.end()) >= 0 for mark in OTHERWISE):
        return None
    if len(ROW.findall(data)) != len(PLAIN_ROW.findall(data)):
        return None
    reader = _CellReader(data, shared_strings, part, conventions)
    try:
        return reader.cells()
    except (ValueError, KeyError, IndexError, UnreadableError, OffGridError):
        return None


class _CellReader:
    """State of the reading of one part, and what reads a cell of it once more."""

    def __init__(
        self, data: bytes, shared_strings: list[str], part: str, conventions: Conventions
    ) -> None:
        self.data, self.shared_strings = data, shared_strings
        self.part, self.conventions = part, conventions
        self.forms = RelativeFormulas()
        self.stored = StoredFormulas()
        self.columns: dict[str, SheetColumn] = {}
        self.special: dict[Position, StoredFormula] = {}
        self.rows: dict[int, int] | None = None  # where each begins
        self.last = (0, 0), 0  # the cell that was read last, and where it begins

    def cells(self) -> Cells:
        for start, stop in _pieces(self.data):
            piece = self.data[start:stop].decode()
            found = USUAL_CELL.findall(piece)
            if len(found) == piece.count("<c "):
                self._add_usual(found)
            else:
                self._add_others(start, stop)
        return Cells(finished(self.columns.values()), self.special, self.every, self.one, self.some)

    def _column(self, letters: str) -> SheetColumn:
        column = self.columns.get(letters)
        if column is None:
            number = column_number(letters)
            if number > LAST_COLUMN:
                raise NotPlainError
            column = self.columns[letters] = SheetColumn(number)
        return column

    def _add_usual(self, found: list[tuple[str, ...]]) -> None:
        by_column: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for cell in found:
            by_column[cell[0]].append(cell)
            if cell[5] and cell[6] and "shared" in cell[5]:
                self._share(cell)
        for letters, cells in by_column.items():
            column = self._column(letters)
            _, rows, styles, kinds, inlines, attributes, formulas, values, empties = zip(
                *cells, strict=True
            )
            numbers = list(map(int, rows))
            column.add(
                numbers,
                self._values(kinds, inlines, values, empties),
                [int(style) if style else 0 for style in styles],
            )
            if any(formulas) or any(attributes):
                self._add_formulas(column, numbers, formulas, attributes)

    def _share(self, cell: tuple[str, ...]) -> None:
        """Take the formula that others share, before any of them is read."""
        group = GROUP.search(cell[5])
        if group is None or group[1] in self.stored.shared:  # for which of two is it then?
            raise NotPlainError
        here = (int(cell[1]), column_number(cell[0]))
        self.stored.shared[group[1]] = self.forms.of(_text(cell[6]), here)

    def _add_formulas(
        self,
        column: SheetColumn,
        rows: list[int],
        formulas: Sequence[str],
        attributes: Sequence[str],
    ) -> None:
        tried, step = 0, 1  # how many copies are looked for together
        for place, (row, text, said) in enumerate(zip(rows, formulas, attributes, strict=True)):
            if place < tried:
                continue
            if text:
                if text.isspace():
                    raise NotPlainError
                column.add_formula(_text(text), row, self.forms)
                following = place + 1
                while (
                    following < len(rows)
                    and "&" not in text
                    and column.runs[-1].takes_all(
                        formulas[following : following + step], rows[following : following + step]
                    )
                ):
                    following += step
                    step *= 2
                tried, step = min(following, len(rows)), max(step // 2, 1)
            elif "shared" in said:
                group = GROUP.search(said)
                if group is None:
                    raise NotPlainError
                shared = self.stored.shared[group[1]]  # one that comes later is read otherwise
                column.add_formula(shared.at((row, column.number)), row, self.forms)

    def _values(
        self,
        kinds: Sequence[str],
        inlines: Sequence[str],
        values: Sequence[str],
        empties: Sequence[str],
    ) -> Sequence[CellValue]:
        if len(set(kinds)) > 1 and len(set(kinds[1:])) == 1:  # a header above its column
            above = self._values(kinds[:1], inlines[:1], values[:1], empties[:1])
            return [*above, *self._values(kinds[1:], inlines[1:], values[1:], empties[1:])]
        different = set(kinds)
        if different == {""} and all(values) and NUMBERS.fullmatch("".join(values)):
            numbers = list(map(float, values))
            if inf in numbers or -inf in numbers:
                raise NotPlainError
            return numbers
        if different == {"s"} and "".join(values).isdecimal() and all(values):
            strings = self.shared_strings
            return [strings[int(value)] for value in values]
        if different == {"str"} and all(values):
            texts = {value: unescaped(_text(value)) for value in set(values)}
            return [*map(texts.__getitem__, values)]
        return [
            unescaped(_text(inline.partition("<t")[2].partition(">")[2]))
            if inline
            else stored_value(
                kind or "n",
                _text(value) if value or empty else None,
                self.shared_strings,
                self.conventions,
            )
            for kind, inline, value, empty in zip(kinds, inlines, values, empties, strict=True)
        ]

    def _add_others(self, start: int, stop: int) -> None:
        for found in self._matches(start, stop):
            reference, formula = found["reference"].decode(), self._formula(found)
            row, number = here = position_of(reference, self.part)
            column = self._column(column_letters(number))
            cell = self._cell(found, formula)
            column.add([row], [cell.value], [cell.style])
            if formula is None:
                continue
            if formula.plain:
                if not formula.text:  # it shares one that comes later
                    raise NotPlainError
                column.add_formula(formula.text, row, self.forms)
            else:
                self.special[here] = formula

    def _matches(self, start: int, stop: int) -> Iterator[re.Match[bytes]]:
        for begun in CELL.finditer(self.data, start, stop):
            found = PLAIN_CELL.match(self.data, begun.start())
            if found is None:
                raise NotPlainError
            yield found

    def _formula(self, found: re.Match[bytes]) -> StoredFormula | None:
        if found["attributes"] is None:
            return None
        named = {
            name.decode(): text.decode() for name, text in ATTRIBUTE.findall(found["attributes"])
        }
        here = position_of(found["reference"].decode(), self.part)
        text = _text((found["formula"] or b"").decode())
        return self.stored.formula(named, text, here, dynamic=bool(found["dynamic"]))

    def _cell(self, found: re.Match[bytes], formula: StoredFormula | None) -> Cell:
        _, style, kind, _, rich, inline, text, attributes, _, element, value = found.groups()
        after = found.end()  # of the formula, or of the start tag
        if inline is not None:
            after = found.start("inline")
        elif element is not None:
            after = found.start("element")
        elif not self.data.endswith(b"/>", found.start(), after):
            after -= len(b"</c>")
        start = found.start()
        tag_stop = after if attributes is None else found.start("attributes") - len(b"<f")
        return Cell(
            value=unescaped(_text(text.decode()))
            if inline
            else stored_value(
                "n" if kind is None else kind.decode(),
                None if element is None else _text((value or b"").decode()),
                self.shared_strings,
                self.conventions,
                rich.decode() if rich else None,
            ),
            style=int(style or 0),
            formula=formula,
            start=start,
            tag_size=tag_stop - start,
            before=after - start,
            size=0 if element is None else len(element),
        )

    def every(self, cells: Cells) -> dict[Position, Cell]:
        """Read all cells one by one."""
        every = {}
        for found in self._matches(0, len(self.data)):
            here = position_of(found["reference"].decode(), self.part)
            every[here] = self._cell(found, cells.formula(here))
        return every

    def some(self, wanted: Collection[Position]) -> Iterator[tuple[Position, Cell]]:
        """Read some cells in one pass, without their formulas."""
        written = {
            f"{column_letters(column)}{row}".encode(): (row, column) for row, column in wanted
        }
        for found in self._matches(0, len(self.data)):
            here = written.get(found["reference"])
            if here is not None:
                yield here, self._cell(found, None)

    def one(self, cells: Cells, position: Position) -> Cell:
        """Read a cell that is there."""
        if self.rows is None:
            self.rows = {int(row[1]): row.start() for row in PLAIN_ROW.finditer(self.data)}
        begun = b'<c r="%b%d"' % (column_letters(position[1]).encode(), position[0])
        (row, column), at = self.last  # a row may be long, and is mostly gone through
        known = row == position[0] and column < position[1]
        start = self.data.find(begun, at if known else self.rows.get(position[0], 0))
        found = PLAIN_CELL.match(self.data, start if start >= 0 else self.data.index(begun))
        assert found is not None  # noqa: S101 - the pattern matches all cells
        self.last = position, found.start()
        return self._cell(found, cells.formula(position))


def _pieces(data: bytes) -> Iterator[tuple[int, int]]:
    """Yield where pieces of a part begin and end, each at a row."""
    start = 0
    while start < len(data):
        stop = data.find(b"<row ", start + PIECE) if start + PIECE < len(data) else -1
        stop = len(data) if stop < 0 else stop
        yield start, stop
        start = stop


def _text(content: str) -> str:
    if "&" in content:
        for name, character in ENTITIES:
            content = content.replace(name, character)
    return content
