"""Runs migrations on the connection that `kasse.store.upgrade` hands over, all in one transaction."""

from alembic import context

from kasse.store.tables import METADATA

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=METADATA, transaction_per_migration=False)
with connection.begin():
    context.run_migrations()
