"""The add-in for Excel on Windows, Mac and the web: Office.js, with Python in the browser.

`cells`, `batch`, `names` and `packages` run inside Pyodide, beside the core and the functions;
the others make the folder of static files, its manifest, and workbooks that call the add-in.
"""
