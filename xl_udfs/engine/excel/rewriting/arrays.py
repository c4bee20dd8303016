"""Where arrays may stand in a formula, and what goes through them element by element."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from xl_udfs.engine.excel.conformance import ARRAY_RESULTS, CLASSES, argument_class
from xl_udfs.engine.excel.functions.table import LIFTING
from xl_udfs.engine.excel.rewriting.calls import is_computed, is_literal
from xl_udfs.engine.formula.syntax import Expression, Group, Name, Reference


@dataclass(frozen=True, slots=True)
class Arrays:
    """The arrays of one formula. Of a range, one value is taken in mode V, all in mode A."""

    references: Sequence[str]
    array_formula: bool  # in which no range means one cell
    is_single: Callable[[str], bool]  # whether a variable is certainly one value

    def may_be(  # noqa: C901 - a branch for each kind of item
        self, expression: Expression, mode: str
    ) -> bool:
        """Whether an expression may give one."""
        for item in expression:
            match item:
                case Reference(number) if mode == "A" or self.array_formula:
                    if ":" in self.references[number]:
                        return True
                case Name(text) if mode == "A" or self.array_formula:
                    if not self.is_single(text):
                        return True
                case Group() if item.opening == "{":
                    return True
                case Group() if item.function is None:
                    if any(self.may_be(part, mode) for part in item.arguments):
                        return True
                case Group() if mode == "A" or self.array_formula:
                    if self._given_by(item, mode):
                        return True
                case Group():
                    if self.taken_by(item, mode):
                        return True
        return False

    def taken_by(self, call: Group, mode: str) -> bool:
        """Whether one may stand where a function takes one value."""
        name = call.function or ""
        decisive = call.arguments[:1] if name in ("IFERROR", "IFNA") else call.arguments
        return any(
            argument_class(name, place) in "VI" and self.may_be(expression, mode)
            for place, expression in enumerate(decisive)
        )

    def _given_by(self, call: Group, mode: str) -> bool:
        name = call.function or ""
        return name in ARRAY_RESULTS or name not in CLASSES or self.taken_by(call, mode)

    def lifted_by_library(self, call: Group, mode: str) -> bool:
        """Whether the library itself goes through arrays at a call, as Excel does.

        Its IFERROR leaves blanks blank, and breaks off at two arrays of other sizes.
        """
        if call.function not in ("IFERROR", "IFNA") or len(call.arguments) != 2:
            return call.function in LIFTING
        tried, otherwise = call.arguments
        one = is_literal(otherwise) or (is_computed(otherwise) and not self.may_be(otherwise, mode))
        return one and is_computed(tried)


def goes_through_all(call: Group) -> bool:
    """Whether a call gives an array as large as the largest of its arguments."""
    return call.function == "IF" or takes_single_values(call.function or "")


def takes_single_values(function: str) -> bool:
    """Whether a function takes one value in each of its arguments."""
    return set(CLASSES.get(function, "R")) <= set("VI()")


LIFTED = frozenset(
    """FORECAST FORECAST.LINEAR INDEX NETWORKDAYS NETWORKDAYS.INTL NPV PERCENTILE PERCENTILE.EXC
    PERCENTILE.INC PERCENTRANK PERCENTRANK.EXC PERCENTRANK.INC QUARTILE QUARTILE.EXC QUARTILE.INC
    RANK RANK.AVG RANK.EQ TRIMMEAN WORKDAY WORKDAY.INTL""".split()  # noqa: SIM905 - as a list
)
"""Functions that take one argument whole, and go through an array in another."""
