"""Where the ledger is when nobody says otherwise: alone, so that `--help` need not load a database."""

DEFAULT_URL = "sqlite:///onrecord.db"
