"""What of each sheet is printed: as far as it shows something, on pages that can be read.

Print areas are set from the values, when a workbook is made and whenever it is refreshed: Excel
would compute one that is a formula, but LibreOffice and openpyxl take such a sheet as a whole.
They follow from the sheet itself. Row breaks part it in blocks; folded columns are working; a
numbered column, as Class 9, is printed where it holds something besides its title; a block ends
with the last row that shows something, or with its chart; and it is parted again where it is wider
than 10 points of text at a scale of 8 to 10 allow, at column breaks first and else evenly. A chart
is not parted, and not printed while it draws nothing; so is a block of which there are but titles.
The ranges of charts end with their names.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from xml.sax.saxutils import unescape

from xl_udfs.engine.calculation.library import Recalculated
from xl_udfs.engine.calculation.recalculation import by_sheet
from xl_udfs.engine.container.package import Package
from xl_udfs.engine.formula.areas import Area, area_of
from xl_udfs.engine.formula.tokens import TokenKind, tokens_of
from xl_udfs.engine.printing.chart_ranges import (
    USUAL_HEIGHT,
    USUAL_WIDTH,
    Box,
    boxes_of,
    draws,
    heights_of,
    with_data,
)
from xl_udfs.engine.printing.row_heights import faces_of, needed_heights, with_heights
from xl_udfs.engine.printing.shown import Shown, shows
from xl_udfs.engine.printing.text_width import INDENT, PADDING, POINTS_PER_WIDTH, text_width
from xl_udfs.engine.references import (
    LAST_COLUMN,
    LAST_ROW,
    area,
    column_letters,
    quoted,
)
from xl_udfs.engine.workbook.book import Book, Place, Sheet, related_parts, workbook_part

LANDSCAPE, PORTRAIT = 174, 131.9  # widths of columns that are printed at 80% or more
NUMBERED = re.compile(r" \d+$")
"""How the title of a column ends that is there for a class or an exit, if there are so many."""
OURS = re.compile(rb"<(?:\w+:)?creator\b[^>]*>xl-udfs<")
CORE, STYLES = "docProps/core.xml", "/styles"
INCH = 72  # points
PAGE = {True: (10.2 * INCH, 7.1 * INCH), False: (7.7 * INCH, 9.6 * INCH)}
"""How wide and high the paper is within its margins: landscape, and portrait."""
HEAD = 4  # the first row below the title, the purpose and the units: that of the status
STATUS = 2  # its column
LIST = 6  # the first row that belongs to a list, as that of its totals
LAST_BESIDE = 16  # column
NAME = re.compile(rb'(<definedName\b[^>]*"_xlnm\.Print_(Area|Titles)"[^>]*>)([^<]*)')
SCOPE = re.compile(rb'\blocalSheetId="(\d+)"')
COLUMN = re.compile(rb"<col\b[^>]*>")
ATTRIBUTE = re.compile(rb'\b(\w+)="([^"]*)"')
BREAK = re.compile(rb'<brk\b[^>]*\bid="(\d+)"')
BREAKS = re.compile(rb"<(row|col)Breaks\b.*?</(?:row|col)Breaks>", re.DOTALL)
NOWHERE = Area("", 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class _Paper:
    """A sheet as it is printed."""

    shown: Shown
    charts: tuple[Box, ...]
    breaks: tuple[int, ...]  # rows after which a block begins
    parts: tuple[int, ...]  # columns after which a page begins
    widths: Mapping[int, float]
    heights: Mapping[int, float]  # of rows beside charts
    folded: frozenset[int]
    heads: frozenset[int]  # rows with the titles of a list
    landscape: bool
    top: int
    title_row: int  # the first that is printed on each page, or 0
    title_end: int  # the last
    titles: int  # columns

    def areas(self) -> Iterator[str]:
        """Yield what is printed, each on pages of its own."""
        last = max(self.shown.last_row, *(box.bottom for box in self.charts if box.draws), 0)
        ends = [*(row for row in self.breaks if row >= self.top), last]
        for above, end in pairwise((self.top - 1, *ends)):
            for first, stop in self._around_charts(above + 1, max(end, above + 1)):
                yield from self._block(first, stop)

    def _around_charts(self, top: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the rows of a block, parted above a chart that the end of a page would cut.

        And around one that draws nothing.
        """
        for box in sorted(self.charts, key=lambda box: box.top):
            if not top <= box.top <= end:
                continue
            if not box.draws:
                if not self._shows(box.top, box.bottom):
                    yield top, self._above_heading(top, box.top - 1)
                    top = box.bottom + 1
                continue
            across = sum(self.width(column) for column in range(1, box.right + 1))
            room = height_of_page(across, landscape=self.landscape)
            start = used = 0.0
            for row in range(top, box.bottom + 1):
                height = self.heights.get(row, USUAL_HEIGHT)
                used = used + height if used + height <= room else height
                start = used if row == box.top else start
            if used < start:
                yield top, box.top - 1
                top = box.top
        if top <= end:
            yield top, end

    def _shows(self, top: int, end: int) -> bool:
        """Whether something stands in some rows, working aside."""
        columns = self.shown.columns.keys() - self.folded
        return any(self.shown.last_shown(column, top, end) for column in columns)

    def _above_heading(self, top: int, end: int) -> int:
        """Return the last row to be printed above what is not: not its heading."""
        row = next((row for row in range(end, top, -1) if self._shows(row, row)), top)
        alone = self._shown_in(row) == {1} and not self._shows(row - 1, row - 1)
        return row - 1 if row > max(top, LIST) and alone else end

    def _shown_in(self, row: int) -> set[int]:
        """Return the columns in which a row shows something, working aside."""
        columns = self.shown.columns.keys() - self.folded
        return {column for column in columns if shows(self.shown.value((row, column)))}

    def _block(self, top: int, end: int) -> Iterator[str]:
        charts = [box for box in self.charts if box.draws and top <= box.top <= end]
        used = {column for column in self.shown.columns if self._is_used(column, top, end)}
        rows = [self.shown.last_shown(column, top, end) for column in used]
        bottom = max((*rows, *(box.bottom for box in charts)), default=0)
        used.update(*(range(1, box.right + 1) for box in charts))
        if not used or (not charts and self._is_bare(top, bottom)):
            return
        if used == {1} and 0 < self.title_end < top:
            used.update(self._titled())
        used.update(self._run_over(1, top, HEAD - 1), self._run_over(max(used), top, end))
        if top < HEAD <= end:
            used.update(self._run_over(STATUS, HEAD, HEAD, bold=True))
        gaps = (c for c in range(1, max(used)) if self._is_gap(c, top, end))
        columns = sorted(used.union(gaps))
        first = self.title_row if top < self.title_row <= bottom else top
        for left, right in self._pages(columns, top, bottom):
            row = top if left == 1 else self._side(first)
            yield f"${column_letters(left)}${row}:${column_letters(right)}${bottom}"

    def _titled(self) -> Iterator[int]:
        """Yield the columns below the titles that are repeated, for a form that is not filled."""
        for column in self._shown_in(self.title_end):
            title = self.shown.value((self.title_end, column))
            if not (isinstance(title, str) and NUMBERED.search(title)):
                yield column

    def _is_bare(self, top: int, bottom: int) -> bool:
        """Whether a block below another one has no more than a heading and titles."""
        return top > HEAD and (bottom == top or bottom in self.heads)

    def _side(self, row: int) -> int:
        """Return where a page begins that stands beside another: below what runs over columns."""
        if row < HEAD:
            return LIST
        values = (self.shown.value((row, column)) for column in self.shown.columns if column > 1)
        return row if any(map(shows, values)) else row + 1

    def _is_used(self, column: int, top: int, end: int) -> bool:
        """Whether a column shows something in a block; a numbered one, besides its title."""
        found = [value for value in self.shown.values(column, top, end) if shows(value)]
        if column in self.folded:
            return False
        return any(not (isinstance(value, str) and NUMBERED.search(value)) for value in found)

    def _with_data(self, columns: Iterable[int], top: int, bottom: int) -> frozenset[int]:
        """Return the columns that show something besides the titles that are repeated."""
        first = self.title_end + 1 if top <= self.title_end <= bottom else top
        return frozenset(
            column
            for column in columns
            if column == 1
            or (
                column > self.titles
                and column in self.shown.columns
                and self.shown.last_shown(column, first, bottom)
            )
        )

    def _run_over(self, column: int, first: int, last: int, *, bold: bool = False) -> range:
        """Return the columns over which the texts of a column run on, where nothing is in the way.

        Above the list they may run beside it; below, over columns that the sheet has.
        """
        values = self.shown.values(column, first, last) if column in self.shown.columns else []
        texts = [text for text in values if isinstance(text, str)]
        if any(map(NUMBERED.search, texts)):
            return range(0)  # the name of a class above it is broken into lines
        found = (text_width(text, bold=bold) for text in texts)
        widest = max(found, default=0.0)
        left, end = (widest + PADDING + INDENT) / POINTS_PER_WIDTH - self.width(column), column
        edge = LAST_BESIDE if last < HEAD else max(self.shown.columns)
        while left > 0 and end < edge and end + 1 not in self.folded:
            end += 1
            left -= self.width(end)
        return range(column, end + 1)

    def _is_gap(self, column: int, top: int, end: int) -> bool:
        """Whether a column parts others and has not even a title."""
        return column not in self.folded and not (
            column in self.shown.columns and self.shown.last_shown(column, top, end)
        )

    def _pages(self, columns: list[int], top: int, bottom: int) -> Iterator[tuple[int, int]]:
        """Yield the first and last columns of pages side by side, as even as they can be."""
        data = self._with_data(columns, top, bottom)
        for before, after in pairwise((0, *self.parts, columns[-1])):
            part = [column for column in columns if before < column <= after]
            if not part:
                continue
            limit = LANDSCAPE if self.landscape else PORTRAIT
            pages = list(self._filled(part, limit))
            held = [page for page in pages if not data.isdisjoint(_columns_of(page))]
            while len(held) == len(pages) > 1:
                evener = list(self._filled(part, limit - 1))
                if len(evener) > len(pages):
                    break
                held = [page for page in evener if not data.isdisjoint(_columns_of(page))]
                pages, limit = evener, limit - 1
            yield from held

    def _filled(self, columns: list[int], limit: float) -> Iterator[tuple[int, int]]:
        """Yield the pages that are filled up to a limit of widths."""
        repeated = sum(self.width(column) for column in range(1, self.titles + 1))
        start, used = columns[0], 0.0
        for before, column in pairwise((columns[0] - 1, *columns)):
            width = self.width(column) + (repeated if start > 1 else 0)
            if column > start and (column > before + 1 or used + width > limit):
                yield start, before
                start, used = column, 0.0
            used += self.width(column)
        yield start, columns[-1]

    def width(self, column: int) -> float:
        """Return the width of a column."""
        return self.widths.get(column, USUAL_WIDTH)


def _columns_of(page: tuple[int, int]) -> range:
    first, last = page
    return range(first, last + 1)


def height_of_page(across: float, *, landscape: bool) -> float:
    """Return how many points of rows a page takes, made smaller where its columns are too wide.

    Args:
        across: the widths of its columns.
        landscape: how the paper lies.
    """
    wide, high = PAGE[landscape]
    return high / min(1, wide / (across * POINTS_PER_WIDTH))


def with_pages(
    package: Package, book: Book, values: Mapping[Place, Recalculated] | None = None
) -> Package:
    """Return a workbook whose print areas and charts end where the data end.

    And whose rows are as high as their texts need. One that is not of this package stays as it is.

    Args:
        package: the workbook.
        book: as it was read, perhaps before it had its values.
        values: these.
    """
    if CORE not in package or not OURS.search(package[CORE]):
        return package
    computed = by_sheet(values or {})
    home = workbook_part(package)
    areas, titles = _names(package[home])
    printed: dict[int, str] = {}
    parts: dict[str, bytes] = {}
    shown = {sheet.name: Shown.of(sheet, computed.get(sheet.name, {})) for sheet in book.sheets}
    styles = (part for kind, part in related_parts(package, home).values() if kind.endswith(STYLES))
    faces = {number: face for part in styles for number, face in faces_of(package[part]).items()}
    for number, sheet in enumerate(book.sheets):
        widths, folded = _columns(package[sheet.part])
        needed = needed_heights(shown[sheet.name], faces, widths, folded)
        part = parts[sheet.part] = with_heights(package[sheet.part], needed)
        heights: Mapping[int, float] = {}
        charts: tuple[Box, ...] = ()
        for kind, drawing in related_parts(package, sheet.part).values():
            if kind.endswith("/drawing"):
                heights = heights_of(part)
                held = {name: chart for name, (_, chart) in related_parts(package, drawing).items()}
                parts |= {chart: with_data(package[chart], shown) for chart in held.values()}
                drawn = {name: draws(package[chart], shown) for name, chart in held.items()}
                charts = tuple(boxes_of(package[drawing], heights, widths, drawn))
        if number in areas:
            above = next(_areas_in(areas[number]), NOWHERE)
            repeated = [*_areas_in(titles.get(number, ""))]
            rows = next((one for one in repeated if one.right == LAST_COLUMN), None)
            columns = next((one for one in repeated if one.bottom == LAST_ROW), NOWHERE)
            tail = part[part.rfind(b"</sheetData>") :]
            paper = _Paper(
                shown=shown[sheet.name],
                charts=charts,
                breaks=_breaks(tail, b"row"),
                parts=_breaks(tail, b"col"),
                widths=widths,
                heights=heights,
                folded=folded,
                heads=frozenset(_heads(sheet)),
                landscape=b'orientation="landscape"' in tail,
                top=above.top,
                title_row=rows.top if rows else 0,
                title_end=rows.bottom if rows else 0,
                titles=columns.right,
            )
            name = quoted(sheet.name)
            printed[number] = ",".join(f"{name}!{area}" for area in paper.areas())
    parts[home] = NAME.sub(lambda found: _renamed(found, printed), package[home])
    return package.with_parts(parts)


def _heads(sheet: Sheet) -> Iterator[int]:
    """Yield the rows of titles: of tables, and those whose first cell has the style of such."""
    tops = [area(table.ref)[0] for table in sheet.tables]
    yield from (row for row, _ in tops)
    styles = {sheet.cells.style(top) for top in tops}
    first = sheet.cells.columns.get(1)
    if first is not None:
        styled = zip(first.rows, first.styles, strict=True)
        yield from (row for row, style in styled if style in styles)


def _breaks(sheet: bytes, kind: bytes) -> tuple[int, ...]:
    """Return the rows or columns after which a page begins."""
    found = (breaks[0] for breaks in BREAKS.finditer(sheet) if breaks[1] == kind)
    return tuple(sorted(int(after) for breaks in found for after in BREAK.findall(breaks)))


def _names(workbook: bytes) -> tuple[dict[int, str], dict[int, str]]:
    """Return the print areas and the print titles by the number of the sheet."""
    found: dict[bytes, dict[int, str]] = {b"Area": {}, b"Titles": {}}
    for tag, kind, text in NAME.findall(workbook):
        scope = SCOPE.search(tag)
        if scope is not None:
            found[kind][int(scope[1])] = text.decode()
    return found[b"Area"], found[b"Titles"]


def _areas_in(references: str) -> Iterator[Area]:
    """Yield the areas of a print area or of print titles, as a part of the package names them."""
    for token in tokens_of(unescape(references)):
        found = area_of(token.text, "") if token.kind is TokenKind.REFERENCE else None
        if found is not None:
            yield found


def _renamed(found: re.Match[bytes], printed: Mapping[int, str]) -> bytes:
    scope = SCOPE.search(found[1])
    new = printed.get(int(scope[1])) if scope is not None and found[2] == b"Area" else None
    return found[0] if not new else found[1] + new.encode()


def _columns(part: bytes) -> tuple[dict[int, float], frozenset[int]]:
    """Return the widths of a sheet's columns, and which of them can be folded away."""
    widths: dict[int, float] = {}
    folded: set[int] = set()
    for tag in COLUMN.findall(part, 0, part.find(b"<sheetData")):
        given = dict(ATTRIBUTE.findall(tag))
        for column in range(int(given[b"min"]), int(given[b"max"]) + 1):
            widths[column] = float(given.get(b"width", USUAL_WIDTH))
            if given.get(b"outlineLevel", b"0") != b"0":
                folded.add(column)
    return widths, frozenset(folded)
