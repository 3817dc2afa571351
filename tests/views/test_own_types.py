"""What the table says of a user's own types: a verb in all its forms, a colour, or the name where nothing is known."""

import pytest

from onrecord.ontology import EventKind
from onrecord.views import render_table
from onrecord.views.own_types import own_verb
from onrecord.views.wording import deed, quad
from tests.views.handmade import SENTENCE, record, report, strike


def _kind(verb: str = "", preposition: str = "") -> dict[str, EventKind]:
    kind = EventKind(
        name="EVACUATE", quad=2, quad_name="material cooperation", score=6.0, cameo=(), recipient="optional", covers="",
        modes={}, verb=verb, preposition=preposition, own=True,
    )  # fmt: skip
    return {"EVACUATE": kind}


@pytest.mark.parametrize(
    ("verb", "forms"),
    [("evacuate", "evacuate evacuated evacuated evacuating evacuates"), ("ram", "ram rammed rammed ramming rams"),
     ("rally", "rally rallied rallied rallying rallies"), ("deploy", "deploy deployed deployed deploying deploys"),
     ("veto", "veto vetoed vetoed vetoing vetoes"), ("clash", "clash clashed clashed clashing clashes"),
     ("visit", "visit visited visited visiting visits"), ("fix", "fix fixed fixed fixing fixes"),
     ("free", "free freed freed freeing frees"), ("sink/sank/sunk", "sink sank sunk sinking sinks")],
)  # fmt: skip
def test_forms_of_a_verb(verb: str, forms: str) -> None:
    row = own_verb("EVACUATE", _kind(verb))
    assert " ".join(row[k] for k in ("base", "past", "participle", "ing", "third")) == forms


def test_words_that_follow_the_verb_and_the_preposition() -> None:
    row = own_verb("EVACUATE", _kind("go/went/gone on patrol", "with"))
    assert (row["past"], row["alone"], row["to"]) == ("went", "on patrol", "on patrol with")


@pytest.mark.parametrize(
    ("kinds", "phrase"), [(_kind("evacuate"), "evacuated"), (_kind(), "did EVACUATE"), ({}, "did EVACUATE")]
)
def test_the_deed_of_a_users_type(kinds: dict[str, EventKind], phrase: str) -> None:
    assert deed(report(event_type="EVACUATE"), kinds=kinds) == phrase


def test_a_negated_deed_of_a_type_without_a_verb() -> None:
    assert deed(report(event_type="EVACUATE", negated=True)) == "did NOT do EVACUATE"


def test_the_class_of_a_users_type_is_its_quad_and_plain_where_it_is_not_known() -> None:
    assert quad("EVACUATE", _kind()) == "material-cooperation"
    assert quad("EVACUATE") == "plain"
    assert quad("ASSAULT", _kind()) == "material-conflict"


@pytest.mark.parametrize("colour", [True, False])
def test_the_table_shows_a_type_that_it_does_not_know(colour: bool) -> None:
    import msgspec

    told = msgspec.structs.replace(strike(), event_type="EVACUATE", mode=None)
    shown = "\n".join(render_table([record(SENTENCE, told)], width=80, colour=colour))
    assert "EVACUATE" in shown
    known = "\n".join(
        render_table([record(SENTENCE, told)], width=80, colour=colour, kinds=_kind("evacuate"))
    )
    assert "evacuated" in known
