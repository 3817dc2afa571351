"""Files, pages, archives and addresses into raw documents. Knows nothing of language."""
