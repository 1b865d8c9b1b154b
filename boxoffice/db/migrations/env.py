"""Alembic's way in: it works on the connection, and in the transaction, that db.schema began."""

from alembic import context

from boxoffice.db.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=False)
context.run_migrations()
