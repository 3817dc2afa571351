"""Lists of article addresses as work: those of GDELT (https://www.gdeltproject.org/data.html) and plain ones.

GDELT 2.0 lists every 15 minutes what it has read: events (``.export.CSV``, 61 columns, 58 in version 1.0, the address in the last), mentions
(``.mentions.CSV``, 16 columns, the address in the sixth), the knowledge graph (``.gkg.csv``, 27 columns, the address in the
fifth) and its article list (``.gal.json.gz``, JSON lines with ``url``). A ``.urls`` file has an address a line.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from typing import BinaryIO, cast

from onrecord.model import InputError
from onrecord.sources.archives_packed import reason_of_damage, unzipped
from onrecord.sources.damage import MISREAD
from onrecord.sources.documents import Limits, RawDocument
from onrecord.sources.files import too_large

_COLUMNS = {".export.csv": -1, ".mentions.csv": 5, ".gkg.csv": 4}
"""In which column the address stands, from 0; -1 is the last."""
_LINE = 4_000_000
"""Longest line in bytes: the knowledge graph's are long."""
_NO_ADDRESS = "lists no address: one of GDELT's files or a file with an address a line is meant"


def addresses_in(stream: BinaryIO, name: str) -> Iterator[str]:
    """Yield the addresses of a list, each once, in its order. Raises ``InputError`` for a file that cannot be read."""
    lower = name.lower()
    seen: set[bytes] = set()
    try:
        with ExitStack() as stack:
            if lower.endswith(".zip"):
                archive = stack.enter_context(zipfile.ZipFile(stream))
                stream = cast(BinaryIO, stack.enter_context(archive.open(_only_member(archive, name))))
            elif lower.endswith(".gz"):
                stream = stack.enter_context(unzipped(stream))
            column = next((at for suffix, at in _COLUMNS.items() if suffix in lower), None)
            while line := stream.readline(_LINE + 1):
                if len(line) > _LINE:
                    raise InputError(name, f"is no list of addresses: it {too_large(_LINE)}")
                address = _address(line, column, ".gal.json" in lower)
                if address and (key := address.encode("utf-8", "replace")) not in seen:
                    seen.add(key)
                    yield address
    except MISREAD as error:
        raise InputError(name, reason_of_damage(error)) from error


def read_list(
    stream: BinaryIO, name: str, limits: Limits, published: str | None, *, allow_private: bool, skip: int = 0
) -> Iterator[RawDocument | InputError]:
    """Fetch the pages of a list one by one, with the guard of ``fetch``: those after the first ``skip`` alone.

    What fails is an error in its place. robots.txt is asked, and two pages of one host are a second apart (``Visits``).
    """
    from onrecord.sources.visits import Visits

    visits = Visits(limits, allow_private=allow_private)
    number = 0
    try:
        for address in addresses_in(stream, name):
            number += 1
            if number <= skip:
                continue
            try:
                yield visits.page(address, published)
            except InputError as error:
                yield error
        if not number:
            raise InputError(name, _NO_ADDRESS)
    except InputError as error:
        if number >= skip:  # else it was told before
            yield error


def _only_member(archive: zipfile.ZipFile, name: str) -> str:
    names = [n for n in archive.namelist() if not n.endswith("/")]
    if len(names) != 1:
        raise InputError(name, f"holds {len(names)} files: unpack it and give the lists one by one")
    return names[0]


def _address(line: bytes, column: int | None, is_json: bool) -> str | None:
    """The address in a line, ``None`` for a line that has none: GDELT also lists broadcasts and citations."""
    text = line.decode("utf-8", "replace").strip("\ufeff\r\n")
    if is_json:
        try:
            row = json.loads(text)
        except (ValueError, RecursionError):
            return None
        found = row.get("url") if isinstance(row, dict) else None
    elif column is None:
        found = text
    else:
        cells = text.split("\t")
        found = cells[column] if len(cells) > column else None
    if not isinstance(found, str):
        return None
    found = found.strip()
    return found if found.lower().startswith(("http://", "https://")) else None
