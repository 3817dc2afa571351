"""The benchmark folder: gold files, and the scorers that lie beside them and are loaded as they are."""

from __future__ import annotations

import gzip
import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

from onrecord.model import Article

Row = dict[str, Any]


class BenchData:
    """The folder named by ``BENCH_DATA``. Raises ``FileNotFoundError`` where a gold file or scorer is missing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        if not (folder / "adapt.py").is_file():
            raise FileNotFoundError(
                f"{folder}: no benchmark data here (adapt.py is missing); give --data FOLDER"
            )

    def rows(self, name: str) -> list[Row]:
        """Return the rows of a gold file, such as ``events/plv_train.jsonl``."""
        with (self.folder / name).open(encoding="utf-8") as stream:
            return [json.loads(line) for line in stream if line.strip()]

    def scorer(self, name: str) -> ModuleType:
        """Load a scorer, such as ``score_events``, from the folder itself."""
        spec = importlib.util.spec_from_file_location(name, self.folder / f"{name}.py")
        if spec is None or spec.loader is None:
            raise FileNotFoundError(f"{self.folder}/{name}.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    def articles(self, rows: list[Row]) -> list[Article]:
        """Return gold rows as articles, text untouched, by the same mapping as ``adapt.py input``."""
        return [
            Article(id=a["id"], text=a["text"], published=a["published"], language="en")
            for a in self.scorer("adapt").articles(rows)
        ]

    def pages(self) -> dict[str, bytes]:
        """Return the HTML of the benchmark's pages by id."""
        return {
            path.name.removesuffix(".html.gz"): gzip.decompress(path.read_bytes())
            for path in sorted((self.folder / "pages" / "html").glob("*.html.gz"))
        }
