"""One model, many books: the classes and holders of a cap table as inputs of another workbook.

`position.read_position` reads a cap table, recomputed; a module a template maps what it found to
the inputs and rows of that template, as a pure function. `books` brings both together.
"""
