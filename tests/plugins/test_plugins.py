"""Plug-ins that are broken are named, and everything else goes on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from onrecord.ledger import Ledger
from onrecord.model import InputError
from onrecord.plugins import Plugin
from onrecord.sources import Limits
from onrecord.sources.plugin import read_with, reader_of
from tests.ledger.made_up import record
from tests.plugins.installed import declare, run

_READER = """
from onrecord.sources import RawDocument

class Reader:
    onrecord_plugin = 1
    suffixes = (".odd",)

    def read(self, path, limits):
        yield RawDocument(name=path, id="odd", kind="text", content="Police said ten people were hurt in Basra on Tuesday. " * 3)
        raise ValueError("no more")
"""
_EXPORTER = """
class Lines:
    onrecord_plugin = 1
    about = "Nothing much."

    def lines(self, events):
        yield b"begin\\n"
        yield "text"
"""
_OLD = "class Thing:\n    onrecord_plugin = 99\n"
_MUTE = "class Thing:\n    pass\n"


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path}/l.db"
    opened = Ledger.open(url)
    opened.add(record())
    opened.close()
    return url


def test_without_any_it_says_so(tmp_path: Path) -> None:
    done = run(tmp_path, "plugins")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("No plug-in here (interface 1)")


@pytest.mark.parametrize(
    ("module", "said"),
    [
        (_OLD, "it is written for version 99 of the plug-in interface, this On Record has 1: update one of the two"),
        (_MUTE, "it does not say for which version of the plug-in interface"),
        ("import nowhere_to_be_found", "could not be loaded (ModuleNotFoundError: No module named 'nowhere_to_be_found')"),
        ("", "could not be loaded (AttributeError:"),
        ("raise SystemExit(0)", "could not be loaded (SystemExit: 0)"),
        ("class Thing:\n    onrecord_plugin = 1\n    about = 'x'\n", "it has not about and lines"),
        ("raise SystemError('oh')", "could not be loaded (SystemError: oh): update it, or `pip uninstall odd-one`"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_listed_with_the_reason(tmp_path: Path, module: str, said: str) -> None:
    declare(tmp_path, "odd-one", module, "[onrecord.exporters]\nthing = odd_one:Thing\n")
    declare(tmp_path, "good-one", _EXPORTER, "[onrecord.exporters]\nlines = good_one:Lines\n")
    done = run(tmp_path, "plugins")
    good, bad = sorted(done.stdout.splitlines())
    assert done.returncode == 1
    assert good == "onrecord.exporters lines good-one 1.0 ready"
    assert bad.startswith("onrecord.exporters thing odd-one 1.0 cannot be used: plug-in thing of odd-one 1.0")
    assert said in bad


def test_of_two_of_one_name_the_first_is_used_and_the_other_named(tmp_path: Path) -> None:
    for name in ("b-one", "a-one"):
        declare(tmp_path, name, _EXPORTER, f"[onrecord.exporters]\nlines = {name.replace('-', '_')}:Lines\n")
    done = run(tmp_path, "plugins")
    first, second = done.stdout.splitlines()
    assert first.endswith("a-one 1.0 ready")
    assert "another package has a plug-in of this name" in second


def test_a_reader_that_fails_is_named_and_what_it_read_is_kept(tmp_path: Path, ledger: str) -> None:
    declare(tmp_path, "odd-one", _READER, "[onrecord.sources]\nodd = odd_one:Reader\n")
    (tmp_path / "a.odd").write_text("x", encoding="utf-8")
    (tmp_path / "b.txt").write_text(
        "Police said ten people were hurt in Basra on Tuesday. " * 3, encoding="utf-8"
    )
    done = run(tmp_path, "add", "a.odd", "b.txt", "--published", "2020-01-09", "--ledger", ledger)
    assert done.returncode == 1
    assert (
        "a.odd: plug-in odd of odd-one 1.0 failed on it (ValueError: no more): tell its authors"
        in done.stderr
    )
    opened = Ledger.open(ledger)
    assert {r.id: r.published for r in opened.records()} == {
        "a1": "2020-01-09",
        "odd": "2020-01-09",
        "b.txt": "2020-01-09",
    }
    opened.close()


_CODE = """
from onrecord.sources import RawDocument

class Reader:
    onrecord_plugin = 1
    suffixes = {suffixes}

    def read(self, path, limits):
        given = dict(name=path, id="1", kind="text", content="Text.") | {given}
        yield RawDocument(**given)
        {last}
"""


@pytest.mark.parametrize(
    ("given", "last", "said"),
    [
        (
            "{}",
            "raise SystemExit(0)",
            "plug-in odd of odd-one 1.0 failed on it (SystemExit: 0): tell its authors",
        ),
        (
            "{'content': None}",
            "",
            "plug-in odd of odd-one 1.0 gave a document whose content is 'None', a NoneType: tell its authors",
        ),
        ("{'kind': 'pdf'}", "", "plug-in odd of odd-one 1.0 gave a document whose kind is 'pdf', a str"),
        ("{'id': None}", "", "plug-in odd of odd-one 1.0 gave a document whose id is 'None', a NoneType"),
        ("{'content': b'x' * 1_001}", "", "is larger than 0.001 MB"),
        (
            "{'published': 'yesterday'}",
            "",
            "plug-in odd of odd-one 1.0 gave a document whose published is 'yesterday', a str",
        ),
    ],
)
def test_what_a_reader_does_wrong_is_said_to_be_its_own_fault(given: str, last: str, said: str) -> None:
    plugin, reader = _made(_CODE.format(suffixes="('.odd',)", given=given, last=last))
    out = list(read_with((plugin, reader), "a.odd", "a.odd", None, Limits(document_bytes=1_000)))
    assert isinstance(out[-1], InputError)
    assert said in out[-1].reason


@pytest.mark.parametrize("suffixes", ["'.odd'", "('',)", "('odd',)", "None", "(1,)"])
def test_a_reader_of_no_ending_takes_no_file_and_is_named(
    suffixes: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    made = _made(_CODE.format(suffixes=suffixes, given="{}", last=""))
    monkeypatch.setattr("onrecord.sources.plugin.usable", lambda _group: [made])
    assert reader_of("a.odd") is None
    assert "where endings such as ('.note',) belong" in caplog.text


def test_an_ending_may_be_in_capitals(monkeypatch: pytest.MonkeyPatch) -> None:
    made = _made(_CODE.format(suffixes="['.ODD']", given="{}", last=""))
    monkeypatch.setattr("onrecord.sources.plugin.usable", lambda _group: [made])
    assert reader_of("b.odd") == made


def _made(code: str) -> tuple[Plugin, Any]:
    module: dict[str, Any] = {}
    exec(code, module)
    plugin = Plugin(
        group="onrecord.sources", name="odd", package="odd-one", version="1.0", value="odd_one:Reader"
    )
    return plugin, module["Reader"]()


def test_a_broken_reader_is_said_once_and_other_files_are_read(tmp_path: Path, ledger: str) -> None:
    declare(tmp_path, "odd-one", "import nowhere_to_be_found", "[onrecord.sources]\nodd = odd_one:Reader\n")
    for name in ("a", "b"):
        text = f"Police said {name} bomb hurt ten people in Basra on Tuesday. " * 3
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = run(tmp_path, "add", "a", "b", "--ledger", ledger)
    assert (done.returncode, done.stderr.count("plug-in odd of odd-one 1.0: could not be loaded")) == (0, 1)


def test_an_exporter_that_fails_is_named(tmp_path: Path, ledger: str) -> None:
    declare(tmp_path, "odd-one", _EXPORTER, "[onrecord.exporters]\nlines = odd_one:Lines\n")
    done = run(tmp_path, "export", "--to", "lines", "--ledger", ledger)
    assert (done.returncode, done.stdout) == (1, "begin\n")
    assert "plug-in lines of odd-one 1.0 failed (TypeError: it gave a str where bytes belong)" in done.stderr


def test_a_format_that_there_is_not_is_refused_with_those_that_there_are(tmp_path: Path, ledger: str) -> None:
    declare(tmp_path, "odd-one", _EXPORTER, "[onrecord.exporters]\nlines = odd_one:Lines\n")
    done = run(tmp_path, "export", "--as", "nothing", "--ledger", ledger)
    assert done.returncode == 2
    said = " ".join(done.stderr.replace("│", " ").split())
    assert "'nothing' is not one of jsonl, events" in said
    assert "jsonld, lines" in said


def test_a_target_that_cannot_be_used_is_named_and_the_others_get_theirs(tmp_path: Path, ledger: str) -> None:
    declare(tmp_path, "odd-one", _OLD, "[onrecord.alerts]\npigeon = odd_one:Thing\n")
    config = (
        '[target.here]\nkind = "stdout"\n[target.roof]\nkind = "pigeon"\n'
        '[[alert]]\nname = "all"\non = ["new"]\nto = ["here", "roof"]\n'
    )
    (tmp_path / "desk.toml").write_text(config, encoding="utf-8")
    done = run(tmp_path, "alerts", "desk.toml", "--once", "--ledger", ledger)
    assert done.returncode == 0
    assert "target roof: plug-in pigeon of odd-one 1.0: it is written for version 99" in done.stderr
    assert "its messages wait" in done.stderr
