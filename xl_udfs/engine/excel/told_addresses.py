"""INDIRECT of a text that constants tell: the cells that it means, whenever it runs.

``INDIRECT(A1&"!B2")`` over a constant is read as the reference that it gives, so that it costs
nothing and what depends on it is known. The cells that told it stay among what the formula reads.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from xl_udfs.cells import CellValue
from xl_udfs.engine.excel.functions.coercion import CellError, text
from xl_udfs.engine.excel.rewriting.calls import between
from xl_udfs.engine.formula.areas import Area, area_of, intersected
from xl_udfs.engine.formula.pieces import Slot
from xl_udfs.engine.formula.stored import SyntaxFault, function_name
from xl_udfs.engine.formula.syntax import (
    Expression,
    Group,
    Item,
    Operator,
    Reference,
    TextItem,
    solid,
    tree_of,
)
from xl_udfs.engine.formula.tokens import (
    Token,
    TokenKind,
    arguments_at,
    constant_text,
    text_constant,
    tokens_of,
)
from xl_udfs.engine.references import Position
from xl_udfs.engine.workbook.constants import NotConstantError

MEANT = "XLUDFS_MEANT"  # of a reference, and after it of what told it
NOWHERE = "'\ufdd5'!A1"  # on a sheet that no one can name: INDIRECT of it is #REF!


class NotToldError(Exception):
    """What no constant tells as it stands here."""


@dataclass(frozen=True)
class ToldAddresses:
    """Reads INDIRECT where its text is certain."""

    values: Callable[[Area], Sequence[CellValue]]
    """Returns what stands in a cell by turns; raises `NotConstantError` where that is computed."""
    addressed: Callable[[CellValue, CellValue], CellValue]
    """Returns the address of what a text names, on a sheet."""
    read: set[Area] = field(default_factory=set)  # the cells that told one

    def written(self, formula: str, sheet: str, position: Position, *, array: bool) -> str:
        """Return a formula in plain terms, with `MEANT` in place of INDIRECT that is told."""
        tokens = tokens_of(formula)
        found: list[str] = []
        at, within = 0, array  # what computes arrays, perhaps: a range is not the cell beside it
        while at < len(tokens):
            end = at + 1
            written = tokens[at].text
            if function_name(tokens[at]) == "INDIRECT":
                arguments, after = arguments_at(tokens, at)
                telling = _Telling(self, sheet, position, within)
                if TokenKind.COLON not in (_kind(tokens, at - 1), _kind(tokens, after)):
                    with suppress(NotToldError, NotConstantError, CellError, SyntaxFault):
                        written, end = telling.meant(arguments), after
            within = within or (end == at + 1 and tokens[at].kind is TokenKind.FUNCTION)
            found.append(written)
            at = end
        return "".join(found)


def _kind(tokens: Sequence[Token], place: int) -> TokenKind | None:
    return tokens[place].kind if 0 <= place < len(tokens) else None


@dataclass
class _Telling:
    """The text of one INDIRECT."""

    told: ToldAddresses
    sheet: str
    position: Position
    within: bool
    references: list[str] = field(default_factory=list)
    read: dict[str, Area] = field(default_factory=dict)  # the cells that its references mean
    cells: dict[str, CellValue] = field(default_factory=dict)  # and what stands there

    def meant(self, arguments: Sequence[Sequence[Token]]) -> str:
        if len(arguments) != 1:
            raise NotToldError
        tree, self.references = tree_of(arguments[0])
        self.read = {reference: self._area(reference) for reference in self.references}
        values = {reference: self.told.values(area) for reference, area in self.read.items()}
        self.cells = {reference: found[0] for reference, found in values.items()}
        parts = between(tree.arguments[0], "&")
        several = [reference for reference, found in values.items() if len(found) > 1]
        if len(several) > 1:
            raise NotToldError
        meant = self._address(parts)
        for reference in several:  # a data table tries them
            meant = "#REF!"
            for value in values[reference]:
                self.cells[reference] = value
                meant = f"IF({reference}={_literal(value)},{self._address(parts)},{meant})"
        self.told.read.update(self.read.values())
        return f"{MEANT}({','.join([meant, *self.references])})"

    def _address(self, parts: Sequence[Expression]) -> str:
        meant = self.told.addressed("".join(map(self._text, parts)), self.sheet)
        if not isinstance(meant, str) or area_of(meant, self.sheet) is None:
            raise NotToldError
        return "#REF!" if meant == NOWHERE else meant

    def _area(self, reference: str) -> Area:
        area = area_of(reference, self.sheet)
        if area is not None and not (area.is_cell or self.within):
            area = intersected(reference, area, *self.position)[1]
        if area is None or not area.is_cell:
            raise NotToldError
        return area

    def _text(self, part: Expression) -> str:
        match solid(part):
            case [TextItem(written)] if written.startswith('"'):
                return constant_text(written)
            case [Reference(number)]:
                return text(self._cell(number))
        return text(float(self._number(solid(part))))

    def _number(self, items: Expression) -> int:
        """Return a sum or difference of whole numbers."""
        first, *more = items or [TextItem("")]
        total = self._whole(first)
        for operator, item in zip(more[::2], more[1::2], strict=True):
            if operator not in (Operator("+", "OpInfix"), Operator("-", "OpInfix")):
                raise NotToldError
            total += self._whole(item) if operator.text == "+" else -self._whole(item)
        return total

    def _whole(self, item: Item) -> int:
        match item:
            case TextItem(digits) if digits.isdecimal():
                return int(digits)
            case Reference(number):
                value = self._cell(number)
                if isinstance(value, float) and value.is_integer():
                    return int(value)
            case Group(function="ROW" | "COLUMN" as name, arguments=arguments):
                match [*map(solid, arguments)]:
                    case []:
                        return self.position[name == "COLUMN"]
                    case [[Reference(number)]]:
                        return self.read[self.references[number]].measure(name)
        raise NotToldError

    def _cell(self, number: int) -> CellValue:
        return self.cells[self.references[number]]


def _literal(value: CellValue) -> str:
    return text_constant(value) if isinstance(value, str) else text(value)


def as_meant(group: Group) -> tuple[Group, list[Slot]]:
    """Return a tree with the references that `MEANT` means, and those of what told them."""
    told: list[Slot] = []

    def meant(item: Item) -> Item:
        if not isinstance(item, Group):
            return item
        if item.function != MEANT:
            arguments = [[*map(meant, expression)] for expression in item.arguments]
            return Group(item.opening, item.closing, arguments)
        (meant_there,), *others = item.arguments
        told.extend(
            Slot(other.number, intersect=True, unwritten=True)
            for (other,) in others
            if isinstance(other, Reference)
        )
        return meant_there

    whole = meant(group)
    assert isinstance(whole, Group)  # noqa: S101 - no call of `MEANT` is a whole formula
    return whole, told
