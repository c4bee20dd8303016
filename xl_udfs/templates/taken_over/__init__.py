"""One model, many books: what a cap table has, as inputs of another workbook.

`position` reads a cap table, recomputed; a module a template says what that template takes
(`taking.TakenOver`), as a pure function. `books` brings both together.
"""
