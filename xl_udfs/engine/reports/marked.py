"""Fills on the cells with findings; the rest of their style stays."""

import re
from collections.abc import Mapping

from xl_udfs.engine.checking.finding import Severity
from xl_udfs.engine.container.elements import parent, spliced
from xl_udfs.engine.reports.draft import Draft
from xl_udfs.engine.workbook.book import Book, Sheet
from xl_udfs.engine.workbook.sheet import Position

COLOURS = {
    Severity.ERROR: "FFF4B6AE",
    Severity.WARNING: "FFFFE08A",
    Severity.NOTE: "FFBFD3F2",
}
STYLE = re.compile(rb"""\s+s\s*=\s*(?:"[^"]*"|'[^']*')""")
FILL = re.compile(rb"""\s+(?:fillId|applyFill)\s*=\s*(?:"[^"]*"|'[^']*')""")
COUNT = re.compile(rb"""(\s+count\s*=\s*)(?:"\d*"|'\d*')""")
NAME = re.compile(rb"<[^\s/>]+")


def mark(draft: Draft, book: Book, marks: Mapping[str, Mapping[Position, Severity]]) -> None:
    """Fill cells with the colour of a severity.

    Args:
        draft: the copy.
        book: the workbook, for the places of its cells.
        marks: severities by sheet and cell; a cell that the file does not hold is passed over.
    """
    styles = _Styles(draft)
    if not styles.part:
        return
    for sheet in book.sheets:
        if sheet.name in marks:
            draft.put(sheet.part, _sheet(draft[sheet.part], sheet, marks[sheet.name], styles))
    styles.write()


def _sheet(
    data: bytes, sheet: Sheet, marks: Mapping[Position, Severity], styles: "_Styles"
) -> bytes:
    splices = []
    for position, severity in marks.items():
        cell = sheet.cells.get(position)
        if cell is not None:
            start, end = cell.tag
            bare = STYLE.sub(b"", data[start:end])
            at = NAME.match(bare)
            assert at is not None  # noqa: S101 - it is a start tag
            style = f' s="{styles.filled(cell.style, severity)}"'.encode()
            splices.append((start, end, bare[: at.end()] + style + bare[at.end() :]))
    return spliced(data, splices)


class _Styles:
    """The cell styles, and those that are added to them."""

    def __init__(self, draft: Draft) -> None:
        related = draft.related(draft.workbook).values()
        self.part = next((part for kind, part in related if kind.endswith("/styles")), "")
        self.draft = draft
        self.added: dict[tuple[int, Severity], int] = {}
        if self.part:
            self.data = draft[self.part]
            self.formats = parent(self.part, self.data, "cellXfs")
            self.fills = parent(self.part, self.data, "fills")

    def filled(self, style: int, severity: Severity) -> int:
        """Return the style that is another one with the fill of a severity."""
        return self.added.setdefault(
            (style, severity), len(self.formats.children) + len(self.added)
        )

    def write(self) -> None:
        """Put the new fills and styles behind the others."""
        fills = "".join(map(self._fill, COLOURS.values()))
        formats = b"".join(self._format(*key) for key in self.added)
        data = spliced(
            self.data,
            [
                (self.fills.end, self.fills.end, fills.encode()),
                (self.formats.end, self.formats.end, formats),
            ],
        )
        for name in ("fills", "cellXfs"):
            data = _counted(self.part, data, name)
        self.draft.put(self.part, data)

    def _fill(self, colour: str) -> str:
        space = self.fills.prefix
        return (
            f'<{space}fill><{space}patternFill patternType="solid"><{space}fgColor rgb="{colour}"/>'
            f'<{space}bgColor indexed="64"/></{space}patternFill></{space}fill>'
        )

    def _format(self, style: int, severity: Severity) -> bytes:
        known = self.formats.children
        model = known[style if style < len(known) else 0]
        text = FILL.sub(b"", self.data[model.start : model.stop])
        number = len(self.fills.children) + [*COLOURS].index(severity)
        at = NAME.match(text)
        assert at is not None  # noqa: S101 - it begins with its tag
        fill = f' fillId="{number}" applyFill="1"'.encode()
        return text[: at.end()] + fill + text[at.end() :]


def _counted(part: str, data: bytes, name: str) -> bytes:
    """Bring the count in the start tag of a list up to date."""
    found = parent(part, data, name)
    start = data.rindex(f"<{found.prefix}{name}".encode(), 0, found.children[0].start)
    end = found.children[0].start
    new = COUNT.sub(rb'\g<1>"%d"' % len(found.children), data[start:end], count=1)
    return data[:start] + new + data[end:]
