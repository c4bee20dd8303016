"""Two workbooks side by side, and one as stable text."""
