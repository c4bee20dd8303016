"""What other people's workbooks hold: minimal cases, with the values that Excel gives."""
