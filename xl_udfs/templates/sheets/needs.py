"""Formulas that stay empty while what they take is empty: ``IF(in_shares="","",…)``.

A workbook that is not filled in shows no error and no made-up zero. The guard is written with the
formula: for each cell that it takes by itself, and for the ranges that it `needs`. The first
argument of an IF guards all of it, each other argument only itself, so that a branch that is not
taken asks for nothing.
"""

from collections.abc import Callable, Iterator, Sequence

from openpyxl.worksheet.worksheet import Worksheet

from xl_udfs.engine.formula.areas import area_of
from xl_udfs.engine.formula.tokens import Token, TokenKind, arguments_at, text_of, tokens_of
from xl_udfs.engine.references import area as ends_of
from xl_udfs.templates.sheets.words import TemplateWorkbook, WordPlace, said

ANSWERS = {  # functions that give an answer for a blank, too
    *("ISBLANK", "ISNUMBER", "ISTEXT", "COUNT", "COUNTA", "COUNTBLANK"),
    *("ROW", "ROWS", "COLUMN", "COLUMNS"),
}
COUNTS = {"COUNTIF", "COUNTIFS"}  # of a range; what they look for must be there
EMPTY = '""'
OPEN_GUARD, CLOSE_GUARD = "⟦", "⟧"  # around the parts of a guard, until the formula is written
LOOKUP, QUESTIONS = "INDEX(", {"ISBLANK(", "ISNUMBER(", "ISTEXT("}
NUMBERS = {"N(", "SUM("}  # of one cell: 0 where it shows nothing
COMPARISONS = {"=", "<>"}
PARENTHESES = (TokenKind.FUNCTION, TokenKind.OPEN)
REFERRING = (TokenKind.REFERENCE, TokenKind.STRUCTURED, TokenKind.NAME)


def needs(formula: str, *ranges: str) -> str:
    """Return a formula that stays empty while a range shows nothing at all.

    Only a formula asks for it that would else give an error, or a number made of nothing.

    Args:
        formula: with or without its equals sign.
        ranges: those that it needs, or cells; without them, all the ranges that it takes.
    """
    body = formula.removeprefix("=")
    taken = ranges or dict.fromkeys(
        token.text for token in tokens_of(body) if token.kind in REFERRING and _is_range(token.text)
    )
    equals = formula[: len(formula) - len(body)]
    empty = _any([_shows_nothing(cells) for cells in taken])
    return f"{equals}⟦IF({empty},{EMPTY},⟧{body}⟦)⟧"


def unguarded(formula: str) -> str:
    """Return a formula without what it `needs`."""
    parts = formula.split(OPEN_GUARD)
    return parts[0] + "".join(part.partition(CLOSE_GUARD)[2] for part in parts[1:])


def with_guards(formula: str, sheet: Worksheet, row: int, column: int) -> str:
    """Return a formula as its cell has it: empty while what it takes is empty, or does not fit."""
    book = sheet.parent
    if not isinstance(book, TemplateWorkbook):
        return _whole(formula)
    own = (sheet.title.casefold(), row, column)
    if book.filled:
        within = unguarded(formula)
    elif not book.guards:
        within = _whole(formula)
    else:

        def awaited(reference: str) -> bool:
            if reference.startswith("out_") and reference not in book.defined_names:
                return True  # a result that is still to be written
            cell = _cell_of(book, reference, sheet.title)
            return cell not in {None, own} and book.awaited.get(cell, True)

        within = guarded(_whole(formula), awaited)
    asked = book.stops.get(own)
    return within if asked is None else f"=IF({asked}>0,{EMPTY},{within.removeprefix('=')})"


def guarded(formula: str, awaited: Callable[[str], bool]) -> str:
    """Return a formula that is empty where a reference that it waits for is empty.

    Args:
        formula: with its equals sign.
        awaited: whether it waits for a reference, a name, or a cell that it looks up in a list.
    """
    tokens = tokens_of(formula.removeprefix("="))
    asked = frozenset(_asked(tokens))
    given = {ref for ref in _references(tokens) if ref in asked or not awaited(ref)}
    return "=" + _wrapped(tokens, asked | given)


def _whole(formula: str) -> str:
    return formula.replace(OPEN_GUARD, "").replace(CLOSE_GUARD, "")


def may_be_empty(formula: str) -> bool:
    """Return whether a formula may be empty though all is there: what takes it knows what to do."""
    if EMPTY not in formula:
        return False
    tokens = tokens_of(said(unguarded(formula)).removeprefix("="))
    return any(
        token.text == EMPTY
        and (before.kind in PARENTHESES or before.kind is TokenKind.COMMA)
        and after.kind in {TokenKind.COMMA, TokenKind.CLOSE}
        for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False)
    )


def empty_cell(cell: str) -> str:
    """Return a condition: a cell shows nothing."""
    return f"{cell}={EMPTY}"


def _is_range(reference: str) -> bool:
    return ":" in reference or "[" in reference


def _shows_nothing(cells: str) -> str:
    if _is_range(cells):
        return f"COUNTBLANK({cells})=ROWS({cells})*COLUMNS({cells})"
    return empty_cell(cells)


def _cell_of(book: TemplateWorkbook, reference: str, home: str) -> WordPlace | None:
    """Return the cell of a reference, the first of a list for one looked up; None for a range."""
    if reference.startswith(LOOKUP):
        listed = tokens_of(reference)[1].text
        if "[" in listed:
            return _top_of(book, listed)
        found = area_of(listed, home)
    elif _is_range(reference):
        return None
    elif reference in book.defined_names:
        found = area_of(book.defined_names[reference].attr_text, home)
        found = found if found is not None and found.is_cell else None
    else:
        found = area_of(reference, home)
    return None if found is None else (found.sheet, found.top, found.left)


def _top_of(book: TemplateWorkbook, column: str) -> WordPlace | None:
    """Return the first cell of a column of a table: ``tblHolders[Shares held]``."""
    name, _, title = column.removesuffix("]").partition("[")
    for sheet in book.worksheets:
        if name in sheet.tables:
            table = sheet.tables[name]
            (top, left), _ = ends_of(table.ref)
            return (sheet.title.casefold(), top + 1, left + table.column_names.index(title))
    return None


def _any(conditions: Sequence[str]) -> str:
    return conditions[0] if len(conditions) == 1 else f"OR({','.join(conditions)})"


def _wrapped(tokens: Sequence[Token], given: frozenset[str]) -> str:
    parts = _arguments_of_if(tokens)
    head = tokens if parts is None else parts[0]
    needed = [ref for ref in dict.fromkeys(_references(head)) if ref not in given]
    if parts is None:
        body = text_of(tokens)
    else:
        branches = (_wrapped(part, given.union(needed)) for part in parts[1:])
        body = f"IF({','.join((text_of(head), *branches))})"
    if not needed:
        return body
    return f"IF({_any([empty_cell(ref) for ref in needed])},{EMPTY},{body})"


def _references(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the references, names and looked up cells outside of functions that answer for a blank.

    A looked up cell is ``INDEX(A$8:A$11,ROWS(D$8:D8))``: the cell of a list for this row.
    """
    inside: list[str] = []
    skip = -1
    for place, token in enumerate(tokens):
        asks = inside[-1] if inside else ""
        if place > skip and (end := _end_of_lookup(tokens, place)) is not None:
            skip = end
            if asks not in ANSWERS:
                yield text_of(tokens[place : end + 1])
        if token.kind in PARENTHESES:
            inside.append(token.text.rstrip("(").upper())
        elif token.kind is TokenKind.CLOSE:
            inside.pop()
        elif (
            place > skip
            and token.kind in REFERRING
            and asks not in ANSWERS
            and not (asks in COUNTS and _is_range(token.text))
        ):
            yield token.text


def _end_of_lookup(tokens: Sequence[Token], start: int) -> int | None:
    """Return where an INDEX of a list for this row ends, None where none begins."""
    if tokens[start].text.upper() != LOOKUP or start + 1 == len(tokens):
        return None
    if tokens[start + 1].kind not in REFERRING or not _is_range(tokens[start + 1].text):
        return None
    end = arguments_at(tokens, start)[1] - 1
    inside = tokens[start + 2 : end]
    counted = {token.text.upper() for token in inside if token.kind is TokenKind.FUNCTION}
    return end if counted and counted <= {"ROW(", "ROWS("} else None


def _asked(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the references that the formula asks about: ISBLANK(A1), A1="", ISNUMBER(A1)."""
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        is_whole = token.kind in REFERRING and after.kind is TokenKind.CLOSE
        asks = before.text.upper()
        if is_whole and (asks in QUESTIONS or (asks in NUMBERS and not _is_range(token.text))):
            yield token.text
        if token.text in COMPARISONS and EMPTY in {before.text, after.text}:
            yield before.text if after.text == EMPTY else after.text
    for place in range(len(tokens)):
        end = _end_of_lookup(tokens, place)
        if end is not None:
            asked = place and tokens[place - 1].text.upper() in QUESTIONS
            compared = [token.text for token in tokens[end + 1 : end + 3]]
            if asked or (compared[:1] and compared[0] in COMPARISONS and compared[1:] == [EMPTY]):
                yield text_of(tokens[place : end + 1])


def _arguments_of_if(tokens: Sequence[Token]) -> list[Sequence[Token]] | None:
    """Return the arguments where all of the tokens are one IF, else None."""
    if tokens[0].text.upper() != "IF(":
        return None
    parts, end = arguments_at(tokens, 0)
    return parts if end == len(tokens) else None
