"""Records to and from the formats other programs read."""

from onrecord.formats.csv_reports import COLUMNS as CSV_COLUMNS
from onrecord.formats.quotations import QUOTATION_COLUMNS, QUOTED_COLUMNS, write_quotations, write_quoted
from onrecord.formats.writers import FORMATS, write_records

__all__ = [
    "CSV_COLUMNS",
    "FORMATS",
    "QUOTATION_COLUMNS",
    "QUOTED_COLUMNS",
    "write_quotations",
    "write_quoted",
    "write_records",
]
