"""docs/quotes.md names every field, column and option that there is, and its Python runs."""

import re
import shutil
from pathlib import Path

import msgspec
import pytest

from onrecord.cli import main
from onrecord.formats import QUOTATION_COLUMNS, QUOTED_COLUMNS
from onrecord.quoting import Quotation, Quoted

_ROOT = Path(__file__).parents[1]
_TEXT = (_ROOT / "docs" / "quotes.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("shape", [Quotation, Quoted])
def test_every_field_is_documented(shape: type[msgspec.Struct]) -> None:
    fields = {field.name for field in msgspec.structs.fields(shape)}
    assert {name for name in fields if f"`{name}`" not in _TEXT} == set()


@pytest.mark.parametrize("columns", [QUOTATION_COLUMNS, QUOTED_COLUMNS])
def test_every_column_is_documented(columns: tuple[str, ...]) -> None:
    assert {name for name in columns if f"`{name}`" not in _TEXT} == set()


def test_every_option_exists_and_is_documented() -> None:
    options = {o for p in main.commands["quotes"].params for o in p.opts if o.startswith("--")}
    assert set(re.findall(r"--[a-z][\w-]*", _TEXT)) == options


def test_the_python_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (block,) = re.findall(r"```python\n(.*?)```", _TEXT, re.DOTALL)
    shutil.copy(_ROOT / "examples/january-2020/articles/08-nato-call.html", tmp_path / "article.html")
    monkeypatch.chdir(tmp_path)
    exec(block, {})
    assert "Donald Trump" in capsys.readouterr().out
