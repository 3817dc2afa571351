"""News articles of our own on twenty-three topics, with the reports that a careful coder would record, and how we read them."""
