"""Types of a user's own, and what may change of PLOVER's."""

import pytest

from onrecord.ontology import event_types
from tests.ontology.own import EVACUATE, loaded, problem, problems


def test_a_new_type_stands_after_plovers() -> None:
    ontology = loaded(EVACUATE + 'modes = { by-sea = 5.5 }\ncameo = ["0751"]\n')
    assert list(ontology.kinds) == [*event_types(), "EVACUATE"]
    assert ontology.own_types == ("EVACUATE",)
    kind = ontology.kinds["EVACUATE"]
    assert (kind.quad, kind.quad_name, kind.score, kind.recipient) == (
        2,
        "material cooperation",
        6.0,
        "optional",
    )
    assert (dict(kind.modes), kind.cameo, kind.own) == ({"by-sea": 5.5}, ("0751",), True)


def test_a_plover_type_gets_further_modes_and_another_score() -> None:
    kind = loaded("[types.AID]\nscore = 9\nmodes = { food = 9.5 }\n").kinds["AID"]
    assert (kind.score, dict(kind.modes), kind.own) == (9.0, {"food": 9.5}, False)
    assert kind.covers == event_types()["AID"].covers
    assert event_types()["AID"].score == 10.0


def test_a_mode_of_plovers_may_get_another_score() -> None:
    modes = loaded("[types.RETREAT]\nmodes = { resign = 1 }\n").kinds["RETREAT"].modes
    assert modes["resign"] == 1.0
    assert modes["withdraw"] == event_types()["RETREAT"].modes["withdraw"]


@pytest.mark.parametrize(
    ("line", "key"),
    [("quad = 1", "quad"), ('covers = "x"', "covers"), ('recipient = "optional"', "recipient"),
     ('cameo = ["04"]', "cameo"), ('verb = "aid"', "verb")],
)  # fmt: skip
def test_what_plover_says_of_its_types_stays(line: str, key: str) -> None:
    told = problem(f"[types.AID]\n{line}\n")
    assert told.startswith(f"own.toml, line 2: [types.AID]: '{key}': AID is PLOVER's")


def test_what_a_new_type_needs() -> None:
    told = problems("[types.EVACUATE]\n")
    assert [t.split(";")[0] for t in told] == [
        f"own.toml, line 1: [types.EVACUATE]: '{key}' is missing" for key in ("quad", "score", "covers")
    ]


@pytest.mark.parametrize("name", ["Evacuate", "E", "EVACUATE_PEOPLE_2", "E V", "2FAST"])
def test_a_bad_name(name: str) -> None:
    told = problem(EVACUATE.replace("types.EVACUATE", f"types.'{name}'"))
    assert f"line 1: [types.{name}]: '{name}' is no name of a type: 2 to 16 capitals" in told


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [("quad = 2", "quad = 5", "line 2: [types.EVACUATE]: 'quad': Invalid enum value 5"),
     ("quad = 2", 'quad = "2"', "line 2: [types.EVACUATE]: 'quad': Expected"),
     ("score = 6.0", "score = 60", "line 3: [types.EVACUATE]: 'score': 60 is no score; scores run from -10 to 10"),
     ("score = 6.0", "score = nan", "'score': nan is no score"),
     ("score = 6.0", "score = 6\nmodes = { By-Sea = 5 }", "line 4: [types.EVACUATE]: 'By-Sea' is no name of a mode"),
     ("score = 6.0", "score = 6\nmodes = { by-sea = 50 }", "line 4: [types.EVACUATE]: 'by-sea': 50 is no score"),
     ("score = 6.0", "score = 6\nmodes = ['by-sea']", "line 4: [types.EVACUATE]: 'modes': Expected `object`"),
     ("score = 6.0", "score = 6\nrecipient = 'maybe'", "line 4: [types.EVACUATE]: 'recipient': Invalid enum value 'maybe'"),
     ("score = 6.0", "score = 6\ncameo = ['x']", "line 4: [types.EVACUATE]: 'cameo': 'x' is no CAMEO code"),
     ("score = 6.0", "score = 6\nverb = 'sink/sank'", "line 4: [types.EVACUATE]: 'verb': 'sink/sank' is no verb"),
     ("score = 6.0", "score = 6\ncolour = 'red'", "line 4: [types.EVACUATE]: unknown field 'colour'")],
)  # fmt: skip
def test_a_bad_field_is_told_with_its_line(old: str, new: str, reason: str) -> None:
    assert reason in problem(EVACUATE.replace(old, new))
