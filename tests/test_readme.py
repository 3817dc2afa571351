"""What the README shows works: the Python lines, and every command it names."""

import re
import shutil
from pathlib import Path

import pytest

from onrecord.cli import main

_ROOT = Path(__file__).parents[1]
_README = (_ROOT / "README.md").read_text(encoding="utf-8")


def test_the_python_lines_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (block,) = re.findall(r"```python\n(.*?)```", _README, re.DOTALL)
    shutil.copy(_ROOT / "examples/january-2020/articles/08-nato-call.html", tmp_path / "article.html")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(block, names)
    assert getattr(names["record"], "reports", None)


def test_every_command_and_option_exists() -> None:
    commands = re.findall(r"^\$ onrecord (\w+)(.*)$", _README, re.MULTILINE)
    assert {name for name, _ in commands} >= {"read", "add", "events", "serve"}
    for name, rest in commands:
        options = {o for p in main.commands[name].params for o in p.opts}
        assert set(re.findall(r"--[\w-]+", rest)) <= options


def test_every_link_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", _README)
    assert links
    assert all((_ROOT / link).exists() for link in links if "://" not in link)


def test_every_make_target_exists() -> None:
    makefile = (_ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"make ([a-z-]+)", _README):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
