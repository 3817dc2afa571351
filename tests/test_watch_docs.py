"""docs/watch.md names every setting with its default, and its files are what their programs read."""

import configparser
import json
import re
import shutil
import subprocess
from pathlib import Path

import msgspec
import pytest

from onrecord.cli import main
from onrecord.watching import Config, Feed, load_config

_TEXT = (Path(__file__).parents[1] / "docs" / "watch.md").read_text(encoding="utf-8")
_INSTRUCTIONS = {"FROM", "RUN", "USER", "WORKDIR", "VOLUME", "STOPSIGNAL", "ENTRYPOINT", "CMD"}


def _block(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", _TEXT, re.DOTALL)
    return str(found)


def test_every_setting_is_there_with_its_default() -> None:
    settings = _TEXT.partition("| of a `[[feed]]`")[0]
    rows = dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", settings, re.MULTILINE))
    for field in msgspec.structs.fields(Config):
        if isinstance(field.default, bool | int | float | tuple | str):
            plain = list(field.default) if isinstance(field.default, tuple) else field.default
            shown = plain if isinstance(plain, str) else json.dumps(plain)
            assert rows[field.name] == f"`{shown}`", field.name
        else:
            assert field.name in rows
    assert {f.name for f in msgspec.structs.fields(Feed) if f"`{f.name}`" not in _TEXT} == set()


def test_the_configuration_can_be_loaded(tmp_path: Path) -> None:
    path = tmp_path / "news.toml"
    path.write_text(_block("toml"), encoding="utf-8")
    assert [feed.kind for feed in load_config(path).feed] == ["auto", "auto", "page"]


def test_every_option_exists() -> None:
    options = {option for parameter in main.commands["watch"].params for option in parameter.opts}
    used = re.findall(r"^\$ onrecord watch news\.toml (--[\w-]+)", _TEXT, re.MULTILINE)
    assert used
    assert set(used) <= options


def test_the_unit_runs_the_watch_and_gives_it_time_to_stop() -> None:
    unit = configparser.ConfigParser(interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(_block("ini"))
    assert unit["Service"]["ExecStart"].endswith("onrecord watch news.toml")
    assert int(unit["Service"]["TimeoutStopSec"]) > Config(feed=(), contact="").timeout_seconds


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here")
def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    path = tmp_path / "onrecord-watch.service"
    path.write_text(_block("ini"), encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", str(path)], capture_output=True, text=True, check=False
    )
    assert [line for line in done.stderr.splitlines() if "onrecord-watch.service" in line] == []


def test_the_container_file_has_only_instructions_that_there_are() -> None:
    lines = _block("dockerfile").splitlines()
    assert {line.split()[0] for line in lines} == _INSTRUCTIONS
    commands = [line.partition(" ")[2] for line in lines if line.startswith(("ENTRYPOINT", "CMD"))]
    assert [word for command in commands for word in json.loads(command)] == [
        "onrecord",
        "watch",
        "news.toml",
    ]
