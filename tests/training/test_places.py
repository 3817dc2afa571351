"""Fitting the places model: halves that share no outlet, figures, and weights that are put back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from training.places import cross_validate, kilometres, load

from onrecord.reading import place_words

_PARIS = {"lat": 48.85341, "lon": 2.3488, "geonames_id": 2988507}
_CAIRO = {"lat": 30.06263, "lon": 31.24967, "geonames_id": 360630}


def _row(number: int, outlet: str) -> dict[str, object]:
    text = f"Ministers met in Paris on day {number}. They will meet again in Cairo, said Paula Dean."
    places = [{"start": text.index(n), "end": text.index(n) + 5} for n in ("Paris", "Cairo")]
    return {
        "text": text,
        "url": f"http://{outlet}/{number}",
        "toponyms": [places[0] | _PARIS, places[1] | _CAIRO],
    }


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("places") / "small.jsonl"
    rows = [
        _row(n, outlet) for n in range(3) for outlet in ("a.example", "b.example", "c.example", "d.example")
    ]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def test_what_one_half_taught_finds_the_places_of_the_other(data: Path) -> None:
    before = place_words.place_model
    figures = cross_validate(load([data]))["small"]
    assert figures["accuracy@161 km"] == 1.0
    assert figures["overlap F1"] >= 0.8
    assert place_words.place_model is before


def test_distance_along_the_great_circle() -> None:
    assert kilometres((48.85341, 2.3488), (30.06263, 31.24967)) == pytest.approx(3212, abs=5)
