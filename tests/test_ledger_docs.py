"""docs/ledger.md names every table, filter, command and option that there is, and its Python runs."""

import re
from pathlib import Path

import msgspec
import pytest

from onrecord.cli import main
from onrecord.ledger import Filters, Ledger
from onrecord.ledger.schema import metadata
from tests.ledger.made_up import record

_ROOT = Path(__file__).parents[1]
_TEXT = (_ROOT / "docs" / "ledger.md").read_text(encoding="utf-8")


def test_every_filter_and_table_is_documented() -> None:
    names = {field.name for field in msgspec.structs.fields(Filters)} | set(metadata.tables)
    assert {name for name in names if f"`{name}`" not in _TEXT} == set()


def test_every_command_and_option_exists() -> None:
    commands = re.findall(r"^\$ onrecord (\w+)(.*)$", _TEXT, re.MULTILINE)
    assert {name for name, _ in commands} == {"add", "search", "coverage", "stats", "check"}
    for name, rest in commands:
        options = {o for p in main.commands[name].params for o in p.opts}
        assert set(re.findall(r"--[\w-]+", rest)) <= options


def test_the_python_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (block,) = re.findall(r"```python\n(.*?)```", _TEXT, re.DOTALL)
    ledger = Ledger.open(f"sqlite:///{tmp_path}/january.db")
    ledger.add(record())
    ledger.close()
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(block, names)
    assert "actors" in getattr(names["frame"], "columns", ())
