"""The tables of the stored view of events. All of them can be emptied and made again at any time.

``view_*`` is what the next reports are compared with; ``events``, ``memberships`` and ``event_*`` are what queries ask.
Rows of these have ``since`` and ``until``, numbers of states: a row counts in state ``n`` where ``since <= n < until``.
The full-text index over sentences, ``event_search``, is not here, because each database has its own.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, LargeBinary, String, Table

from onrecord.ledger.schema import metadata, number, word

OPEN = 2**31 - 1
"""``until`` of what counts now."""
UNDATED = "9999"
"""``day`` of an event without one, so that it comes last."""

view_states = Table(
    "view_states",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("version", word, nullable=False, doc="of the merging that made it"),
    Column("readings", BigInteger, nullable=False, doc="the last reading that it knows"),
    Column("decisions", BigInteger, nullable=False, doc="the last decision that it knows"),
    Column("made", String(32), nullable=False),
)
"""One row each time that the view was brought up to date. The last one says how far it goes."""

view_articles = Table(
    "view_articles",
    metadata,
    Column("article", ForeignKey("articles.number"), primary_key=True, autoincrement=False),
    Column("reading", ForeignKey("readings.number"), nullable=False),
    Index("view_articles_by_reading", "reading"),
)
"""Which reading of each article the view has."""

view_reports = Table(
    "view_reports",
    metadata,
    Column("report", ForeignKey("reports.number"), primary_key=True, autoincrement=False),
    Column("name", word, nullable=False, doc="the id of the contract"),
    Column("article", ForeignKey("articles.number"), nullable=False),
    Index("view_reports_by_name", "name"),
    Index("view_reports_by_article", "article"),
)
"""The reports that the view has."""

view_tellings = Table(
    "view_tellings",
    metadata,
    Column("reading", ForeignKey("readings.number"), primary_key=True, autoincrement=False),
    Column("body", LargeBinary, nullable=False, doc="what the comparison sees of its reports, packed"),
)
"""What the next reports are compared with, worked out once."""

view_blocks = Table(
    "view_blocks",
    metadata,
    Column("block", BigInteger, primary_key=True, doc="hash of one thing that a report is about"),
    Column("last", Integer, primary_key=True, doc="last day that it can have been, as an ordinal"),
    Column("report", ForeignKey("reports.number"), primary_key=True),
    Column("first", Integer, nullable=False),
    Index("view_blocks_by_report", "report"),
    sqlite_with_rowid=False,
)
"""What each report is filed under: reports of one block whose days meet are worth comparing."""

view_links = Table(
    "view_links",
    metadata,
    Column("one", ForeignKey("reports.number"), primary_key=True),
    Column("other", ForeignKey("reports.number"), primary_key=True),
    Column("odds", Float, nullable=False),
    sqlite_with_rowid=False,
)
"""Log odds of the pairs that are likelier one event than two of which nothing is known, either way round."""

view_bands = Table(
    "view_bands",
    metadata,
    Column("band", BigInteger, primary_key=True),
    Column("article", ForeignKey("articles.number"), primary_key=True),
    Index("view_bands_by_article", "article"),
    sqlite_with_rowid=False,
)
"""Hashes of runs of words: articles that share a band may be copies."""

view_copies = Table(
    "view_copies",
    metadata,
    Column("one", ForeignKey("articles.number"), primary_key=True),
    Column("other", ForeignKey("articles.number"), primary_key=True),
    sqlite_with_rowid=False,
)
"""Articles of which one is a copy of the other, either way round."""

events = Table(
    "events",
    metadata,
    Column("number", number, primary_key=True),
    Column("event", word, nullable=False, doc="its id"),
    Column("since", Integer, nullable=False),
    Column("until", Integer, nullable=False),
    Column("event_type", word, nullable=False),
    Column("mode", word),
    Column("day", word, nullable=False, doc="its first day, for the order"),
    Column("start", word),
    Column("end", word),
    Column("actors", word, nullable=False, doc="names, as a JSON list"),
    Column("recipients", word, nullable=False, doc="names, as a JSON list"),
    Column("place", word),
    Column("country", word),
    Column("geonames_id", BigInteger),
    Column("lat", Float),
    Column("lon", Float),
    Column("standing", word, nullable=False, doc="words, as a JSON list"),
    Column("confirmed_by", word),
    Column("credibility", Integer),
    Column("reports", Integer, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("first_published", word),
    Column("last_published", word, nullable=False, doc="empty where nobody says"),
    Column("digest", String(64), nullable=False, doc="SHA-256 of the event"),
    Column("body", LargeBinary, nullable=False, doc="the whole event, zlib-compressed JSON"),
    Index("events_by_id", "event", "until"),
    Index("events_by_time", "until", "day", "event", "end"),
    Index("events_by_publication", "until", "last_published", "event"),
    Index("events_by_reports", "until", "reports", "event"),
    Index("events_by_credibility", "until", "credibility", "event"),
    Index("events_since", "since"),
)
"""An event as it stood for some time; a change is a further row."""

memberships = Table(
    "memberships",
    metadata,
    Column("number", number, primary_key=True),
    Column("event", word, nullable=False, doc="id of the event"),
    Column("report", ForeignKey("reports.number"), nullable=False),
    Column("since", Integer, nullable=False),
    Column("until", Integer, nullable=False),
    Column(
        "why", word, nullable=False, doc="the report it was joined to, its log odds and what they rest on"
    ),
    Column("version", word, nullable=False, doc="of the merging that decided"),
    Index("memberships_by_event", "event", "until"),
    Index("memberships_by_report", "report", "until"),
)
"""Which report stands in which event, why, and from when to when: the log of what the merging decided."""

event_facets = Table(
    "event_facets",
    metadata,
    Column("facet", String(10), primary_key=True, doc="type, standing or country"),
    Column("value", word, primary_key=True),
    Column("event", ForeignKey("events.number"), primary_key=True),
    Index("event_facets_by_event", "event"),
    sqlite_with_rowid=False,
)
"""Types that an event is told as, words of its standing, countries where it is told to be."""

event_summaries = Table(
    "event_summaries",
    metadata,
    Column("event", ForeignKey("events.number"), primary_key=True, autoincrement=False),
    Column("form", String(16), nullable=False, doc="of what made it"),
    Column("summary", LargeBinary, nullable=False, doc="what a list shows, zlib-compressed JSON"),
)
"""What a line of a list says of an event. Made of the event, and where it is missing made of it when asked for."""

event_parties = Table(
    "event_parties",
    metadata,
    Column("identity", ForeignKey("identities.number"), primary_key=True),
    Column("side", Integer, primary_key=True, autoincrement=False, doc="0 actor, 1 recipient"),
    Column("event", ForeignKey("events.number"), primary_key=True),
    Index("event_parties_by_event", "event"),
    sqlite_with_rowid=False,
)
"""Who did it and to whom, in any report of it."""

event_places = Table(
    "event_places",
    metadata,
    Column("place", ForeignKey("places.number"), primary_key=True),
    Column("event", ForeignKey("events.number"), primary_key=True),
    Index("event_places_by_event", "event"),
    sqlite_with_rowid=False,
)
"""Where it was, in any report of it."""

view_deeds = Table(
    "view_deeds",
    metadata,
    Column("party", BigInteger, primary_key=True, doc="hash of somebody who takes part, on a side"),
    Column("published", word, primary_key=True, doc="day of publication, ISO"),
    Column("kind", word, primary_key=True, doc="what a report tells"),
    Column("event", ForeignKey("events.number"), primary_key=True),
    Index("view_deeds_by_event", "event"),
    sqlite_with_rowid=False,
)
"""What the reports of events tell, by whom and when: what became of a promise is looked for here."""

view_pledges = Table(
    "view_pledges",
    metadata,
    Column("party", BigInteger, primary_key=True, doc="as in view_deeds"),
    Column("year", Integer, primary_key=True, autoincrement=False, doc="of publication; 0: of many years"),
    Column("kind", word, primary_key=True, doc="what it looks for; empty: anything"),
    Column("event", ForeignKey("events.number"), primary_key=True),
    Index("view_pledges_by_event", "event"),
    sqlite_with_rowid=False,
)
"""What would tell what became of a promise: who tells a deed finds the promises that it is about here."""

view_evidence = Table(
    "view_evidence",
    metadata,
    Column("later", ForeignKey("events.number"), primary_key=True, autoincrement=False),
    Column("promise", ForeignKey("events.number"), primary_key=True, autoincrement=False),
    Index("view_evidence_by_promise", "promise"),
    sqlite_with_rowid=False,
)
"""Events of which a report tells what became of a promise."""

promises = Table(
    "promises",
    metadata,
    Column("number", number, primary_key=True),
    Column("event", word, nullable=False, doc="id of the event that is the promise"),
    Column("stands", ForeignKey("events.number"), nullable=False, doc="its row"),
    Column("since", Integer, nullable=False),
    Column("until", Integer, nullable=False),
    Column("kind", word, nullable=False),
    Column("event_type", word, doc="of the deed"),
    Column("made", word, nullable=False),
    Column("due", word),
    Column("outcome", word, nullable=False),
    Column("body", LargeBinary, nullable=False, doc="the whole promise, JSON; not whether it is overdue"),
    Index("promises_by_event", "event", "until"),
    Index("promises_by_row", "stands", "until"),
    Index("promises_by_time", "until", "made", "event"),
    Index("promises_by_outcome", "until", "outcome", "made", "event"),
)
"""What became of an event that is a promise, for some time; a change is a further row."""

VIEW = (
    promises, view_evidence, view_pledges, view_deeds, event_places, event_parties, event_summaries, event_facets, memberships,
    events, view_copies, view_bands, view_links, view_blocks, view_tellings, view_reports, view_articles, view_states,
)  # fmt: skip
"""The tables in an order in which they can be emptied."""
