"""Records for people: tables."""
