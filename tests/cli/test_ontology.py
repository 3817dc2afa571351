"""``onrecord ontology``: the codebook as text, JSON and CSV; and a user's own ontology file with each command."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main
from onrecord.ontology import VARIABLE, event_types

_OWN = """
[types.EVACUATE]
quad = 2
score = 6.0
covers = "moves people out of danger"
verb = "evacuate"

[[verbs]]
words = "evacuate"
type = "EVACUATE"
when = "o"
replace = true
"""
_TEXT = (
    "Greece evacuated 200 tourists from Rhodes on Tuesday, officials said. Spain praised the firefighters.\n"
)


def _run(*args: str, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(main, args, env=env)


@pytest.fixture
def own(tmp_path: Path) -> str:
    path = tmp_path / "own.toml"
    path.write_text(_OWN, encoding="utf-8")
    return str(path)


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "article.txt"
    path.write_text(_TEXT, encoding="utf-8")
    return str(path)


def _types(*args: str, env: dict[str, str] | None = None) -> list[str]:
    result = _run("read", *args, "--format", "jsonl", env=env)
    assert result.exit_code == 0, result.output
    return [r["event_type"] for line in result.stdout.splitlines() for r in json.loads(line)["reports"]]


class TestCodebook:
    def test_text(self) -> None:
        result = _run("ontology")
        assert result.exit_code == 0
        assert all(name in result.stdout for name in event_types())

    def test_json_is_the_whole_codebook(self) -> None:
        book = json.loads(_run("ontology", "--format", "json").stdout)
        assert [t["name"] for t in book["types"]] == list(event_types())
        assert all(len(t["examples"]) >= 2 for t in book["types"])

    def test_json_of_one_type_has_its_predicates(self) -> None:
        (kind,) = json.loads(_run("ontology", "mobilize", "--format", "json").stdout)["types"]
        assert kind["name"] == "MOBILIZE"
        assert kind["predicates"]

    def test_csv(self) -> None:
        rows = list(csv.DictReader(StringIO(_run("ontology", "--format", "csv").stdout)))
        assert {r["type"] for r in rows} == set(event_types())

    def test_an_unknown_type_is_wrong_use(self) -> None:
        result = _run("ontology", "ASAULT")
        assert result.exit_code == 2
        assert "did you mean 'ASSAULT'?" in result.stderr

    def test_a_users_type(self, own: str) -> None:
        assert "your own" in _run("ontology", "EVACUATE", "--ontology", own).stdout
        assert _run("ontology", "EVACUATE").exit_code == 2
        assert _run("ontology", "EVACUATE", env={VARIABLE: own}).exit_code == 0


class TestOwnFile:
    def test_read_with_the_option_and_with_the_variable(self, own: str, article: str) -> None:
        assert _types(article) == ["AID", "SUPPORT"]
        assert _types(article, "--ontology", own) == ["EVACUATE", "SUPPORT"]
        assert _types(article, env={VARIABLE: own}) == ["EVACUATE", "SUPPORT"]
        assert _types(article, env={VARIABLE: ""}) == ["AID", "SUPPORT"]

    def test_worker_processes_read_with_it_too(self, own: str, article: str) -> None:
        assert _types(article, article, "--ontology", own, "--workers", "2") == ["EVACUATE", "SUPPORT"] * 2

    def test_the_table_has_its_verb(self, own: str, article: str) -> None:
        assert "Greece → evacuated → tourists" in _run("read", article, "--ontology", own).stdout

    def test_explain_names_the_users_file_and_line(self, own: str, article: str) -> None:
        result = _run("explain", article, "--ontology", own)
        assert result.exit_code == 0
        shown = " ".join(result.stdout.split())
        assert "entry own-verbs:1 (" in shown
        assert "own.toml, line 8)" in shown

    def test_a_ledger_tells_the_readings_apart(self, own: str, article: str, tmp_path: Path) -> None:
        ledger = ("--ledger", f"sqlite:///{tmp_path / 'l.db'}")
        assert "1 new" in _run("add", article, *ledger).stdout
        assert "1 recoded" in _run("add", article, *ledger, "--ontology", own).stdout
        assert "1 known" in _run("add", article, *ledger, "--ontology", own).stdout
        assert "EVACUATE" in _run("events", *ledger).stdout

    def test_the_schema_takes_the_users_types(self, own: str) -> None:
        def kinds(*args: str) -> list[str]:
            schema = json.loads(_run("schema", *args).stdout)
            found: list[str] = schema["$defs"]["Report"]["properties"]["event_type"]["enum"]
            return found

        assert kinds() == sorted(event_types())
        assert kinds("--ontology", own) == sorted([*event_types(), "EVACUATE"])

    @pytest.mark.parametrize("command", ["read", "explain", "add", "ontology", "schema"])
    def test_a_bad_file_is_wrong_use_before_anything_is_read(self, command: str, tmp_path: Path) -> None:
        bad = tmp_path / "bad.toml"
        bad.write_text('[[verbs]]\nwords = "greet"\ntype = "HUG"\n', encoding="utf-8")
        inputs = [] if command in ("ontology", "schema") else ["no-such-file.txt"]
        result = _run(command, *inputs, "--ontology", str(bad))
        assert result.exit_code == 2
        assert "bad.toml, line 3: [[verbs]] 1: no event type 'HUG'" in result.stderr
        assert "no-such-file" not in result.stderr

    def test_a_missing_file_names_where_it_was_asked_for(self, article: str) -> None:
        for args, env in ((("--ontology", "gone.toml"), None), ((), {VARIABLE: "gone.toml"})):
            result = _run("read", article, *args, env=env)
            assert result.exit_code == 2
            assert "gone.toml: there is no such ontology file" in result.stderr
