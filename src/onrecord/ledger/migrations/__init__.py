"""How a ledger of each released schema becomes one of today's (Alembic). One module a revision, never changed later."""
