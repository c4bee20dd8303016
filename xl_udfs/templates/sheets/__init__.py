"""What the sheets of all templates share: layout, styles, tables, forms, checks, charts."""
