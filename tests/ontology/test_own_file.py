"""A user's ontology file as a text: read, located, fingerprinted, and its mistakes told all at once."""

import pickle
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import OntologyError, UsageError
from onrecord.ontology import OntologyFile
from onrecord.ontology.own_file import fingerprint, joined, nearest
from tests.ontology.own import EVACUATE, problem, problems


def test_a_missing_file_is_named() -> None:
    with pytest.raises(
        OntologyError, match=r"no-such\.toml: there is no such ontology file; check --ontology"
    ):
        OntologyFile.read("no-such.toml")


def test_what_is_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(b"\xff\xfe\x00[types]")
    with pytest.raises(OntologyError, match=r"own\.toml: the ontology file cannot be read \(not UTF-8\)"):
        OntologyFile.read(path)
    with pytest.raises(OntologyError, match="cannot be read"):
        OntologyFile.read(tmp_path)


def test_a_mark_of_utf_8_at_its_head_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text("\ufeff" + EVACUATE, encoding="utf-8")
    assert OntologyFile.read(path).data()["types"]["EVACUATE"]["quad"] == 2


@pytest.mark.parametrize(
    "text", ["types.EVACUATE", "[types\n", 'x = "', EVACUATE + EVACUATE, "[types.A1]\nquad = 1\nquad = 2\n"]
)
def test_what_is_no_toml_says_so_and_where(text: str) -> None:
    told = problem(text)
    assert told.startswith("own.toml: not TOML: ")
    assert re.search(r"\(at (line \d+, column \d+|end of document)\)", told)


def test_a_wrong_file_is_wrong_use() -> None:
    assert issubclass(OntologyError, UsageError)


def test_it_travels_between_processes_and_is_a_key() -> None:
    file = OntologyFile("own.toml", EVACUATE)
    again = pickle.loads(pickle.dumps(file))
    assert (again, hash(again)) == (file, hash(file))


def test_an_unknown_section_is_told_with_the_one_that_was_meant() -> None:
    assert problem("\n[clases]\nx = 'y'\n") == (
        "own.toml, line 2: [clases]: no such section (did you mean 'classes'?); there are types, classes, verbs, nouns, remove"
    )


@pytest.mark.parametrize("section", ["types", "classes"])
def test_a_section_that_is_no_table(section: str) -> None:
    assert (
        problem(f"{section} = 3")
        == f"own.toml: [{section}]: is no table; write it as [{section}] with its keys below"
    )


@pytest.mark.parametrize(("section", "is_one"), [("verbs", True), ("nouns", True), ("remove", True)])
def test_a_list_of_tables_with_one_bracket(section: str, is_one: bool) -> None:
    told = problem(f"[{section}]\nwords = 'greet'\n")
    assert told == f"own.toml, line 1: [{section}]: is a single table; write [[{section}]] with two brackets"


def test_all_mistakes_are_told_at_once_each_at_its_line() -> None:
    text = '[[verbs]]\nwords = "greet"\ntype = "HUG"\n\n[[verbs]]\ntype = "AID"\n\n[[nouns]]\nwords = "hug"\ntype = "AID"\nweight = "much"\n'
    first, second, third = problems(text)
    assert first.startswith("own.toml, line 3: [[verbs]] 1: no event type 'HUG'")
    assert second == "own.toml, line 5: [[verbs]] 2: missing field `words`"
    assert third.startswith("own.toml, line 11: [[nouns]] 1: 'weight': Expected `float | null`")


def test_of_very_many_mistakes_the_first_are_told() -> None:
    told = problems('[[verbs]]\nwords = "greet"\ntype = "HUG"\n' * 25)
    assert len(told) == 21
    assert told[-1] == "and 5 more"


def test_an_unknown_field_is_told_with_the_one_that_was_meant() -> None:
    entry = '[[verbs]]\nwords = "greet"\ntype = "AID"\n'
    assert problem(entry + "wieght = 0.5\n").endswith(
        "line 4: [[verbs]] 1: unknown field 'wieght' (did you mean 'weight'?)"
    )
    assert "; the fields are words, type, when" in problem(entry + "zzz = 0.5\n")


def test_a_table_written_in_another_way_is_told_without_a_line() -> None:
    assert problem('verbs = [{words = "greet", type = "HUG"}]').startswith(
        "own.toml: [[verbs]] 1: no event type"
    )


def test_the_fingerprint_is_of_the_content() -> None:
    one = OntologyFile("a.toml", EVACUATE).data()
    same = OntologyFile("b.toml", "# mine\n\n" + EVACUATE.replace(" = ", "=").replace("\n", "\r\n")).data()
    other = OntologyFile("a.toml", EVACUATE.replace("6.0", "6.5")).data()
    assert fingerprint(one) == fingerprint(same) != fingerprint(other)
    assert len(fingerprint(one)) == 8


@given(st.lists(st.text("abc_", min_size=1), max_size=4))
def test_words_are_the_same_as_text_and_as_list(words: list[str]) -> None:
    assert joined("  ".join(words)) == joined(words) == " ".join(words)


def test_the_nearest_known_word() -> None:
    assert nearest("ASAULT", ["AID", "ASSAULT"]) == " (did you mean 'ASSAULT'?)"
    assert nearest("xyz", ["AID"]) == ""
