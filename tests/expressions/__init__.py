"""Regular expressions against texts made to keep them busy (ReDoS)."""
