"""From the rows of a cap table to the files of a package.

`parties` makes its standing objects, `lots` and `transactions` what happened, `files` the package;
`files.package_files` is what others import.
"""
