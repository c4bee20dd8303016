"""A formula's tree, written as the calculation library takes it.

What Excel and the library read differently is written out: a range where one value belongs is the
cell of it beside the formula; numbers are compared at 15 digits; a last sum or difference that is
nothing at 15 digits is 0; what the library does not tell our functions is marked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from xl_udfs.engine.excel.conformance import ARRAY_RESULTS, OF_NUMBERS, argument_class
from xl_udfs.engine.excel.functions.table import FILLED, NUMBER
from xl_udfs.engine.excel.rewriting.argument_texts import READ_OTHERWISE, as_read
from xl_udfs.engine.excel.rewriting.arrays import (
    LIFTED,
    Arrays,
    goes_through_all,
    takes_single_values,
)
from xl_udfs.engine.excel.rewriting.calls import (
    Call,
    between,
    computes,
    gives_list,
    has_array_constant,
    is_range,
    is_reference,
    is_text,
    is_textual,
)
from xl_udfs.engine.excel.rewriting.closures import Closure, application, closure_of, lambda_of
from xl_udfs.engine.excel.rewriting.comparisons import (
    as_library_has_it,
    compared_by_us,
    compared_cells,
    compared_values,
    settled_sum,
)
from xl_udfs.engine.excel.rewriting.conditions import ranges_met
from xl_udfs.engine.excel.rewriting.doubts import doubtful_use
from xl_udfs.engine.excel.rewriting.guards import guarded_call, joined_texts
from xl_udfs.engine.excel.rewriting.searches import end_found
from xl_udfs.engine.excel.rewriting.subtotals import offset_in, over_places
from xl_udfs.engine.excel.rewriting.uneven import Meeting, evened, evened_operands
from xl_udfs.engine.formula.lambdas import APPLYING
from xl_udfs.engine.formula.pieces import (
    FormulaTemplate,
    Pieces,
    Slot,
    call,
    is_given,
    let,
    merged,
    separated,
)
from xl_udfs.engine.formula.stored import DATE_FUNCTIONS, MARK_DATE, OMITTED, HostFunction
from xl_udfs.engine.formula.syntax import (
    COMPARISONS,
    Expression,
    Group,
    Item,
    Name,
    Operator,
    Reference,
    TextItem,
    range_operands,
    solid,
)
from xl_udfs.engine.formula.syntax_support import unsupported_form

ENDS = frozenset({"INDEX", "OFFSET", "INDIRECT", "CHOOSE"})  # give what may end a range
NO_FUNCTIONS = frozenset({"SINGLE", "LAMBDA"})
KEYED = frozenset({"VLOOKUP", "HLOOKUP"})
LIFT = "XLUDFS_LIFT"


@dataclass(slots=True)
class FormulaWriter:
    """Writes one formula."""

    hosts: Mapping[str, HostFunction]
    references: Sequence[str]
    array: bool  # an array formula, in which no range means one cell
    texts: bool = False  # it refers to texts that show numbers which the library does not read
    passes_over: bool = False  # there are cells that a subtotal must not count
    hides: bool = False  # among them those of hidden rows
    wide: bool = False  # it looks through a range of many columns
    home: str = ""  # its sheet, where it matters
    unverified: set[str] = field(default_factory=set)  # uses of functions, as sentences name them
    dynamic: bool = False
    meetings: list[Meeting] = field(default_factory=list)  # whose sizes tell how they are written
    variables: int = 0
    closures: "count[int]" = field(default_factory=lambda: count(1))
    closure: Closure | None = None  # the LAMBDA whose body it writes, to be applied
    outer: "FormulaWriter | None" = None  # and who writes what is around it

    def formula(self, tree: Group) -> FormulaTemplate:
        """Write the whole formula.

        Raises:
            SyntaxFault: where it holds a name that no one defines.
        """
        expression = tree.arguments[0]
        pieces = self._settled(expression) or self.expression(
            expression, "A" if self.array else "V"
        )
        if not self.array and has_array_constant(expression):
            pieces = ["@(", *pieces, ")"]
        return FormulaTemplate(
            tuple(merged(["=", *pieces])), tuple(sorted(self.unverified)), self.dynamic
        )

    def _settled(self, expression: Expression) -> Pieces | None:
        """Write a formula whose last operation is a sum or difference; None for any other."""
        operators = [item for item in expression if isinstance(item, Operator)]
        joined = [item for item in operators if item.place == "OpInfix"]
        if self.array or any(item.text in COMPARISONS or item.text == "&" for item in joined):
            return None
        last = next((item for item in reversed(joined) if item.text in "+-"), None)
        if last is None:
            return None
        at = next(place for place, item in enumerate(expression) if item is last)
        left, right = expression[:at], expression[at + 1 :]
        left_name, left_binding = self._bound(left, "V", as_number=True)
        right_name, right_binding = self._bound(right, "V", as_number=True)
        bindings = let(left_binding, right_binding)
        return [*bindings, *settled_sum(last.text, left_name, right_name), ")" * bool(bindings)]

    def _bound(
        self, expression: Expression, mode: str, *, as_number: bool = False
    ) -> tuple[Pieces, Pieces]:
        """Return how an operand is named where it occurs twice, and the binding of that name."""
        pieces = (self._operand if as_number else self.expression)(expression, mode)
        items = solid(expression)
        if len(pieces) == 1 and all(isinstance(i, Reference | TextItem) for i in items):
            return pieces, []
        if len(items) == 1 and "".join(p for p in pieces if isinstance(p, str)) == "N()":
            return pieces, []  # computed again sooner than the library binds a name
        self.variables += 1
        name = f"xludfs_v{self.variables}"
        return [name], [name, ",", *pieces, ","]

    def expression(self, expression: Expression, mode: str) -> Pieces:
        """Write an expression, for what is done with a range in its place."""
        expression = range_operands(expression)
        operators = [item for item in expression if isinstance(item, Operator)]
        if any(operator.text == ":" for operator in operators):  # nothing else is left then
            self.dynamic = True
            ends = [piece for item in expression for piece in self._end(item)]
            one_value = mode == "V" and not self.array
            return ["@" * one_value, *call("OFFSET", [ends, ["0"], ["0"]])]
        if operators:
            mode = "A" if mode == "A" or (mode == "R" and gives_list(expression)) else "V"
            if self._evens(mode) and all(map(computes, operators)):
                expression, met = evened_operands(expression, self.references, goes_through_all)
                self.meetings += met
        for place in range(len(expression) - 1, -1, -1):
            item = expression[place]
            if isinstance(item, Operator) and item.text in COMPARISONS:
                return self._compared(expression[:place], item, expression[place + 1 :], mode)
        if any(operator.text == "&" for operator in operators):
            parts = [(part, self.expression(part, mode)) for part in between(expression, "&")]
            return joined_texts(parts, arrays=self.array or mode == "A")
        plus = Operator("+", "OpPrefix")  # which leaves everything as it is
        arithmetic = any(operator != plus for operator in operators) and mode != "R"
        write = self._as_number if arithmetic else self._item
        return [piece for item in expression for piece in write(item, mode)]

    def _evens(self, mode: str) -> bool:
        return (self.array or mode == "A") and self.closure is None

    def _end(self, item: Item) -> Pieces:
        """Write what stands at one end of a range."""
        match item:
            case Group(function="XLOOKUP", arguments=[key, keys, results]) if is_reference(
                keys
            ) and is_reference(results):
                return end_found(self.expression(key, "V"), *map(solid, (keys, results)))
            case Group(function=str(name)) if name not in ENDS:
                self.unverified.add(f"a range to what {name} gives")
        return self._item(item, "R")

    def _constants(self, expression: Expression, mode: str) -> Pieces:
        return [piece for item in expression for piece in self._item(item, mode)]

    def _operand(self, expression: Expression, mode: str) -> Pieces:
        """Write an expression as a number, where it is a text that shows one."""
        items = solid(expression)
        if len(items) == 1:
            return self._as_number(items[0], mode)
        return self.expression(expression, mode)

    def _as_number(self, item: Item, mode: str) -> Pieces:
        """Write an operand so that a text in it, if it shows a number, is one as Excel reads it."""
        pieces = self._item(item, mode)
        if is_textual([item]):
            return ["IFERROR(--(", *pieces, f"),{NUMBER}(", *pieces, "))"]
        if self.texts and isinstance(item, Reference | Name | Group):
            return call(NUMBER, [pieces])
        return pieces

    def _compared(
        self, left: Expression, operator: Operator, right: Expression, mode: str
    ) -> Pieces:
        if as_library_has_it(left, operator.text, right):
            return [*self.expression(left, mode), operator.text, *self.expression(right, mode)]
        if self.array or mode == "A":
            return self._compared_arrays(left, operator, right, mode)
        first, first_binding = self._bound(left, mode)
        second, second_binding = self._bound(right, mode)
        bindings = let(first_binding, second_binding)
        return [*bindings, *compared_values(operator.text, first, second), ")" * bool(bindings)]

    def _compared_arrays(
        self, left: Expression, operator: Operator, right: Expression, mode: str
    ) -> Pieces:
        for cells, value in ((left, right), (right, left)):
            if is_range(cells, self.references) and not self.arrays.may_be(value, "A"):
                one, binding = self._bound(value, mode)
                many = self.expression(cells, mode)
                first, second = (many, one) if cells is left else (one, many)
                written = compared_cells(
                    operator.text, first, second, value_first=value is left, value=value
                )
                return [*let(binding), *written, ")" * bool(binding)]
        first, second = self.expression(left, mode), self.expression(right, mode)
        return compared_by_us(operator.text, first, second)

    def _item(self, item: Item, mode: str) -> Pieces:
        match item:
            case Reference(number):
                return [Slot(number, intersect=mode == "V" and not self.array)]
            case Group():
                return self._group(item, mode)
            case Name(text):
                return [self.named(text)]
            case TextItem(text) | Operator(text):
                return [text]

    def named(self, name: str) -> str:
        """Write a variable; of a LAMBDA that is applied, and of what is around it, its mark."""
        key, closure, outer = name.casefold(), self.closure, self.outer
        if closure is None or outer is None or key in closure.inner:
            return name
        return closure.parameter(key) or closure.capture(key, [outer.named(name)])

    @property
    def arrays(self) -> Arrays:
        """Where arrays may stand in it."""
        return Arrays(self.references, self.array, self.is_single)

    def is_single(self, name: str) -> bool:
        """Whether a variable is certainly one value."""
        key, closure = name.casefold(), self.closure
        if closure is None or key in closure.inner or key in closure.parameters:
            return closure is not None and key in closure.singles
        return self.outer is not None and self.outer.is_single(name)

    def _applied(self, group: Group) -> Pieces:
        """Write MAP or one of its kin, which apply a LAMBDA."""
        *given, last = group.arguments
        if (found := lambda_of(last)) is None:
            raise unsupported_form("LAMBDA elsewhere")
        name = group.function or ""
        closure, text = self.closed(found, name)
        arguments = [self.expression(expression, "A") for expression in given]
        wanted, taken = (2, 1) if name in ("BYROW", "BYCOL") else (3, 2)
        wrong = len(group.arguments) != wanted or len(closure.parameters) != taken
        if len(closure.parameters) != len(given) if name == "MAP" else wrong:
            return ["#VALUE!"]
        if name in ("REDUCE", "SCAN") and not is_given(arguments[0]):
            self.unverified.add(f"{name} without a first value")
            del arguments[0]
        return application(name, closure, text, arguments)

    def closed(self, found: Group, applied_by: str = "") -> tuple[Closure, str]:
        """Return a LAMBDA, and the text of its body."""
        closure = closure_of(found, next(self.closures), applied_by)
        writer = replace(self, array=True, texts=True, dynamic=False, closure=closure, outer=self)
        text = closure.text(writer.expression(found.arguments[-1], "A"))
        self.variables = writer.variables
        if writer.dynamic or "OFFSET(" in text or "INDIRECT(" in text:
            raise unsupported_form("OFFSET in a LAMBDA")
        return closure, text

    def _group(self, group: Group, mode: str) -> Pieces:
        name = group.function
        if name is None or name in NO_FUNCTIONS:
            return self._no_function(group, mode)
        if name.casefold() in APPLYING and group.arguments:
            return ["@" * (mode == "V" and not self.array), *self._applied(group)]
        if name == "IF" and self._evens(mode):
            parts, met = evened(group.arguments, self.references, goes_through_all)
            group = replace(group, arguments=[*parts])
            self.meetings += met
        host = self.hosts.get(name)
        if name in KEYED and len(group.arguments) > 1 and is_text(group.arguments[1]):
            return ["#VALUE!"]
        if name in KEYED and not self.array:
            return self._looked_up(group, mode)
        if (offset := offset_in(group)) and self.arrays.taken_by(offset, mode):
            return over_places(group, offset, self.expression)
        arguments = [
            self._argument(group, host, place, mode) for place in range(len(group.arguments))
        ]
        written = self._guarded(group, arguments, mode) if host is None else None
        if written is not None:
            one_value = mode == "V" and not self.array and name in ARRAY_RESULTS
            return ["@" * one_value, *written]
        if (
            host is None
            and not self.arrays.lifted_by_library(group, mode)
            and self.arrays.taken_by(group, mode)
        ):
            if takes_single_values(name):
                return [f'{LIFT}("{name}",', *separated(arguments), ")"]
            self.unverified.add(f"{name} with an array where one value belongs")
        one_value = mode == "V" and not self.array and (host is not None or name in ARRAY_RESULTS)
        return ["@" * one_value, group.opening, *separated(arguments), group.closing]

    def _no_function(self, group: Group, mode: str) -> Pieces:
        """Write a parenthesis, an array constant, or an intersection."""
        if group.function == "LAMBDA":
            raise unsupported_form("LAMBDA elsewhere")
        if group.function == "SINGLE":
            return ["@(", *self.expression(group.arguments[0], "R"), ")"]
        write = self._constants if group.opening == "{" else self.expression
        inner = separated([write(part, mode) for part in group.arguments])
        return [group.opening, *inner, group.closing]

    def _guarded(self, group: Group, arguments: list[Pieces], mode: str) -> Pieces | None:
        """Write a call that the library computes as Excel does only at times; None for others."""
        given = Call(
            name=group.function or "",
            expressions=group.arguments,
            arguments=arguments,
            array_formula=self.array,
            arrays=self.array or mode == "A",
            array_given=self.arrays.taken_by(group, mode),
            passes_over=self.passes_over,
            hides=self.hides,
            wide=self.wide,
            home=self.home,
            references=self.references,
        )
        if doubt := doubtful_use(given):
            self.unverified.add(doubt)
        if met := ranges_met(given.name, given.expressions):
            self.meetings.append(met)
        if given.array_given and given.name in LIFTED:
            return [f'{LIFT}("{given.name}",', *separated(arguments), ")"]
        return guarded_call(given)

    def _looked_up(self, group: Group, mode: str) -> Pieces:
        """Write a lookup that hands on an error of its key, as Excel does."""
        key, binding = self._bound(group.arguments[0], "A" if mode == "A" else "V")
        others = [
            self._argument(group, None, place, mode) for place in range(1, len(group.arguments))
        ]
        call = self._guarded(group, [key, *others], mode) or [
            group.opening,
            *separated([key, *others]),
            group.closing,
        ]
        guarded = [*let(binding), "IF(ISERROR(", *key, "),", *key, ",", *call, ")"]
        return [*guarded, ")" * bool(binding)]

    def _argument(self, group: Group, host: HostFunction | None, place: int, mode: str) -> Pieces:
        expression = group.arguments[place]
        if host is not None:
            return self._host_argument(host, place, expression)
        name = group.function or ""
        kind = argument_class(name, place)
        if kind == "I" or mode == "A":  # what asks for an array asks it of all that is inside
            kind = mode
        pieces = (self._operand if name in OF_NUMBERS else self.expression)(expression, kind)
        if name == "IF" and place and is_range(expression, self.references):
            # what it puts into a list: a blank cell is 0 there
            return (
                call(FILLED, [pieces]) if self.arrays.may_be(group.arguments[0], mode) else pieces
            )
        if name not in READ_OTHERWISE or self.arrays.may_be(expression, mode):
            return pieces
        return as_read(name, place, expression, pieces)

    def _host_argument(self, host: HostFunction, place: int, expression: Expression) -> Pieces:
        """Write an argument of one of our functions, marked where it is left out or a date."""
        items = solid(expression)
        if not items:
            return [f'"{OMITTED}"']
        if len(items) == 1 and not host.takes_date(place):
            (item,) = items
            if isinstance(item, Reference):
                return [Slot(item.number, mark_date=True)]
            if isinstance(item, Group) and item.function in DATE_FUNCTIONS:
                return [f"{MARK_DATE}(", *self._group(item, "R"), ")"]
        return self.expression(expression, "R")
