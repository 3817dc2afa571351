from __future__ import annotations

from pathlib import Path

import pytest
from bench.made_articles.gold import _article, articles
from bench.made_articles.measure import measure


def test_twenty_three_articles_have_their_rows() -> None:
    made = articles()
    assert len(made) == 23
    assert sum(not row.optional for one in made for row in one.rows) >= 360


def test_row_whose_words_do_not_stand_in_the_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "01-x.txt"
    path.write_text("published: 2020-01-01\nstyle: wire\n---\nKenya waited.\n> ASSAULT | hit Mali\n", "utf-8")
    with pytest.raises(ValueError, match=r"01-x\.txt: 'hit Mali' stands 0 times"):
        _article(path)


def test_what_is_found_missed_and_false_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "01-x.txt"
    text = "Kenya bombed a village in Somalia on Monday. Kenya accused Somalia of lying."
    rows = "> ASSAULT | bombed a village | a=@KEN\n> AID | bombed a | a=@KEN\n"
    path.write_text(f"published: 2020-01-08\nstyle: wire\n---\n{text}\n{rows}", "utf-8")
    tally = measure([_article(path)])
    assert (tally.wanted, tally.found, tally.false) == (2, 1, 1)
