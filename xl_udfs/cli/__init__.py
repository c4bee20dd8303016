"""One file per command: parse, call, print, exit code. `frame` has what commands share."""

import os

# Where lxml is installed, openpyxl writes XML with it, in other bytes: what is built would depend
# on what else is installed. It looks at this once, when it is imported first.
os.environ["OPENPYXL_LXML"] = "False"
