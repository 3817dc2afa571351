"""PLOVER types, modes, contexts, crosswalks and the predicate lexicon, as data files."""

from onrecord.ontology.codebook import Codebook, codebook_of
from onrecord.ontology.lexicon import (
    Condition,
    Lexicon,
    PartOfSpeech,
    Sense,
    default_lexicon,
    load_lexicon,
    word_classes,
)
from onrecord.ontology.ontology import Ontology, default_ontology, load_ontology, ontology_file
from onrecord.ontology.own_file import VARIABLE, OntologyFile
from onrecord.ontology.tables import EventKind, contexts, event_types, score_of, sectors
from onrecord.ontology.wordlists import context_words, light_verbs, means, modality_words

__all__ = [
    "VARIABLE",
    "Codebook",
    "Condition",
    "EventKind",
    "Lexicon",
    "Ontology",
    "OntologyFile",
    "PartOfSpeech",
    "Sense",
    "codebook_of",
    "context_words",
    "contexts",
    "default_lexicon",
    "default_ontology",
    "event_types",
    "light_verbs",
    "load_lexicon",
    "load_ontology",
    "means",
    "modality_words",
    "ontology_file",
    "score_of",
    "sectors",
    "word_classes",
]
