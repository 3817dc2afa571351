"""The score is the product of its parts, each with what it stands for."""

from collections.abc import Callable
from math import prod

import pytest

from onrecord.coding import Coder
from onrecord.coding.desk import Desk
from onrecord.coding.scoring import Part
from onrecord.ontology import OntologyFile, default_ontology, load_ontology
from onrecord.reading import Reading

Read = Callable[[str], Reading]


def _parts(read: Read, text: str) -> list[list[Part]]:
    desk = Desk(read(text), default_ontology())
    return [desk.scorer.parts(f.draft, f.first, f.last) for f in desk.found()]


@pytest.mark.parametrize(
    "text",
    ["Iran attacked Israel.", "Nobody was arrested.", "Twelve soldiers were killed.", "If Iran attacks the base, prices rise.",
     "The strike on the base killed a soldier.", "The coach attacked the referee at the match after the team lost the game."],
)  # fmt: skip
def test_the_score_is_the_product_of_the_parts(read: Read, text: str) -> None:
    desk = Desk(read(text), default_ontology())
    found = list(desk.found())
    assert found
    for f in found:
        parts = desk.scorer.parts(f.draft, f.first, f.last)
        assert f.score == round(min(prod(p.factor for p in parts), 1.0), 4)
        assert all(p.because for p in parts)
        assert all(0 < p.factor <= 1 for p in parts)


@pytest.mark.parametrize(
    ("text", "because"),
    [("If Iran attacks the base, oil prices will rise.", "possible only"),
     ("The troops were killed.", "a party is missing that is often left untold"),
     ("Nobody was arrested.", "nobody in it is political")],
)  # fmt: skip
def test_what_lowers_a_score_is_told(read: Read, text: str, because: str) -> None:
    (parts,) = _parts(read, text)
    assert because in [p.because for p in parts if p.factor < 1]


def test_a_users_type_that_needs_no_recipient_is_complete_without_one(read: Read) -> None:
    def factors(recipient: str) -> list[float]:
        text = f'[types.PARADE]\nquad = 4\nscore = -1\ncovers = "x"\nrecipient = "{recipient}"\n[[verbs]]\nwords = "parade"\ntype = "PARADE"\nrecipient = "-"\n'
        desk = Desk(
            read("Russian soldiers paraded in Moscow."), load_ontology(OntologyFile("own.toml", text))
        )
        (found,) = desk.found()
        return [p.factor for p in desk.scorer.parts(found.draft, found.first, found.last)]

    assert factors("optional") == [0.9, 1.0, 1.0]
    assert factors("required")[1] == 0.75


def test_a_coder_with_a_users_file_is_another_version(read: Callable[[str], Reading]) -> None:
    own, reading = load_ontology(OntologyFile("own.toml", "[types.AID]\nscore = 9\n")), read("")
    assert Coder(own).version(reading) == f"{Coder().version(reading)}+{own.tag}"
    assert "+" not in Coder().version(reading)
