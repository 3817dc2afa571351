"""docs/explain.md names every part of a trace and only options that there are."""

import re
from pathlib import Path

import msgspec
import pytest

from onrecord.cli import main
from onrecord.coding.tracing import Side, Trace

_TEXT = (Path(__file__).parents[1] / "docs" / "explain.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("shape", [Trace, Side])
def test_every_field_is_documented(shape: type[msgspec.Struct]) -> None:
    fields = {field.name for field in msgspec.structs.fields(shape)}
    assert {name for name in fields if f"`{name}`" not in _TEXT} == set()


def test_every_option_exists_and_is_documented() -> None:
    options = {o for p in main.commands["explain"].params for o in p.opts if o.startswith("--")}
    assert set(re.findall(r"--[a-z][\w-]*", _TEXT)) == options
