"""A user's ontology file in Python, and in worker processes, which get its content and not its path."""

from pathlib import Path

import pytest

import onrecord
from onrecord.model import Article, InputError, OntologyError, Record
from onrecord.ontology import VARIABLE, ontology_file
from onrecord.reader import ReadOptions, default_reader, reader_for
from onrecord.scale import read_inputs

_OWN = '[types.HOST]\nquad = 1\nscore = 3\ncovers = "receives guests"\n\n[[verbs]]\nwords = "host"\ntype = "HOST"\nwhen = "o"\nreplace = true\n'
_ARTICLE = Article(id="x", text="Ghana hosted the king of Jordan.")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(_OWN, encoding="utf-8")
    return path


def _kinds(record: Record) -> list[str]:
    return [r.event_type for r in record.reports]


def test_read_takes_a_path(own: Path, tmp_path: Path) -> None:
    assert _kinds(onrecord.read(_ARTICLE, ontology=own)) == ["HOST"]
    assert _kinds(onrecord.read(_ARTICLE, ontology=str(own))) == ["HOST"]
    assert "HOST" not in _kinds(onrecord.read(_ARTICLE))
    path = tmp_path / "a.txt"
    path.write_text(_ARTICLE.text, encoding="utf-8")
    (record,) = onrecord.read_all([path], ontology=own)
    assert _kinds(record) == ["HOST"]
    assert [t.report for t in onrecord.explain(path, ontology=own)] == list(record.reports)


def test_the_environment_names_the_file(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(own))
    assert _kinds(onrecord.read(_ARTICLE)) == ["HOST"]


def test_the_reports_say_which_file_coded_them(own: Path) -> None:
    (report,) = onrecord.read(_ARTICLE, ontology=own).reports
    (shipped,) = onrecord.read(Article(id="y", text="Iran attacked Israel.")).reports
    assert report.coder.startswith(f"{shipped.coder}+own.")
    assert "(own-verbs:1)" in report.why
    own.write_text("# a comment more\n" + _OWN, encoding="utf-8")
    assert onrecord.read(_ARTICLE, ontology=own).reports == (report,)
    own.write_text(_OWN.replace("score = 3", "score = 4"), encoding="utf-8")
    (other,) = onrecord.read(_ARTICLE, ontology=own).reports
    assert other.coder not in (report.coder, shipped.coder)


def test_what_a_user_takes_out_the_encoder_does_not_bring_back(own: Path) -> None:
    article = Article(id="z", text="Canada praised Uruguay for its elections.")
    assert "SUPPORT" in _kinds(onrecord.read(article))
    own.write_text('[[remove]]\nverbs = "praise"\n', encoding="utf-8")
    assert "SUPPORT" not in _kinds(onrecord.read(article, ontology=own))


def test_a_users_entry_wins_over_the_encoder(own: Path) -> None:
    article = Article(id="z", text="France condemned Syria.")
    assert _kinds(onrecord.read(article)) == ["ACCUSE"]
    own.write_text(
        '[[verbs]]\nwords = "condemn"\ntype = "AID"\nwhen = "o"\nreplace = true\n', encoding="utf-8"
    )
    (report,) = onrecord.read(article, ontology=own).reports
    assert (report.event_type, report.score) == ("AID", 0.9)


def test_readers_are_shared(own: Path) -> None:
    file = ontology_file(own)
    assert reader_for(file) is reader_for(file)
    assert reader_for(None) is default_reader()


def test_workers_read_what_the_file_held_when_it_was_chosen(own: Path, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for n in range(3):
        (folder / f"{n}.txt").write_text(_ARTICLE.text, encoding="utf-8")
    options = ReadOptions(ontology=ontology_file(own))
    own.unlink()
    outcomes = list(read_inputs([str(folder)], options, workers=2))
    assert not [o for o in outcomes if isinstance(o, InputError)]
    assert [_kinds(o) for o in outcomes if isinstance(o, Record)] == [["HOST"]] * 3


def test_a_bad_file_is_no_fault_of_the_article(own: Path) -> None:
    own.write_text("[types.HOST]\n", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"own\.toml, line 1: \[types\.HOST\]"):
        onrecord.read(_ARTICLE, ontology=own)
    with pytest.raises(OntologyError):
        next(onrecord.read_all(["no-such-file.txt"], ontology=own))
