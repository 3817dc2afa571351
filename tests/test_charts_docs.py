"""docs/charts.md: its commands and options exist, its Python runs, and its pictures are there."""

import re
from pathlib import Path

import pytest

from onrecord.cli import main
from onrecord.ledger import Ledger
from tests.merging.made_up import ARTICLES

_DOCS = Path(__file__).parents[1] / "docs"
_TEXT = (_DOCS / "charts.md").read_text(encoding="utf-8")


def test_every_command_and_option_exists() -> None:
    commands = re.findall(r"^\$ onrecord (\w+)(.*)$", _TEXT, re.MULTILINE)
    assert {name for name, _ in commands} == {"chart", "report"}
    for name, rest in commands:
        options = {o for p in main.commands[name].params for o in p.opts}
        assert set(re.findall(r"--[\w-]+", rest)) <= options


def test_every_chart_of_the_command_is_explained() -> None:
    kinds = next(p for p in main.commands["chart"].params if p.name == "kind").type
    assert {kind for kind in kinds.choices if f"| `{kind}` |" not in _TEXT} == set()  # type: ignore[attr-defined]


def test_the_python_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (block,) = re.findall(r"```python\n(.*?)```", _TEXT, re.DOTALL)
    ledger = Ledger.open(f"sqlite:///{tmp_path}/january.db")
    for record in ARTICLES:
        ledger.add(record)
    ledger.close()
    monkeypatch.chdir(tmp_path)
    exec(block, {})
    assert (tmp_path / "timeline.svg").read_text(encoding="utf-8").startswith("<svg")


@pytest.mark.parametrize("name", re.findall(r"!\[[^\]]*\]\(([^)]+)\)", _TEXT))
def test_the_pictures_are_there_and_small(name: str) -> None:
    assert 1_000 < (_DOCS / name).stat().st_size < 250_000
