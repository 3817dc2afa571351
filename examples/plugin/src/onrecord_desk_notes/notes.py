"""A kind of file: notes of a desk, with their title and date in the first lines."""

from collections.abc import Iterator
from pathlib import Path

from onrecord.model import InputError
from onrecord.sources import Limits, RawDocument


class Notes:
    """Reads ``.note`` files: a line with the title, one with the date, an empty one, and the text."""

    onrecord_plugin = 1
    suffixes = (".note",)

    def read(self, path: str, limits: Limits) -> Iterator[RawDocument | InputError]:
        """Yield the note of one file."""
        if Path(path).stat().st_size > limits.document_bytes:
            yield InputError(path, "is too large for a note: split it")
            return
        title, date, empty, text = (Path(path).read_text(encoding="utf-8") + "\n\n\n").split("\n", 3)
        if empty.strip() or not text.strip():
            yield InputError(path, "is no note: write title, date, an empty line, and the text")
            return
        yield RawDocument(
            name=path, id=Path(path).name, kind="text", content=text.strip(), title=title, published=date
        )
