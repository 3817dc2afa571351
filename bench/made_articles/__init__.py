"""News articles of our own on fifteen topics, with the reports that a careful coder would record, and how we read them."""
