"""The shared encoder: windows, heads, trees, and that a reading depends on its article only."""

from __future__ import annotations

import itertools
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord.reading
from onrecord.reading import load_pipeline
from onrecord.reading.encoder import load_encoder, load_trees, spans, trees_of
from onrecord.reading.encoder.heads import bucket, log_softmax
from onrecord.reading.encoder.windows import windows


class _Letters:
    """A tokenizer with a piece for each letter."""

    frame = (1, 2)

    def pieces(self, word: str) -> tuple[int, ...]:
        return tuple(ord(c) for c in word)


_TEXTS = st.lists(
    st.sampled_from(
        ["The army attacked the town.", "He said so.", "No", "\n\n", "Iran and Iraq met, again and again."]
    ),
    max_size=30,
).map(" ".join)


@settings(max_examples=40, deadline=None)
@given(_TEXTS, st.integers(8, 200))
def test_windows_hold_every_token_once_and_are_never_too_long(text: str, size: int) -> None:
    doc = load_pipeline().make_doc(text)
    for token in doc:
        token.is_sent_start = token.i == 0 or doc[token.i - 1].text in {".", "\n\n"}
    found = list(windows(doc, _Letters(), size))
    assert [t for w in found for t in range(w.first, w.last)] == list(range(len(doc)))
    assert all(len(w.ids) <= size + 2 for w in found)
    assert all(len(w.heads) == w.last - w.first and max(w.heads) < len(w.ids) - 1 for w in found)


def test_a_window_ends_with_a_sentence_where_one_fits() -> None:
    doc = load_pipeline()("The army attacked. The town fell. The war ended. All went home.")
    found = list(windows(doc, _Letters(), 30))
    assert len(found) > 1
    assert all(doc[w.last - 1].text == "." for w in found)


def test_the_end_of_a_paragraph_is_a_piece_of_its_own() -> None:
    doc = load_pipeline()("It ended.\n\nAll went home.")
    (window,) = windows(doc, _Letters(), 100)
    assert window.ids.count(_Letters.frame[1]) == 2  # the paragraph's and the window's own


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(*[st.floats(-4, 4, width=32)] * 3), min_size=1, max_size=6))
def test_spans_are_the_likeliest_labels_without_an_inside_after_an_outside(
    rows: list[tuple[float, ...]],
) -> None:
    logits = np.array(rows, dtype=np.float32)
    scores = log_softmax(logits)

    def likelihood(labels: tuple[int, ...]) -> float:
        wrong = any(b == 2 and a == 0 for a, b in itertools.pairwise((0, *labels)))
        return -np.inf if wrong else float(sum(scores[i, c] for i, c in enumerate(labels)))

    def labels_of(ranges: tuple[tuple[int, int], ...]) -> tuple[int, ...]:
        found = [0] * len(rows)
        for begin, end in ranges:
            found[begin:end] = [1, *[2] * (end - begin - 1)]
        return tuple(found)

    best = max(map(likelihood, itertools.product(range(3), repeat=len(rows))))
    assert likelihood(labels_of(spans(logits))) == pytest.approx(best, abs=1e-3)


def test_no_tokens_have_no_spans() -> None:
    assert spans(np.zeros((0, 3), dtype=np.float32)) == ()


def test_buckets_are_signed_and_never_narrow_with_distance() -> None:
    near, far = bucket(np.arange(0, 500)), bucket(-np.arange(1, 500))
    assert near[0] == 0
    assert (np.diff(near) >= 0).all()
    assert near.max() == 15
    assert far.min() == 17
    assert far.max() == 31


def test_trees_add_up_their_leaves() -> None:
    tree = [[0, -1, -1], [0.5, 0, 0], [1, 0, 0], [2, 0, 0], [0, -1.0, 2.0]]
    trees = trees_of({"features": ["x"], "base": 0.25, "trees": [tree, tree]})
    assert trees.log_odds([0.5]) == pytest.approx(-1.75)
    assert trees.log_odds([0.6]) == pytest.approx(4.25)
    assert trees.log_odds_of_all([[0.5], [0.6]]) == [trees.log_odds([0.5]), trees.log_odds([0.6])]


@pytest.mark.parametrize("name", ["event", "attribution", "content"])
def test_shipped_trees_name_features_that_they_use(name: str) -> None:
    trees = load_trees(name)
    used = {f for feature, *_ in trees.trees for f in feature if f >= 0}
    assert used
    assert max(used) < len(trees.features)


def test_a_window_is_encoded_alone_so_that_other_text_does_not_matter() -> None:
    nlp = load_pipeline()
    long = " ".join(["The two presidents met in Geneva on Monday and agreed to hold further talks."] * 9)
    alone = load_encoder().encode(nlp(long))
    begin, end = alone.window(0)
    after = load_encoder().encode(nlp(long + "\n\nThe army attacked the town."))
    assert after.window(0) == (begin, end)
    assert all((alone.trigger(t) == after.trigger(t)).all() for t in range(begin, end))


def test_odd_text_is_encoded() -> None:
    nlp = load_pipeline()
    for text in ("", " ", "\n", "�" * 50, "a" * 5000, "مرحبا 你好 🙂 …", "word " * 3000):
        doc = nlp(text)
        vectors = load_encoder().encode(doc)
        assert all(np.isfinite(vectors.trigger(t.i)).all() for t in doc[:50])


def test_shipped_weights_are_under_thirty_megabytes() -> None:
    folder = Path(onrecord.reading.__file__).parent / "data"
    names = ("encoder.onnx", "encoder_heads.npz", "decisions.json", "cue_weights.json", "place_model.json")
    assert sum((folder / name).stat().st_size for name in names) < 30_000_000


@pytest.mark.parametrize("name", ["attribution", "content", "version", "together", "event"])
def test_many_cases_at_once_are_decided_as_one_by_one(name: str) -> None:
    trees = load_trees(name)
    rows = [[math.sin(n * 7 + i) * (1 + n) for i in range(len(trees.features))] for n in range(40)]
    assert trees.log_odds_of_all(rows) == [trees.log_odds(row) for row in rows]
