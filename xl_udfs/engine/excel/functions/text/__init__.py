"""Excel functions that take texts apart and write them, and numbers as texts."""
