"""What commands share: options, many workbooks, what is written, exit codes."""
