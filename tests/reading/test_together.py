"""The second decision on attributions: surroundings, bounds of sources, quotations that nobody has said."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from onrecord.reading import load_pipeline
from onrecord.reading.attribution import surroundings
from onrecord.reading.attribution.assemble import decide, weigh
from onrecord.reading.attribution.candidate import Candidate
from onrecord.reading.attribution.judge import TOGETHER_FEATURES, TREES, cases, views_of
from onrecord.reading.attribution.lexicon import load_lexicon
from onrecord.reading.attribution.model import load_weights
from onrecord.reading.attribution.proposal import Proposal
from onrecord.reading.attribution.quotes import find_quotes
from onrecord.reading.attribution.surroundings import FEATURES, Surroundings, View
from onrecord.reading.attribution.tree import Tree, plant
from onrecord.reading.attribution.unclaimed import claiming, sure_alone
from onrecord.reading.encoder import load_encoder, load_trees

TEXTS = (
    "The mayor said the bridge was closed. “It will open in May,” she added, and denied that funds were short.",
    "“… ,” he said. \n\n She said nothing",
    "",
)


def _around(text: str) -> tuple[Surroundings, list[View]]:
    doc = load_pipeline()(text)
    tree = plant(doc)
    proposals, quotes, _ = weigh(tree, load_lexicon(), load_weights())
    witness, found = cases(tree, quotes, load_encoder().encode(doc), proposals)
    odds = [case.odds for case in found]
    views = views_of(tree, quotes, witness, found, [0.0] * len(found), odds, load_trees("version"))
    return Surroundings(tree, quotes, witness, views), views


def _told(text: str) -> tuple[Tree, list[Proposal]]:
    doc = load_pipeline()(text)
    tree = plant(doc)
    return tree, decide(tree, load_lexicon(), load_weights(), load_encoder().encode(doc))


def _sources(text: str) -> list[str]:
    tree, found = _told(text)
    return [tree.text[tree.begin[a] : tree.end[b - 1]] for p in found for a, b in p.source]


@pytest.mark.parametrize("text", TEXTS)
def test_every_proposal_has_finite_numbers_on_its_surroundings(text: str) -> None:
    around, views = _around(text)
    for number in range(len(views)):
        numbers = around.features(number)
        assert len(numbers) == len(FEATURES)
        assert all(math.isfinite(value) for value in numbers)


def test_crowded_attributions_are_counted_the_same_by_where_they_begin_and_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = "The mayor said that the envoy, who told reporters that the army denied it had fired, admitted the bridge was shut"
    text = f"{said}, {said.lower()} and {said.lower()}. “It was,” he added, “as the ministry announced.”"
    around, views = _around(text)
    one_by_one = [around.features(number) for number in range(len(views))]
    monkeypatch.setattr(surroundings, "_CROWDED", 0)
    assert len(views) > 8
    assert [around.features(number) for number in range(len(views))] == one_by_one


def test_the_cue_of_a_nested_attribution_is_held_by_the_outer_one() -> None:
    around, views = _around("The minister said that the envoy denied that the talks had failed.")
    tree = plant(load_pipeline()("The minister said that the envoy denied that the talks had failed."))
    held = {tree.lower[v.cue]: around.features(n)[FEATURES.index("held")] for n, v in enumerate(views)}
    assert held["denied"] > held["said"] == 0.0


def test_the_trees_see_what_the_reading_room_gives_them() -> None:
    assert load_trees("together").features == TOGETHER_FEATURES
    assert TREES[-1] == "together"


def test_who_seems_to_do_something_has_not_said_so() -> None:
    assert "The harbour office" not in _sources("The harbour office seemed to favour the smaller ferry.")


def test_a_source_is_told_with_the_clause_that_describes_it() -> None:
    found = _sources("Anna Keller, who runs the ferry line, said on Monday that the fares would rise.")
    assert [source.rstrip(",") for source in found] == ["Anna Keller, who runs the ferry line"]


def _proposal(cue: int, content: tuple[int, int], odds: float) -> Proposal:
    return Proposal(Candidate(cue, "quote", None, "", (content,)), (), ((cue, cue + 1),), (content,), odds)


def _quoted() -> tuple[Tree, int, int]:
    tree = plant(load_pipeline()('The board met. "We will not sell the old mill this year," it was heard.'))
    quote = find_quotes(tree).quotes[0]
    return tree, quote.start, quote.end


def test_a_quotation_that_nobody_has_said_goes_to_the_likeliest_that_has_it() -> None:
    tree, start, end = _quoted()
    weak, weaker = _proposal(end + 2, (start, end), -1.5), _proposal(end + 1, (start, end), -1.8)
    assert claiming(find_quotes(tree), [], [weaker, weak], -2.0) == [weak]


def test_a_quotation_that_somebody_has_said_goes_to_nobody_else() -> None:
    tree, start, end = _quoted()
    said, weak = _proposal(1, (start, end), 2.0), _proposal(end + 2, (start, end), -1.5)
    assert claiming(find_quotes(tree), [said], [weak], -2.0) == []


def test_a_quotation_goes_to_nobody_below_the_least_odds() -> None:
    tree, start, end = _quoted()
    weak = _proposal(end + 2, (start, end), -1.5)
    assert claiming(find_quotes(tree), [], [replace(weak, odds=-2.1)], -2.0) == []


def test_what_the_first_decision_is_sure_of_stands_where_nobody_else_has_its_words() -> None:
    _, start, end = _quoted()
    sure = replace(_proposal(end + 2, (start, end), -1.5), alone=1.2)
    assert sure_alone([], [sure], 0.9) == [sure]
    assert sure_alone([_proposal(1, (start, end), 2.0)], [sure], 0.9) == []
