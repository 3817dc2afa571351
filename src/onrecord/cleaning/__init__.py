"""Raw documents into articles: body, title, date, outlet, language, without page residue."""
