"""docs/backfill.md names every ending that is read, and its commands and options exist."""

import re
from pathlib import Path

from onrecord.cli import main
from onrecord.scale.manifests import Counts
from onrecord.sources.files import ARCHIVES, SUFFIXES

_TEXT = (Path(__file__).parents[1] / "docs" / "backfill.md").read_text(encoding="utf-8")


def test_every_command_and_option_exists() -> None:
    commands = re.findall(r"^\$ onrecord (\w+)(.*)$", _TEXT, re.MULTILINE)
    assert {name for name, _ in commands} == {"backfill", "load"}
    for name, rest in commands:
        options = {o for p in main.commands[name].params for o in p.opts}
        assert set(re.findall(r"--[\w-]+", rest)) <= options


def test_every_ending_and_count_is_named() -> None:
    table = _TEXT[_TEXT.index("| input |") : _TEXT.index("A folder may hold")].lower()
    endings = {ending.removesuffix(".gz").removesuffix(".zip") for ending in (*SUFFIXES, *ARCHIVES)}
    assert {
        e for e in endings - {".htm", ".xhtml"} if f"`{e}" not in table and f"`{e}(.gz)`" not in table
    } == set()
    for what in Counts.__struct_fields__:
        assert what.replace("other_language", "other\nlanguages").split("\n")[0] in _TEXT
