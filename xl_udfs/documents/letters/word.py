"""A letter as a Word document: the same bytes every time."""

from collections.abc import Callable, Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xl_udfs.core.letters.letter import FigureTable, Form, Letter, Paragraph, Points, Signature

if TYPE_CHECKING:
    from docx.document import Document

FONT = "Times New Roman"
WRITTEN = datetime(2005, 7, 19)  # noqa: DTZ001 - as Word has it; no clock is read
OLDEST = (1980, 1, 1, 0, 0, 0)  # of a member of a zip
# of the library's own empty document: a picture of it, and its styles once more, for Word 2010
BROUGHT = ("/thumbnail", "/stylesWithEffects")
WIDTH, LABEL, ROLE = 6.5, 3.0, 0.7  # inches: of the text, of a form's label, of To and RE
FIGURE = 1.6  # inches, of a column of figures
ROOM = 8  # points, below a table


def word_bytes(letter: Letter) -> bytes:
    """Return the file.

    Raises:
        ImportError: without python-docx, which the extra `letters` brings.
    """
    import docx  # noqa: PLC0415 - an extra
    from docx.shared import Pt  # noqa: PLC0415

    document = docx.Document()
    _set_up(document, letter)
    _head(document, letter)
    for block in letter.body:
        _write(document, block)
    _keep_with_next(document, letter.body[-1])
    _sign(document, letter)
    if letter.annex is not None:
        heading = document.add_heading(letter.annex.heading, 1)
        heading.paragraph_format.page_break_before = True
        heading.paragraph_format.space_after = Pt(18)
        for block in letter.annex.body:
            _write(document, block)
    return _packed(document)


def _set_up(document: "Document", letter: Letter) -> None:
    from docx.shared import Inches, Pt  # noqa: PLC0415

    normal: Any = document.styles["Normal"]
    _font(normal, 11)
    normal.paragraph_format.space_after = Pt(9)
    for name, size in (("Heading 1", 17), ("Heading 2", 11)):
        heading: Any = document.styles[name]
        _font(heading, size)
        heading.font.bold = True
        heading.paragraph_format.space_before = Pt(0)
        heading.paragraph_format.space_after = Pt(9)
    section = document.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin = section.right_margin = Inches(1)
    section.top_margin = section.bottom_margin = Inches(1)
    section.different_first_page_header_footer = True
    for header, running in ((section.first_page_header, ""), (section.header, letter.running)):
        _header(header, letter.draft, running)
    for footer in (section.first_page_footer, section.footer):
        _footer(footer, letter.address)
    properties: Any = document.core_properties
    properties.title, properties.author = letter.running or letter.subject, letter.letterhead
    properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = WRITTEN
    properties.language = "en-US"


def _font(style: Any, size: float) -> None:  # noqa: ANN401 - a style of a paragraph
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Pt, RGBColor  # noqa: PLC0415

    style.font.name, style.font.size = FONT, Pt(size)
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.attrib.pop(qn(f"w:{kind}Theme"), None)  # it would win over the name
        fonts.set(qn(f"w:{kind}"), FONT)


def _header(header: Any, draft: str, running: str) -> None:  # noqa: ANN401
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.shared import Pt, RGBColor  # noqa: PLC0415

    header.is_linked_to_previous = False
    paragraph = header.paragraphs[0]
    if draft:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(draft)
        run.bold, run.font.size, run.font.color.rgb = True, Pt(9), RGBColor(0xA0, 0, 0)
        if running:
            paragraph = header.add_paragraph()
    if running:
        run = paragraph.add_run(running)
        run.font.size, run.font.color.rgb = Pt(9), RGBColor(90, 90, 90)


def _footer(footer: Any, address: str) -> None:  # noqa: ANN401
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415

    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    if address:
        _small(paragraph).text = address
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = 0
        paragraph = footer.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _small(paragraph).text = "Page "
    _field(paragraph, "PAGE")
    _small(paragraph).text = " of "
    _field(paragraph, "NUMPAGES")


def _small(paragraph: Any) -> Any:  # noqa: ANN401
    from docx.shared import Pt, RGBColor  # noqa: PLC0415

    run = paragraph.add_run()
    run.font.size, run.font.color.rgb = Pt(9), RGBColor(90, 90, 90)
    return run


def _field(paragraph: Any, name: str) -> None:  # noqa: ANN401
    """Add a field that Word fills in; python-docx has no call for one."""
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    for kind in ("begin", "instruction", "separate", "text", "end"):
        run = _small(paragraph)
        if kind == "text":
            run.text = "1"
            continue
        element: Any = OxmlElement("w:instrText" if kind == "instruction" else "w:fldChar")
        if kind == "instruction":
            element.set(qn("xml:space"), "preserve")
            element.text = f" {name} "
        else:
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)  # noqa: SLF001 - no other way in


def _head(document: "Document", letter: Letter) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    if letter.exhibit:
        document.add_paragraph(letter.exhibit).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for text in filter(None, (letter.letterhead, letter.heading)):
        heading = document.add_heading(text, 1)
        heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
        heading.paragraph_format.space_after = Pt(18)
        if text == letter.letterhead:
            _rule(heading)
    if letter.day:
        document.add_paragraph(letter.day).paragraph_format.space_after = Pt(14)
    if letter.to and letter.letterhead:
        _beside(document, "To:", "\n".join(letter.to), "Normal")
    elif letter.to:
        document.add_paragraph("\n".join(letter.to)).paragraph_format.space_after = Pt(14)
    if letter.subject:
        _beside(document, "RE:", letter.subject, "Heading 2")


def _rule(paragraph: Any) -> None:  # noqa: ANN401
    """Draw a line below a paragraph."""
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", "6"), ("space", "8"), ("color", "808080")):
        bottom.set(qn(f"w:{key}"), value)
    borders.append(bottom)
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc"
    )


def _beside(document: "Document", role: str, text: str, style: str) -> None:
    from docx.shared import Inches, Pt  # noqa: PLC0415

    paragraph = document.add_paragraph(style=style)
    paragraph.add_run(f"{role}\t").bold = False
    paragraph.add_run(text)
    paragraph.paragraph_format.left_indent = Inches(ROLE)
    paragraph.paragraph_format.first_line_indent = Inches(-ROLE)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Inches(ROLE))
    paragraph.paragraph_format.space_after = Pt(14)


def _write(document: "Document", block: Paragraph | Points | FigureTable | Form) -> None:
    match block:
        case Paragraph(text=text, alone=alone):
            document.add_paragraph(text).paragraph_format.keep_with_next = not alone
        case Points(items=items):
            for item in items:
                document.add_paragraph(item, style="List Bullet")
        case FigureTable(header=header, rows=rows):
            _table(document, header, rows)
        case Form(lines=lines):
            _form(document, lines, (LABEL, WIDTH - LABEL))


def _keep_with_next(document: "Document", block: Paragraph | Points | FigureTable | Form) -> None:
    """Keep the block that was written last on the page of what follows: no signature is alone."""
    paragraphs = document.paragraphs[-1:]
    if isinstance(block, FigureTable | Form):  # and the room below it
        paragraphs += [cell.paragraphs[0] for cell in document.tables[-1].rows[-1].cells]
    for paragraph in paragraphs:
        paragraph.paragraph_format.keep_with_next = True


def _table(document: "Document", header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415

    widths = [WIDTH - FIGURE * (len(header) - 1), *[FIGURE] * (len(header) - 1)]

    def figure(paragraph: Any, row: int, column: int) -> None:  # noqa: ANN401
        if column:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if row == 0:
            paragraph.runs[0].bold = True
        # all on one page, but for a table that is longer than a page
        paragraph.paragraph_format.keep_with_next = row < len(rows)

    table = _grid(document, [header, *rows], widths, figure)
    _mark(table.rows[0], "w:tblHeader")
    for row in table.rows:
        for cell in row.cells:
            _underline(cell, "8" if row is table.rows[0] else "2")
    _below(document, ROOM)


def _below(document: "Document", room: float) -> None:
    """Leave room below a table, in points; without a paragraph there Word opens no file."""
    from docx.shared import Pt  # noqa: PLC0415

    paragraph = document.add_paragraph().paragraph_format
    paragraph.space_after, paragraph.line_spacing = 0, Pt(room)


def _form(
    document: "Document",
    lines: Sequence[tuple[str, str]],
    widths: tuple[float, float],
    room: float = ROOM,
) -> Any:  # noqa: ANN401 - a table of python-docx
    from docx.enum.table import WD_ROW_HEIGHT_RULE  # noqa: PLC0415
    from docx.shared import Pt  # noqa: PLC0415

    def kept(paragraph: Any, row: int, column: int) -> None:  # noqa: ANN401, ARG001
        paragraph.paragraph_format.keep_with_next = row < len(lines) - 1

    table = _grid(document, lines, widths, kept)
    for row, (_, value) in zip(table.rows, lines, strict=True):
        row.height, row.height_rule = Pt(22), WD_ROW_HEIGHT_RULE.AT_LEAST
        if not value:
            _underline(row.cells[1], "6")
    _below(document, room)
    return table


def _grid(
    document: "Document",
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    finish: Callable[[Any, int, int], None],
) -> Any:  # noqa: ANN401 - a table of python-docx
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT  # noqa: PLC0415
    from docx.shared import Inches, Pt  # noqa: PLC0415

    table = document.add_table(rows=len(rows), cols=len(widths))
    table.autofit = False
    for column, width in enumerate(widths):
        table.columns[column].width = Inches(width)  # LibreOffice heeds this, Word the cells'
    for number, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
        _mark(row, "w:cantSplit")
        for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = Inches(widths[column])
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
            paragraph = cell.paragraphs[0]
            paragraph.add_run(text)
            paragraph.paragraph_format.space_before = Pt(1)
            paragraph.paragraph_format.space_after = Pt(1)
            finish(paragraph, number, column)
    return table


def _mark(row: Any, name: str) -> None:  # noqa: ANN401
    from docx.oxml import OxmlElement  # noqa: PLC0415

    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001


def _underline(cell: Any, size: str) -> None:  # noqa: ANN401
    """Draw a line below a cell, in eighths of a point."""
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    borders, bottom = OxmlElement("w:tcBorders"), OxmlElement("w:bottom")
    for key, value in (("val", "single"), ("sz", size), ("space", "0"), ("color", "404040")):
        bottom.set(qn(f"w:{key}"), value)
    borders.append(bottom)
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001
    properties.insert_element_before(borders, "w:shd", "w:noWrap", "w:tcMar", "w:vAlign")


def _sign(document: "Document", letter: Letter) -> None:
    """Write the close and the signatures, which stay together on a page.

    The close and the heading are rows of the table of the first signature: as paragraphs of their
    own LibreOffice parts them from what ends the body, where that just fits on a page.
    """
    above = letter.closing
    for signature in letter.signatures:
        # what would follow the last one could stand alone on a page
        room = 1 if signature is letter.signatures[-1] else ROOM
        _signature(document, signature, above, room)
        above = ""


def _signature(document: "Document", signature: Signature, above: str, room: float) -> None:
    from docx.shared import Pt  # noqa: PLC0415

    longest = max(len(label) for label, _ in signature.lines)
    label = min(2.4, 0.35 + 0.075 * longest)  # inches
    table = _form(document, signature.lines, (label, 4.8 - label), room)
    for text, is_bold, space in ((signature.heading, True, 9), (above, False, 16)):
        if text:
            row = table.add_row()
            table._tbl.remove(row._tr)  # noqa: SLF001 - it has no other way to put a row first
            table.rows[0]._tr.addprevious(row._tr)  # noqa: SLF001
            _mark(row, "w:cantSplit")
            paragraph = row.cells[0].merge(row.cells[1]).paragraphs[0]
            paragraph.add_run(text).bold = is_bold
            paragraph.paragraph_format.keep_with_next = True
            paragraph.paragraph_format.space_after = Pt(space)


def _packed(document: "Document") -> bytes:
    """Return the file without what python-docx's own empty document brings, and without clocks."""
    for relations in (document.part.package.rels, document.part.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.endswith(BROUGHT):
                del relations[key]
    written = BytesIO()
    document.save(written)
    packed = BytesIO()
    with ZipFile(written) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = ZipInfo(name, OLDEST)
            member.compress_type, member.external_attr = ZIP_DEFLATED, 0o600 << 16
            target.writestr(member, source.read(name))
    return packed.getvalue()
