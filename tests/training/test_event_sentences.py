"""Our event sentences: every label stands in its text and is of a known type."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.ontology import event_types

_FOLDER = Path(__file__).parents[2] / "training" / "encoder" / "sentences"
_FILES = sorted(_FOLDER.glob("*.jsonl"))


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf8").splitlines()]


@pytest.mark.parametrize("path", _FILES, ids=lambda p: p.stem)
def test_words_and_parties_stand_in_the_text(path: Path) -> None:
    for row in _rows(path):
        for event in row["e"]:
            assert event["y"] in event_types()
            words = [event["v"], *event.get("a", ()), *event.get("r", ())]
            assert all(word and word in row["t"] for word in words), row["t"]


def test_no_sentence_stands_twice() -> None:
    texts = [row["t"] for path in _FILES for row in _rows(path)]
    assert len(texts) == 7285
    assert len(set(texts)) == len(texts)


def test_every_type_is_told_two_hundred_times_at_least() -> None:
    kinds = [event["y"] for path in _FILES for row in _rows(path) for event in row["e"]]
    assert min(kinds.count(name) for name in event_types()) >= 200


def test_the_card_names_every_file_that_is_left_out() -> None:
    card = (_FOLDER.parents[2] / "docs" / "cards" / "sentences.md").read_text("utf8")
    source = (_FOLDER.parent / "sentences.py").read_text("utf8")
    for name in ("law_and_society", "mentions_of_diplomacy", "war_and_diplomacy"):
        assert name in card
        assert name in source
        assert _FOLDER / f"{name}.jsonl" in _FILES
