"""An article to run commands on."""

from pathlib import Path

import pytest


@pytest.fixture
def article(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A file with the text ``_TEXT`` of the test's module."""
    path = tmp_path / "article.txt"
    path.write_text(request.module._TEXT, encoding="utf-8")
    return path
