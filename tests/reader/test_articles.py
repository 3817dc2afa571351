"""Whole articles, written for these tests from public facts: what a careful reader would put on record."""

from functools import lru_cache
from pathlib import Path

import pytest

import onrecord
from onrecord.model import Record
from tests.reader.facts import Fact, closest

_ARTICLES = Path(__file__).parent / "articles"

_FACTS = {
    "turkey_2019.html": [
        Fact("warplanes and artillery struck", "ASSAULT", "TUR", "Kurdish-led", day="2019-10-09"),
        Fact("withdrew American troops", "RETREAT", "Trump", mode="withdraw"),
        Fact("Five European members", "REQUEST", "members"),
        Fact("had bombed civilian areas", "ASSAULT", "TUR", mode="aerial", source="Syrian Democratic Forces"),
        Fact("eight people were killed", "ASSAULT", None, "people", quantity=("killed", 8)),
        Fact("denied that it had targeted", "ASSAULT", "TUR", "civilians", source="TUR", stance="denies"),
        Fact("urged Turkey to halt", "REQUEST", "European Union", "TUR"),
        Fact("threatened to impose sanctions", "THREATEN", "Trump", "TUR"),
        Fact("condemned the decision", "ACCUSE", "Graham"),
        Fact("accused the administration", "ACCUSE", "Graham", "USA GOV"),
    ],
    "kashmir_2019.txt": [
        Fact("shot down an Indian fighter jet", "ASSAULT", "PAK", "IND", day="2019-02-27"),
        Fact("carried out air strikes", "ASSAULT", "IND", mode="aerial", day="2019-02-26"),
        Fact("called for talks with India", "REQUEST", "Khan", "IND", mode="meet"),
        Fact("suicide bombing of Feb. 14", "ASSAULT", day="2019-02-14"),
        Fact("spoke by phone", "CONSULT", "Pompeo", mode="phone"),
        Fact("urged them to avoid escalation", "REQUEST", "Pompeo"),
        Fact("also appealed for restraint", "REQUEST", "China"),
    ],
    "sudan_2023.txt": [
        Fact("continued for a second day", "ASSAULT", "Rapid Support Forces"),
        Fact("called for a ceasefire", "REQUEST", "Egypt", mode="yield"),
        Fact("agreed to open corridors", "AGREE", "army"),
        Fact("air strikes hit RSF bases", "ASSAULT", None, "RSF", mode="aerial", source="Witnesses"),
        Fact("had seized the presidential palace", ("COERCE", "ASSAULT"), "RSF", source="RSF"),
        Fact("which the army denied", ("COERCE", "ASSAULT"), "RSF", source="RSF"),
    ],
}


@lru_cache(maxsize=8)
def _read(name: str) -> Record:
    return onrecord.read(_ARTICLES / name)


@pytest.mark.parametrize(
    ("name", "fact"),
    [pytest.param(name, fact, id=f"{name}: {fact}") for name, facts in _FACTS.items() for fact in facts],
)
def test_fact_is_on_record(name: str, fact: Fact) -> None:
    report, missed = closest(fact, _read(name))
    assert not missed, f"{missed} in {report}"
