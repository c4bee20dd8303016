"""Commands that make new files: workbooks, letters, pictures, packages."""
