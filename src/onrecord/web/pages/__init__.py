"""One module a page: what it answers at which address."""
