"""Where charts stand, and what they draw: as many bars and series as there are names."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count, takewhile

from xl_udfs.engine.printing.shown import Shown, shows
from xl_udfs.engine.printing.text_width import POINTS_PER_WIDTH
from xl_udfs.engine.references import area

USUAL_WIDTH, USUAL_HEIGHT = 8.43, 15.0  # of a column in digits, of a row in points
EMU_PER_POINT = 12_700
SPARE = 1.01  # programs draw columns a little narrower than they are
ANCHOR = re.compile(rb"<(?:\w+:)?(?:one|two)CellAnchor\b.*?CellAnchor>", re.DOTALL)
CORNER = re.compile(rb"<(?:\w+:)?(col|row)>(\d+)<")
RELATION = re.compile(rb'\br:id="([^"]*)"')
DRAWN = re.compile(rb"<(?:\w+:)?(?:val|yVal)>\s*<(?:\w+:)?\w+Ref>\s*<(?:\w+:)?f>([^<]*)<")
EXTENT = re.compile(rb'<(?:\w+:)?ext cx="(\d+)" cy="(\d+)"')
HEIGHT = re.compile(rb'<row\b[^>]*?\br="(\d+)"[^>]*?\bht="([\d.]+)"')
SERIES = re.compile(rb"<(?:\w+:)?ser>.*?</(?:\w+:)?ser>", re.DOTALL)
NAMED = re.compile(rb"<(?:\w+:)?tx><(?:\w+:)?strRef><(?:\w+:)?f>([^<]*)<")
RANGE = re.compile(rb"(<(?:\w+:)?(cat|val)>\s*<(?:\w+:)?\w+Ref>\s*<(?:\w+:)?f>)([^<]*)(<)")
FILL = re.compile(rb"<a:solidFill\b[^>]*>.*?</a:solidFill>", re.DOTALL)
NO_FILL = b"<a:noFill />"
LINE = re.compile(
    rb"(<a:ln\b[^>]*>)(?:<a:noFill\b[^>]*/>|<a:solidFill\b[^>]*>.*?</a:solidFill>)", re.DOTALL
)
LEFT_OUT = re.compile(rb"<(?:\w+:)?legendEntry>.*?</(?:\w+:)?legendEntry>", re.DOTALL)
LEGEND = re.compile(rb"<((?:\w+:)?)legendPos\b[^>]*/>")


@dataclass(frozen=True, slots=True)
class Box:
    """The cells that a chart covers: its first row, its last row and its last column."""

    top: int
    bottom: int
    right: int
    draws: bool  # whether there is something in it


def heights_of(sheet: bytes) -> dict[int, float]:
    """Return the heights of the rows of a sheet that have their own."""
    return {int(row): float(height) for row, height in HEIGHT.findall(sheet)}


def boxes_of(
    drawing: bytes,
    heights: Mapping[int, float],
    widths: Mapping[int, float],
    charts: Mapping[str, bool],
) -> Iterator[Box]:
    """Yield where the charts of a drawing stand on its sheet of such rows and columns.

    Args:
        drawing: the part.
        heights: of rows that have their own.
        widths: of columns.
        charts: whether each draws something, by the name of its relation.
    """
    for anchor in ANCHOR.findall(drawing):
        relation = RELATION.search(anchor)
        if relation is None or relation[1].decode() not in charts:
            continue
        draws = charts[relation[1].decode()]
        corners = [(name, int(number) + 1) for name, number in CORNER.findall(anchor)]
        rows = [number for name, number in corners if name == b"row"]
        columns = [number for name, number in corners if name == b"col"]
        if len(rows) > 1:
            yield Box(rows[0], rows[1], columns[1], draws)
            continue
        extent = EXTENT.search(anchor)
        wide, high = (int(extent[side]) / EMU_PER_POINT for side in (1, 2)) if extent else (0, 0)
        yield Box(
            rows[0],
            _reached(rows[0], high, heights, USUAL_HEIGHT),
            _reached(columns[0], wide * SPARE / POINTS_PER_WIDTH, widths, USUAL_WIDTH),
            draws,
        )


def _reached(start: int, length: float, sizes: Mapping[int, float], usual: float) -> int:
    """Return the row or column in which something ends that is so long."""
    for number in count(start):
        length -= sizes.get(number, usual)
        if length <= 0:
            return number
    raise AssertionError


def with_data(chart: bytes, sheets: Mapping[str, Shown]) -> bytes:
    """Return a chart that draws the bars that have a name.

    And names no series without one, nor one of which there is no number.
    """
    if b"barChart>" in chart:
        chart = SERIES.sub(lambda series: _trimmed(series[0], sheets), chart)
    else:
        chart = SERIES.sub(lambda series: _drawn(series[0], sheets), chart)
    nameless = [
        number
        for number, series in enumerate(SERIES.findall(chart))
        if not (_is_named(series, sheets) and _has_numbers(series, sheets))
    ]

    def entries(found: re.Match[bytes]) -> bytes:
        space = found[1]
        return found[0] + b"".join(
            b'<%slegendEntry><%sidx val="%d"/><%sdelete val="1"/></%slegendEntry>'
            % (space, space, number, space, space)
            for number in nameless
        )

    return LEGEND.sub(entries, LEFT_OUT.sub(b"", chart))


def draws(chart: bytes, sheets: Mapping[str, Shown]) -> bool:
    """Whether a chart has something to draw: a number that is not zero."""
    for reference in DRAWN.findall(chart):
        sheet, ((top, left), (bottom, right)) = _cells(reference)
        for column in range(left, right + 1):
            if sheets[sheet].last_shown(column, top, bottom):
                return True
    return not DRAWN.search(chart)


def _is_named(series: bytes, sheets: Mapping[str, Shown]) -> bool:
    """Whether a series has a name, and not that of a cell that shows none."""
    found = NAMED.search(series)
    if found is None:
        return True
    sheet, (first, _) = _cells(found[1])
    return shows(sheets[sheet].value(first))


def _has_numbers(series: bytes, sheets: Mapping[str, Shown]) -> bool:
    """Whether a series has a number to draw, be it zero."""
    for reference in DRAWN.findall(series):
        sheet, ((top, left), (bottom, right)) = _cells(reference)
        for column in range(left, right + 1):
            if any(isinstance(v, int | float) for v in sheets[sheet].values(column, top, bottom)):
                return True
    return not DRAWN.search(series)


def _drawn(series: bytes, sheets: Mapping[str, Shown]) -> bytes:
    """Return a series that draws as many values as it has names across; nothing without a name."""
    ranges = {found[2]: found for found in RANGE.finditer(series)}
    if set(ranges) != {b"cat", b"val"}:
        return series
    _, ((first, _), (last, _)) = _cells(ranges[b"cat"][3])
    is_named = _is_named(series, sheets)
    values = ranges[b"val"]
    start, _, _ = values[3].rpartition(b"$")
    end = start + b"$%d" % (last if is_named else first)
    return _with_line(series[: values.start(3)] + end + series[values.end(3) :], shown=is_named)


def _with_line(series: bytes, *, shown: bool) -> bytes:
    """Return a series with its line, which has the colour of its area, or without one."""
    colour = FILL.search(series)
    if colour is None:
        return series
    paint = colour[0] if shown else NO_FILL
    return LINE.sub(lambda found: found[1] + paint, series, count=1)


def _trimmed(series: bytes, sheets: Mapping[str, Shown]) -> bytes:
    """Return a series whose ranges end with the last name below the first without a gap."""
    names = next((found for found in RANGE.finditer(series) if found[2] == b"cat"), None)
    if names is None:
        return series
    sheet, ((first, column), _) = _cells(names[3])
    held = sheets[sheet]
    rows = list(takewhile(lambda row: shows(held.value((row, column))), count(first)))

    def ended(found: re.Match[bytes]) -> bytes:
        start, _, end = found[3].rpartition(b"$")
        return found[1] + start + b"$%d" % max(first, *rows) + found[4] if end else found[0]

    return RANGE.sub(ended, series) if rows else series


def _cells(reference: bytes) -> tuple[str, tuple[tuple[int, int], tuple[int, int]]]:
    """Return the sheet and the cells of a reference as charts write it."""
    sheet, _, cells = (
        reference.decode().replace("&apos;", "'").replace("&amp;", "&").rpartition("!")
    )
    return sheet.strip("'").replace("''", "'"), area(cells.replace("$", ""))
