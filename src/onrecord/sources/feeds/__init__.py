"""Lists of articles that outlets keep: RSS, Atom, JSON Feed, news sitemaps, pages of links. Asks no server itself.

Nothing here trusts what a server sends: no entity is resolved, nothing further is fetched, and what cannot be read is an
``InputError`` that names the feed.
"""

from onrecord.sources.feeds.entry import Entry, Listing
from onrecord.sources.feeds.listing import KINDS, FeedKind, feed_type, listing_of
from onrecord.sources.feeds.robots import LONGEST, Robots
from onrecord.sources.feeds.waiting import retry_after

__all__ = [
    "KINDS",
    "LONGEST",
    "Entry",
    "FeedKind",
    "Listing",
    "Robots",
    "feed_type",
    "listing_of",
    "retry_after",
]
