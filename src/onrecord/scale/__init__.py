"""Many inputs at once."""
