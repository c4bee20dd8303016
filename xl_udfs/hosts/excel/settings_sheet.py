"""The sheet of a workbook from which xlwings reads its settings, from A1 down."""

from html import escape

from xl_udfs.hosts.excel.vba import MODULE

SETTINGS = "xlwings.conf"  # its name
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def settings_sheet(interpreter: str, code_name: str) -> bytes:
    """Return the part of the sheet.

    Args:
        interpreter: path of python.exe on the computer that has Excel.
        code_name: of the sheet, for VBA.
    """
    rows = [
        ("Interpreter_Win", interpreter, "Path of the python.exe that has xl-udfs installed"),
        ("UDF Modules", MODULE, "The Python module that holds the functions"),
        (
            "ADD_WORKBOOK_TO_PYTHONPATH",
            "false",
            "The functions are installed: nothing beside the workbook is run, on OneDrive or not",
        ),
    ]
    cells = "".join(
        f'<row r="{row}">'
        + "".join(
            f'<c r="{column}{row}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
            for column, text in zip("ABC", texts, strict=True)
        )
        + "</row>"
        for row, texts in enumerate(rows, start=1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{MAIN}"><sheetPr codeName="{code_name}"/><dimension ref="A1:C3"/>'
        '<cols><col min="1" max="1" width="32" customWidth="1"/>'
        '<col min="2" max="3" width="80" customWidth="1"/></cols>'
        f"<sheetData>{cells}</sheetData></worksheet>"
    ).encode()
