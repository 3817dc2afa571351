"""Pages of many kinds of outlet: what is marked with ``data-gold`` is the text, and nothing else."""

from __future__ import annotations

import pytest
from lxml.html import fromstring

from tests.cleaning.saved import FOLDER, cleaned

_LAYOUTS = sorted(path.name for path in (FOLDER / "layouts").glob("*.html"))
_STAYS = {
    "broadcaster.html": ["Africa", "At the scene"],
    "ngo-release.html": ["Detained for Peaceful Protest"],
    "tabloid.html": [
        "Officers arrested five men on Saturday night",
        "Cash was found under the floor of a boat shed",
    ],
}
"""Section names, subheadings and summaries that nothing tells from text."""


@pytest.mark.parametrize("name", _LAYOUTS)
def test_the_text_of_a_layout(name: str) -> None:
    page = fromstring((FOLDER / "layouts" / name).read_text(encoding="utf-8"))
    gold = [" ".join(part.text_content().split()) for part in page.xpath("//*[@data-gold]")]
    text = cleaned(f"layouts/{name}").text.split("\n\n")
    assert [paragraph for paragraph in text if paragraph not in _STAYS.get(name, ())] == gold
