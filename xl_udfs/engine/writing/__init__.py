"""New values spliced into a workbook, and files on the disk.

`patch` changes values and leaves every other byte; `outputs` says where a run may write,
`replacing` writes, `attributes` hands on owner, mode and extended attributes.
"""
