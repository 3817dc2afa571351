"""PLOVER types, modes, contexts, crosswalks and the predicate lexicon, as data files."""
