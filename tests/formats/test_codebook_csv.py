import csv
from io import StringIO

from onrecord.formats.codebook_csv import COLUMNS, write_codebook
from onrecord.ontology import codebook_of, default_ontology, event_types


def _rows(kind: str | None = None) -> list[dict[str, str]]:
    stream = StringIO()
    write_codebook(codebook_of(default_ontology(), kind), stream)
    return list(csv.DictReader(StringIO(stream.getvalue())))


def test_a_row_a_type_and_a_row_a_mode() -> None:
    rows = _rows()
    assert tuple(rows[0]) == COLUMNS
    assert [r["type"] for r in rows if not r["mode"]] == list(event_types())
    for name, kind in event_types().items():
        scores = {r["mode"]: float(r["score"]) for r in rows if r["type"] == name and r["mode"]}
        assert scores == kind.modes


def test_one_type_has_the_same_columns() -> None:
    rows = _rows("RETREAT")
    assert tuple(rows[0]) == COLUMNS
    assert {r["type"] for r in rows} == {"RETREAT"}


def test_the_crosswalk_of_a_mode_is_its_own() -> None:
    disarm = next(r for r in _rows("RETREAT") if r["mode"] == "disarm")
    assert disarm["cameo"].split(";") == ["087", "0873", "0874"]
    assert disarm["acled"] == "Strategic developments/Disrupted weapons use"
    whole = _rows("RETREAT")[0]
    assert (whole["cameo"], whole["own"]) == ("084;085;086;087", "false")
    assert int(whole["verbs"]) >= sum(int(r["verbs"]) for r in _rows("RETREAT")[1:])
