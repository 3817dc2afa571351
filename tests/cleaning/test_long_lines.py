"""No rule takes much longer than the line it reads is long, whatever the line is made of."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from onrecord.cleaning import unglue
from onrecord.cleaning.gallery import captions_of
from onrecord.cleaning.live import calls_itself_live, ticker
from onrecord.cleaning.notes import note_kind
from onrecord.cleaning.page_lines import PageLine, is_foreign, named_apart
from onrecord.cleaning.paragraphs import Block
from onrecord.cleaning.provenance import dateline_of, provenance_of
from onrecord.cleaning.residue import drop_residue, residue_of, without_inline
from onrecord.cleaning.stamps import clock_of, printed_stamp, read_stamp
from onrecord.cleaning.stated import stated_date
from onrecord.cleaning.walls import cut_at_wall, instead_of_article

_UNITS = (
    " ", "a", "A ", "A. ", "A, ", "a-", "A/", "1", "1 ", "1:2", "(", "(A", "[(* ", "by A ", "By A. B, ", "Photo ", "…", "...",
    "Jan 8 ", "8 Jan 2020 ", "this article ", "an earlier version of this ", "more from ", "read more ", "http://a ", "@a ",
    "a.b", "# ", "- ", "—", "subscribe to ", "MORE", "Lee LeeA ", "AP ", "a\u00ad", "live-", "Share on ", "x_", "3 of 4 ",
)  # fmt: skip
_SHORT, _LONG = 4_000, 16_000
_MOST = 40
"""Times longer for a line four times as long: 4 where time grows with the length, 16 with its square."""
_NOISE = 0.02
"""CPU seconds below which a ratio says nothing."""

_RULES: dict[str, Callable[[str], Any]] = {
    "residue": lambda line: residue_of(line, 9, 10),
    "residue of one word": lambda line: residue_of(line.replace(" ", "_"), 9, 10),
    "inline": without_inline,
    "end": lambda line: drop_residue([Block("p", "A b."), Block("p", line)]),
    "notes": note_kind,
    "dateline": lambda line: dateline_of(line, "2020-01-08"),
    "provenance": lambda line: provenance_of([line], [line], None),
    "printed time": printed_stamp,
    "machine time": read_stamp,
    "clock": clock_of,
    "stated date": lambda line: stated_date([line]),
    "wall": lambda line: cut_at_wall([Block("p", line)]),
    "wall page": lambda line: instead_of_article([line], [line], article=False),
    "glue": unglue,
    "caption": lambda line: captions_of([PageLine(line, "figcaption", "", False)]),
    "names": lambda line: named_apart(line[:300]),
    "live": lambda line: calls_itself_live([line], line, ()),
    "ticker": lambda line: ticker([Block("p", line)], live=True),
}


@pytest.mark.parametrize("rule", _RULES)
def test_effort_grows_with_the_line_and_not_faster(rule: str) -> None:
    for unit in _UNITS:
        times = []
        for size in (_SHORT, _LONG):
            line = (unit * size)[:size] + "\u00a7"
            start = time.process_time()
            _RULES[rule](line)
            times.append(time.process_time() - start)
        assert times[1] < _NOISE or times[1] < _MOST * max(times[0], _NOISE / _MOST), unit


def test_names_are_cut_before_they_are_searched() -> None:
    from lxml.html import Element

    element = Element("div")
    element.set("class", "share-" * 100_000)
    assert not is_foreign(element)
