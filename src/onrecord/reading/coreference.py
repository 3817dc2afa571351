"""Coreference inside one article: sieves from the surest to the least sure (after Lee et al. 2013).

1. Names by key and words, then acronyms, short forms and surnames. 2. What grammar states: apposition, copula,
relative clauses. 3. Definite descriptions by role, name and a table of nouns. 4. Pronouns by agreement, binding and
salience; "I" and "we" by the speaker of the quotation. Each pass sees the chains that the passes before it made, so
that a pronoun looks for a person whose sex any mention in the article tells.
"""

from __future__ import annotations

from onrecord.reading.mention_descriptions import Descriptions
from onrecord.reading.mention_links import join_links
from onrecord.reading.mention_names import join_names
from onrecord.reading.mention_pronouns import Pronouns
from onrecord.reading.mention_scene import Chains, Scene


def resolve(scene: Scene) -> Chains:
    """Return the chains of a scene's mentions."""
    chains = Chains(scene.candidates)
    join_names(scene, chains)
    join_links(scene, chains)
    Descriptions(scene, chains).join()
    Pronouns(scene, chains).join()
    return chains
