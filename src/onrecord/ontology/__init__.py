"""PLOVER types, modes, contexts, crosswalks and the predicate lexicon, as data files."""

from onrecord.ontology.lexicon import Condition, Lexicon, Sense, default_lexicon, load_lexicon, word_classes
from onrecord.ontology.tables import EventKind, contexts, event_types, score_of, sectors
from onrecord.ontology.wordlists import context_words, light_verbs, means, modality_words

__all__ = [
    "Condition",
    "EventKind",
    "Lexicon",
    "Sense",
    "context_words",
    "contexts",
    "default_lexicon",
    "event_types",
    "light_verbs",
    "load_lexicon",
    "means",
    "modality_words",
    "score_of",
    "sectors",
    "word_classes",
]
