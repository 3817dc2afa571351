"""docs/plugins.md: the example is installed as users do it and runs in a fresh process."""

from __future__ import annotations

import re
import shlex
import shutil
import tomllib
from pathlib import Path

import msgspec
import pytest

from onrecord.alerting import Message
from onrecord.ledger import Ledger
from onrecord.plugins import GROUPS, INTERFACE
from tests.plugins.installed import ROOT, install, run
from tests.watching.site import Reply, article, served

_TEXT = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")
_EXAMPLE = ROOT / "examples" / "plugin"
_NOTE = """Missiles at two bases
2020-01-08

Iran fired missiles at two American bases in Iraq on Tuesday. No Americans were killed in the attack, the Pentagon said.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example installed in it."""
    made = tmp_path_factory.mktemp("installed")
    install(_EXAMPLE, made)
    return made


def _block(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", _TEXT, re.DOTALL)
    return str(found)


def test_what_the_page_quotes_is_the_example() -> None:
    headlines = (_EXAMPLE / "src/onrecord_desk_notes/headlines.py").read_text(encoding="utf-8")
    assert headlines.endswith(_block("python"))
    points = tomllib.loads(_block("toml"))["project"]["entry-points"]
    assert (
        points
        == tomllib.loads((_EXAMPLE / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    )
    assert set(points) == set(GROUPS)
    assert f"`onrecord_plugin = {INTERFACE}`" in _TEXT


def test_the_plugins_are_listed_as_the_page_shows(folder: Path) -> None:
    done = run(folder, "plugins")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout in _TEXT


def test_its_files_are_read_exported_and_alerted_on(folder: Path, tmp_path: Path) -> None:
    ledger = f"sqlite:///{tmp_path}/notes.db"
    Ledger.open(ledger).close()
    (tmp_path / "desk.toml").write_text(
        f'max_age_days = 36500\n[target.spool]\nkind = "folder"\npath = "{tmp_path}/spool"\n'
        '[[alert]]\nname = "basra"\non = ["new"]\nto = ["spool"]\n',
        encoding="utf-8",
    )
    begun = run(folder, "alerts", tmp_path / "desk.toml", "--once", "--ledger", ledger)
    assert (begun.returncode, "begins with" in begun.stderr) == (0, True)
    (tmp_path / "basra.note").write_text(_NOTE, encoding="utf-8")
    (tmp_path / "bad.note").write_text("no title\nno date\nno empty line\n", encoding="utf-8")
    added = run(folder, "add", tmp_path / "basra.note", tmp_path / "bad.note", "--ledger", ledger)
    assert added.returncode == 1
    assert "bad.note: is no note: write title, date" in added.stderr
    exported = run(folder, "export", "--as", "headlines", "--ledger", ledger)
    assert (exported.returncode, exported.stderr) == (0, "")
    assert exported.stdout.startswith("2020-01-07\t")
    told = run(folder, "alerts", tmp_path / "desk.toml", "--once", "--ledger", ledger)
    assert told.returncode == 0, told.stderr
    messages = [
        msgspec.json.decode(p.read_bytes(), type=Message) for p in (tmp_path / "spool").glob("*.json")
    ]
    assert {message.alerts[0].said[0].article for message in messages} == {"basra.note"}
    assert all(exported.stdout.count(m.alerts[0].title.removeprefix("New: ")) == 1 for m in messages)


def test_the_commands_of_the_page_say_what_it_shows(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(_EXAMPLE, tmp_path / "plugin")
    commands = re.split(
        r"^\$ ", _TEXT[_TEXT.index("$ cd examples/plugin") :].removesuffix("```\n"), flags=re.M
    )[1:]
    for command in commands:
        line, _, shown = command.partition("\n")
        words = shlex.split(line, comments=True)
        if words[0] == "onrecord":
            done = run(folder, *words[1:], at=tmp_path / "plugin")
            assert done.returncode == 0, done.stderr
            assert set(shown.splitlines()) <= set((done.stdout + done.stderr).splitlines())
    assert len(list((tmp_path / "plugin" / "spool").iterdir())) == 2


def test_what_an_exporter_holds_is_said(folder: Path) -> None:
    done = run(folder, "export", "--explain", "headlines")
    assert done.stdout.startswith("headlines: One line an event: its first day")


def test_its_kind_of_feed_is_watched(folder: Path, tmp_path: Path) -> None:
    with served() as site:
        lines = f"{site.origin}/a 2099-01-01\n\n/a\nftp://x/\n".encode()
        site.replies |= {"/list": Reply(body=lines, kind="text/plain"), "/a": Reply(body=article(_NOTE))}
        config = tmp_path / "news.toml"
        config.write_text(
            f'contact = "mailto:desk@example.org"\nallow_private = true\n[[feed]]\naddress = "{site.origin}/list"\n'
            'kind = "address-lines"\n',
            encoding="utf-8",
        )
        done = run(folder, "watch", config, "--dry-run")
    assert done.stdout.split() == [f"{site.origin}/a"]


def test_a_kind_of_feed_that_there_is_not_is_refused_with_those_that_there_are(
    folder: Path, tmp_path: Path
) -> None:
    config = tmp_path / "news.toml"
    config.write_text(
        'contact = "mailto:desk@example.org"\n[[feed]]\naddress = "https://a.example/"\nkind = "carrier"\n',
        encoding="utf-8",
    )
    done = run(folder, "watch", config, "--dry-run")
    assert done.returncode == 2
    assert "'carrier', which there is not: give one of auto, feed, json" in " ".join(done.stderr.split())
