"""The files of other coders (GDELT, POLECAT, ACLED) as records, and our own files read back."""

from onrecord.formats.foreign.reading import READABLE, read_export

__all__ = ["READABLE", "read_export"]
