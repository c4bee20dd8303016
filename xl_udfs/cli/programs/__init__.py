"""Commands for the programs that calculate with our functions: Excel, LibreOffice, Office."""
