"""Amounts of money that are told in the hundredth part of a currency."""

from __future__ import annotations

from dataclasses import replace

from onrecord.reading.attribution.tree import Tree
from onrecord.reading.numerals import Numeral
from onrecord.reading.quantity_words import QuantityWords

_PARTS = 100


def in_main_unit(tree: Tree, words: QuantityWords, numeral: Numeral, counted: int) -> Numeral:
    """Return "35 cents" as .35 of the currency, so that it can stand beside an amount of dollars."""
    if tree.lemma[counted] not in words.hundredths or numeral.start <= counted < numeral.end:
        return numeral
    low, high = (None if v is None else v / _PARTS for v in (numeral.low, numeral.high))
    return replace(numeral, low=low, high=high)
