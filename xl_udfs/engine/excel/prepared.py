"""Formulas as the calculation library takes them, and what they refer to."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from xl_udfs.cells import ExcelError
from xl_udfs.engine.excel.rewriting.uneven import Meeting
from xl_udfs.engine.formula.areas import Area, area_of, intersected, is_upright, upright
from xl_udfs.engine.formula.pieces import FormulaTemplate, Slot
from xl_udfs.engine.formula.stored import MARK_DATE, SyntaxFault
from xl_udfs.engine.references import Position
from xl_udfs.engine.workbook.own_row import SharedReference, measured, written

MOST_CELLS = 1 << 24


@dataclass(frozen=True, slots=True)
class Shape:
    """What all formulas that differ only in their references have in common."""

    template: FormulaTemplate
    unverified: tuple[str, ...]  # Excel functions in it that no case has verified
    reads_clock: bool
    volatile: bool
    iterated: bool  # it calls what Excel itself finds only nearly
    undefined: tuple[str, ...]  # names in it that no one defines
    swallows: bool  # whether an error among the cells that it reads may not show in its value
    hides: bool  # whether an error in its midst may not
    calls: frozenset[str]  # Excel's functions in it
    ours: bool = False  # whether it calls a function that is not Excel's
    meetings: tuple[Meeting, ...] = ()  # of arrays that must be filled up where one is too short


class Prepared(NamedTuple):
    """One formula as the library takes it."""

    form: str
    shape: Shape
    reference_forms: tuple[str, ...]
    row: int | None  # its own; None where the form is the text

    @property
    def text(self) -> str:
        """The whole formula, with its equals sign, upright."""
        text = self.form if self.row is None else written(self.form, self.row)
        return text if self.is_upright else f"={upright(text[1:])}"

    @property
    def is_upright(self) -> bool:
        """Whether all its references are."""
        return all(is_upright(each) for each in self.references if ":" in each)

    @property
    def references(self) -> tuple[str, ...]:
        """Its references, in their order."""
        if self.row is None:
            return self.reference_forms
        return tuple(written(form, self.row) for form in self.reference_forms)


def slots_of(shape: Shape) -> list[Slot]:
    """Return the places of references in a shape."""
    return [piece for piece in shape.template.pieces if isinstance(piece, Slot)]


def refuse_blocks(shape: Shape, references: Sequence[str], sheet: str) -> None:
    """Refuse a block of which one line is meant, for which the library gives one cell.

    Raises:
        SyntaxFault: where there is one.
    """
    for slot in slots_of(shape):
        area = area_of(references[slot.number], sheet) if slot.one_line else None
        if area is not None and area.top != area.bottom and area.left != area.right:
            raise SyntaxFault(
                f"INDEX of {references[slot.number]} with one place, where Excel gives a whole "
                "row; write the column too"
            )


def filled(shape: Shape, placed: Callable[[Slot], str]) -> str:
    """Write a shape with its references."""
    pieces = shape.template.pieces
    return "".join(piece if isinstance(piece, str) else placed(piece) for piece in pieces)


def areas(prepared: Prepared, sheet: str, position: Position) -> Iterator[Area]:
    """Yield the cells that a formula refers to."""
    references = prepared.references  # written once
    for number, intersect in _read(prepared.shape):
        reference = references[number]
        area: Area | None = area_of(reference, sheet)
        if area is not None and intersect:
            area = intersected(reference, area, *position)[1]
        if area is not None:
            yield area


def areas_down(prepared: Prepared, sheet: str, column: int) -> Callable[[int], Iterator[Area]]:
    """Return what gives the cells that the copies of a formula refer to, by their rows."""
    slots = _read(prepared.shape)
    if any(intersect and ":" in prepared.reference_forms[number] for number, intersect in slots):
        return lambda row: areas(prepared._replace(row=row), sheet, (row, column))
    read = [SharedReference(prepared.reference_forms[number], sheet) for number, _ in slots]
    return lambda row: filter(None, (reference.at(row) for reference in read))


def reach(prepared: Prepared, sheet: str, first: int, last: int) -> Iterator[Area]:
    """Yield for each reference a rectangle that holds what copies in some rows mean by it."""
    for number, _ in _read(prepared.shape):
        read = SharedReference(prepared.reference_forms[number], sheet)
        one, other = read.at(first), read.at(last)
        if one is not None and other is not None:
            yield one._replace(top=min(one.top, other.top), bottom=max(one.bottom, other.bottom))
        else:
            yield from filter(None, (one, other))


def _read(shape: Shape) -> dict[tuple[int, bool], None]:
    """Return the numbers of the references that are read, and whether as one value; each once."""
    return dict.fromkeys(
        (slot.number, slot.intersect) for slot in slots_of(shape) if not slot.measure
    )


def too_large(prepared: Prepared, sheet: str, value: object) -> bool:
    """Whether a formula came to nothing for the size of a range in it.

    Of a range that it must go through cell by cell, the library takes so many cells; from more
    comes `#NUM!`.
    """
    if value is not ExcelError.NUM and not prepared.shape.hides:
        return False
    found = (area_of(reference, sheet) for reference in prepared.references)
    return any(area is not None and area.cells > MOST_CELLS for area in found)


class Copied(NamedTuple):
    """What the copies of a formula have in common."""

    form: str
    shape: Shape
    reference_forms: tuple[str, ...]
    dated: tuple[SharedReference, ...]  # are marked where they are shown as dates
    shown: tuple[bool, ...]  # which of them are
    beside_texts: tuple[SharedReference, ...]  # may mean a text that ours must read as a number
    texts: bool  # whether one of them does


def is_dated(area: Area | None, shows_date: Callable[[Area], bool]) -> bool:
    """Whether an area is shown as dates."""
    return area is not None and shows_date(area)


def copies_of(
    shape: Shape,
    forms: tuple[str, ...],
    sheet: str,
    row: int,
    shows_date: Callable[[Area], bool],
    *,
    beside_texts: tuple[SharedReference, ...],
    texts: bool,
) -> Copied:
    """Return what the copies of a formula have in common; `row` is that of one."""
    dated = {
        slot.number: SharedReference(forms[slot.number], sheet)
        for slot in slots_of(shape)
        if slot.mark_date
    }
    shown = {number: is_dated(dated[number].at(row), shows_date) for number in dated}

    def placed(slot: Slot) -> str:
        if slot.measure:
            return measured(forms[slot.number], slot.measure) or ""
        form = forms[slot.number]
        return f"{MARK_DATE}({form})" if slot.mark_date and shown[slot.number] else form

    return Copied(
        filled(shape, placed),
        shape,
        forms,
        tuple(dated.values()),
        tuple(shown.values()),
        beside_texts,
        texts,
    )
