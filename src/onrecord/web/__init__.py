"""Pages for people, over a ledger. Needs the extra ``onrecord[web]``."""

from onrecord.web.app import create_app

__all__ = ["create_app"]
