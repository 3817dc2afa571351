"""Actor dictionaries in PETRARCH's format."""

import datetime as dt
from pathlib import Path

import pytest

from onrecord.knowledge import Knowledge, default_knowledge
from onrecord.model import OnRecordError

_FILE = """
# people
MARTA_QUILLON_ ; invented
+PRESIDENT_QUILLON_
   [URYGOV 20100501-20140331]
   [URYELI >20140331]
   [URYLEG <20100501]
NORTHERN_RIVER_FRONT_ [COLREB]   # a group
+NRF
RIVER_BASIN_AUTHORITY_ [IGORBA]
FRANCE_ [FRA]
KELP_FARMER! [~AGR]
SALT_FISHERMAN! {SALT_FISHERMEN} [~LAB]
OLD_STYLE_MAN_ [FRAGOV 990101-030101]
"""


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    path = tmp_path_factory.mktemp("petrarch") / "actors.txt"
    path.write_text(_FILE, encoding="utf-8")
    return default_knowledge().with_petrarch(path)


@pytest.mark.parametrize(
    ("text", "on", "country", "sector"),
    [
        ("Marta Quillon", dt.date(2012, 1, 1), "URY", "GOV"),
        ("President Quillon", dt.date(2012, 1, 1), "URY", "GOV"),
        ("Marta Quillon", dt.date(2020, 1, 1), "URY", "ELI"),
        ("Marta Quillon", dt.date(2005, 1, 1), "URY", "LEG"),
        ("the Northern River Front", None, "COL", "REB"),
        ("NRF", None, "COL", "REB"),
        ("River Basin Authority", None, "IGO", None),
        ("French kelp farmers", None, "FRA", "AGR"),
        ("salt fishermen", None, None, "LAB"),
        ("Old Style Man", dt.date(2001, 1, 1), "FRA", "GOV"),
    ],
)
def test_codes_by_day(
    knowledge: Knowledge, text: str, on: dt.date | None, country: str | None, sector: str | None
) -> None:
    found = knowledge.resolve(text, on)
    assert found is not None
    assert (found.country, found.sector) == (country, sector)


def test_countries_stay_our_own(knowledge: Knowledge) -> None:
    found = knowledge.resolve("France")
    assert found is not None
    assert found.kind == "country"


def test_the_shared_knowledge_is_unchanged(knowledge: Knowledge) -> None:
    assert knowledge.resolve("NRF") is not None
    assert default_knowledge().resolve("Northern River Front") is None


def test_a_file_without_actors_is_named(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_text("# nothing\n", encoding="utf-8")
    with pytest.raises(OnRecordError, match=r"empty\.txt"):
        default_knowledge().with_petrarch(path)
    with pytest.raises(OnRecordError, match="cannot be read"):
        default_knowledge().with_petrarch(tmp_path / "missing.txt")
