"""``onrecord actors``: whom a phrase stands for, on a day, and why."""

from pathlib import Path

from click.testing import CliRunner, Result

from onrecord.cli import main


def _run(*args: str) -> Result:
    return CliRunner().invoke(main, ["actors", *args])


def test_an_office_holder_on_a_day() -> None:
    result = _run("the Iranian foreign minister", "--on", "2020-01-08")
    assert result.exit_code == 0, result.output
    assert "Mohammad Javad Zarif [IRN GOV], foreign minister" in result.output
    assert "why" in result.output


def test_the_day_decides() -> None:
    assert "former president" in _run("Barack Obama", "--on", "2020-01-08").output
    assert "former" not in _run("Barack Obama", "--on", "2012-01-08").output


def test_several_phrases_and_one_unknown() -> None:
    output = _run("NATO", "the qwertz guild").output
    assert "NATO: NATO [IGO]" in output
    assert "the qwertz guild: not known" in output


def test_own_actors_stand_first(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("name,country,sector\nHarbor Watch,NOR,CVL\n", encoding="utf-8")
    assert "Harbor Watch [NOR CVL]" in _run("Harbor Watch", "--actors", str(own)).output


def test_a_petrarch_dictionary_stands_first(tmp_path: Path) -> None:
    file = tmp_path / "own.actors.txt"
    file.write_text("HARBOR_WATCH_ [NORCVL]\n", encoding="utf-8")
    assert "Harbor Watch [NOR CVL]" in _run("Harbor Watch", "--petrarch", str(file)).output


def test_a_day_that_is_none_is_wrong_use() -> None:
    assert _run("NATO", "--on", "8 January").exit_code == 2
