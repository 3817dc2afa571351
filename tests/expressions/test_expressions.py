"""No text keeps a regular expression of the package busy longer than its length asks for (ReDoS)."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from onrecord.cleaning import clean
from onrecord.model import InputError
from onrecord.sources import RawDocument
from tests.expressions import timing
from tests.expressions.attacks import attacks
from tests.expressions.collecting import Expression, expressions
from tests.expressions.timing import worst
from tests.fuzz.running import TooSlowError, mark_of
from tests.fuzz.targets import OPENING

BOUNDED: Mapping[tuple[str, str], int] = {
    ("onrecord.cleaning.gallery", r"\s*(?:[\[(]\s*(?:(?:AP|"): 160,  # the end of a caption, ``_TAIL``
    ("onrecord.cleaning.glue", r"(?:(?:(?:Mc|Mac|De|"): 90,  # ``_LONGEST_NAME``
    ("onrecord.cleaning.stated", r"(?-i:[A-Z][\w.'’]*(?:[ /-]"): 160,  # matched up to there
    (
        "onrecord.cleaning.walls",
        r"(?:\s*(?:\[\s?\+\s?\d+ chars",
    ): 200,  # the end of a text, ``_LONGEST_MARKER``
}
"""Expressions that would be slow on a long text and are given none: by module and beginning, the most characters."""
OURS = {
    ("onrecord.knowledge.loading", "^(?P<office>"): "names of offices in our own data",
    ("onrecord.reading.timex.lexicon", "(?P<group>[a-z0-9]+):"): "the grammar of our own data",
}
"""Expressions that meet no text from outside."""
_MODULES = sorted({one.module for one in expressions()})


def _known(expression: Expression, known: Mapping[tuple[str, str], object]) -> object:
    found = (
        value
        for (module, head), value in known.items()
        if module == expression.module and expression.pattern.startswith(head)
    )
    return next(found, None)


@pytest.mark.parametrize("module", _MODULES)
def test_no_text_keeps_an_expression_busy(module: str) -> None:
    for one in expressions():
        if one.module == module and not _known(one, OURS):
            bound = _known(one, BOUNDED)
            took, text = worst(
                one,
                bound if isinstance(bound, int) else None,
                collapse=module.startswith("onrecord.cleaning."),
            )
            assert not took, f"{one.pattern!r} takes {took:.2f} s on {text!r}..."


@pytest.mark.parametrize("known", [*BOUNDED, *OURS])
def test_every_exception_is_still_there(known: tuple[str, str]) -> None:
    assert any(_known(one, {known: True}) for one in expressions())


def test_the_expressions_of_code_and_of_data_files_are_all_seen() -> None:
    patterns = {one.pattern for one in expressions()}
    assert len(patterns) > 300
    assert any("advertisements?" in pattern for pattern in patterns)  # of a data file
    assert any("!doctype" in pattern for pattern in patterns)  # of a module


@pytest.mark.parametrize(
    "pattern", [r"(?:a|a)*b", r"(a+)+$", r"\s*\s*\s*x", r"(?:<!--.*?-->\s*)*<p", r"(?:\w+\s?)*\."]
)
def test_an_expression_that_can_be_kept_busy_is_found(pattern: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timing, "_ENOUGH", 0.6)  # they are slow long before they are given up
    took, _ = worst(Expression(pattern, re.compile(pattern).flags, "x", ()), None, collapse=False)
    assert took > 0


@pytest.mark.parametrize(
    "pattern", [r"[a-z]+b", r"\bfrom \w{1,20}\b", r"(?:<!--.{0,40}?-->\s*+)*+<p", r"\"[^\"]*\""]
)
def test_one_that_cannot_is_not(pattern: str) -> None:
    took, text = worst(Expression(pattern, re.compile(pattern).flags, "x", ("match",)), None, collapse=False)
    assert not took, text


@pytest.mark.parametrize("kind", ["text", "html"])
def test_cleaning_is_not_kept_busy_by_runs_of_blanks(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Expressions of cleaning are tried above without runs of blanks, because texts reach them without: so it is."""
    from tests.fuzz import running
    from tests.fuzz.targets import TARGETS, Target

    def check(data: bytes) -> None:
        text = data.decode()
        content = f"<html><body><article>{''.join(f'<p>{part}</p>' for part in text.split(chr(10) * 2))}</article></body></html>"
        try:
            clean(RawDocument(name="in", id="in", kind=kind, content=content if kind == "html" else text))  # type: ignore[arg-type]
        except InputError:
            return

    monkeypatch.setitem(TARGETS, "page", Target(lambda _chance: b"", check, OPENING))
    prose = "The council met on Monday and voted for the bridge. It had waited for years.\n\n"
    for blank in (" ", "\t", "\u00a0", "\n", " \n"):
        for before in ("", "©", "published ", "/ AP / ", "[clarification", "“", "more"):
            run = before + blank * 20_000 + "x\n\n"
            error = running.tried("page", (run + prose * 3 + run + prose * 3 + run).encode())
            assert not isinstance(error, TooSlowError), f"{before!r} and {blank!r}"
            assert error is None, mark_of(error)


def test_attacks_are_of_the_length_that_is_asked_for_and_the_same_every_time() -> None:
    made = list(attacks(r"(?:ab|c)+d", 0, 500))
    assert made == list(attacks(r"(?:ab|c)+d", 0, 500))
    assert any(text.startswith("ab" * 100) for text in made)
    assert all(len(text) < 1_100 for text in made)
