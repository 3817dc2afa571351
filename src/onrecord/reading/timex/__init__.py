"""The time tagger: words to expressions (``scan``), expressions to TimeML values (``resolve``)."""
