"""How high the rows of a sheet are: as their wrapped texts need, whenever the workbook is written.

A height that someone set is the least that a row has. One that follows from texts is stored as
Excel stores it, without the mark of a set one: so it follows anew here, and in Excel too.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import inf
from xml.etree.ElementTree import fromstring

from xl_udfs.engine.printing.chart_ranges import USUAL_WIDTH
from xl_udfs.engine.printing.shown import Shown
from xl_udfs.engine.printing.text_width import WIDEST, lines_of, room
from xl_udfs.engine.workbook.described import children, is_true

LINE_HEIGHT, SPARE = 13.5, 3.0  # points of a line at 10 point text, and of a row beside them
ROW = re.compile(rb"<row\b[^>]*>")
ATTRIBUTE = re.compile(rb'\b(\w+)="([^"]*)"')
HEIGHT = re.compile(rb' ht="[^"]*"')
LEAST = 2 * LINE_HEIGHT  # of a row whose height follows from texts


@dataclass(frozen=True, slots=True)
class Face:
    """How a cell style shows a text that it wraps."""

    size: float  # points
    bold: bool
    indent: int

    def height(self, text: str, width: float) -> float:
        """Return the points that a row needs for a text in a column so wide; 0 for one line."""
        lines = lines_of(text, room(width, self.indent), self.size, bold=self.bold)
        return LINE_HEIGHT * self.size / 10 * lines + SPARE if lines > 1 else 0.0


def faces_of(styles: bytes) -> dict[int, Face]:
    """Return how the cell styles that wrap texts show them, by their numbers."""
    root = fromstring(styles)  # noqa: S314 - preflight refused what it could do harm with
    fonts = [
        (
            float(next((one.get("val", "10") for one in children(font, "sz")), "10")),
            any(one.get("val", "1") not in {"0", "false"} for one in children(font, "b")),
        )
        for font in children(root, "fonts", "font")
    ]
    faces = {}
    for number, style in enumerate(children(root, "cellXfs", "xf")):
        alignment = next(children(style, "alignment"), None)
        if alignment is not None and is_true(alignment, "wrapText"):
            size, bold = fonts[int(style.get("fontId", "0"))]
            faces[number] = Face(size, bold, int(alignment.get("indent", "0")))
    return faces


def needed_heights(
    shown: Shown,
    faces: Mapping[int, Face],
    widths: Mapping[int, float],
    folded: Collection[int],
) -> dict[int, float]:
    """Return the points that rows need for texts of more than one line, by their numbers.

    Args:
        shown: the values of the sheet.
        faces: of the cell styles that wrap texts.
        widths: of the columns.
        folded: columns that do not count.
    """
    needed: dict[int, float] = {}
    for number, column in shown.columns.items():
        if number in folded or not column.rows:
            continue
        across = widths.get(number, USUAL_WIDTH)
        values = shown.values(number, column.rows[0], column.rows[-1])
        short = {  # characters that fit on a line, however wide they are
            style: room(across, face.indent) / (WIDEST * face.size) for style, face in faces.items()
        }
        known: dict[tuple[str, int], float] = {}
        for row, style, text in zip(column.rows, column.styles, values, strict=True):
            if not isinstance(text, str) or len(text) <= short.get(style, inf):
                continue
            face = faces[style]
            if (text, style) not in known:
                known[text, style] = face.height(text, across)
            needed[row] = max(needed.get(row, 0.0), known[text, style])
    return needed


def with_heights(sheet: bytes, needed: Mapping[int, float]) -> bytes:
    """Return the part of a sheet whose rows have these heights, or those that someone set."""

    def resized(found: re.Match[bytes]) -> bytes:
        tag = found[0]
        given = dict(ATTRIBUTE.findall(tag))
        height = float(given.get(b"ht", 0))
        is_set = given.get(b"customHeight") in {b"1", b"true"}
        wanted = needed.get(int(given[b"r"]), 0.0)
        if wanted <= height if is_set else not wanted and height < LEAST:
            return tag
        bare = HEIGHT.sub(b"", tag)
        end = b"/>" if bare.endswith(b"/>") else b">"
        return b'%b ht="%g"%b' % (bare.removesuffix(end), wanted, end) if wanted else bare

    return ROW.sub(resized, sheet)
