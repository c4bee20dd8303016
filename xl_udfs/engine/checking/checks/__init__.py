"""Checks of a workbook, one file and one id each; `all_checks` lists them."""
