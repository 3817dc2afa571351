"""docs/events.md: its commands and options exist, and its Python runs."""

import re
from pathlib import Path

import pytest

from onrecord.cli import main
from onrecord.ledger import Ledger
from tests.ledger.made_up import record

_TEXT = (Path(__file__).parents[1] / "docs" / "events.md").read_text(encoding="utf-8")


def test_every_command_and_option_exists() -> None:
    for name, rest in re.findall(r"^\$ onrecord (\w+)(.*)$", _TEXT, re.MULTILINE):
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
    assert len(names["accounts"]) == 0  # type: ignore[arg-type]
