"""What is not one document's: classes of stock side by side, and how proceeds are shared."""
