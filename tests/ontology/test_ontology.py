"""The ontology in force: as shipped, by a file, by the environment; the same file is loaded once."""

from pathlib import Path

import pytest

from onrecord.model import OntologyError
from onrecord.ontology import (
    VARIABLE,
    OntologyFile,
    default_lexicon,
    default_ontology,
    event_types,
    load_ontology,
    ontology_file,
)
from tests.ontology.own import EVACUATE, loaded


def test_as_shipped_it_is_plover() -> None:
    ontology = default_ontology()
    assert ontology.kinds == event_types()
    assert ontology.lexicon is default_lexicon()
    assert (ontology.tag, ontology.own_types) == ("", ())


def test_without_a_file_and_with_an_empty_one_it_is_as_shipped() -> None:
    assert load_ontology(None) is default_ontology()
    assert loaded("# nothing yet\n") is default_ontology()


def test_a_file_makes_another_ontology_with_a_tag_and_leaves_the_shipped_one_alone() -> None:
    ontology = loaded(EVACUATE)
    assert ontology.tag.startswith("own.")
    assert "EVACUATE" not in event_types()
    assert loaded(EVACUATE) is ontology


def test_every_shipped_entry_is_kept_by_a_file_that_adds_a_type() -> None:
    assert loaded(EVACUATE).lexicon.sizes == default_lexicon().sizes
    assert loaded(EVACUATE).lexicon.verbs == default_lexicon().verbs


def test_the_file_is_the_one_given_else_the_environments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert ontology_file(None) is None
    one, two = tmp_path / "one.toml", tmp_path / "two.toml"
    one.write_text(EVACUATE, encoding="utf-8")
    two.write_text("[types.AID]\nscore = 9\n", encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(one))
    assert ontology_file(None) == OntologyFile(str(one), EVACUATE)
    chosen = ontology_file(two)
    assert chosen is not None
    assert chosen.name == str(two)
    monkeypatch.setenv(VARIABLE, "")
    assert ontology_file(None) is None


def test_a_file_is_checked_when_it_is_chosen(tmp_path: Path) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text("[types.X]\n", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"bad\.toml"):
        ontology_file(bad)
