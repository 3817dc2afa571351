"""The day on which a part of an article was published: that of its post on a live page, else the article's."""

from __future__ import annotations

import datetime as dt

from onrecord.model import Article


def published_on(article: Article, offset: int) -> dt.date | None:
    """Return the publication date of the words at an offset; ``None`` where there is none or it is no date."""
    for post in article.posts:
        if post.start <= offset < post.end:
            return _date(post.at) or _date(article.published)
    return _date(article.published)


def _date(value: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat((value or "")[:10])
    except ValueError:
        return None
