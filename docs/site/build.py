"""Build the docs site: ``python docs/site/build.py`` writes ``out/site``; a warning is an error.

The sources are the pages in ``docs`` and those made from the code (``generated.py``), put together in ``out/docs``. What
they link to outside ``docs`` becomes plain words. Nothing is fetched, and no page fetches anything from elsewhere.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

from sphinx.cmd.build import main as sphinx

sys.path.insert(0, str(Path(__file__).parent))
from generated import ROOT, pages

_SECTIONS: dict[str, tuple[str, ...]] = {
    "Begin": ("tutorial", "notebook"),
    "How to": (
        "how-to/read", "watch", "alerts", "how-to/follow", "how-to/correct", "how-to/python", "how-to/serve", "how-to/export", "how-to/report",
        "backfill", "quotes", "ontology-file", "plugins", "explain",
    ),
    "How it works": ("events", "ledger", "times", "places", "pages", "charts"),
    "How good it is": ("accuracy", "speed", "cards/*"),
    "Reference": ("reference/*", "api", "exports", "csv"),
}  # fmt: skip
"""The pages of each part; what is not there yet is left out, and a page that no part names fails the build."""
_OUTSIDE = re.compile(r"\[([^\]]+)\]\(((?:\.\./)+[\w./-]+|[A-Z]+\.md)\)")


def assemble(folder: Path) -> None:
    """Put the sources together."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "docs", folder, ignore=shutil.ignore_patterns("*.py", "site", "notebooks"))
    for name, text in pages().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for path in folder.rglob("*.md"):
        path.write_text(_inside(path.read_text(encoding="utf-8"), path, folder), encoding="utf-8")
    index = folder / "index.md"
    index.write_text(index.read_text(encoding="utf-8") + _contents(folder), encoding="utf-8")


def _inside(text: str, path: Path, folder: Path) -> str:
    def kept(found: re.Match[str]) -> str:
        target = (path.parent / found[2]).resolve()
        return found[0] if target.is_relative_to(folder.resolve()) and target.exists() else f"`{found[1]}`"

    return _OUTSIDE.sub(kept, text)


def _contents(folder: Path) -> str:
    parts = []
    for title, names in _SECTIONS.items():
        found = [p for name in names for p in sorted(folder.glob(f"{name}.md"))]
        listed = "\n".join(p.relative_to(folder).with_suffix("").as_posix() for p in found)
        parts.append(f"\n```{{toctree}}\n:caption: {title}\n:hidden:\n\n{listed}\n```\n")
    return "".join(parts)


def main() -> int:
    """Build and return the exit status."""
    sources, site = ROOT / "out/docs", ROOT / "out/site"
    assemble(sources)
    shutil.rmtree(site, ignore_errors=True)
    return sphinx(
        ["-W", "--keep-going", "-q", "-b", "html", "-c", str(ROOT / "docs/site"), str(sources), str(site)]
    )


if __name__ == "__main__":
    sys.exit(main())
