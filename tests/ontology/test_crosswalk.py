import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ontology import contexts, event_types
from onrecord.ontology.crosswalk import cameo_codes, from_cameo, to_acled, to_cameo


def test_a_cameo_code_converts_with_mode_and_context() -> None:
    code = from_cameo("0871")
    assert code is not None
    assert (code.event_type, code.mode, code.contexts) == ("RETREAT", "ceasefire", ("military",))


def test_a_code_without_a_row_takes_its_parents() -> None:
    assert from_cameo("0419") == from_cameo("041")


def test_public_statements_have_no_plover_type() -> None:
    assert from_cameo("010") is None


def test_every_row_names_known_types_modes_and_contexts() -> None:
    for code in cameo_codes().values():
        kind = event_types()[code.event_type]
        assert code.mode is None or code.mode in kind.modes
        assert set(code.contexts) <= set(contexts())


@pytest.mark.parametrize(
    ("event_type", "mode", "root"),
    [("ACCUSE", "investigate", "09"), ("ACCUSE", "allege", "11"), ("ASSAULT", "drone", "19"), ("ASSAULT", "abduct", "18"), ("CONSULT", "phone", "04")],
)  # fmt: skip
def test_plover_converts_to_a_cameo_root(event_type: str, mode: str, root: str) -> None:
    assert to_cameo(event_type, mode) == root


def test_acled_knows_violence_and_not_words() -> None:
    assert to_acled("ASSAULT", "drone") == ("Explosions/Remote violence", "Air/drone strike")
    assert to_acled("REQUEST", "meet") is None


@given(st.sampled_from(sorted(cameo_codes())))
def test_converting_forth_and_back_keeps_the_type(code: str) -> None:
    there = from_cameo(code)
    assert there is not None
    back = from_cameo(to_cameo(there.event_type, there.mode))
    assert back is None or back.event_type in (there.event_type, "CONCEDE", "RETREAT", "ACCUSE", "ASSAULT")
