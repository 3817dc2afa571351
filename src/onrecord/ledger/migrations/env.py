"""What Alembic runs: the revisions, on the connection and within the transaction of ``Ledger.open``."""

from alembic import context

connection = context.config.attributes["connection"]
# the caller's transaction is around all revisions: a ledger is migrated as a whole or stays as it was
context.configure(connection=connection, target_metadata=None)
context.run_migrations()
