"""docs/exports.md is made of what the formats say of themselves, and its commands exist."""

import re
from pathlib import Path

from docs.make_exports import PAGE, page

from onrecord.cli import main

_ROOT = Path(__file__).parents[1]
_TEXT = (_ROOT / "docs" / "exports.md").read_text(encoding="utf-8")


def test_the_tables_are_those_of_today() -> None:
    assert PAGE == _ROOT / "docs" / "exports.md"
    assert page(_TEXT) == _TEXT, "run: python docs/make_exports.py"


def test_every_command_and_option_exists() -> None:
    commands = re.findall(r"^\$ onrecord (\w+)(.*)$", _TEXT, re.MULTILINE)
    assert {name for name, _ in commands} == {"export", "import", "compare"}
    for name, rest in commands:
        options = {o for p in main.commands[name].params for o in p.opts}
        assert set(re.findall(r"--[\w-]+", rest)) <= options
