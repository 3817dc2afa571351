"""``onrecord explain``: reports by id, text and JSON, errors that say what to do."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import onrecord
from onrecord.cli import main
from onrecord.model import InputError, UsageError

_TEXT = "Turkish warplanes bombed a Kurdish village on Tuesday, officials said. Spain condemned the attack.\n"


def _run(*args: str, stdin: str | None = None, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(main, ["explain", *args], input=stdin, env=env)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(_TEXT, encoding="utf-8")
    return path


def _ids(article: Path) -> list[str]:
    return [r.id for r in onrecord.read(article).reports]


def test_every_report_is_explained(article: Path) -> None:
    result = _run(str(article))
    assert result.exit_code == 0, result.output
    assert [i for i in _ids(article) if f"report {i}" in result.stdout] == _ids(article)
    assert "\x1b" not in result.stdout


def test_only_the_reports_asked_for(article: Path) -> None:
    first, *_, second = _ids(article)
    result = _run(str(article), "--report", second[:8])
    assert f"report {second}" in result.stdout
    assert first not in result.stdout
    both = _run(str(article), "--report", second, "--report", first).stdout
    assert both.index(second) < both.index(first)


def test_json_is_an_array_of_traces(article: Path) -> None:
    traces = json.loads(_run(str(article), "--format", "json").stdout)
    assert [t["report"]["id"] for t in traces] == _ids(article)
    assert {"senses", "actor", "recipient", "standing", "sources", "score", "when_rule"} <= set(traces[0])


def test_an_input_without_events(tmp_path: Path) -> None:
    path = tmp_path / "calm.txt"
    path.write_text("The weather was fine in the mountains all day long.", encoding="utf-8")
    assert "Nothing in the input is an event" in _run(str(path)).stdout
    assert json.loads(_run(str(path), "--format", "json").stdout) == []


def test_an_unknown_id_is_wrong_use_and_says_which_there_are(article: Path) -> None:
    result = _run(str(article), "--report", "0123456789abcdef")
    assert result.exit_code == 2
    assert "no report '0123456789abcdef' in the input" in result.stderr
    assert _ids(article)[0] in result.stderr
    assert result.stdout == ""


def test_a_bad_input_is_named_and_the_rest_is_explained(article: Path) -> None:
    result = _run("no-such-file.txt", str(article))
    assert result.exit_code == 1
    assert "no-such-file.txt" in result.stderr
    assert _ids(article)[0] in result.stdout


def test_dropped_drafts_are_told_where_asked(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = _ids(article)
    monkeypatch.setattr("onrecord.coding.coder.THRESHOLD", 1.01)
    monkeypatch.setattr("onrecord.coding.coder.JUDGED", 1.01)
    assert "Nothing in the input" in _run(str(article)).stdout
    shown = " ".join(_run(str(article), "--dropped").stdout.split())
    assert [i for i in ids if i not in shown] == []
    assert shown.count("below 1.01: no report") >= len(ids)


def test_standard_input_and_the_options_of_read(article: Path) -> None:
    result = _run("-", "--published", "2019-10-09", "--verbatim", stdin=_TEXT)
    assert result.exit_code == 0
    assert "8 Oct 2019" in result.stdout


@pytest.mark.parametrize("args", [[], ["x.txt", "--format", "csv"], ["x.txt", "--published", "yesterday"]])
def test_wrong_use_is_exit_status_two(args: list[str]) -> None:
    assert _run(*args).exit_code == 2


class TestPython:
    def test_a_file_some_reports_or_all(self, article: Path) -> None:
        ids = _ids(article)
        first, second = ids[0], ids[-1]
        assert [t.report.id for t in onrecord.explain(article)] == ids
        assert [t.report.id for t in onrecord.explain(article, report=second)] == [second]
        assert [t.report.id for t in onrecord.explain(article, report=[second, first])] == [second, first]

    def test_an_article_made_by_hand(self) -> None:
        from onrecord.model import Article

        (trace,) = onrecord.explain(Article(id="x", text="Iran attacked Israel."))
        assert trace.report.id == onrecord.read(Article(id="x", text="Iran attacked Israel.")).reports[0].id

    def test_errors_are_those_of_read(self, article: Path) -> None:
        with pytest.raises(InputError, match=r"no-such-file\.txt"):
            onrecord.explain("no-such-file.txt")
        with pytest.raises(UsageError, match="no report 'nope'"):
            onrecord.explain(article, report="nope")
