"""The README's picture is drawn from the table's own lines and loads nothing from the network."""

import importlib.util
from pathlib import Path
from typing import Any

from lxml import etree

from onrecord.views import render_table
from tests.views.handmade import SENTENCE, record, strike


def _module() -> Any:
    path = Path(__file__).parents[2] / "docs" / "make_picture.py"
    spec = importlib.util.spec_from_file_location("make_picture", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _picture(**options: Any) -> str:
    lines = render_table([record(SENTENCE, strike())], width=90, colour=True)
    return str(_module().draw(lines, 90, "onrecord read article.html", **options))


def test_the_picture_is_svg_with_the_words_of_the_table() -> None:
    root = etree.fromstring(_picture().encode())
    text = "".join(root.itertext()).replace("\xa0", " ")
    assert "onrecord read article.html" in text
    assert "Bases struck" in text
    assert "struck" in text


def test_the_picture_loads_nothing() -> None:
    picture = _picture().replace("http://www.w3.org/2000/svg", "")
    assert "http" not in picture
    assert "@import" not in picture


def test_the_picture_comes_light_and_dark() -> None:
    assert _picture(light=True) != _picture()


def test_the_picture_ends_with_a_whole_row() -> None:
    assert _module().whole_rows(["a", "", "b", "", "c", "d"], 5) == ["a", "", "b"]
    assert _module().whole_rows(["a", "", "b"], 5) == ["a", "", "b"]
