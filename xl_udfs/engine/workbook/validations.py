"""What may be typed into the cells of a sheet: its data validations, in both dialects."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from xl_udfs.engine.container.elements import Element, elements
from xl_udfs.engine.container.package import Package
from xl_udfs.engine.formula.areas import Area, area_of
from xl_udfs.engine.references import Position
from xl_udfs.engine.workbook.book import Sheet
from xl_udfs.engine.workbook.stored_cells import unescaped

RULES = re.compile(
    rb"<((?:\w+:)?dataValidations)\b(?:[^>]*[^>/])?>.*?</\1\s*>", re.DOTALL
)  # read alone: the part around them may have a million cells
WANTED = frozenset({"dataValidation", "formula1", "formula2", "f", "sqref"})
ON = frozenset({"1", "true"})


@dataclass(frozen=True, slots=True, kw_only=True)
class DataValidation:
    """One rule, for some ranges of a sheet."""

    sheet: str
    areas: tuple[Area, ...]
    kind: str  # list, whole, decimal, date, time, textLength or custom
    operator: str
    bounds: tuple[str, ...]  # the formulas, without equals signs, as of the first cell
    takes_blank: bool
    refuses: bool  # whether Excel refuses what breaks it; else it warns, tells, or is silent
    said: str  # what it tells who types something else, or before

    @property
    def first(self) -> Position | None:
        """The cell from which its relative references count; None where that is not known."""
        corner = (self.areas[0].top, self.areas[0].left)
        is_least = corner == (min(a.top for a in self.areas), min(a.left for a in self.areas))
        return corner if is_least else None

    def holds(self, position: Position) -> bool:
        """Whether it is about a cell."""
        row, column = position
        return any(
            area.top <= row <= area.bottom and area.left <= column <= area.right
            for area in self.areas
        )


@dataclass(slots=True)
class _Found:
    """What has been read of one rule."""

    attributes: Mapping[str, str]
    ranges: str = ""
    formulas: dict[str, str] = field(default_factory=dict)


def validations_of(package: Package, sheet: Sheet) -> tuple[DataValidation, ...]:
    """Return the data validations of a sheet, in their order.

    Raises:
        UnreadableError: `E_XML`, where they are not well-formed.
    """
    data = package[sheet.part]
    start = max(data.rfind(b"sheetData"), 0)
    found = [
        rule
        for match in RULES.finditer(data, start)
        for rule in _rules(elements(match[0], WANTED.__contains__, sheet.part))
    ]
    return tuple(filter(None, (_validation(rule, sheet.name) for rule in found)))


def _rules(found: list[Element]) -> Iterator[_Found]:
    rule = _Found({})
    for element in found:
        text = element.text.strip().removeprefix("=")
        if element.name == "dataValidation":
            rule = _Found(element.attributes, element.attributes.get("sqref", ""))
            yield rule
        elif element.name == "sqref":
            rule.ranges = text
        elif element.parent in ("formula1", "formula2"):
            rule.formulas[element.parent] = text
        elif text:
            rule.formulas[element.name] = text


def _validation(found: _Found, sheet: str) -> DataValidation | None:
    told = found.attributes
    areas = [area_of(text, sheet) for text in found.ranges.split()]
    if told.get("type", "none") == "none" or not areas or None in areas:
        return None
    shows = told.get("showErrorMessage") in ON
    return DataValidation(
        sheet=sheet,
        areas=tuple(filter(None, areas)),
        kind=told["type"],
        operator=told.get("operator", "between"),
        bounds=tuple(
            found.formulas[name] for name in ("formula1", "formula2") if name in found.formulas
        ),
        takes_blank=told.get("allowBlank") in ON,
        refuses=shows and told.get("errorStyle", "stop") == "stop",
        said=unescaped(told.get("error") or told.get("prompt") or ""),
    )
