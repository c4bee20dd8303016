"""The formulas of one workbook, prepared for the calculation library.

Every distinct shape of formula, that is its text without its references, is split, looked up and
written once; copied formulas differ only in their references.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from xl_udfs.cells import CellValue, ExcelError
from xl_udfs.engine.excel import conformance
from xl_udfs.engine.excel.functions.table import NOT_IN_1904
from xl_udfs.engine.excel.listed_addresses import written_out
from xl_udfs.engine.excel.number_texts import NumberTexts
from xl_udfs.engine.excel.passed_over import PassedOver
from xl_udfs.engine.excel.plain_terms import UNPLACED, PlainFormula, PlainTerms, masked
from xl_udfs.engine.excel.prepared import (
    Copied,
    Prepared,
    Shape,
    copies_of,
    filled,
    is_dated,
    refuse_blocks,
    slots_of,
)
from xl_udfs.engine.excel.rewriting.closures import Closure, lambda_of
from xl_udfs.engine.excel.rewriting.conditions import CRITERIA
from xl_udfs.engine.excel.rewriting.formula_writer import FormulaWriter
from xl_udfs.engine.excel.rewriting.uneven import Meeting, Size, are_even, size_of
from xl_udfs.engine.excel.shown_formulas import FormulaIn
from xl_udfs.engine.excel.told_addresses import MEANT, NOWHERE, ToldAddresses, as_meant
from xl_udfs.engine.excel.undefined import names_in, without
from xl_udfs.engine.formula.areas import Area, are_wide, area_of, intersected, upright
from xl_udfs.engine.formula.lambdas import CALL, ETA, lambda_named
from xl_udfs.engine.formula.pieces import FormulaTemplate, Slot
from xl_udfs.engine.formula.relative import RelativeFormula
from xl_udfs.engine.formula.stored import (
    MARK_DATE,
    HostFunction,
    SyntaxFault,
    add_in_functions,
    external_reference,
    function_names,
)
from xl_udfs.engine.formula.syntax import Group, tree_of
from xl_udfs.engine.formula.syntax_support import unsupported_form
from xl_udfs.engine.formula.tokens import text_constant, tokens_of
from xl_udfs.engine.references import LAST_ROW, Position, column_letters
from xl_udfs.engine.workbook.own_row import (
    PROBE,
    SharedReference,
    form_of,
    is_shared,
    measured,
    written,
)

MOVED = re.compile(r"(?i)INDIRECT\(|OFFSET\(")
PLACES = 32  # of arguments of our functions
_ShapeKey: TypeAlias = tuple[str | bool | Size, ...]


class UndefinedNameError(SyntaxFault):
    """A formula with a name that no one has defined."""


class UnsupportedFunctionError(Exception):
    """A formula calls a function that is unknown here."""

    def __init__(self, name: str) -> None:
        """Keep the name."""
        super().__init__(f"the function {name} is not known here")
        self.name = name


@dataclass(slots=True)
class Formulas:
    """What a workbook's formulas may refer to, and the shapes that are known."""

    hosts: Mapping[str, HostFunction]
    known: Callable[[str], bool]  # whether the library or we have a function of that name
    terms: PlainTerms = field(default_factory=PlainTerms)
    """What names, tables and spills mean in plain references."""
    epoch_1904: bool = False
    sheets: frozenset[str] = frozenset()
    """The names of all sheets in lower case; none outside a workbook."""
    tabs: tuple[str, ...] = ()  # those and the sheets that hold no cells, in their order
    barred: frozenset[str] = frozenset()
    """Names in lower case that are defined, but not as what is computed here."""
    number_texts: NumberTexts = field(default_factory=NumberTexts)
    passed_over: PassedOver = field(default_factory=PassedOver)
    told: ToldAddresses | None = None
    formula_in: FormulaIn = lambda _sheet, _position: None
    sound: set[str] = field(default_factory=set)  # references that have been looked at
    shapes: dict[_ShapeKey, Shape] = field(default_factory=dict)
    meetings: dict[_ShapeKey, tuple[Meeting, ...]] = field(default_factory=dict)
    """The arrays that meet in the formulas of a key."""
    running: dict[str, tuple[Closure, str]] = field(default_factory=dict)
    copies: dict[tuple[RelativeFormula, int, str, bool], Copied] = field(default_factory=dict)
    """By the plain form, the column, the sheet, and whether it is an array."""

    def prepared(
        self,
        formula: str,
        sheet: str = "",
        position: Position = (1, 1),
        *,
        array: bool = False,
        shows_date: Callable[[Area], bool] = lambda _: False,
        form: RelativeFormula | None = None,
        copies: bool = False,
    ) -> Prepared:
        """Return a formula, without its equals sign, as the library takes it.

        Args:
            formula: its text.
            sheet: the sheet on which it stands.
            position: where.
            array: whether it is one of an array.
            shows_date: whether cells are shown as dates.
            form: as all its copies have it, where that is known.
            copies: whether some stand below it.

        Raises:
            SyntaxFault: where it does not parse, or holds what is not computed.
            UnsupportedFunctionError: where it calls a function that no one here knows.
        """
        plain, row = self.terms.read(formula, sheet, position, form), position[0]
        if self.told is not None and MOVED.search(plain.mask):
            read = plain.text(position)
            text = written_out(read, sheet, array=array)
            text = self.told.written(text, sheet, position, array=array)
            if text != read:
                plain = PlainFormula(*masked(text), plain.form, text, position)
        same = (plain.form, position[1], sheet, array)
        copied = None if plain.alone else self.copies.get(same)
        if (
            copied is not None
            and copied.shown
            == tuple(is_dated(reference.at(row), shows_date) for reference in copied.dated)
            and copied.texts == self._texts(reference.at(row) for reference in copied.beside_texts)
        ):
            return Prepared(copied.form, copied.shape, copied.reference_forms, row)
        text, mask, references = plain.text(position), plain.mask, plain.references(position)
        texts = self._texts(area_of(reference, sheet) for reference in references)
        calls = mask.upper()
        home = sheet if "INDIRECT" in calls or "SHEET" in calls else ""
        wide = any(name in calls for name in CRITERIA) and are_wide(references)
        key: _ShapeKey = (mask, array, texts, wide, home)
        shape = self.shapes.get(self._sized(key, references))
        known = shape is not None
        if shape is None:
            shape, found = self._shape(text, array=array, texts=texts, wide=wide, home=home)
            known = found == references
            if known:
                self.meetings[key] = shape.meetings
                self.shapes[self._sized(key, references)] = shape
            references = found
        self._check(references)
        refuse_blocks(shape, references, sheet)
        if copies and copied is None and known and not plain.alone and is_shared(plain.form):
            forms = tuple(form_of(each, position[1]) for each in plain.form.references)
            if not self._stands_alone(shape, forms):
                beside = self._beside_texts(references, forms, sheet)
                self.copies[same] = copies_of(
                    shape, forms, sheet, row, shows_date, beside_texts=beside, texts=texts
                )

        def placed(slot: Slot) -> str:
            reference = references[slot.number]
            if not array and slot.keeps(reference):
                return reference
            text = self._placed(slot, reference, sheet, position, shows_date)
            return _with_its_end(text, sheet) if array and text == reference else text

        return Prepared(filled(shape, placed), shape, tuple(references), None)

    def _sized(self, key: _ShapeKey, references: Sequence[str]) -> _ShapeKey:
        """Return the key of a shape, with the sizes of its references where some are too short."""
        even = are_even(self.meetings.get(key, ()), references)
        return key if even else (*key, *map(size_of, references))

    def _placed(
        self,
        slot: Slot,
        reference: str,
        sheet: str,
        position: Position,
        shows_date: Callable[[Area], bool],
    ) -> str:
        area = area_of(reference, sheet)
        if slot.unwritten:
            return ""
        if slot.counted and area is not None:
            return self.passed_over.without(reference, area, slot.counted)
        if slot.measure:
            return self._measured(area, slot.measure, sheet)
        if slot.intersect and ":" in reference and area is not None:
            return intersected(reference, area, *position)[0]
        dated = slot.mark_date and is_dated(area, shows_date)
        return f"{MARK_DATE}({reference})" if dated else reference

    def _measured(self, area: Area | None, what: str, home: str) -> str:
        """Write a measure of an area, or the name of its sheet."""
        if area is None:
            return "#REF!"
        if what != "SHEET":
            return str(area.measure(what))
        names = {name.casefold(): name for name in (home, *self.terms.sheets)}
        return text_constant(names.get(area.sheet, home))

    def _texts(self, areas: Iterable[Area | None]) -> bool:
        """Whether a text that shows a number, which ours must read, stands in one of some areas."""
        return bool(self.number_texts) and any(map(self.number_texts.within, areas))

    def _beside_texts(
        self, references: Sequence[str], forms: Sequence[str], sheet: str
    ) -> tuple[SharedReference, ...]:
        """Return the references of a form that mean such texts in some rows."""
        if not self.number_texts:
            return ()
        return tuple(
            SharedReference(form, sheet)
            for reference, form in zip(references, forms, strict=True)
            if (area := area_of(reference, sheet)) is not None
            and self.number_texts.within(area._replace(top=1, bottom=LAST_ROW))
        )

    def _stands_alone(self, shape: Shape, forms: Sequence[str]) -> bool:
        """Whether a formula means cells by where they stand, and not as its copies do."""
        if shape.meetings and not self._meet_alike(shape, forms):
            return True
        return any(
            (slot.measure and measured(forms[slot.number], slot.measure) is None)
            or (slot.counted and self.passed_over)
            or (slot.intersect and ":" in forms[slot.number])
            for slot in slots_of(shape)
        )

    def _meet_alike(self, shape: Shape, forms: Sequence[str]) -> bool:
        """Whether arrays that meet are as long in all copies, or grow together."""
        rows = (PROBE, PROBE + 1)
        return all(measured(form, "ROWS") is not None for form in forms if ":" in form) or all(
            are_even(shape.meetings, [written(form, row) for form in forms]) for row in rows
        )

    def _check(self, references: Iterable[str]) -> None:
        """Refuse references to cells that are not there; each is looked at once."""
        for reference in references:
            if reference in self.sound:
                continue
            _refuse_several_sheets(reference)
            found = area_of(reference, "")
            if found is None:
                raise unsupported_form("beyond the grid", reference)
            if self.sheets and found.sheet and found.sheet not in self.sheets:
                raise unsupported_form("sheet that is not there", reference)
            self.sound.add(reference)

    def addressed(self, text: CellValue, home: CellValue) -> CellValue:
        """Return the address of what a text names, for INDIRECT; `#REF!` where it is not cells.

        `home` is the sheet of the formula, whose own names come first.
        """
        if not isinstance(text, str):
            return text if isinstance(text, ExcelError) else NOWHERE
        if area_of(text, "") is None:
            sheet, mark, name = text.rpartition("!")
            if mark and not sheet.startswith("'"):  # it takes a sheet like 2007 without quotes
                sheet = f"'{sheet}'"
            try:
                text = self.terms.plain(f"{sheet}{mark}{name}", str(home or ""), UNPLACED)
            except SyntaxFault:
                return NOWHERE
        meant = area_of(text, "")  # the library has a sheet more
        known = meant is not None and (meant.sheet in self.sheets or not self.sheets)
        return upright(text) if known or (meant and not meant.sheet) else NOWHERE

    def is_told_by(self, cells: Iterable[tuple[str, Position]]) -> bool:
        """Whether a formula means other cells where others of some constants stand."""
        read = self.told.read if self.told is not None else ()
        return any(Area(sheet.casefold(), *at, *at) in read for sheet, at in cells)

    def called(self, name: str) -> tuple[Closure, str]:
        """Return the LAMBDA that a formula calls by its name when it runs.

        Raises:
            SyntaxFault: where it refers to cells.
        """
        if name not in self.running:
            text = self.terms.plain(lambda_named(name, self.terms.lambdas), "", UNPLACED)
            tree, references = tree_of(tokens_of(text))
            found = lambda_of(tree.arguments[0])
            if found is None or references:
                raise unsupported_form("LAMBDA that calls itself and reads cells")
            writer = FormulaWriter(self.hosts, references, array=True)
            self.running[name] = writer.closed(found)
        return self.running[name]

    def _shape(
        self, text: str, *, array: bool, texts: bool, wide: bool, home: str
    ) -> tuple[Shape, list[str]]:
        tokens = tokens_of(text)
        outside = external_reference(tokens)
        if outside is not None:
            raise unsupported_form("another workbook", outside)
        tree, references = tree_of(tokens)
        tree, unwritten = as_meant(tree) if MEANT in text else (tree, [])
        undefined = self._undefined(tree)
        if undefined:
            lost = {name.casefold() for name in undefined}
            tree = without(tree, lost.__contains__)
        functions = frozenset(function_names(tokens)) - {"SINGLE", "LAMBDA", CALL, MEANT}
        for stored, name in add_in_functions(tokens):
            if name not in self.hosts:
                raise UnsupportedFunctionError(stored)
        self._refuse_functions(functions)
        writer = FormulaWriter(
            self.hosts,
            references,
            array,
            texts=texts,
            passes_over=bool(self.passed_over),
            hides=self.passed_over.hides,
            wide=wide,
            home=home,
        )
        template = writer.formula(tree)
        excel = functions - self.hosts.keys()
        unverified = (*sorted(excel - conformance.CLASSES.keys()), *template.unverified)
        if undefined and unverified and excel.isdisjoint(conformance.TAKING_ERRORS):
            template, unverified = FormulaTemplate(("=#NAME?",), (), dynamic=False), ()
        if self.epoch_1904:
            unverified += tuple(sorted(excel & NOT_IN_1904))
        dynamic = template.dynamic or bool(excel & conformance.DYNAMIC)
        volatile = bool(excel & (conformance.CLOCK | conformance.DYNAMIC))
        pieces = (*template.pieces, *unwritten)
        template = replace(template, pieces=pieces, dynamic=dynamic)
        shape = Shape(
            template,
            unverified,
            bool(excel & conformance.CLOCK),
            volatile,
            bool(excel & conformance.ITERATED),
            undefined,
            not excel.isdisjoint(conformance.SWALLOWING),
            not excel.isdisjoint(conformance.HIDING),
            excel,
            ours=not functions.isdisjoint(self.hosts.keys()),
            meetings=tuple(writer.meetings),
        )
        return shape, references

    def _undefined(self, tree: Group) -> tuple[str, ...]:
        """Return the names in a formula that are nowhere defined, where that is certain."""
        found = tuple(dict.fromkeys(names_in(tree)))
        for name in found:
            _refuse_several_sheets(name)
            if name.casefold().startswith(ETA):
                raise unsupported_form("LAMBDA elsewhere")
            barred = "[" in name or name.rpartition("!")[2].casefold() in self.barred
            if barred:
                raise UndefinedNameError(f"the name {name} is not defined in this workbook")
        return found

    def _refuse_functions(self, functions: frozenset[str]) -> None:
        for name in sorted(functions):
            if name in conformance.RANDOM:
                raise unsupported_form("random function", name)
            if name in conformance.ENVIRONMENT:
                raise unsupported_form("function of the computer", name)
            host = self.hosts.get(name)
            if host is None and not self.known(name):
                raise UnsupportedFunctionError(name)
            if self.epoch_1904 and host and any(map(host.takes_date, range(PLACES))):
                raise SyntaxFault(f"{name} reads dates of the 1900 date system only")


def _with_its_end(reference: str, home: str) -> str:
    """Write a whole row as cells: of ``1:1`` the library leaves out what is not in use."""
    area = area_of(reference, home)
    if area is None or not area.is_row:
        return reference
    prefix, mark, _ = reference.rpartition("!")
    return f"{prefix}{mark}A{area.top}:{column_letters(area.right)}{area.bottom}"


def _refuse_several_sheets(reference: str) -> None:
    sheets, mark, _ = reference.rpartition("!")
    if mark and ":" in sheets:
        raise unsupported_form("3-D reference elsewhere", reference)
