"""Prefixes with a hyphen."""

from __future__ import annotations

from onrecord.coding.grammar import Grammar
from onrecord.ontology import default_lexicon
from onrecord.reader import default_reader


def test_what_hangs_on_a_prefix_hangs_on_its_noun() -> None:
    lexicon = default_lexicon()
    text = "A judge has ordered nine ex-members of the cabinet in Lima jailed."
    g = Grammar(default_reader().parse(text), lexicon.hyphenated, lexicon.verbs)
    nine, ex, members = (g.text.index(word) for word in ("nine", "ex", "members"))
    assert g.head[nine] == g.head[ex] == members
