"""What the shipped workbooks are made of."""
