"""What every file that we write must be, whatever it holds."""
