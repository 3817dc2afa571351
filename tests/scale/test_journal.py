"""The journal keeps what was read up to the last whole line."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from onrecord.scale.entries import Coded, Entry, OtherLanguage, Quarantined
from onrecord.scale.journal import Journal

_KEY = {"input": "abc", "coder": "1"}
_ENTRIES: tuple[Entry, ...] = (
    Coded({"article_id": "a", "record": "{}"}),
    Quarantined("b", "is bad"),
    OtherLanguage("c"),
)


def _filled(path: Path) -> None:
    journal = Journal(path, _KEY)
    for entry in _ENTRIES:
        journal.add(entry)
    journal.close()


@given(st.data())
def test_a_cut_anywhere_costs_only_what_comes_after_it(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "j"
        _filled(path)
        whole = path.read_bytes()
        cut = data.draw(st.integers(0, len(whole)))
        rubbish = data.draw(
            st.sampled_from(
                (b"", b"\0\0\0\n", b'0 {"type":"other"}\n', b'9 {"type":"other_language","name":"c"}\n')
            )
        )
        path.write_bytes(whole[:cut] + rubbish)
        journal = Journal(path, _KEY)
        kept = max(whole[:cut].count(b"\n") - 1, 0)
        assert journal.count == kept
        assert tuple(journal.entries()) == _ENTRIES[:kept]
        for entry in _ENTRIES[kept:]:
            journal.add(entry)
        assert (tuple(journal.entries()), journal.count) == (_ENTRIES, 3)
        journal.remove()
        assert not path.exists()


def test_a_journal_of_another_input_or_coder_is_begun_anew(tmp_path: Path) -> None:
    _filled(tmp_path / "j")
    journal = Journal(tmp_path / "j", _KEY | {"coder": "2"})
    assert (journal.count, tuple(journal.entries())) == (0, ())
    journal.close()


@given(st.lists(st.booleans(), min_size=1, max_size=12))
def test_what_two_machines_write_about_one_document_counts_once(turns: list[bool]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "j"
        lost = Journal(path, _KEY)
        lost.add(_ENTRIES[0])
        came = Journal(path, _KEY)
        todo: dict[Journal, list[Entry]] = {lost: list(_ENTRIES[1:]), came: list(_ENTRIES[1:])}
        for whose in [*({False: lost, True: came}[turn] for turn in turns), *[came] * 2]:
            if todo[whose]:
                whose.add(todo[whose].pop(0))
        assert tuple(came.entries()) == _ENTRIES
        assert came.count == 3
        lost.close()
        came.close()
        again = Journal(path, _KEY)
        assert (again.count, tuple(again.entries())) == (3, _ENTRIES)
        again.close()
