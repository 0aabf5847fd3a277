"""Runs migrations on the connection that `kasse.store.upgrade` hands over, all in one transaction."""

from alembic import context

from kasse.store.tables import METADATA

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=METADATA, transaction_per_migration=False)
with connection.begin():
    if connection.dialect.name == "postgresql":
        # Two tills that start on an empty database at the same time: the second finds it done.
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(5423961)")
    context.run_migrations()
