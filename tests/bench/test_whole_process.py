"""Ways of reading side by side."""

from __future__ import annotations

from bench.whole_process import WAYS, WHOLE, articles_of, measure


def test_ratios_are_to_the_whole_reading_and_memory_is_each_ones_own() -> None:
    texts = [article.text for article in articles_of(None, 2)]
    rows = {row.way: row for row in measure(texts, (WAYS[0], WHOLE))}
    assert set(rows) == {WAYS[0], WHOLE}
    assert rows[WHOLE].ratio == 1
    assert rows[WAYS[0]].ratio > 1
    assert 50 < rows[WAYS[0]].megabytes < rows[WHOLE].megabytes
