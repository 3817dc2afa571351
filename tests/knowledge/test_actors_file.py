"""Users' own lists of actors."""

import datetime as dt
from pathlib import Path

import pytest

from onrecord.knowledge import Knowledge, default_knowledge
from onrecord.model import OnRecordError


def _with(tmp_path: Path, text: str) -> Knowledge:
    file = tmp_path / "actors.csv"
    file.write_text(text, encoding="utf-8")
    return default_knowledge().with_actors(file)


def test_own_actors_stand_before_the_built_in_ones(tmp_path: Path) -> None:
    own = _with(tmp_path, "name,aliases,country,sector,id\nNorth Valley Front,NVF;Hamas,MLI,REB,or:own/nvf\n")
    for text in ("North Valley Front", "the NVF", "Hamas"):
        found = own.resolve(text)
        assert found is not None
        assert (found.id, found.country, found.sector) == ("or:own/nvf", "MLI", "REB")
    built_in = default_knowledge().resolve("Hamas")
    assert built_in is not None
    assert built_in.id == "Q38799"


def test_own_office_holders_are_dated(tmp_path: Path) -> None:
    rows = "Mara Quill,NZL,GOV,minister,2021-05,2023-01-31\nMara Quill,NZL,LEG,lawmaker,2015,2021-04\n"
    own = _with(tmp_path, "name,country,sector,role,from,to\n" + rows)
    sectors = [
        getattr(own.resolve("Mara Quill", dt.date(year, 6, 1)), "sector", None) for year in (2016, 2022, 2024)
    ]
    assert sectors == ["LEG", "GOV", "ELI"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name,country\nX,Utopia\n", "line 2: country 'Utopia'"),
        ("name,sector\nX,KING\n", "sector 'KING'"),
        ("name,colour\nX,red\n", "unknown columns colour"),
        ("country\nFRA\n", "no column 'name'"),
        ("name,from\nX,yesterday\n", "line 2"),
        ("name,role,from,to\nX,king,2020,2010\n", "is before 'from'"),
        ("name,country\n,FRA\n", "the name is missing"),
    ],
)
def test_wrong_list_is_refused_with_its_place(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(OnRecordError, match=says):
        _with(tmp_path, text)


def test_missing_list_is_named(tmp_path: Path) -> None:
    with pytest.raises(OnRecordError, match="cannot be read"):
        default_knowledge().with_actors(tmp_path / "none.csv")
