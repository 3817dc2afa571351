"""Who tells something at the end of a sentence is no part of the list before the comma."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Article
from onrecord.reader import default_reader
from onrecord.reading.syntax import load_pipeline


@pytest.mark.parametrize(
    ("text", "tellers"),
    [
        ("Gunmen attacked a bus, killing at least 38 people, officials and witnesses said.", ["officials", "witnesses"]),
        ("Shells hit a camp, killing 38 people, activists and a local aid group said.", ["activists", "group"]),
        ("A bomb wounded three soldiers, police and a hospital source said on Monday.", ["police", "source"]),
        ("Militants kidnapped two teachers, a police officer and a union official said.", ["officer", "official"]),
        ("Protesters burned two cars, a witness and local media reported.", ["witness", "media"]),
        ("The police arrested a journalist, two lawyers and a student.", []),
        ("Rebels killed 12 soldiers and three policemen, the army said.", ["army"]),
        ("The strike killed a commander, two fighters and a child, the army said.", ["army"]),
        ("Police, soldiers and medics said the road was closed.", ["Police", "soldiers", "medics"]),
    ],
)  # fmt: skip
def test_a_verb_of_speech_has_those_before_it_as_its_subject(text: str, tellers: list[str]) -> None:
    doc = load_pipeline()(text)
    verbs = [t for t in doc if t.lower_ in ("said", "reported")]
    subjects = [k for verb in verbs for k in verb.lefts if k.dep_ == "nsubj"]
    assert [t.text for s in subjects for t in (s, *s.conjuncts)] == tellers
    assert len(list(doc.sents)) == 1


def test_who_tells_of_the_dead_is_not_among_them() -> None:
    text = "Gunmen attacked a bus in Kaduna, killing at least 38 people, officials and witnesses said."
    reports = default_reader().read(Article(id="a", text=text, published="2025-05-14")).reports
    (report,) = [r for r in reports if r.quantities]
    assert [p.name for p in report.recipients] == ["people"]
    assert [link.source.name for link in report.attribution if link.source] == ["officials"]


@given(
    st.lists(
        st.sampled_from(
            ["people", ",", "and", "police", "said", "killed", "a", "medic", ".", "Rebels", "of", "\n"]
        ),
        max_size=25,
    )
)
def test_any_words_keep_a_tree_in_each_sentence(words: list[str]) -> None:
    doc = load_pipeline()(" ".join(words))
    for sentence in doc.sents:
        assert sum(t.head.i == t.i for t in sentence) == 1
        assert all(token == sentence.root or sentence.root in token.ancestors for token in sentence)
