"""From the files of a package to the rows of a cap table.

`source` reads the files, `manifest` and `objects` make objects of them, and the
others make of these holders, classes, securities, what happened to them, and the ledger's lines.
`package.read_package` is what others import.
"""
