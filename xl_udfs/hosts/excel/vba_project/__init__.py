"""VBA projects without Office: read, a module added, written anew (MS-OVBA, MS-CFB).

`project.read_project` and `Project.content` are the way in and out, of bytes that may come from a
stranger; nothing here knows of our functions. What is written is source alone, the form that Excel
compiles as it opens the workbook.
"""
