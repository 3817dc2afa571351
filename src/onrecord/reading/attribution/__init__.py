"""Who says so: from syntax and quotation marks to source, cue and content.

``tree`` holds the parse as plain lists, ``quotes`` finds quotation marks, ``frames`` proposes what could be an
attribution, ``quotations`` ties direct speech to its speaker, ``features`` and ``model`` decide, ``spans`` cuts
the spans, ``stance`` names how the source stands to what it says.
"""
