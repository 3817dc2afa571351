"""Who is quoted: the attributions of records as quotations, and the quotations of each person, body or document."""

from onrecord.quoting.listing import quotations
from onrecord.quoting.records import Form, Piece, Quotation, Quoted, SourceKind
from onrecord.quoting.sources import by_source, is_of

__all__ = ["Form", "Piece", "Quotation", "Quoted", "SourceKind", "by_source", "is_of", "quotations"]
