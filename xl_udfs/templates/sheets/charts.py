"""Charts with titled axes, units, and a text for those who cannot see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import Any, Literal, TypeAlias

from openpyxl.chart import AreaChart, BarChart, LineChart, Reference, ScatterChart, Series
from openpyxl.chart.data_source import StrRef
from openpyxl.chart.series import Series as AnySeries
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Paragraph,
    ParagraphProperties,
    RichTextProperties,
)
from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.templates.sheets.words import said_on

AnyChart: TypeAlias = ScatterChart | BarChart | AreaChart | LineChart
COLOURS = (  # neighbours differ in grey, too
    *("1F3864", "F4B183", "548235", "BDD7EE", "833C0B", "C9C9C9"),
    *("7030A0", "FFE699", "2E75B6", "A9D18E", "404040", "F8CBAD"),
)
LINES = (  # the same, dark enough for a thin line
    *("1F3864", "C55A11", "548235", "2E75B6", "833C0B", "7F7F7F"),
    *("7030A0", "997300", "1F4E79", "375623", "404040", "C00000"),
)
DASHES: tuple[Literal["solid", "sysDash", "lgDash", "sysDot"], ...] = (
    *("solid", "sysDash", "lgDash", "sysDot"),
)
WIDTH, HEIGHT = 24, 9.5  # cm: below a short list on a page
PARTS = "0%"  # of a whole, which no part exceeds
TITLE_SIZE = 1200  # hundredths of a point


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """Cells of a sheet in one column, rows included."""

    sheet: Worksheet
    column: int
    first: int
    last: int

    def reference(self) -> Reference:
        """Return it as charts want it."""
        return Reference(
            self.sheet,
            min_col=self.column,
            max_col=self.column,
            min_row=self.first,
            max_row=self.last,
        )


def step_chart(
    sheet: Worksheet,
    cell: str,
    title: str,
    across: ChartBlock,
    up: Sequence[tuple[str, ChartBlock]],
    *,
    across_title: str,
    up_title: str,
    across_shown: str,
    up_shown: str,
    across_range: tuple[float, float, float] | None = None,
    height: float = HEIGHT,
) -> None:
    """Add lines over a numeric or date axis; the rows hold both ends of each step.

    `across_range` is where the axis begins and ends, and how far apart its marks are; `height` is
    that of the chart in cm.
    """
    chart = ScatterChart()
    chart.style = 13
    chart.scatterStyle = "lineMarker"
    for (name, block), colour, dash in zip(up, LINES, cycle(DASHES), strict=False):
        series = Series(block.reference(), across.reference())
        series.tx = _named(block, name).tx
        series.marker.symbol = "none"
        line = series.graphicalProperties.line
        line.solidFill, line.width, line.dashStyle = colour, 22_000, dash
        series.smooth = False
        chart.series.append(series)
    if across_range is not None:
        axis: Any = chart.x_axis
        axis.scaling.min, axis.scaling.max, axis.majorUnit = across_range
    _finish(sheet, cell, chart, title, across_title, up_title, across_shown, up_shown)
    chart.height = height


def bars(
    sheet: Worksheet,
    cell: str,
    title: str,
    names: ChartBlock,
    up: Sequence[tuple[str, ChartBlock]],
    *,
    across_title: str,
    up_title: str,
    up_shown: str,
) -> None:
    """Add one bar for each name and series, the first name on top."""
    chart = BarChart()
    chart.type, chart.grouping, chart.gapWidth = "bar", "clustered", 60
    if up_shown == PARTS:
        chart.y_axis.scaling.max = 1
    chart.x_axis.scaling.orientation, chart.y_axis.crosses = "maxMin", "max"
    _categories(chart, names, up)
    _finish(sheet, cell, chart, title, across_title, up_title, "General", up_shown)


def stacked_bars(
    sheet: Worksheet,
    cell: str,
    title: str,
    names: ChartBlock,
    up: Sequence[tuple[str, ChartBlock]],
    *,
    across_title: str,
    up_title: str,
    up_shown: str,
) -> None:
    """Add one bar for each name, made of one part for each series, the first name on top."""
    chart = BarChart()
    chart.type, chart.overlap = "bar", 100
    chart.grouping = "stacked"
    chart.x_axis.scaling.orientation, chart.y_axis.crosses = "maxMin", "max"
    _categories(chart, names, up)
    _finish(sheet, cell, chart, title, across_title, up_title, "General", up_shown)


def stacked_areas(
    sheet: Worksheet,
    cell: str,
    title: str,
    names: ChartBlock,
    up: Sequence[tuple[str, ChartBlock]],
    *,
    across_title: str,
    up_title: str,
    across_shown: str,
    up_shown: str,
) -> None:
    """Add areas on top of each other over evenly spaced values."""
    chart = AreaChart()
    chart.grouping = "stacked"
    _categories(chart, names, up)
    _finish(sheet, cell, chart, title, across_title, up_title, across_shown, up_shown)


def lines(
    sheet: Worksheet,
    cell: str,
    title: str,
    names: ChartBlock,
    up: Sequence[tuple[str, ChartBlock]],
    *,
    across_title: str,
    up_title: str,
    across_shown: str,
    up_shown: str,
) -> None:
    """Add lines over evenly spaced values."""
    chart = LineChart()
    _categories(chart, names, up, LINES)
    for series, dash in zip(chart.series, cycle(DASHES), strict=False):
        series.graphicalProperties.line.dashStyle = dash
    _finish(sheet, cell, chart, title, across_title, up_title, across_shown, up_shown)


def _categories(
    chart: AnyChart,
    names: ChartBlock,
    up: Sequence[tuple[str, ChartBlock]],
    colours: Sequence[str] = COLOURS,
) -> None:
    for (name, block), colour in zip(up, colours, strict=False):
        series = _named(block, name)
        series.graphicalProperties.solidFill = colour
        if isinstance(chart, BarChart):  # a bar of nothing would be a dash
            series.graphicalProperties.line.noFill = True
        else:
            series.graphicalProperties.line.solidFill = colour
        series.smooth = False
        chart.series.append(series)
    chart.set_categories(names.reference())


def _named(block: ChartBlock, name: str) -> AnySeries:
    """Return a series with a name, or with the name that a cell holds: ``='Sheet'!$B$8``."""
    name = said_on(block.sheet, name)
    title = None if name.startswith("=") else name
    series: AnySeries = Series(block.reference(), title=title)
    if title is None:
        series.tx = SeriesLabel(strRef=StrRef(f=name[1:]))
    return series


def _finish(
    sheet: Worksheet,
    cell: str,
    chart: AnyChart,
    title: str,
    across_title: str,
    up_title: str,
    across_shown: str,
    up_shown: str,
) -> None:
    """Add title, axes with units, a legend below, and place the chart."""
    chart.title = said_on(sheet, title)
    _quiet(chart)
    chart.width, chart.height = WIDTH, HEIGHT
    chart.x_axis.title = said_on(sheet, across_title)
    chart.y_axis.title = said_on(sheet, up_title)
    chart.x_axis.number_format, chart.y_axis.number_format = across_shown, up_shown
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.tickLblPos = "low"  # below the values that are negative
    if chart.legend is not None:
        chart.legend.position = "b"
        if len(chart.series) == 1 and chart.series[0].tx.strRef is None:
            chart.legend = None
    sheet.add_chart(chart, cell)


def _quiet(chart: Any) -> None:  # noqa: ANN401 - what of a title may be missing is there
    """Give the title the size of the sheet's, the grid a light grey, and labels no slant."""
    for run in chart.title.tx.rich.p[0].r:
        run.rPr = CharacterProperties(sz=TITLE_SIZE, b=True)
    level = RichTextProperties(rot=0)
    for axis in (chart.x_axis, chart.y_axis):
        axis.txPr = RichText(
            bodyPr=level,
            p=[
                Paragraph(
                    pPr=ParagraphProperties(defRPr=CharacterProperties()),
                    endParaRPr=CharacterProperties(),
                )
            ],
        )
        if axis.majorGridlines is not None:
            line = LineProperties(solidFill="D9D9D9", w=6_350)
            axis.majorGridlines.spPr = GraphicalProperties(ln=line)
