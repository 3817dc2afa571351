"""The docs site builds without a warning, and its pages fetch nothing from elsewhere."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]
_SITE = _ROOT / "out/site"
_FETCHED = re.compile(
    r"""<(?:script|img|iframe|source)[^>]+src=["'](?:https?:)?//|<link[^>]+href=["'](?:https?:)?//"""
)


@pytest.fixture(scope="module")
def site() -> Path:
    done = subprocess.run(
        [sys.executable, "docs/site/build.py"], cwd=_ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return _SITE


def test_every_page_of_the_docs_is_on_the_site(site: Path) -> None:
    pages = {p.relative_to(_ROOT / "docs").with_suffix(".html") for p in (_ROOT / "docs").rglob("*.md")}
    assert {page for page in pages if not (site / page).is_file()} == set()


def test_no_page_fetches_anything_from_elsewhere(site: Path) -> None:
    assert [p.name for p in site.rglob("*.html") if _FETCHED.search(p.read_text(encoding="utf-8"))] == []


def test_the_data_dictionary_says_what_fields_mean(site: Path) -> None:
    page = (site / "reference/data.html").read_text(encoding="utf-8")
    assert "Outermost first; empty: the outlet says so in its own voice." in page


def test_every_command_is_in_the_reference(site: Path) -> None:
    from onrecord.cli import main

    page = (site / "reference/commands.html").read_text(encoding="utf-8")
    assert [name for name in main.commands if f"onrecord {name}" not in page] == []
