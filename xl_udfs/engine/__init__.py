"""Workbooks without Excel; knows nothing of preferred stock.

Rooms, each importing only those after it: `running` and `reports`, `comparing`, `tables`,
`writing`, `checking`, `calculation`, `excel`, `formula`, `workbook`, `container`, and the modules
beside them.
"""
