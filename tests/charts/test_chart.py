"""What every chart has: a valid specification, words, a table, pictures of its own, and nothing from the network."""

import importlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import altair
import pytest

from onrecord.charts import Chart, Plots
from onrecord.charts.look import DARK, LIGHT
from onrecord.model import Status, UsageError
from tests.charts.made_up import READ, event, figure, place, somebody

_EVENTS = (
    event("a", at=place("Lima", "city"), figures=(figure(3, 5, exact=False), figure(8, None, "2021-03-05", source="union", name="a union"))),
    event("b", "2021-03-02", kind="CONSULT", at=place("Peru", "country"), actors=(somebody("Chile", "CHL", "Q298"),), recipients=(somebody("Peru", "PER", "Q419"),)),
    event("c", "2021-03-05", kind="ASSAULT", at=place("Callao pier", "point"), basis="publication"),
)  # fmt: skip


def _all() -> dict[str, Chart]:
    plots = Plots(_EVENTS, READ)
    return {
        "timeline": plots.timeline(), "types": plots.timeline(by="type"), "figures": plots.figures(),
        "standing": plots.standing(_EVENTS[0].id), "standings": plots.standing(), "dyad": plots.dyad("Chile", "Peru"),
        "map": plots.map(), "network": plots.network(),
    }  # fmt: skip


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner)


@pytest.mark.parametrize("name", _all())
def test_the_specification_is_valid_and_fetches_nothing(name: str) -> None:
    spec = _all()[name].spec
    altair.Chart.from_dict({k: v for k, v in spec.items() if k != "datasets"}, validate=True)
    assert "url" not in set(_keys(spec))
    assert spec["description"] == _all()[name].text


@pytest.mark.parametrize("name", _all())
def test_the_picture_has_the_title_and_is_the_same_each_time(name: str) -> None:
    first = _all()[name].to_svg()
    assert _all()[name].title.replace("'", "&#39;") in first or _all()[name].title in first
    assert _all()[name].to_svg() == first
    assert not re.search(r"""(href|src)=["']?http""", first)


def test_the_order_of_events_does_not_matter() -> None:
    forth, back = Plots(_EVENTS, READ), Plots(_EVENTS[::-1], READ)
    for draw in ("timeline", "map", "network", "standing"):
        assert json.dumps(getattr(forth, draw)().spec) == json.dumps(getattr(back, draw)().spec)


def test_files_are_written(tmp_path: Path) -> None:
    drawn = Plots(_EVENTS, READ).timeline()
    assert drawn.png(tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert drawn.svg(tmp_path / "a.svg").read_text(encoding="utf-8").startswith("<svg")


def test_a_dark_chart_has_the_dark_ground_and_the_same_data() -> None:
    drawn = Plots(_EVENTS, READ).timeline()
    assert drawn.spec["config"]["background"] == LIGHT.ground
    assert drawn.dark().spec["config"]["background"] == DARK.ground
    assert drawn.dark().rows == drawn.rows


def test_a_notebook_gets_specification_picture_and_words() -> None:
    drawn = Plots(_EVENTS, READ).timeline()
    bundle = drawn._repr_mimebundle_()
    assert bundle["application/vnd.vegalite.v6+json"] == drawn.spec
    assert drawn.text in bundle["text/plain"]
    assert 'role="img"' in bundle["text/html"]


def test_hostile_names_are_text_in_picture_and_table() -> None:
    bad = "<script>alert(1)</script> &amp; \u202e\x07"
    hostile = event("x", actors=(somebody(bad, "PER", "Q1"),), recipients=(somebody("B", "PER", "Q2"),))
    drawn = Plots([hostile], READ).network()
    assert "<script" not in drawn.to_svg()
    assert "<script" not in drawn.table_html()
    assert "\u202e" not in drawn.to_svg()
    assert "&lt;script&gt;" in drawn.table_html()


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:
        raise ModuleNotFoundError(name)

    drawn = Plots(_EVENTS, READ).timeline()
    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(UsageError, match=r"onrecord\[charts\]"):
        _ = drawn.spec


def test_an_id_that_no_event_has_is_named() -> None:
    with pytest.raises(UsageError, match="ffff"):
        Plots(_EVENTS, READ).figures("ffff")


def test_one_event_alone_is_drawn_with_its_sources() -> None:
    history = (
        Status(as_of="2021-03-01", words=("claimed",), because=("a 0",)),
        Status(as_of="2021-03-02", words=("confirmed",), because=("a 0",), confirmed_by="adverse"),
    )
    svg = Plots([event("a", history=history)], READ).standing().to_svg()
    assert "confirmed by the other side" in svg
    assert "says so" in svg
