"""Records to and from the formats other programs read."""

from onrecord.formats.csv_reports import COLUMNS as CSV_COLUMNS
from onrecord.formats.writers import FORMATS, write_records

__all__ = ["CSV_COLUMNS", "FORMATS", "write_records"]
