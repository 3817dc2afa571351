"""Versions of what is said, on sentences of our own."""

from __future__ import annotations

import pytest

from onrecord.reading import load_pipeline
from onrecord.reading.attribution.assemble import weigh
from onrecord.reading.attribution.evidence import tokens_of
from onrecord.reading.attribution.judge import Case, cases
from onrecord.reading.attribution.lexicon import load_lexicon
from onrecord.reading.attribution.model import load_weights
from onrecord.reading.attribution.offers import CONTENT_FEATURES, Offer, offers
from onrecord.reading.attribution.tree import Tree, plant
from onrecord.reading.encoder import load_encoder

TEXTS = (
    "The harbour master said the crane had failed, which nobody at the yard had expected.",
    "Two nurses told the inquiry that the ward was short of beds, although it had been enlarged in May.",
    "“We will appeal,” the lawyer said, adding that the court had erred.",
    "The union denied the report and, in a letter to its members, blamed the company.",
    "According to the ministry, the bridge is safe. Engineers disagree.",
    "“… ,” he said. \n\n She said nothing",
)


def _offered(text: str) -> list[tuple[Tree, Case, list[Offer]]]:
    doc = load_pipeline()(text)
    tree = plant(doc)
    proposals, quotes, _ = weigh(tree, load_lexicon(), load_weights())
    witness, found = cases(tree, quotes, load_encoder().encode(doc), proposals)
    words = witness.is_word.tolist()
    return [(tree, c, offers(tree, quotes, words, c.evidence, c.odds, c.other)) for c in found]


def _words(tree: Tree, offer: Offer) -> str:
    return " ".join(tree.text[tree.begin[a] : tree.end[b - 1]] for a, b in offer.content)


@pytest.mark.parametrize("text", TEXTS)
def test_every_proposal_has_a_version_and_the_first_is_that_of_syntax(text: str) -> None:
    for _, case, found in _offered(text):
        assert tokens_of(found[0].content) == tokens_of(case.evidence.proposal.content)


@pytest.mark.parametrize("text", TEXTS)
def test_no_version_has_words_of_the_cue(text: str) -> None:
    for _, case, found in _offered(text):
        cue = tokens_of(case.evidence.proposal.cue)
        assert not any(tokens_of(offer.content) & cue for offer in found)


@pytest.mark.parametrize("text", TEXTS)
def test_no_two_versions_are_alike_and_each_has_its_numbers(text: str) -> None:
    for _, _, found in _offered(text):
        assert len({offer.content for offer in found}) == len(found)
        assert {len(offer.features) for offer in found} == {len(CONTENT_FEATURES)}


def test_a_version_ends_before_a_clause_that_comments() -> None:
    found = [_words(tree, offer) for tree, _, offered in _offered(TEXTS[0]) for offer in offered]
    assert "the crane had failed" in found


def test_a_version_ends_before_a_clause_of_concession() -> None:
    found = [_words(tree, offer) for tree, _, offered in _offered(TEXTS[1]) for offer in offered]
    assert "that the ward was short of beds" in found


def test_no_version_ends_inside_a_quotation() -> None:
    text = "“The levee held, but the pumps, which are old, failed,” the engineer said."
    for tree, case, found in _offered(text):
        if case.evidence.proposal.candidate.frame.startswith("quote"):
            assert all("failed" in _words(tree, offer) for offer in found if offer.content[0][0] == 0)
