"""LibreOffice Calc: the add-in that runs inside it, and runs of the program itself."""
