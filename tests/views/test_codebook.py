import pytest
from rich.cells import cell_len

from onrecord.ontology import OntologyFile, codebook_of, default_ontology, event_types, load_ontology
from onrecord.views.codebook import render_codebook


def _shown(kind: str | None = None, width: int = 80) -> str:
    return "\n".join(render_codebook(codebook_of(default_ontology(), kind), width=width, colour=False))


@pytest.mark.parametrize("width", [32, 80, 120])
@pytest.mark.parametrize("kind", [None, "ASSAULT"])
def test_no_line_is_wider_than_asked(width: int, kind: str | None) -> None:
    assert max(cell_len(line) for line in _shown(kind, width).splitlines()) <= width


def test_the_whole_codebook_has_a_page_a_type() -> None:
    shown = _shown()
    for kind in event_types().values():
        assert f" {kind.name} · {kind.quad} {kind.quad_name} · score " in shown
    assert shown.count("\n recipient ") == shown.count("\n examples ") == 16
    assert "verbs-assault:" not in shown


def test_one_type_in_depth_has_its_entries_and_codes() -> None:
    shown = _shown("PROTEST")
    for told in ("score -5.0", "hunger            -4.5  a hunger strike", "Nurses → PROTEST/strike", "1421 Conduct hunger strike",
                 "Riots: Violent demonstration (riot)", "nouns, strike: general strike", "verbs-protest:20", "riot | | PROTEST/riot"):  # fmt: skip
        assert told in shown


def test_a_score_of_nothing_has_no_sign() -> None:
    assert "REQUEST · 3 verbal conflict · score 0.0" in _shown("REQUEST")


def test_a_users_own_type_says_so() -> None:
    text = '[types.EVACUATE]\nquad = 2\nscore = 6\ncovers = "moves \\u001b[31m people"\n'
    book = codebook_of(load_ontology(OntologyFile("own.toml", text)), "EVACUATE")
    shown = "\n".join(render_codebook(book, width=80, colour=False))
    assert "EVACUATE · 2 material cooperation · score +6.0 · your own" in shown
    assert "\x1b" not in shown
    assert "none by its entries" in shown
