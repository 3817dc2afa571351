"""Fit what two reports' likeness weighs: ``python -m training.merging.fit BENCH`` writes ``merging/data/likeness.json``.

Learned from pairs of event mentions of ECB+'s training part, whose words, parties, times and places are read as in any
article (``bench/event_mentions.py``), and from pairs of reports of the January 2020 example, whose events are known.
Mentions of topics that the encoder has learned from are read by one that has not (``--halves``).
"""
