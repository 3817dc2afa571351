"""What Python's unpackers raise where a file is damaged."""

from __future__ import annotations

import tarfile
import zipfile
import zlib

try:
    from lzma import LZMAError
except ImportError:  # a Python that was built without it unpacks no such file
    _LZMA: tuple[type[Exception], ...] = ()
else:
    _LZMA = (LZMAError,)

DAMAGE: tuple[type[Exception], ...] = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    *_LZMA,
    OSError,
    EOFError,
    NotImplementedError,
)
"""Of a whole file."""
MISREAD: tuple[type[Exception], ...] = (*DAMAGE, ValueError)
"""Of one member, whose sizes and names may be wrong too."""
