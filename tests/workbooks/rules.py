"""Rules on the files that we write, each of which Excel answers with a repair or a refusal.

A rule takes the parts of a file and yields a sentence for each fault. openxml-audit knows the
schema; these are about what stands in several places and must agree.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations, pairwise

from openpyxl.utils.cell import coordinate_to_tuple

from tests.workbooks.parts import CHART, MAIN, Parts, overlap, rectangle, text_of
from xl_udfs.engine.references import address

Rule = Callable[[Parts], Iterator[str]]
TYPES = "[Content_Types].xml"
FORBIDDEN_IN_SHEET_NAMES = set(":\\/?*[]")
NAME = re.compile(r"[^\W\d][\w.\\?]*|[\\_][\w.\\?]*")
LIKE_A_CELL = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}|R\d*C\d*|R\d*|C\d*", re.IGNORECASE)
DRAWN_FROM = f"{CHART}f"
LIMITS = {"prompt": 255, "error": 255, "promptTitle": 32, "errorTitle": 32}  # of a validation
LONGEST_FORMULA, LONGEST_TEXT, LONGEST_LIST, LONGEST_SHEET_NAME = 8_192, 32_767, 257, 31


def sheet_names(parts: Parts) -> Iterator[str]:
    """They are legal, no two are alike, and none is History, which Excel keeps for itself."""
    counted = Counter(name.casefold() for name in parts.sheets)
    for name in parts.sheets:
        bad = FORBIDDEN_IN_SHEET_NAMES & set(name) or name.startswith("'") or name.endswith("'")
        if bad or not 1 <= len(name) <= LONGEST_SHEET_NAME or name.casefold() == "history":
            yield f"the sheet name {name!r}"
        if counted[name.casefold()] > 1:
            yield f"two sheets named {name!r}"


def selections(parts: Parts) -> Iterator[str]:
    """At most four in a view, none twice for a pane, and only for panes that are there."""
    for name, sheet in parts.worksheets:
        for view in sheet.iter(f"{MAIN}sheetView"):
            pane = view.find(f"{MAIN}pane")
            across, down = (
                pane is not None and float(pane.get(split, "0")) > 0
                for split in ("xSplit", "ySplit")
            )
            there = {"topLeft"}
            there |= {"topRight"} if across else set()
            there |= {"bottomLeft"} if down else set()
            there |= {"bottomRight"} if across and down else set()
            found = [one.get("pane", "topLeft") for one in view.iter(f"{MAIN}selection")]
            if len(found) > 4 or len(found) != len(set(found)) or not set(found) <= there:
                yield f"{name} has selections for {found}"


def relations(parts: Parts) -> Iterator[str]:
    """Every target is there, no id stands twice, and what has relationships is there itself."""
    names = {part.name for part in parts.package.parts}
    for rels in names:
        if not rels.endswith(".rels"):
            continue
        folder, _, file = rels.rpartition("_rels/")
        source = folder + file.removesuffix(".rels")
        if source and source not in names:
            yield f"{rels} belongs to no part"
            continue
        found = parts.relations(source)
        for one in found:
            if not one.external and one.target not in names:
                yield f"{source} is related to {one.target}, which is not there"
        if len({one.id for one in found}) < len(found):
            yield f"{rels} has an id twice"


def content_types(parts: Parts) -> Iterator[str]:
    """Every Override has a part, every part a type, and nothing is told twice."""
    names = {part.name for part in parts.package.parts} - {TYPES}
    root = parts.root(TYPES)
    overrides = [one.attrib["PartName"].lstrip("/") for one in root if "PartName" in one.attrib]
    defaults = [one.attrib["Extension"].casefold() for one in root if "Extension" in one.attrib]
    for name in sorted(set(overrides) - names):
        yield f"a type for {name}, which is not there"
    for name in sorted(names - set(overrides)):
        if name.rpartition(".")[2].casefold() not in defaults:
            yield f"no type for {name}"
    if len(overrides) > len(set(overrides)) or len(defaults) > len(set(defaults)):
        yield "a type is told twice"


def tables(parts: Parts) -> Iterator[str]:
    """Ids and names stand once, ranges do not overlap, and cells of headers are column names."""
    strings, ids, names = parts.strings(), [], []
    for sheet, root in parts.worksheets:
        cells = {cell.get("r"): cell for cell in root.iter(f"{MAIN}c")}
        ranges = [rectangle(one.attrib["ref"]) for one in root.iter(f"{MAIN}mergeCell")]
        for part in parts.of_kind(parts.sheets[sheet], "table"):
            table = parts.root(part)
            name, reference = table.attrib["displayName"], table.attrib["ref"]
            ids.append(table.attrib["id"])
            names.append(name.casefold())
            ranges.append(rectangle(reference))
            left, top, right, _ = ranges[-1]
            columns = [one.attrib["name"] for one in table.iter(f"{MAIN}tableColumn")]
            if len(columns) != right - left + 1:
                yield f"{name} has {len(columns)} columns in {reference}"
            if len({one.casefold() for one in columns}) < len(columns):
                yield f"{name} has a column twice"
            headers = table.get("headerRowCount", "1") != "0"
            for place, column in enumerate(columns if headers else ()):
                cell = cells.get(address((top, left + place)))
                if cell is None or text_of(cell, strings) != re.sub("_x000a_", "\n", column):
                    yield f"{name}: the header of {column!r}"
        if any(overlap(*pair) for pair in combinations(ranges, 2)):
            yield f"tables or merged cells overlap on {sheet}"
    names += {
        one.attrib["name"].casefold()
        for one in parts.root(parts.workbook).iter(f"{MAIN}definedName")
        if one.get("localSheetId") is None
    }
    for found in (ids, names):
        yield from (f"{one} stands twice" for one, count in Counter(found).items() if count > 1)


def defined_names(parts: Parts) -> Iterator[str]:
    """They are names, stand once in their scope, and mean sheets and cells that are there."""
    seen = set()
    for one in parts.root(parts.workbook).iter(f"{MAIN}definedName"):
        name, text, scope = one.attrib["name"], one.text or "", one.get("localSheetId")
        bare = name.removeprefix("_xlnm.")
        if not NAME.fullmatch(bare) or LIKE_A_CELL.fullmatch(bare) or len(name) > 255:
            yield f"the name {name!r}"
        if (name.casefold(), scope) in seen:
            yield f"the name {name!r} stands twice"
        seen.add((name.casefold(), scope))
        if scope is not None and int(scope) >= len(parts.sheets):
            yield f"the name {name!r} is of sheet {scope}"
        if not text or "#REF!" in text or parts.unknown_sheets(text):
            yield f"the name {name!r} means {text!r}"


def chart_references(parts: Parts) -> Iterator[str]:
    """They name sheets that are there and cells, not #REF!."""
    for part in parts.package.parts:
        if re.fullmatch(r"xl/charts/chart\d*\.xml", part.name):
            for one in parts.root(part.name).iter(DRAWN_FROM):
                text = one.text or ""
                _, _, cells = text.rpartition("!")
                if "#REF!" in text or parts.unknown_sheets(text) or not _is_range(cells):
                    yield f"{part.name} is drawn from {text!r}"


def calculation(parts: Parts) -> Iterator[str]:
    """Excel does not calculate everything on opening: without the add-in that gives #NAME?."""
    for one in parts.root(parts.workbook).iter(f"{MAIN}calcPr"):
        if one.get("fullCalcOnLoad", "0") in {"1", "true"}:
            yield "fullCalcOnLoad is set"


def order(parts: Parts) -> Iterator[str]:
    """Rows rise, and so do the cells within their row."""
    for name, sheet in parts.worksheets:
        rows = [int(row.attrib["r"]) for row in sheet.iter(f"{MAIN}row")]
        if any(one >= other for one, other in pairwise(rows)):
            yield f"rows of {name} do not rise"
        for row in sheet.iter(f"{MAIN}row"):
            places = [coordinate_to_tuple(cell.attrib["r"]) for cell in row]
            if any(one >= other for one, other in pairwise(places)):
                yield f"cells of {name} do not rise in row {row.attrib['r']}"
            if any(place[0] != int(row.attrib["r"]) for place in places):
                yield f"a cell of another row stands in row {row.attrib['r']} of {name}"


def cells(parts: Parts) -> Iterator[str]:
    """The strings and styles that they mean are there, and nothing is longer than Excel takes."""
    strings = parts.strings()
    (styles,) = parts.of_kind(parts.workbook, "styles")
    formats = parts.root(styles).find(f"{MAIN}cellXfs")
    assert formats is not None
    for name, sheet in parts.worksheets:
        for cell in sheet.iter(f"{MAIN}c"):
            where = f"{name}!{cell.attrib['r']}"
            if int(cell.get("s", "0")) >= len(formats):
                yield f"{where} has a style that is not there"
            if len(cell.findtext(f"{MAIN}f", "")) > LONGEST_FORMULA:
                yield f"the formula of {where} is too long"
            meant = int(cell.findtext(f"{MAIN}v", "-1")) if cell.get("t") == "s" else 0
            if not 0 <= meant < max(len(strings), 1):
                yield f"{where} means a string that is not there"
            elif len(text_of(cell, strings)) > LONGEST_TEXT:
                yield f"the text of {where} is too long"


def dimensions(parts: Parts) -> Iterator[str]:
    """The range that a sheet says it uses holds all of its cells."""
    for name, sheet in parts.worksheets:
        used = sheet.find(f"{MAIN}dimension")
        places = [coordinate_to_tuple(cell.attrib["r"]) for cell in sheet.iter(f"{MAIN}c")]
        if used is None or not places:
            continue
        left, top, right, bottom = rectangle(used.attrib["ref"])
        if not all(top <= row <= bottom and left <= column <= right for row, column in places):
            yield f"{name} has cells outside {used.attrib['ref']}"


def validations(parts: Parts) -> Iterator[str]:
    """Their texts and lists are not longer than Excel takes, and their number is told rightly."""
    for name, sheet in parts.worksheets:
        for group in sheet.iter(f"{MAIN}dataValidations"):
            if int(group.get("count", len(group))) != len(group):
                yield f"{name} has {len(group)} validations and says {group.get('count')}"
            for one in group:
                where = f"the validation of {name}!{one.attrib['sqref']}"
                for key, longest in LIMITS.items():
                    if len(one.get(key, "")) > longest:
                        yield f"{where}: {key} is longer than {longest}"
                listed = one.findtext(f"{MAIN}formula1", "")
                if listed.startswith('"') and len(listed) > LONGEST_LIST:
                    yield f"{where}: a list longer than {LONGEST_LIST - 2}"
                if parts.unknown_sheets(listed) or "#REF!" in listed:
                    yield f"{where} takes {listed}"


def links(parts: Parts) -> Iterator[str]:
    """A link within the workbook leads to a sheet that is there."""
    for name, sheet in parts.worksheets:
        for one in sheet.iter(f"{MAIN}hyperlink"):
            target = one.get("location", "")
            if parts.unknown_sheets(target):
                yield f"{name}!{one.attrib['ref']} leads to {target}"


RULES: Mapping[str, Rule] = {
    rule.__name__: rule
    for rule in (
        sheet_names,
        selections,
        relations,
        content_types,
        tables,
        defined_names,
        chart_references,
        calculation,
        order,
        cells,
        dimensions,
        validations,
        links,
    )
}


def _is_range(cells: str) -> bool:
    return re.fullmatch(r"\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?", cells) is not None
