"""Whether values fit the data validations of their cells, as Excel tells when they are typed.

Case does not count, a text that shows a number counts as one, and an error value is another
check's affair. What cannot be told is taken to fit: `EntryRules.untold` names the rules.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import eq, ge, gt, le, lt, ne
from types import MappingProxyType
from typing import TypeAlias

from xl_udfs.cells import SHIFT, CellValue, ExcelError, cell_text, moment_of
from xl_udfs.engine.checking.rule_values import RuleValues, UntoldError, is_moving
from xl_udfs.engine.excel.functions.text.numerals import read_number
from xl_udfs.engine.formula.tokens import constant_text
from xl_udfs.engine.references import Position, address
from xl_udfs.engine.workbook.book import Place
from xl_udfs.engine.workbook.validations import DataValidation, validations_of
from xl_udfs.nearest import nearest

MOST_LISTED = 6  # choices that a sentence names
MOST_COMPARED = 100_000  # words with choices, to find the nearest: a second or two
_TypedCell: TypeAlias = Sequence[tuple[Position, CellValue]]


@dataclass(frozen=True, slots=True)
class NumberTest:
    """How a number is compared, and the words for it."""

    holds: Callable[..., bool]
    words: str
    of_days: str  # the words for dates

    @property
    def takes(self) -> int:
        """How many limits it has."""
        return self.words.count("{}")


OPERATORS: Mapping[str, NumberTest] = MappingProxyType(
    {
        "between": NumberTest(
            lambda x, a, b: min(a, b) <= x <= max(a, b), "from {} to {}", "{} to {}"
        ),
        "notBetween": NumberTest(
            lambda x, a, b: x < min(a, b) or x > max(a, b), "not {} to {}", "not {} to {}"
        ),
        "equal": NumberTest(eq, "{}", "{}"),
        "notEqual": NumberTest(ne, "not {}", "not {}"),
        "greaterThan": NumberTest(gt, "above {}", "after {}"),
        "lessThan": NumberTest(lt, "below {}", "before {}"),
        "greaterThanOrEqual": NumberTest(ge, "{} or more", "{} or later"),
        "lessThanOrEqual": NumberTest(le, "{} or less", "{} or earlier"),
    }
)
NOUNS: Mapping[str, str] = MappingProxyType(
    {
        "whole": "a whole number, {}",
        "decimal": "a number, {}",
        "date": "a date, {}",
        "time": "a time, {}",
        "textLength": "a text of {} characters",
    }
)


@dataclass(frozen=True, slots=True)
class Misfit:
    """A value that breaks the rule of its cell, and what would be right."""

    place: Place
    value: str  # as a sentence shows it
    rule: DataValidation
    right: str

    def __str__(self) -> str:
        """Say both, with what the workbook tells who types it."""
        told = f" ({self.rule.said.strip()})" if self.rule.said.strip() else ""
        return f"{self.value} does not fit: it must be {self.right}{told}"


@dataclass
class EntryRules:
    """The rules of a workbook's cells."""

    values: RuleValues
    untold: dict[DataValidation, None] = field(default_factory=dict)
    _rules: dict[str, tuple[DataValidation, ...]] = field(default_factory=dict)

    def rules(self, sheet: str) -> tuple[DataValidation, ...]:
        """Return the rules of a sheet."""
        if sheet not in self._rules:
            book = self.values.book
            here = next(one for one in book.sheets if one.name == sheet)
            self._rules[sheet] = validations_of(book.package, here)
        return self._rules[sheet]

    def of_column(
        self, sheet: str, column: int, first: int, values: Sequence[CellValue]
    ) -> Iterator[Misfit]:
        """Yield those of the values of a column that do not fit, rule by rule.

        Args:
            sheet: its name.
            column: its number.
            first: the row of the first value.
            values: what its cells hold, without a gap.
        """
        last = first + len(values) - 1
        for rule in self.rules(sheet):
            for area in rule.areas:
                top, bottom = max(first, area.top), min(last, area.bottom)
                if area.left <= column <= area.right and top <= bottom:
                    yield from self.of_rule(
                        rule, (top, column), values[top - first : bottom - first + 1]
                    )

    def of_cell(self, place: Place, value: CellValue) -> Iterator[Misfit]:
        """Yield what is wrong with one value, rule by rule."""
        row, column = place.position
        return self.of_column(place.sheet, column, row, [value])

    def of_rule(
        self, rule: DataValidation, start: Position, values: Sequence[CellValue]
    ) -> Iterator[Misfit]:
        """Yield those of some values below each other that break a rule, the first at `start`."""
        row, column = start
        try:
            rights = self._rights(rule, start, values)
        except UntoldError:
            self.untold[rule] = None
            return
        for number, (value, right) in enumerate(rights, start=row):
            if right:
                place = Place(rule.sheet, (number, column))
                yield Misfit(place, self._as_shown(rule, value), rule, right)

    def _rights(
        self, rule: DataValidation, start: Position, values: Sequence[CellValue]
    ) -> Iterator[tuple[CellValue, str]]:
        """Return each value with what would be right, "" where it is or an error stands there."""
        blank = "" if rule.takes_blank else "filled in"
        known = [value for value in values if not _says_nothing(value)]
        if rule.kind != "custom" and not any(is_moving(text) for text in rule.bounds):
            distinct = [*dict.fromkeys(zip(map(type, known), known, strict=True))]
            judged = self._judged(rule, [(start, value) for _, value in distinct])
            found = dict(zip(distinct, judged, strict=True))
            rights = iter([found[type(value), value] for value in known])
        else:
            row, column = start
            cells = [(row + at, column) for at in range(len(values))]
            typed = [
                (at, value)
                for at, value in zip(cells, values, strict=True)
                if not _says_nothing(value)
            ]
            rights = iter(self._judged(rule, typed))
        return (
            (value, blank if _is_blank(value) else "" if _says_nothing(value) else next(rights))
            for value in values
        )

    def _judged(self, rule: DataValidation, typed: _TypedCell) -> Sequence[str]:
        """Return what would be right for each value, "" where it is."""
        if not typed:
            return ()
        operator = OPERATORS.get(rule.operator)
        if rule.kind in NOUNS and operator and len(rule.bounds) >= operator.takes:
            return self._compared(rule, operator, typed)
        if rule.kind == "list" and rule.bounds:
            return self._listed(rule, rule.bounds[0], typed)
        if rule.kind == "custom" and rule.bounds:
            text = rule.bounds[0]
            formulas = [self.values.text_at(rule, text, at) for at, _ in typed]
            return self._true(rule, formulas, typed, f"so that ={text} is true")
        raise UntoldError

    def _listed(self, rule: DataValidation, text: str, typed: _TypedCell) -> Sequence[str]:
        if text.startswith('"'):
            choices = constant_text(text).split(",")
        else:
            cells = [at for at, _ in typed]
            found = self.values.range_of(rule, text, cells)
            if found is None:
                formulas = [
                    f"SUMPRODUCT(--(({self.values.text_at(rule, text, at)})={address(at)}))>0"
                    for at in cells
                ]
                return self._true(rule, formulas, typed, f"one of the list ={text}")
            if found.named and rule.takes_blank and any(map(_is_blank, found.values)):
                return [""] * len(typed)  # Excel takes anything then
            choices = [_choice_text(value) for value in found.values if not _is_blank(value)]
        choices = [choice.strip() for choice in choices]
        folded = {_key(choice) for choice in choices}
        listed = ", ".join(choices[:MOST_LISTED]) or "(nothing yet)"
        more = ", ..." if len(choices) > MOST_LISTED else ""
        left = MOST_COMPARED // max(len(choices), 1)  # words for which the nearest is sought
        rights = []
        for _, value in typed:
            fits = _key(_choice_text(value)) in folded
            near = "" if fits or left <= 0 else nearest(_choice_text(value), choices)
            left -= not fits
            rights.append("" if fits else f"one of {listed}{more}{near}")
        return rights

    def _true(
        self, rule: DataValidation, formulas: Sequence[str], typed: _TypedCell, right: str
    ) -> Sequence[str]:
        found = self.values.computed(rule, formulas, [at for at, _ in typed])
        if any(isinstance(value, ExcelError) for value in found):
            raise UntoldError
        is_true = (isinstance(value, bool | float) and bool(value) for value in found)
        return ["" if fits else right for fits in is_true]

    def _compared(
        self, rule: DataValidation, operator: NumberTest, typed: _TypedCell
    ) -> Sequence[str]:
        bounds = [self._limits(rule, text, typed) for text in rule.bounds[: operator.takes]]
        return [
            self._compared_with(rule, operator, value, limits)
            for (_, value), limits in zip(typed, zip(*bounds, strict=True), strict=True)
        ]

    def _compared_with(
        self,
        rule: DataValidation,
        operator: NumberTest,
        value: CellValue,
        limits: tuple[float | None, ...],
    ) -> str:
        if None in limits and rule.takes_blank:
            return ""  # Excel takes anything while the cell with the limit is blank
        known = [limit or 0.0 for limit in limits]
        found = _measured(rule, value)
        if found is not None and operator.holds(found, *known):
            return ""
        words = operator.of_days if rule.kind == "date" else operator.words
        limits_shown = (self._as_shown(rule, limit) for limit in known)
        return NOUNS[rule.kind].format(words.format(*limits_shown))

    def _limits(self, rule: DataValidation, text: str, typed: _TypedCell) -> Sequence[float | None]:
        if (stated := read_number(text)) is not None:
            return [stated] * len(typed)
        found = self.values.single(rule, text, [at for at, _ in typed])
        if any(isinstance(value, ExcelError) for value in found):
            raise UntoldError
        return [_number(value) for value in found]

    def _as_shown(self, rule: DataValidation, value: CellValue) -> str:
        if rule.kind == "date" and isinstance(value, float):
            moment = moment_of(value + (SHIFT if self.values.book.epoch_1904 else 0))
            if moment is not None:
                return str(moment).removesuffix(" 00:00:00")
        return f"{value:,.15g}" if isinstance(value, float) else cell_text(value)


def _is_blank(value: CellValue) -> bool:
    return value is None or value == ""


def _says_nothing(value: CellValue) -> bool:
    return _is_blank(value) or isinstance(value, ExcelError)


def _choice_text(value: CellValue) -> str:
    return value.strip() if isinstance(value, str) else cell_text(value)


def _key(shown: str) -> object:
    """Return what two choices have in common that are one: ``$100`` is 100."""
    number = _number(shown)
    return shown.casefold() if number is None else number


def _number(value: CellValue) -> float | None:
    if isinstance(value, str):
        return read_number(value)
    return float(value) if isinstance(value, bool | int | float) else None


def _measured(rule: DataValidation, value: CellValue) -> float | None:
    """Return what of a value is compared, None where it is of another kind."""
    if rule.kind == "textLength":
        return float(len(value if isinstance(value, str) else cell_text(value)))
    found = None if isinstance(value, bool) else _number(value)
    return None if rule.kind == "whole" and found is not None and found % 1 else found
