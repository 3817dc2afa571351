"""The rules of the house that no linter knows: short files, short functions, one way of naming rooms."""

import ast
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[1]
_FILES = sorted(p for folder in ("src", "bench", "training") for p in (_ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("path", _FILES, ids=lambda p: str(p.relative_to(_ROOT)))
def test_files_and_functions_are_short(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= 400
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            # create_app holds the routes as inner functions, each short
            inner = any(isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef) for n in node.body)
            assert inner or (node.end_lineno or 0) - node.lineno < 50, node.name


def test_no_room_for_leftovers() -> None:
    names = {p.stem for p in _FILES} | {p.parent.name for p in _FILES}
    assert not names & {"utils", "util", "common", "misc", "helpers"}


def test_every_data_file_of_a_room_has_a_card() -> None:
    cards = "\n".join(p.read_text(encoding="utf-8") for p in (_ROOT / "docs" / "cards").glob("*.md"))
    data = [p for p in (_ROOT / "src").rglob("data/*") if p.is_file()]
    assert data
    missing = [p.name for p in data if p.name not in cards]
    assert not missing
