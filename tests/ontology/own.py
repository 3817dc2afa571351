"""Ontology files of users for the tests."""

from __future__ import annotations

import pytest

from onrecord.model import OntologyError
from onrecord.ontology import Ontology, OntologyFile, load_ontology

EVACUATE = '[types.EVACUATE]\nquad = 2\nscore = 6.0\ncovers = "moves people out of danger"\n'


def loaded(text: str) -> Ontology:
    """Return the ontology that a file with this text makes."""
    return load_ontology(OntologyFile("own.toml", text))


def problems(text: str) -> list[str]:
    """Return the lines of the error that a file with this text gives."""
    with pytest.raises(OntologyError) as raised:
        loaded(text)
    return str(raised.value).splitlines()


def problem(text: str) -> str:
    """Return the one line of the error that a file with this text gives."""
    (line,) = problems(text)
    return line
