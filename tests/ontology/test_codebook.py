"""The codebook is complete, and its examples are coded as it says."""

from functools import lru_cache

import pytest

from onrecord.model import Article, UsageError
from onrecord.ontology import (
    Ontology,
    OntologyFile,
    codebook_of,
    contexts,
    default_ontology,
    event_types,
    load_ontology,
)
from onrecord.ontology.codebook import Example
from onrecord.reader import Reader, default_reader, rules_only
from tests.short import in_short

_BOOK = codebook_of(default_ontology())
_EXAMPLES = [(kind.name, example) for kind in _BOOK.types for example in kind.examples]


@lru_cache(maxsize=1)
def _rules() -> Reader:
    return rules_only()


@pytest.mark.parametrize(("kind", "example"), _EXAMPLES, ids=[e.text[:40] for _, e in _EXAMPLES])
def test_an_example_is_coded_as_the_codebook_says(kind: str, example: Example) -> None:
    article = Article(id="example", text=example.text)
    assert tuple(map(in_short, _rules().read(article).reports)) == example.coded
    assert kind in [r.event_type for r in default_reader().read(article).reports]


def test_every_type_has_all_that_coders_need() -> None:
    assert [kind.name for kind in _BOOK.types] == list(event_types())
    for kind in _BOOK.types:
        assert len(kind.examples) >= 2, kind.name
        assert kind.rules, kind.name
        assert kind.definition
        assert kind.recipient_means
        assert kind.cameo, kind.name
        assert all(mode.means for mode in kind.modes), kind.name
        assert (kind.verbs > 0) is (kind.nouns > 0) is True
        assert set(kind.contexts) <= set(contexts())
        assert kind.predicates == ()


def test_every_context_has_a_meaning() -> None:
    assert list(_BOOK.contexts) == list(contexts())
    assert all(_BOOK.contexts.values())


def test_no_example_stands_twice() -> None:
    texts = [example.text for _, example in _EXAMPLES]
    assert len(texts) == len(set(texts))


def test_one_type_comes_with_its_predicates() -> None:
    (aid,) = codebook_of(default_ontology(), "aid").types
    assert aid.name == "AID"
    assert sum(len(p.words) for p in aid.predicates) == aid.verbs + aid.nouns
    donate = next(p for p in aid.predicates if "donate" in p.words)
    assert donate.part == "verb"
    assert donate.entry.startswith("verbs-")
    assert donate.written.startswith(donate.words[0])


def test_modes_are_counted_apart() -> None:
    (consult,) = codebook_of(default_ontology(), "CONSULT").types
    for mode in consult.modes:
        told = [p for p in consult.predicates if p.mode == mode.name]
        assert sum(len(p.words) for p in told) == mode.verbs + mode.nouns


def test_the_crosswalk_names_codes_and_pairs() -> None:
    (protest,) = codebook_of(default_ontology(), "PROTEST").types
    assert {"141": "demo", "145": "riot"}.items() <= {row.code: row.mode for row in protest.cameo}.items()
    assert ("hunger", "Protests", "Peaceful protest") in [
        (row.mode, row.event_type, row.sub_event_type) for row in protest.acled
    ]


@pytest.mark.parametrize(("name", "hint"), [("ASAULT", "did you mean 'ASSAULT'"), ("hug", "there are AGREE")])
def test_an_unknown_type_says_which_there_are(name: str, hint: str) -> None:
    with pytest.raises(UsageError, match=rf"no event type '{name}'.*{hint}"):
        codebook_of(default_ontology(), name)


def test_a_users_types_stand_in_the_codebook() -> None:
    text = (
        '[types.EVACUATE]\nquad = 2\nscore = 6\ncovers = "moves people out of danger"\nmodes = {by-sea = 5}\n'
    )
    own: Ontology = load_ontology(OntologyFile("own.toml", text))
    book = codebook_of(own)
    assert book.ontology == f"PLOVER+{own.tag}"
    assert [kind.name for kind in book.types if kind.own] == ["EVACUATE"]
    kind = book.types[-1]
    assert (kind.quad_name, kind.recipient, kind.verbs, kind.examples) == (
        "material cooperation",
        "optional",
        0,
        (),
    )
