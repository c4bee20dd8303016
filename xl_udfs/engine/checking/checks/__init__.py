"""Checks of a workbook, one file and one id each; `catalogue` lists them."""
