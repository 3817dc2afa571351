"""What docs/ontology-file.md shows works: the file, the sentences coded with it, the keys and conditions it lists."""

import re
from functools import lru_cache
from pathlib import Path

import msgspec
import pytest

import onrecord
from onrecord.model import Article
from onrecord.ontology import Ontology, OntologyFile, codebook_of, load_ontology
from onrecord.ontology.own_file import OwnEntry, OwnRemoval, OwnType
from onrecord.ontology.slots import known_conditions
from onrecord.reader import Reader, rules_only
from tests.short import in_short

_TEXT = (Path(__file__).parents[1] / "docs" / "ontology-file.md").read_text(encoding="utf-8")
(_TOML,) = re.findall(r"```toml\n(.*?)```", _TEXT, re.DOTALL)
(_CODED,) = re.findall(r"```text\n(.*?)```", _TEXT, re.DOTALL)


def _sentences() -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    for line in _CODED.splitlines():
        if line.startswith("  "):
            found[-1][1].append(line.strip())
        else:
            found.append((line, []))
    return found


@lru_cache(maxsize=1)
def _ontology() -> Ontology:
    return load_ontology(OntologyFile("docs", _TOML))


@lru_cache(maxsize=1)
def _rules() -> Reader:
    return rules_only(OntologyFile("docs", _TOML))


@pytest.mark.parametrize(("sentence", "coded"), _sentences(), ids=lambda x: str(x)[:30])
def test_a_sentence_is_coded_as_shown(sentence: str, coded: list[str], tmp_path: Path) -> None:
    article = Article(id="example", text=sentence)
    assert [in_short(r) for r in _rules().read(article).reports] == coded
    path = tmp_path / "my-ontology.toml"
    path.write_text(_TOML, encoding="utf-8")
    told = [in_short(r) for r in onrecord.read(article, ontology=path).reports]
    assert set(coded) <= set(told)
    assert bool(coded) is bool(told)


def test_the_coder_says_that_a_users_file_coded_it() -> None:
    (report,) = _rules().read(Article(id="example", text=_sentences()[0][0])).reports
    assert re.fullmatch(r"rules/\d+\+own\.[0-9a-f]{8}", report.coder)


def test_every_part_of_the_example_has_an_effect() -> None:
    assert _ontology().own_types == ("EVACUATE",)
    (kind,) = codebook_of(_ontology(), "EVACUATE").types
    assert [(m.name, m.verbs) for m in kind.modes] == [("by-sea", 1), ("by-air", 0)]
    assert "ramming" in _ontology().kinds["ASSAULT"].modes
    assert "vessel" in _ontology().lexicon.classes
    assert not any(s.event_type == "SUPPORT" for s in _ontology().lexicon.verbs.get("praise", ()))
    assert all(s.entry.startswith("own-") for s in _ontology().lexicon.verbs["evacuate"])


@pytest.mark.parametrize("shape", [OwnType, OwnEntry, OwnRemoval])
def test_every_key_is_documented(shape: type[msgspec.Struct]) -> None:
    keys = {field.name for field in msgspec.structs.fields(shape)}
    assert {key for key in keys if f"`{key}`" not in _TEXT} == set()


def test_every_condition_is_documented() -> None:
    verbs, nouns = _TEXT.split("| condition of a noun |")
    for kind in known_conditions("verb"):
        assert re.search(rf"`{kind}[:`]", verbs), kind
    for kind in known_conditions("noun"):
        assert re.search(rf"`{kind}[:`]", nouns), kind
