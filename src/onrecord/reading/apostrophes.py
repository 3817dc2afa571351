"""Curly apostrophes read as straight ones: "didn’t" is parsed like "didn't", and the text stays as it is printed.

spaCy's models were trained on straight apostrophes, and see of a word only what its lexeme says: its lower-case and
normal form, its first and last letters and its shape.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import spacy
from spacy.attrs import LOWER, NORM, PREFIX, SHAPE, SUFFIX
from spacy.language import Language

_CURLY = ("\u2019", "\u02bc")
"""The quotation mark that typesetters use, and the letter that some editors put in its place."""
_CONTRACTED = frozenset(("n't", "'re", "'ve", "'ll", "'d", "'m"))
"""Contracted verbs and "not", which the parser must know. The possessive and names are left as they are: it reads them
either way, and straight ones cost .002 of the places of LGL."""
_SEEN = (LOWER, NORM, PREFIX, SHAPE, SUFFIX)


def straight(word: str) -> str:
    """Return a contracted word with a straight apostrophe, any other as it is."""
    plain = word
    for mark in _CURLY:
        plain = plain.replace(mark, "'")
    return plain if plain.lower() in _CONTRACTED else word


def read_straight(nlp: Language) -> None:
    """Make the pipeline see words with curly apostrophes as those with straight ones."""
    vocab: Any = nlp.vocab  # its stubs leave the getters out
    getters = vocab.lex_attr_getters
    for attribute in _SEEN:
        getters[attribute] = _of_straight(getters[attribute])
    for lexeme in list(vocab):
        if straight(lexeme.orth_) != lexeme.orth_:
            for attribute in _SEEN:
                lexeme.set_attrs(**{spacy.attrs.NAMES[attribute]: getters[attribute](lexeme.orth_)})
    _split_letter(nlp.tokenizer)


def _of_straight(getter: Callable[[str], str]) -> Callable[[str], str]:
    return lambda word: getter(straight(word))


def _split_letter(tokenizer: Any) -> None:
    """Split off "ʼs" and "nʼt" as is done with the other marks."""
    letter = _CURLY[1]
    for word, tokens in list(tokenizer.rules.items()):
        if _CURLY[0] in word:
            as_letters = [{k: _lettered(v) for k, v in token.items()} for token in tokens]
            tokenizer.add_special_case(word.replace(_CURLY[0], letter), as_letters)
    pattern = tokenizer.suffix_search.__self__.pattern
    tokenizer.suffix_search = spacy.util.compile_suffix_regex(
        [pattern.removesuffix("$"), f"{letter}[sS]"]
    ).search


def _lettered(form: Any) -> Any:
    return form.replace(*_CURLY) if isinstance(form, str) else form
