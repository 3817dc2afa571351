"""Raw documents into articles: body, title, date, outlet and language, without what is not the article."""

from onrecord.cleaning.article import clean
from onrecord.cleaning.glue import unglue

__all__ = ["clean", "unglue"]
